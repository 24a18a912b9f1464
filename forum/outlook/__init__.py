"""Where an edition stands before its day: its pace against the last edition, and the schools that never answered."""
