"""What the tests stand on: a PostgreSQL cluster of their own, a real SMTP server, a real Chromium."""
