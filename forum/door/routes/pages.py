"""The pages of a phone at the door: the scanner, its enrolment, and what makes it an application."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from forum.door import queries, service
from forum.door.access import DOOR_PEOPLE, Asking, csrf_token, find_phone, keep_phone
from forum.door.forms import PhoneForm
from forum.editions import queries as editions
from forum.people.guards import StaffOnly
from forum.web import page, read_form, see_other, unprocessable
from forum.web.static import StaticTree

FOLDERS = ("js/scanner/", "css/door.css", "vendor/zxing-wasm/", "img/mark.svg")
LATIN = "-latin-"


@get("/", include_in_schema=False)
async def show_scanner(request: Asking) -> Template:
    phone = await find_phone(request)
    if phone is None or phone.revoked_at is not None:
        return await _closed(request, "revoked" if phone else "unknown")
    edition = await editions.edition(phone.edition)
    gate = edition.gate(phone.gate)
    device = {
        "id": phone.id,
        "name": phone.name,
        "gate": phone.gate,
        "gate_name": gate.name if gate else "",
        "rights": phone.rights,
    }
    return page(
        request, "door/door.html", device=device, gates=edition.gates, edition=edition, csrf_token=csrf_token(request)
    )


@get("/inscription/{token:str}", include_in_schema=False)
async def show_enrolment(request: Asking, token: FromPath[str]) -> Template:
    return await _enrolment(request, token, PhoneForm())


@post("/inscription/{token:str}", include_in_schema=False)
async def enrol(request: Asking, token: FromPath[str]) -> Template | Redirect:
    form = await read_form(request, PhoneForm)
    said = form.read()
    if said is None:
        return await _enrolment(request, token, form)
    try:
        _, cookie = await service.enrol(token, said[0], before=await find_phone(request))
    except service.NameTaken as refusal:
        form.fault("name", refusal.sentence)
        return await _enrolment(request, token, form)
    except service.EnrolmentOver:
        return await _closed(request, await queries.enrolment_state(token))
    return keep_phone(see_other("/porte"), cookie)


@post("/inscription", include_in_schema=False)
async def enrol_oneself(request: Asking) -> Template | Redirect:
    """Signed-in door staff take the phone in their hand to a gate."""
    who = request.user
    if who is None or not who.is_a(*DOOR_PEOPLE):
        raise StaffOnly
    edition = await editions.current_edition()
    form = await read_form(request, PhoneForm)
    said = form.read([gate.id for gate in edition.gates])
    if said is not None and said[1] is not None:
        try:
            _, cookie = await service.enrol_oneself(who, edition.id, said[1], said[0], before=await find_phone(request))
            return keep_phone(see_other("/porte"), cookie)
        except service.NameTaken as refusal:
            form.fault("name", refusal.sentence)
    return unprocessable(
        request,
        "door/enrol.html",
        edition=edition,
        gate=None,
        gates=edition.gates,
        rights="scan",
        suggested=await queries.suggested_name(edition.id, edition.gates[0].id),
        form=form,
    )


async def _enrolment(request: Asking, token: str, form: PhoneForm) -> Template:
    invitation = await queries.find_invitation(token)
    if invitation is None or invitation.state != "open":
        return await _closed(request, invitation.state if invitation else "unknown")
    edition = await editions.edition(invitation.edition)
    show = unprocessable if form.faults else page
    return show(
        request,
        "door/enrol.html",
        edition=edition,
        gate=edition.gate(invitation.gate),
        gates=[],
        rights=invitation.rights,
        suggested=await queries.suggested_name(invitation.edition, invitation.gate),
        form=form,
    )


async def _closed(request: Asking, reason: str) -> Template:
    """Why this phone may not scan; signed-in door staff may enrol it on the spot."""
    may = request.user is not None and request.user.is_a(*DOOR_PEOPLE)
    edition = await editions.find_current()
    return page(
        request,
        "door/closed.html",
        status=200 if may and edition else 403,
        edition=edition,
        reason=reason,
        can_enrol=may and edition is not None,
        gates=edition.gates if edition else (),
    )


@get("/sw.js", include_in_schema=False)
async def service_worker(request: Asking) -> Template:
    """The scanner's own copy of itself. Its scope is the whole site, because it must answer for /static, too."""
    tree: StaticTree = request.app.state.static
    answer = page(request, "door/sw.js", static_version=tree.version, addresses=_addresses(tree))
    answer.media_type = "text/javascript"
    answer.headers.update({"cache-control": "no-cache", "service-worker-allowed": "/"})
    return answer


def _addresses(tree: StaticTree) -> list[str]:
    """Every static file that the scanner needs without network."""
    names = [name for name in tree.files if name.startswith(FOLDERS) and not name.endswith((".md", ".txt"))]
    fonts = [name for name in tree.files if name.startswith("vendor/fonts/") and LATIN in name and "-ext" not in name]
    return [tree.address(name) for name in sorted([*names, *fonts])]


@get("/manifest.webmanifest", include_in_schema=False)
async def manifest(request: Asking) -> Response[dict[str, Any]]:
    """What makes the page installable on a phone's first screen."""
    tree: StaticTree = request.app.state.static
    icons = [
        {"src": tree.address(name), "sizes": sizes, "type": kind, "purpose": "any"}
        for name, sizes, kind in (
            ("img/mark.svg", "any", "image/svg+xml"),
            ("img/door-192.png", "192x192", "image/png"),
            ("img/door-512.png", "512x512", "image/png"),
        )
        if name in tree.files
    ]
    body = {
        "name": "Porte du forum",
        "short_name": "Porte",
        "lang": "fr",
        "id": "/porte",
        "start_url": "/porte",
        "scope": "/porte",
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#0f2b22",
        "theme_color": "#0f2b22",
        "icons": icons,
    }
    return Response(body, media_type="application/manifest+json", headers={"cache-control": "no-cache"})
