"""Exhibitors: organisations, their contacts, their people on the stand."""
