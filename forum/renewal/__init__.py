"""The next edition from the last one: everything that was prepared, nobody who was registered, and exhibitors asked back."""
