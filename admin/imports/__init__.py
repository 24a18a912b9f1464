"""Bringing last year's lists in: send, name the columns, try, decide, write, take back."""
