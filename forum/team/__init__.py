"""Who runs the forum: invited by letter, given roles, removed. The last organiser cannot lock everybody out."""
