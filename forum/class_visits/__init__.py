"""Class visits: a class of a school on an arrival slot. Counts, adults, coach; never a pupil's name."""
