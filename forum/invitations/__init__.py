"""Calendar invitations that follow changes and cancellations (iCalendar)."""
