"""The sheets about organisations: exhibitors by sector, by kind, by origin, and what they offer."""

from __future__ import annotations

from forum.attendance.rules.attended import Attended, epci_of
from forum.attendance.rules.definitions import said
from forum.attendance.rules.outcome import Group
from forum.attendance.rules.sheet import Cell, Column, Counts, Sheet
from forum.attendance.values import EXHIBITOR
from forum.exhibitors.rules import KINDS, OFFERS
from forum.territory.communes import find_commune, territory
from forum.territory.sectors import SECTORS


def exhibitors(told: Attended, counts: Counts) -> Sheet:
    """Par filière, comme cette édition les nomme : organisations qui ont réservé, celles dont la réservation est confirmée,
    celles dont au moins un badge a été lu à une porte, celles qui avaient un stand à une édition précédente (même SIRET
    ou même nom), les nouvelles, celles du territoire. Une organisation entrée par l’arrière sans passer par une porte n’est
    pas vue."""
    rows: list[tuple[Cell, ...]] = []
    refs: list[str] = []
    mine = [group for group in told.of(EXHIBITOR) if group.sums.live]
    for code, name in told.frame.sectors:
        of_sector = [group for group in mine if group.profile.sector == code]
        if of_sector:
            rows.append((name, *_organisations(of_sector)))
            refs.append(code)
    foot = ("Toutes les filières", *_organisations(mine))
    columns = (Column("Filière", "text"), *_ORGANISED)
    return Sheet("exhibitors", "Exposants par filière", said(exhibitors), columns, tuple(rows), foot, refs=tuple(refs))


def by_sector(sheet: Sheet) -> dict[str, tuple[Cell, ...]]:
    """The rows of that sheet by the sector's code; figures closed before rows had one are read by the usual names."""
    usual = {one.name: one.code for one in SECTORS}
    return {sheet.ref(index) or usual.get(str(row[0]), str(row[0])): row for index, row in enumerate(sheet.rows)}


_ORGANISED = (
    Column("Réservations"),
    Column("Confirmées"),
    Column("Vues à l’entrée"),
    Column("Déjà venues"),
    Column("Nouvelles"),
    Column("Du territoire"),
)


def structures(told: Attended, counts: Counts) -> Sheet:
    """Par genre d’organisation : entreprises, artisans et métiers d’art, organismes de formation, institutions… Mêmes
    définitions que par filière."""
    mine = [group for group in told.of(EXHIBITOR) if group.sums.live]
    rows = [
        (title, *_organisations(of_kind))
        for code, title in KINDS.items()
        if (of_kind := [group for group in mine if group.profile.structure == code])
    ]
    foot = ("Tous les genres", *_organisations(mine))
    columns = (Column("Genre", "text"), *_ORGANISED)
    return Sheet("structures", "Exposants par genre", said(structures), columns, tuple(rows), foot)


def homes(told: Attended, counts: Counts) -> Sheet:
    """Par communauté de communes du siège ou de l’établissement déclaré. Mêmes définitions que par filière."""
    mine = [group for group in told.of(EXHIBITOR) if group.sums.live]
    known = {epci.siren: epci.short_name for epci in territory().epcis}
    by_place: dict[str | None, list[Group]] = {}
    for group in mine:
        siren = epci_of(group.profile.insee_code)
        by_place.setdefault(siren if siren in known else None, []).append(group)
    rows = [(name, *_organisations(by_place[siren])[:5]) for siren, name in known.items() if siren in by_place]
    if None in by_place:
        rows.append(("Hors du territoire ou non connu", *_organisations(by_place[None])[:5]))
    foot = ("Toutes les origines", *_organisations(mine)[:5])
    columns = (Column("Origine", "text"), *_ORGANISED[:5])
    return Sheet("homes", "Exposants par origine", said(homes), columns, tuple(rows), foot)


def offers(told: Attended, counts: Counts) -> Sheet:
    """Ce que les exposants ont dit proposer dans leur fiche : stages, alternances, emplois. Une organisation compte une fois
    par genre d’offre ; les places sont celles qu’elle a écrites, et personne n’a vérifié qu’elles ont été pourvues."""
    mine = [group for group in told.of(EXHIBITOR) if group.sums.live]
    rows: list[tuple[Cell, ...]] = []
    for code, title in OFFERS.items():
        of_kind = [(group, dict(group.profile.offers)[code]) for group in mine if code in dict(group.profile.offers)]
        if of_kind:
            here = sum(number for group, number in of_kind if _of_here(group))
            rows.append((title, len(of_kind), sum(number for _, number in of_kind), here))
    offering = [group for group in mine if group.profile.offers]
    places = sum(number for group in offering for _, number in group.profile.offers)
    of_here = sum(number for group in offering if _of_here(group) for _, number in group.profile.offers)
    columns = (
        Column("Offre", "text"),
        Column("Organisations"),
        Column("Places proposées"),
        Column("Dont du territoire"),
    )
    foot = ("Toutes les offres", len(offering), places, of_here)
    return Sheet("offers", "Offres des exposants", said(offers), columns, tuple(rows), foot)


def _organisations(groups: list[Group]) -> tuple[Cell, ...]:
    return (
        sum(group.sums.live for group in groups),
        sum(group.sums.confirmed for group in groups),
        sum(group.sums.came_live for group in groups),
        sum(group.sums.returning for group in groups),
        sum(group.sums.live - group.sums.returning for group in groups),
        sum(group.sums.live for group in groups if _of_here(group)),
    )


def _of_here(group: Group) -> bool:
    found = find_commune(group.profile.insee_code)
    return found is not None and found.in_territory
