"""The back of a badge, and the inside of the sheet that people fold at home."""

from __future__ import annotations

from forum.badges.drawing import art
from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import BAD, GROUND, INK, INK_SOFT, LINE, SPRUCE_DEEP, WHITE, Colour, colour
from forum.badges.drawing.pen import MM, Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT, width
from forum.badges.faces import EditionFace, PlanFace


def back(pen: Pen, edition: EditionFace, wide: float, high: float) -> None:
    """The same for every badge of the edition, drawn once for each size and repeated."""
    composed = _label if high < 48 or wide < 80 else _upright if high > wide else _lying
    pen.stamp("back", edition, 0, 0, wide, high, lambda stamp: composed(stamp, edition, wide, high))


def _upright(pen: Pen, edition: EditionFace, wide: float, high: float) -> None:
    edge = wide * 0.075
    room, line = wide - 2 * edge, high - edge
    line = pen.block(edge, line, fit("Le programme", DISPLAY, room * MM, 30, 17), DISPLAY, INK) - 2.5
    below = edge + 7 + _partners(pen, edition, edge, edge + 6, room, 11)
    foot = _emergency(pen, edition, edge, below, room, 17)
    line = _programme(pen, edition, edge, line, room, (line - foot) * (0.5 if edition.plan else 0.7), 9.6)
    _last_line(pen, edition, edge, edge + 0.4, room, 8)
    if edition.plan and line - foot > 35:
        plan(pen, edition.plan, edge, foot + 4, room, line - foot - 6)
    else:
        _where(pen, edition, edge, line - 4, room, line - foot - 8, 11.5)


def _lying(pen: Pen, edition: EditionFace, wide: float, high: float) -> None:
    edge = 4.2
    half = wide * 0.55 - edge
    line = pen.block(edge, high - edge, fit("Le programme", DISPLAY, half * MM, 14, 10.5), DISPLAY, INK) - 1.4
    logos = _partners(pen, edition, edge, edge + 4, half, 7.5)
    _programme(pen, edition, edge, line, half, line - edge - 4 - logos, 6.8)
    _last_line(pen, edition, edge, edge, half, 6)
    right = wide * 0.55 + 4
    _emergency(pen, edition, right, edge, wide - edge - right, 16)
    _where(pen, edition, right, high - edge, wide - edge - right, high - 2 * edge - 18, 7.6)


def _partners(pen: Pen, edition: EditionFace, x: float, foot: float, wide: float, high: float) -> float:
    """The partners' logos side by side; answers the height they took."""
    logos = edition.look.partners
    if not logos:
        return 0.0
    gap = wide * 0.04
    natural = [logo.width / logo.height * high for logo in logos]
    scale = min(1.0, (wide - gap * (len(logos) - 1)) / sum(natural))
    for logo, broad in zip(logos, natural, strict=True):
        x += pen.picture(logo, x, foot, broad * scale, high) + gap
    return high + 2.0


def _last_line(pen: Pen, edition: EditionFace, x: float, y: float, wide: float, size: float) -> None:
    words = edition.look.back_line or "Badge à rendre à la sortie, ou à recycler."
    pen.text(x, y, words, TEXT, fit(words, TEXT, wide * MM, size * 1.2, size).size, INK_SOFT)


def _label(pen: Pen, edition: EditionFace, wide: float, high: float) -> None:
    """Too small for a programme: the name and the number to call."""
    edge = 3.6
    pen.block(edge, high - edge, fit(edition.name, DISPLAY, (wide - 2 * edge) * MM, 12 * MM, 11, 3), DISPLAY, INK)
    _emergency(pen, edition, edge, edge, wide - 2 * edge, min(15.0, high - 20))


