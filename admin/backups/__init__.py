"""The backups as organisers see them."""
