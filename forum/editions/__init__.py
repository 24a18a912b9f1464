"""The edition: one year's forum, its days, halls, gates and arrival slots."""