def _programme(pen: Pen, edition: EditionFace, x: float, top: float, wide: float, high: float, size: float) -> float:
    """Hours in one column, words in the other, as big as the height lets them; answers where it ends."""
    lines = edition.programme
    while True:
        column = max((width(hour, STRONG, size) / MM for hour, _ in lines), default=0) + size * 0.3
        blocks = [fit(words, TEXT, (wide - column) * MM, size * 2.6, size, 2, 1.15) for _, words in lines]
        if sum(block.height / MM + size * 0.11 for block in blocks) <= high or size < 5:
            break
        size *= 0.94
    line = top
    for (hour, _), block in zip(lines, blocks, strict=True):
        if line - block.height / MM < top - high:
            break
        pen.text(x, line - 0.69 * size / MM, hour, STRONG, size, SPRUCE_DEEP)
        line = pen.block(x + column, line, block, TEXT, INK) - size * 0.11
    return line


def _emergency(pen: Pen, edition: EditionFace, x: float, foot: float, wide: float, high: float) -> float:
    """The number to call, in white on red; answers its top."""
    if not edition.emergency:
        return foot
    pen.rounded(x, foot, wide, high, 2.2, BAD)
    inner, room = x + 3.2, (wide - 6.4) * MM
    said = fit("En cas d’urgence, appelez", TEXT, room, 14, 8.6)
    pen.text(inner, foot + high - 5.2, said.lines[0], TEXT, said.size, WHITE)
    number = fit(edition.emergency, DISPLAY, room, (high - 7.5) * MM, 22)
    pen.text(inner, foot + 3.0, number.lines[0], DISPLAY, number.size, WHITE)
    return foot + high


def _where(pen: Pen, edition: EditionFace, x: float, top: float, wide: float, high: float, size: float) -> None:
    one_line = width(edition.contact, TEXT, size) <= wide * MM
    contacts = [edition.contact] if one_line else edition.contact.split(" · ")
    lines: list[tuple[str, tuple[str, ...], Colour, float]] = [
        (edition.place, STRONG, INK, size * 1.15),
        (edition.address, TEXT, INK, size),
        *((words, TEXT, INK_SOFT, size) for words in contacts),
        (edition.site, TEXT, INK_SOFT, size * 0.9),
    ]
    line = top
    for words, family, ink, most in lines:
        left = high - (top - line)
        if words and left > most * 0.4:
            line = pen.block(x, line, fit(words, family, wide * MM, left * MM, most, 2, 1.15), family, ink) - most * 0.1


def plan(pen: Pen, hall: PlanFace, x: float, y: float, wide: float, high: float) -> None:
    """The hall seen from above: stands with their numbers, doors with their letters."""
    scale = min(wide / hall.width_cm, high / hall.depth_cm)
    left, top = x + (wide - hall.width_cm * scale) / 2, y + high
    pen.rounded(left, top - hall.depth_cm * scale, hall.width_cm * scale, hall.depth_cm * scale, 1.2, GROUND)
    pen.rounded_line(
        left, top - hall.depth_cm * scale, hall.width_cm * scale, hall.depth_cm * scale, 1.2, INK_SOFT, 0.3
    )
    for stand_x, stand_y, broad, deep, number, tint in hall.stands:
        box = (left + stand_x * scale, top - (stand_y + deep) * scale, broad * scale, deep * scale)
        pen.rounded(*box, 0.3, colour(tint))
        size = min(7.5, box[2] * 0.86 * MM / width(number, STRONG), box[3] * 0.62 * MM)
        if size >= 3:
            pen.centred(box[0] + box[2] / 2, box[1] + box[3] / 2 - size * 0.115, number, STRONG, size, WHITE)
    for gate_x, gate_y, letter in hall.gates:
        place = left + gate_x * scale, top - gate_y * scale
        pen.disc(*place, 2.1, INK)
        pen.centred(place[0], place[1] - 0.95, letter, STRONG, 7.5, WHITE)


def inside(pen: Pen, kind: str, edition: EditionFace, wide: float, high: float) -> None:
    """The upper half of the sheet that people print at home: how to fold it, how to come, lines to write on."""
    asked = "Les métiers que je veux voir, mes questions" if kind in ("visitor", "blank") else "Mes notes"
    of = edition, asked
    pen.stamp(f"inside-{len(asked)}", of, 0, 0, wide, high, lambda stamp: _inside(stamp, asked, edition, wide, high))


