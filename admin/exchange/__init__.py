"""The open export as organisers make it and take it away."""
