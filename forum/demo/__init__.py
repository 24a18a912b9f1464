"""The demonstration: a plausible, invented edition, made through the verbs so that it can only be what the forum allows."""
