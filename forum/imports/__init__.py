"""Last year's lists brought in: a file read, its columns named, its rows tried, then written in lots; and taken back."""
