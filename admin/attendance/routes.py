"""The figures of an edition, as organisers read them, and the files made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from anyio import to_thread
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from admin.attendance.looking import Looking, looking
from forum import clock
from forum.attendance import queries, service
from forum.attendance.drawing import pictures
from forum.attendance.files import MAKERS, csv_sheet
from forum.attendance.files.journal import journal_csv
from forum.attendance.looks import Offered, Seen
from forum.attendance.paper.telling import summary
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.comparing import compare, same_definitions
from forum.attendance.rules.masking import masked
from forum.attendance.rules.sheet import Report
from forum.attendance.rules.underway import is_underway, so_far
from forum.attendance.standing import standing
from forum.attendance.unsent import named, unsent
from forum.attendance.words import shown
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.web import page, see_other
from forum.web.words import say_moment

Asked = Request[Who, str, Any]


@get("/")
async def show(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """The day as it happens, whole or in part; closed figures once the edition is closed."""
    seen, closed = await _seen(request, edition)
    made = seen.report
    others = await queries.other_editions(edition.id)
    other = _among(request.query_params.get("comparer", ""), others) if made else None
    against = await _beside(other, seen.look) if other else None
    may_close = closed is None and request.user.is_a(ORGANIZER) and clock.now() >= edition.last_day.closes_at
    return page(
        request,
        "admin-attendance/day.html" if made else "admin-attendance/counting.html",
        seen=seen.look,
        behind=seen.behind,
        lately=seen.lately,
        mark=seen.mark,
        told=made,
        drawn=await to_thread.run_sync(pictures, made) if made else {},
        shown=shown,
        closed=closed,
        draft="brouillon" in request.query_params and seen.look.inside,
        lead=next(summary(made), "") if made else "",
        underway=made is not None and is_underway(made),
        others=others,
        other=other,
        other_name=dict(others).get(other, "") if other else "",
        against=against,
        compared=compare(made, against) if made and against else (),
        comparable=made is None or against is None or same_definitions(made, against),
        traces=request.user.is_a(ORGANIZER, DOOR_SUPERVISOR),
        may_close=may_close,
        unsent=named(await unsent(edition), edition) if may_close else "",
    )


@get("/marque")
async def show_mark(request: Asked, edition: NamedDependency[EditionValue]) -> Response[str]:
    """Whether anything that figures are made from was written since; 304 to whoever knows the mark already."""
    tag = f'"{await standing(edition.id).mark_now()}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    known = request.headers.get("if-none-match", "") == tag
    return Response("", media_type="text/plain", status_code=304 if known else 200, headers=headers)


@post("/arret", guards=[staff(ORGANIZER)])
async def close_figures(request: Asked, edition: NamedDependency[EditionValue]) -> Redirect:
    """Close the figures for ever."""
    await service.freeze(edition, request.user)
    return see_other("/admin/frequentation", "Les chiffres de cette édition sont arrêtés.")


@get("/fichiers")
async def show_files(request: Asked, edition: NamedDependency[EditionValue]) -> Template:
    """Which files there are, and what each is for."""
    return page(
        request, "admin-attendance/files.html", inside=_inside(request.user), organiser=request.user.is_a(ORGANIZER)
    )


@get("/journal.csv", guards=[staff(ORGANIZER)])
async def download_journal(edition: NamedDependency[EditionValue]) -> Stream:
    """The door's raw journal, from which every figure may be worked out again; sent as it is read."""
    headers = {"content-disposition": 'attachment; filename="journal-interne.csv"', "cache-control": "no-store"}
    return Stream(journal_csv(edition.id), media_type=MAKERS["csv"][1], headers=headers)


@get("/{file:str}")
async def download(request: Asked, edition: NamedDependency[EditionValue], file: FromPath[str]) -> Response[bytes]:
    """« rapport.pdf », « frequentation.xlsx », « frequentation-interne.ods », or a table of the page: « origins.csv »."""
    name, _, fmt = file.rpartition(".")
    if name in ("rapport", "frequentation", "frequentation-interne") and fmt in MAKERS:
        inside = name.endswith("interne") and _inside(request.user)
        made = await _report(request, edition) if inside else await service.best_known(edition.id)
        filename, body = await service.as_file(made, fmt, inside=inside)
        return _file(file if name == "rapport" else filename, MAKERS[fmt][1], body)
    made = await _report(request, edition)
    sheet = next((one for one in made.sheets if one.code == name and fmt == "csv"), None)
    if sheet is None:
        raise NotFound("Ce tableau n’existe pas.")
    return _file(f"frequentation-{name}.csv", MAKERS["csv"][1], csv_sheet(sheet))


async def _report(request: Asked, edition: EditionValue) -> Report:
    """What this person may see of what was asked, counted up to now; beside closed figures it says that it is not these."""
    seen, closed = await _seen(request, edition, wait=True)
    assert seen.report
    if closed and ("brouillon" in request.query_params or seen.look.scope != Scope()) and seen.look.inside:
        told = f"Ce ne sont pas les chiffres arrêtés le {say_moment(closed.at)}\u00a0: ce qui a changé depuis y est compté."
        return replace(seen.report, notes=(*seen.report.notes, told))
    return seen.report


async def _seen(
    request: Asked, edition: EditionValue, *, wait: bool = False
) -> tuple[Seen[Looking], queries.Frozen | None]:
    """What this person may see of what was asked: those outside the organisation see the whole, small groups masked.

    Closed figures stand for the whole edition; a part of it, and the draft, are made from the journal again.
    """
    closed = await queries.frozen(edition.id)
    draft = "brouillon" in request.query_params and _inside(request.user)

    def look(offered: Offered) -> Looking:
        return looking(request.query_params, offered, request.user)

    if closed and not draft:
        looked = look(Offered(await queries.frame_of(edition.id), await queries.schools_of(edition.id)))
        if looked.scope == Scope():
            kept = closed.report if looked.inside else await to_thread.run_sync(masked, closed.report)
            return Seen(looked, kept, False, await standing(edition.id).mark_now()), closed
    seen = await standing(edition.id).seen(look, wait=wait)
    return replace(seen, report=so_far(seen.report) if seen.report else None), closed


async def _beside(other: int, look: Looking) -> Report | None:
    """Another edition as this person may see it: the same part of it, or its whole."""
    found = await service.known_at_once(other, look.part if look.inside else None)
    if found is None:
        return None
    return so_far(found if look.inside else await to_thread.run_sync(masked, found))


def _among(typed: str, others: list[tuple[int, str]]) -> int | None:
    return int(typed) if typed in {str(number) for number, _ in others} else None


def _inside(who: Who) -> bool:
    """Whether small groups may be shown: to organisers, and to the lead of a territory for that territory."""
    return who.is_a(ORGANIZER, TERRITORY_LEAD)


def _file(name: str, media_type: str, body: bytes) -> Response[bytes]:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(body, media_type=media_type, headers=headers)


router = Router(
    "/frequentation",
    guards=[staff(ORGANIZER, TERRITORY_LEAD, VIEWER, DOOR_SUPERVISOR)],
    route_handlers=[show, show_mark, show_files, close_figures, download_journal, download],
)
