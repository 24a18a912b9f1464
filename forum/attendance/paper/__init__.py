"""The report on paper: two pages for the steering committee, then its annex."""

from forum.attendance.paper.document import pdf

__all__ = ["pdf"]
