"""Consents: what is optional, in which words it was asked, and who said yes."""
