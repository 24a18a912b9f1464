"""Decisions of the figures: what the journal tells of a day, the definitions, the sheets, and what may be published."""
