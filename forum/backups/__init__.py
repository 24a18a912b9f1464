"""Backups: made by the forum itself, checked, kept for a while, told to organisers."""
