"""Verbs of the renewal: copy an edition, ask its exhibitors back."""

from forum.renewal.service.copying import AlreadyCopied, copy_edition
from forum.renewal.service.inviting import NotYetOpen, draft_again, invite_back

__all__ = ["AlreadyCopied", "NotYetOpen", "copy_edition", "draft_again", "invite_back"]
