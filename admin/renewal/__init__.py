"""The next edition in the back office: copied from this one, and its exhibitors asked back."""
