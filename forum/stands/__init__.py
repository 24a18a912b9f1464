"""Stands: the floor plan, the stands, their bookings and needs."""
