"""Decisions about a hall's plan: its geometry, what is wrong with it, what a gesture changes, what can be undone."""
