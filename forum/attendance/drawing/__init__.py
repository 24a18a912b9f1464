"""Charts: each is drawn once as a picture of plain shapes, then shown as SVG on a page or as vectors on paper."""

from forum.attendance.drawing.charts import charts, pictures

__all__ = ["charts", "pictures"]
