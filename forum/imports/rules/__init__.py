"""Decisions of an import: which column is what, what a row says, whom it is the same as."""
