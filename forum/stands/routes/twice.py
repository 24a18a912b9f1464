"""The form of a booking sent twice with different answers, from two tabs: both versions are shown, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from forum.editions.values import EditionValue
from forum.stands import queries
from forum.stands.forms import BookingForm
from forum.stands.routes.asking import Asked, lists
from forum.stands.routes.own import again, own_file
from forum.stands.routes.parts import BOOKING, File, differing, file_of, filled_form, save
from forum.stands.versions import Version
from forum.web import read_form, see_other
from forum.web.kept import forget_pages


async def otherwise(
    request: Asked, edition: EditionValue, line: queries.BookingLine, form: BookingForm, word: str
) -> Template | None:
    """The page of both versions when the form says something else than the booking that there is; None when it does not."""
    file = await file_of(edition, line)
    versions = await differing(BOOKING, file, form)
    if not versions:
        return None
    form.fault("form", word)
    return _page(request, file, form, versions)


async def drafted_otherwise(
    request: Asked, edition: EditionValue, line: queries.BookingLine, draft: BookingForm, word: str
) -> Template | None:
    """The same when a draft took a stand with other answers than its own: the draft's are at hand."""
    file = await file_of(edition, await queries.booking(edition.id, line.id))
    versions = await differing(BOOKING, file, draft)
    return _page(request, file, draft, versions, word) if versions else None


async def draft_form(edition: EditionValue, line: queries.BookingLine) -> BookingForm:
    """What a draft says, before it takes a stand."""
    form: BookingForm = await filled_form(BOOKING, await file_of(edition, line))
    return form


@post("/exposants/espace/reservation")
async def correct(request: Asked, edition: NamedDependency[EditionValue]) -> Template | Redirect:
    """The version that its writer prefers, after having seen both."""
    file = await own_file(request, edition)
    form = await read_form(request, BookingForm)
    versions = await save(BOOKING, file, form, request.user)
    if form.faults:
        return _page(request, file, form, versions)
    forget_pages(request.app)
    return see_other("/exposants/espace", "Vos réponses sont à jour.")


def _page(
    request: Asked, file: File, form: BookingForm, versions: Sequence[Version], drafted: str | None = None
) -> Template:
    told = {"form": form, "versions": versions, "drafted": drafted, "booking": file.booking, **lists(file.edition)}
    return again(request, "stands/twice.html", **told)
