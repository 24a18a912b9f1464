"""Visitors: individual registrations, from 15 years of age."""
