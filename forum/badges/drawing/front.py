"""The front of a badge, composed for the place it has: upright, lying, a class pass, a sticker."""

from __future__ import annotations

from forum.badges.codes import show_code
from forum.badges.drawing import art
from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import INK, INK_SOFT, LINE, role
from forum.badges.drawing.pen import MM, Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT, width
from forum.badges.drawing.words import heads, printed
from forum.badges.faces import BadgeFace, EditionFace
from forum.badges.qr import MODULES, QUIET

MODULE = 1.2
"""Millimetres. 21 of them make 25.2: what a phone reads at 30 cm."""

_FOR_ALL = "Un seul code pour tout le groupe\u00a0: présentez-le à l’arrivée, nous compterons ensemble."


def front(pen: Pen, face: BadgeFace, edition: EditionFace, wide: float, high: float) -> None:
    """The badge in a place of so many millimetres, lower left corner at 0, 0."""
    if high < 48 or wide < 80:
        sticker(pen, face, edition, wide, high)
    elif wide > high:
        lying(pen, face, edition, wide, high)
    elif face.kind == "class" and wide >= 140:
        class_pass(pen, face, edition, wide, high)
    else:
        upright(pen, face, edition, wide, high)


def upright(pen: Pen, face: BadgeFace, edition: EditionFace, wide: float, high: float) -> None:
    """A badge to wear, A6 or so: the name first, then the code, then the ridges with the role."""
    module = wide * 0.0143
    edge, side, ground = max(7.0, QUIET * module), MODULES * module, high * 0.265
    _scene(pen, face, edition, 5, 5, wide - 10, ground - 5, 5)
    _head(pen, edition, edge, high - edge, wide - 2 * edge, 11.0)
    code_foot = ground + 4.0 + QUIET * module
    top = high - edge - 11 - 5
    _names(pen, face, edge, top, wide - 2 * edge, top - (code_foot + side + QUIET * module), 58)
    pen.qr(face.code, edge, code_foot, module)
    beside = edge + side + QUIET * module
    room = wide - edge - beside
    shown = heads(face)
    line = code_foot + side
    if shown:
        line = pen.block(beside, line, fit(shown, STRONG, room * MM, 30, 12.5, 2), STRONG, INK) - 2.5
    if face.photo != "yes":
        art.photo(pen, beside, line - 6.4, 6.4, face.photo, room)
    _clear_code(pen, face.code, beside, code_foot, room)


def lying(pen: Pen, face: BadgeFace, edition: EditionFace, wide: float, high: float) -> None:
    """A card, 90 × 54 mm or so: words on the left, code on the right, the ridges below."""
    edge, side, ground = 4.2, MODULES * MODULE, high * 0.315
    _scene(pen, face, edition, 2.2, 2.2, wide - 4.4, ground - 2.2, 3)
    code_x, code_y = wide - QUIET * MODULE - side, high - QUIET * MODULE - side
    room = code_x - QUIET * MODULE - edge
    beside = edge + _mark(pen, edition, edge, high - edge - 5.4, 5.4) + 1.5
    said = [(edition.name, DISPLAY, INK), (edition.look.line, STRONG, INK_SOFT)]
    blocks = [
        (fit(words, family, (edge + room - beside) * MM, 3.6 * MM, 7.2, 2, 1.1), family, ink)
        for words, family, ink in said
        if words
    ]
    line = high - edge - (5.4 - sum(block.height for block, _, _ in blocks) / MM) / 2
    for block, family, ink in blocks:
        line = pen.block(beside, line, block, family, ink)
    top = high - edge - 5.4 - 2.6
    photo = face.photo != "yes"
    foot = ground + 1.4 + (5.2 if photo else 0)
    _names(pen, face, edge, top, room, top - foot, 27, heads(face))
    if photo:
        art.photo(pen, edge, ground + 1.6, 3.9, face.photo, room)
    pen.qr(face.code, code_x, code_y, MODULE)
    pen.right(wide - 4.4, 3.75, show_code(face.code), STRONG, 6.4, role(face.kind, edition.look).on)


