"""The arrival plan in the back office."""
