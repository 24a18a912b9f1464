"""The HTTP kitchen: pages, refusals, headers, static files. It knows no concept of the forum."""

from forum.web.answers import flash, page, see_other, unprocessable
from forum.web.reading import read_form
from forum.web.templates import template_engine

__all__ = ["flash", "page", "read_form", "see_other", "template_engine", "unprocessable"]