def class_pass(pen: Pen, face: BadgeFace, edition: EditionFace, wide: float, high: float) -> None:
    """One sheet for a whole class, A5: who, how many, when, and a code big enough for any phone."""
    module, ground = wide * 0.0203, high * 0.2
    edge, side = max(12.0, QUIET * module), MODULES * module
    _scene(pen, face, edition, 5, 5, wide - 10, ground - 7, 6)
    _head(pen, edition, edge, high - 10, wide - 2 * edge, 13.0)
    top = high - 10 - 13 - 6.5
    title = fit(printed(face.title), DISPLAY, (wide - 2 * edge) * MM, 24 * MM, 70, 2, 0.98)
    below = pen.block(edge, top, title, DISPLAY, INK) - 1.5
    code_foot = ground + 10.5 + QUIET * module
    code_top = code_foot + side
    school = fit(face.subtitle, STRONG, (wide - 2 * edge) * MM, (below - code_top - QUIET * module) * MM, 25, 3, 1.14)
    pen.block(edge, below, school, STRONG, INK)
    pen.qr(face.code, edge, code_foot, module)
    beside = edge + side + QUIET * module
    room, line = wide - edge - beside, code_top
    for number, word in ((face.pupils, "élève"), (face.adults, "adulte")):
        line = _figure(pen, beside, line, room, str(number), word + ("s" if number > 1 else ""))
    if face.detail:
        high = min(75.0, (line - code_foot - (10 if face.photo != "yes" else 0)) * MM)
        line = pen.block(beside, line, fit(printed(face.detail), STRONG, room * MM, high, 20, 4, 1.16), STRONG, INK) - 3
    if face.photo != "yes":
        art.photo(pen, beside, max(line - 7, code_foot), 7, face.photo, room)
    pen.text(edge, ground + 6.2, show_code(face.code), STRONG, 13, INK)
    pen.text(edge, ground + 1.8, _FOR_ALL, TEXT, 8.6, INK_SOFT)


def sticker(pen: Pen, face: BadgeFace, edition: EditionFace, wide: float, high: float) -> None:
    """A label without a name: the class, the number, the code."""
    kind, side, edge, quiet = role(face.kind, edition.look), MODULES * MODULE, 3.6, QUIET * MODULE
    code_x, code_y = wide - quiet - side, high - quiet - side
    room = code_x - quiet - edge
    pen.qr(face.code, code_x, code_y, MODULE)
    shown = show_code(face.code)
    pen.text(code_x, 1.5, shown, STRONG, min(5.2, side * MM / width(shown, STRONG)), INK)
    pen.rounded(edge, high - edge - 6, room, 6, 1.5, kind.colour)
    art.shape(pen, kind.shape, edge + 3.3, high - edge - 3, 1.6, kind.on)
    word = fit(kind.word.upper(), DISPLAY, (room - 7.2) * MM, 12, 10)
    pen.text(edge + 6, high - edge - 3 - 0.33 * word.size / MM, word.lines[0], DISPLAY, word.size, kind.on)
    line = pen.block(edge, high - edge - 8, fit(printed(face.title), DISPLAY, room * MM, 26, 21, 2), DISPLAY, INK) - 0.6
    foot = 1.5
    if face.photo != "yes":
        art.photo(pen, edge, foot, 3.9, face.photo, room)
        foot += 5
    if face.detail:
        number = fit(printed(face.detail), STRONG, room * MM, 20, 9.5, 2)
        foot += number.height / MM
        pen.block(edge, foot, number, STRONG, INK)
        foot += 0.8
    small = fit(face.subtitle, TEXT, room * MM, max(line - foot, 2.0) * MM, 8.6, 4, 1.12)
    pen.block(edge, line, small, TEXT, INK_SOFT)


def _head(pen: Pen, edition: EditionFace, x: float, top: float, wide: float, side: float) -> None:
    """The mark or the logo, the edition's name, its date and place, and a line of the organisers' own."""
    beside = x + _mark(pen, edition, x, top - side, side) + side * 0.3
    room, line = (x + wide - beside) * MM, edition.look.line
    high = side * (0.27 if line else 0.36) * MM
    said = fit(f"{edition.dates} · {edition.city}", TEXT, room, high, side * 0.86, 1 if line else 2, 1.06)
    share = 0.44 if line else 0.62 if len(said.lines) == 1 else 0.54
    pen.block(
        beside, top - 0.4, fit(edition.name, DISPLAY, room, side * share * MM, side * 1.22, 2, 1.05), DISPLAY, INK
    )
    foot = top - side + (side * 0.3 if line else 0.6) + said.leading * (len(said.lines) - 1) / MM
    for number, words in enumerate(said.lines):
        pen.text(beside, foot - number * said.leading / MM, words, TEXT, said.size, INK_SOFT)
    if line:
        own = fit(line, STRONG, room, side * 0.27 * MM, side * 0.8, 1)
        pen.text(beside, top - side + 0.3, own.lines[0], STRONG, own.size, INK_SOFT)


