"""What is still kept, what was erased, and everything about one person."""
