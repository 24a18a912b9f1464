"""The Forum de l'Orientation: everything it knows, and what the public sees."""
