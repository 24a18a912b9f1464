"""Laying a hall out: stands, zones, doors, obstacles and circuits put in place, undone, redone, and judged."""
