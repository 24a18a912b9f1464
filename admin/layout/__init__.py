"""Organisers lay a hall out in the browser; every gesture has a form that does the same."""
