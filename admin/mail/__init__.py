"""The letters, for organisers."""