def _mark(pen: Pen, edition: EditionFace, x: float, y: float, side: float) -> float:
    """The forum's mark, or the organisers' logo in its stead; answers how wide it is."""
    if edition.look.logo:
        return pen.picture(edition.look.logo, x, y, side * 2.4, side)
    pen.stamp("mark", "mark", x, y, side, side, lambda stamp: art.mark(stamp, 0, 0, side))
    return side


def _names(pen: Pen, face: BadgeFace, x: float, top: float, wide: float, high: float, size: float, *more: str) -> None:
    """The title as big as it gets and the lines under it; a blank badge gets a line to write on."""
    if not face.title:
        line = top - min(high * (0.42 if face.subtitle else 0.6), 18)
        pen.line(x, line, x + wide, line, LINE, 0.25)
        pen.text(x, line - 3.8, "Prénom", TEXT, size * 0.1 + 6, INK_SOFT)
        pen.right(x + wide, line - 3.8, face.detail, TEXT, size * 0.1 + 6, INK_SOFT)
        room = line - 5.6 - (top - high)
        if face.subtitle and room > 2:
            small = fit(printed(face.subtitle), STRONG, wide * MM, room * MM, size * 0.2 + 4.5, 3, 1.12)
            pen.block(x, line - 5.6, small, STRONG, INK)
        return
    under = [(face.subtitle, STRONG, INK, size * 0.22 + 6.5), (face.detail, TEXT, INK_SOFT, size * 0.12 + 6)]
    under += [(words, STRONG, INK, size * 0.12 + 5) for words in more]
    long = len(face.subtitle) > 40  # a school's full name takes two lines of the room that the title leaves
    weights = [(2.0 if long and words is face.subtitle else 1.0) for words, *_ in under if words]
    share = high * (0.66 if long else 0.5) / max(1.0, sum(weights))
    placed = [
        (fit(printed(words), family, wide * MM, share * weight * MM, most, 2, 1.14), family, ink, most * 0.13)
        for weight, (words, family, ink, most) in zip(weights, filter(lambda one: one[0], under), strict=True)
    ]
    taken = sum(block.height / MM + gap for block, _, _, gap in placed)
    title = fit(printed(face.title), DISPLAY, wide * MM, (high - taken) * MM, size, 3, 1.02)
    line = pen.block(x, top - (high - taken - title.height / MM) * 0.3, title, DISPLAY, INK)
    for block, family, ink, gap in placed:
        line = pen.block(x, line - gap, block, family, ink)


def _clear_code(pen: Pen, code: str, x: float, y: float, wide: float) -> None:
    """The code for people, its foot on y."""
    shown = show_code(code)
    size = min(10.5, wide * MM / width(shown, STRONG))
    pen.text(x, y + 0.2, shown, STRONG, size, INK)
    pen.text(x, y + size * 0.42 + 1.1, "Code à présenter à l’entrée", TEXT, 8, INK_SOFT)


def _figure(pen: Pen, x: float, top: float, wide: float, number: str, word: str) -> float:
    """A big number and its word on one baseline; answers where the next one begins."""
    end = pen.text(x, top - 9.6, number, DISPLAY, 39, INK)
    pen.text(end + 2, top - 9.6, word, STRONG, min(15.0, (wide - (end + 2 - x)) * MM / width(word, STRONG)), INK_SOFT)
    pen.line(x, top - 13, x + wide, top - 13, LINE, 0.2)
    return top - 17


def _scene(
    pen: Pen, face: BadgeFace, edition: EditionFace, x: float, y: float, wide: float, high: float, radius: float
) -> None:
    """The ridges, drawn once for each kind and size, then repeated."""
    kind = role(face.kind, edition.look)
    pen.stamp(
        f"ridges-{face.kind}",
        (kind, radius),
        x,
        y,
        wide,
        high,
        lambda stamp: art.scene(stamp, wide, high, kind, radius),
    )
