"""Attendance in the back office: the figures of the day, their exports and the report."""
