"""Letters: written in a verb's transaction, posted after it."""
