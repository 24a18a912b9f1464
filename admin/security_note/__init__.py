"""The security note, for organisers to read, print and have signed."""
