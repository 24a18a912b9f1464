"""Badges in the back office: what is to be printed, the sheets, a series of blanks. Printing is not entering."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from admin.badges import each, look, tirages
from admin.badges.forms import (
    COMPANIONS,
    GRID,
    KINDS,
    LAYOUT_NAMES,
    ORDER_NAMES,
    USUAL,
    USUAL_OF,
    WHICH,
    BlankForm,
    CompanionsForm,
    PrintForm,
    PrintRun,
)
from admin.badges.tirages import STATES, pdf_file
from forum import clock
from forum.badges import pdf, printer, queries, rules, runs, service
from forum.badges.runs import Order
from forum.badges.values import BadgeValue
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.forms import Typed
from forum.people.guards import staff
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, Who
from forum.stands.plan_face import plan_face
from forum.web import page, read_form, see_other, unprocessable

Asked: TypeAlias = Request[Who, str, Any]
AT_ONCE = 400
"""Badges that are drawn while one waits; more become a run with its own page."""


@get("/")
async def show_badges(request: Asked, edition: NamedDependency[EditionValue], genre: FromQuery[str] = "") -> Template:
    """For each kind: how many, never printed, changed since they were; and the printing desk."""
    return page(
        request,
        "admin-badges/badges.html",
        **await _desk(edition, PrintForm({**USUAL, **USUAL_OF.get(genre, {}), "kind": genre or USUAL["kind"]})),
    )


@post("/planches")
async def print_sheets(request: Asked, edition: NamedDependency[EditionValue]) -> Response[bytes] | Template | Redirect:
    """The sheets as a file, or the page of a large run that is drawn meanwhile.

    What was drawn counts as printed; what was printed already wants a second word.
    """
    form = await read_form(request, PrintForm)
    run = form.read()
    if run is not None:
        read_at = clock.now()
        found = await queries.all_badges(edition.id, run.kind, valid_only=True, printing=run.which)
        wanted = rules.ordered(rules.chosen(found, run.words), run.order)
        same = sum(badge.printed_at is not None and not badge.changed_since_printed for badge in wanted)
        if not wanted:
            form.fault("which", "Aucun badge à imprimer dans ce choix.")
        elif same and not run.again:
            form.fault(
                "again",
                f"Déjà imprimés, et inchangés depuis\u00a0: {same} sur {len(wanted)}. Cochez pour les réimprimer.",
            )
        else:
            return await _printed(request, edition, run, wanted, read_at)
    return unprocessable(request, "admin-badges/badges.html", **await _desk(edition, form))


async def _printed(
    request: Asked, edition: EditionValue, run: PrintRun, wanted: list[BadgeValue], read_at: datetime
) -> Response[bytes] | Redirect:
    told, name, ids = run.told, f"badges-{run.kind or 'tous'}-{len(wanted)}.pdf", [badge.id for badge in wanted]
    if len(wanted) > AT_ONCE:
        order = Order(ids, run.layout, run.start, run.backs)
        run_id = await service.order_run(edition.id, order, request.user, told, name)
        printer.ring()
        return see_other(f"/admin/badges/tirages/{run_id}")
    drawn = await pdf.sheets_pdf(edition.id, wanted, run.layout, start=run.start, backs=run.backs, plans=plan_face)
    await service.mark_printed(ids, edition=edition.id, by=request.user, told=told, file_name=name, read_at=read_at)
    return pdf_file(drawn, name)


@post("/essai")
async def print_trial(request: Asked, edition: NamedDependency[EditionValue]) -> Response[bytes] | Template:
    """The outlines of the chosen sheet, to see how far one's own printer is off."""
    form = await read_form(request, PrintForm)
    layout = form.layout()
    if layout is None or form.faults:
        return unprocessable(request, "admin-badges/badges.html", **await _desk(edition, form))
    return pdf_file(pdf.draw_trial(layout), "page-d-essai.pdf")


@post("/vierges", guards=[staff(ORGANIZER)])
async def blanks(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """A series for people who come without having registered."""
    form = await read_form(request, BlankForm)
    count = form.read()
    if not form.faults:
        try:
            await service.issue_blanks(edition.id, count, request.user)
        except Refusal as refusal:
            form.fault(refusal.field or "count", refusal.sentence)
        else:
            return see_other("/admin/badges", f"{count} badges vierges sont prêts à imprimer.")
    return unprocessable(request, "admin-badges/badges.html", **await _desk(edition, PrintForm(USUAL), form))


@post("/accompagnants", guards=[staff(ORGANIZER)])
async def companions(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """Stickers for the pupils of all classes, or badges for their adults; what exists stays as it is."""
    form = await read_form(request, CompanionsForm)
    kind = form.read()
    if form.faults:
        return unprocessable(request, "admin-badges/badges.html", **await _desk(edition, PrintForm(USUAL), form))
    made = await service.issue_companions(edition.id, kind, request.user)
    called = next(name for code, name, _ in COMPANIONS if code == kind)
    said = f"{made} {called} à imprimer." if made else f"Toutes les classes ont déjà leurs {called}."
    return see_other(f"/admin/badges?genre={kind}#print", said)


async def _desk(edition: EditionValue, form: PrintForm, blank: Typed | None = None) -> dict[str, Any]:
    """What the page of the printing desk says."""
    return {
        "counts": await queries.counts(edition.id),
        "form": form,
        "blank": blank or BlankForm(),
        "class_heads": await queries.class_heads(edition.id),
        "companions": COMPANIONS,
        "kinds": KINDS,
        "which": WHICH,
        "orders": ORDER_NAMES,
        "layouts": LAYOUT_NAMES,
        "grid": GRID,
        "runs": await runs.latest(edition.id),
        "states": STATES,
    }


router = Router(
    "/badges",
    guards=[staff(ORGANIZER, DOOR_SUPERVISOR)],
    route_handlers=[
        show_badges,
        print_sheets,
        print_trial,
        blanks,
        companions,
        tirages.show_run,
        tirages.run_file,
        tirages.cancel,
        tirages.undo,
        look.show_look,
        look.change_look,
        look.add_logo,
        look.remove_logo,
        look.show_preview,
        each.list_badges,
        each.export_badges,
        each.issue_team_badge,
        each.replace_badge,
        each.withdraw_badge,
    ],
)
