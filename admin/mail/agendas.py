"""The calendars that say another hour, day or place than the edition: seen, counted, brought up to date in one act."""

from __future__ import annotations

from collections import Counter
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from admin.mail.forms import FollowForm
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.mailings import queries, rules, service
from forum.mailings.queries import Drift, When
from forum.people.who import Who
from forum.web import page, read_form, see_other, unprocessable

Asked = Request[Who, Any, Any]
HERE = "/admin/letters/envois/agendas"
MOST_CHANGES = 15


@get("/envois/agendas")
async def show_drifts(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Who has something else in the calendar than the edition says, and what."""
    return page(request, "admin-mail/agendas.html", form=FollowForm(), **await _told(edition))


@post("/envois/agendas")
async def write_follow(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """The letter that brings them up to date, as a draft: its page shows it before anybody gets it."""
    form = await read_form(request, FollowForm)
    text = form.read()
    if form.faults:
        return unprocessable(request, "admin-mail/agendas.html", form=form, **await _told(edition))
    try:
        draft = await service.draft_follow(edition, text, request.user)
    except Refusal as refusal:
        return see_other(HERE, refusal.sentence, "warn")
    return see_other(f"/admin/letters/envois/{draft}")


async def saved(edition_id: int, path: str, word: str, tone: str = "done") -> Redirect:
    """After a change of the edition: back to where it was made, or on to the calendars that do not say so yet."""
    behind = await queries.drifts(await editions.edition(edition_id))
    if not behind:
        return see_other(path, word, tone)
    told = f"{len(behind)} agendas ne le disent pas encore" if len(behind) > 1 else "un agenda ne le dit pas encore"
    return see_other(HERE, f"{word} Mais {told}\u00a0: prévenez les inscrits ci-dessous.", "warn")


async def _told(edition: EditionValue) -> dict[str, Any]:
    behind = await queries.drifts(edition)
    changes = _changes(behind)
    segments = Counter(drift.segment for drift in behind)
    return {
        "behind": len(behind),
        "counts": [(rules.SEGMENTS[code], segments[code]) for code in rules.EVERYBODY if segments[code]],
        "changes": changes[:MOST_CHANGES],
        "more": max(0, len(changes) - MOST_CHANGES),
        "underway": [
            line
            for line in await queries.mailings(edition.id)
            if line.kind == rules.FOLLOW and line.state in ("draft", "sending", "stopped")
        ],
    }


def _changes(behind: list[Drift]) -> list[tuple[str, int, When | None, When | None]]:
    """The same change of many is one line: for whom, how many, before, after; the commonest first."""
    found: Counter[tuple[str, When | None, When | None]] = Counter()
    for drift in behind:
        found.update((drift.segment, before, after) for before, after in drift.differing)
    return [(rules.SEGMENTS[who], count, before, after) for (who, before, after), count in found.most_common()]


handlers = [show_drifts, write_follow]
