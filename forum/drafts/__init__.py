"""Forms begun and not sent: kept as one goes, and taken up again by a link."""
