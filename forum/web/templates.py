"""Templates: each concept keeps its own pages, found as « concept/file.html »."""

import contextlib
from pathlib import Path
from typing import Any

import jinja2
from litestar.plugins.jinja import JinjaTemplateEngine

from forum.web import words
from forum.web.static import StaticTree

_FORUM = Path(__file__).resolve().parents[1]
_ADMIN = _FORUM.parent / "admin"
_KEPT = _FORUM.parent / ".cache" / "templates"
# What is kept was compiled by this version with these words; whoever changes the words below changes the name.
_NAMED = f"{jinja2.__version__}-escaped-trimmed-%s"


def _folders() -> dict[str, jinja2.BaseLoader]:
    found: dict[str, jinja2.BaseLoader] = {}
    for pages in sorted(_FORUM.glob("*/pages")):
        found[pages.parent.name] = jinja2.FileSystemLoader(pages)
    for pages in sorted(_ADMIN.glob("*/pages")):
        found[f"admin-{pages.parent.name}"] = jinja2.FileSystemLoader(pages)
    found["admin"] = jinja2.FileSystemLoader(_ADMIN / "pages")
    return found


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Templates as Python compiled them, kept beside the program as its own compiled modules are: writing one out anew takes 25 ms.

    Where the program may not write (an installation that belongs to somebody else) they are compiled at each start.
    """

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Take one up, if there is one."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep one, if that is allowed here."""
        with contextlib.suppress(OSError):
            _KEPT.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def environment(static: StaticTree) -> jinja2.Environment:
    """The Jinja environment: escaping everywhere, French filters at hand."""
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(_FORUM / "pages"), jinja2.PrefixLoader(_folders())]),
        auto_reload=False,
        cache_size=1000,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(str(_KEPT), _NAMED),
    )
    made.filters.update(
        date=words.say_date,
        hour=words.say_hour,
        moment=words.say_moment,
        second=words.say_second,
        number=words.say_number,
        weight=words.say_weight,
        class_name=words.say_class,
        phone=words.say_phone,
    )
    made.globals["static"] = static.address
    return made


def template_engine(static: StaticTree, **names: Any) -> JinjaTemplateEngine:
    """The engine that Litestar uses; `names` become globals of every page."""
    made = environment(static)
    made.globals.update(names)
    return JinjaTemplateEngine.from_environment(made)
