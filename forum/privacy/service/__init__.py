"""Verbs of privacy."""

from forum.privacy.service.by_date import erase_due, erase_kind
from forum.privacy.service.dates import DateRefused, set_dates
from forum.privacy.service.looking import looked_up, send_ways_in
from forum.privacy.service.on_request import AlreadyErased, erase
from forum.privacy.service.restored import after_restore, erase_wishes
from forum.privacy.service.shelf import BackupLine, backups, renew
from forum.privacy.service.sweeping import sweep

__all__ = [
    "AlreadyErased",
    "BackupLine",
    "DateRefused",
    "after_restore",
    "backups",
    "erase",
    "erase_due",
    "erase_kind",
    "erase_wishes",
    "looked_up",
    "renew",
    "send_ways_in",
    "set_dates",
    "sweep",
]
