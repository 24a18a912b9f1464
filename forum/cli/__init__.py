"""The command line: `scripts/forum …`, that is `python -m forum`. Each command opens the database, does one thing, says so."""

from forum.cli import benching, content, exchanging, files, serve, staff
from forum.cli.group import main

__all__ = ["benching", "content", "exchanging", "files", "main", "serve", "staff"]
