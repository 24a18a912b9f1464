"""Everything of a forum as open files (JSON, CSV, a data dictionary), and back into an empty forum of either engine."""
