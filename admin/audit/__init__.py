"""The journal, for organisers."""
