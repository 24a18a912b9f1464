"""« Qui vient ? »: the classes and visitors that exhibitors may expect, by hour and level; counts, never names."""
