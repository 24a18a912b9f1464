"""Verbs of the address book: put somebody in, complete what is known, take somebody out, invite."""

from forum.address_book.service.correcting import correct
from forum.address_book.service.inviting import NotYetOpen, ask, ask_found, write_batch
from forum.address_book.service.keeping import Change, add_contact, add_prospect, complete, put_back, remove

__all__ = [
    "Change",
    "NotYetOpen",
    "add_contact",
    "add_prospect",
    "ask",
    "ask_found",
    "complete",
    "correct",
    "put_back",
    "remove",
    "write_batch",
]
