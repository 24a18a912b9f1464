"""Attendance: the figures of an edition, each from one definition, out of the journal and the registrations."""