def _inside(pen: Pen, asked: str, edition: EditionFace, wide: float, high: float) -> None:
    edge = 12.0
    column = (wide - 2 * edge - 12) / 2
    line = pen.block(edge, high - 13, fit("Votre badge est prêt", DISPLAY, column * MM, 26, 24), DISPLAY, INK) - 4
    for number, (bold, words) in enumerate(_STEPS, 1):
        pen.disc(edge + 3.6, line - 3.6, 3.6, SPRUCE_DEEP)
        pen.centred(edge + 3.6, line - 4.9, str(number), STRONG, 11, WHITE)
        below = pen.block(edge + 10.5, line - 0.6, fit(bold, STRONG, (column - 11) * MM, 16, 11.5), STRONG, INK)
        line = min(
            line - 11,
            pen.block(edge + 10.5, below - 1, fit(words, TEXT, (column - 11) * MM, 30, 9.6, 2, 1.2), TEXT, INK_SOFT)
            - 5,
        )
    _folding(pen, edge + 10.5, line - 17)
    _notes(pen, asked, edge, 14, wide - 2 * edge, line - 17 - 12 - 14)
    right = edge + column + 12
    line = pen.block(right, high - 13, fit("Comment venir", DISPLAY, column * MM, 26, 24), DISPLAY, INK) - 5
    told = [
        (edition.place, STRONG, 12.0),
        (edition.address, TEXT, 11.0),
        (edition.dates, STRONG, 11.0),
        (edition.access, TEXT, 9.6),
    ]
    for words, family, size in told:
        for part in filter(None, words.splitlines()):
            line = pen.block(right, line, fit(part, family, column * MM, 90, size, 6, 1.25), family, INK) - 2
    if edition.contact:
        pen.block(
            right,
            line - 2,
            fit(f"Une question\u00a0? {edition.contact}", TEXT, column * MM, 30, 9.6, 2, 1.2),
            TEXT,
            INK_SOFT,
        )


_STEPS = (
    ("Imprimez cette page", "En couleur ou non, sur une feuille ordinaire, à 100\u00a0%."),
    ("Pliez-la en quatre", "Le long des deux traits, le badge vers l’extérieur."),
    ("Portez-le le jour venu", "Ou montrez simplement le code sur votre téléphone."),
)


def _notes(pen: Pen, asked: str, x: float, foot: float, wide: float, high: float) -> None:
    """Ruled lines for what one wants to ask and keep: the sheet is read again afterwards."""
    if high < 24:
        return
    top = foot + high
    pen.block(x, top, fit(asked, STRONG, wide * MM, 16, 11.5), STRONG, INK)
    for number in range(1, int((high - 4) / 8.4) + 1):
        pen.line(x, top - 4 - 8.4 * number, x + wide, top - 4 - 8.4 * number, LINE, 0.2)


def _folding(pen: Pen, x: float, y: float) -> None:
    """Three little sheets: whole, folded once, folded twice."""
    pen.rounded_line(x, y, 11, 15.5, 0.6, INK_SOFT, 0.25)
    pen.line(x, y + 7.75, x + 11, y + 7.75, INK_SOFT, 0.2, "1.5 1.5")
    pen.line(x + 5.5, y, x + 5.5, y + 15.5, INK_SOFT, 0.2, "1.5 1.5")
    pen.rounded_line(x + 23, y, 11, 7.75, 0.6, INK_SOFT, 0.25)
    pen.line(x + 28.5, y, x + 28.5, y + 7.75, INK_SOFT, 0.2, "1.5 1.5")
    pen.rounded_line(x + 46, y, 5.5, 7.75, 0.6, INK_SOFT, 0.25)
    art.mark(pen, x + 47.2, y + 3.6, 3.1)
    for start in (x + 14.5, x + 37.5):
        pen.line(start, y + 3.9, start + 5, y + 3.9, LINE, 0.5)
        pen.fill([(start + 5, y + 2.9), (start + 6.6, y + 3.9), (start + 5, y + 4.9)], LINE)
