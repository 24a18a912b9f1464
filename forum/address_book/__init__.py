"""The address book: organisations and schools' contacts that may be invited, before any of them has registered."""
