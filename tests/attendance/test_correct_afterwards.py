"""The record of a day is corrected after it: its hours, never its date; nobody is told, and nobody who came is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.attendance import service
from forum.attendance.rules.sheet import Heads
from forum.editions import queries as editions
from forum.editions import service as verbs
from forum.mailings.queries import drifts
from tests.admin.office import sign_in
from tests.attendance.test_read_a_day import Door, dora, value
from tests.builders import a_class, a_visitor, staff
from tests.kit.web import save, submit

__all__ = ["dora"]


async def test_hours_of_a_day_that_is_past(app: Litestar, client: httpx.AsyncClient, dora: Door) -> None:
    """It closed at seven, not at five: the curve reaches to seven, every other figure is the same."""
    day = dora.edition.first_day
    ada = await a_visitor(dora.edition)
    await dora.count(dora.at(9, 6), await a_class(dora.edition), 27, 2)
    await dora.scan(dora.at(18, 10), ada)
    before = await service.make(dora.edition.id)
    await sign_in(client)
    page, typed = f"/admin/edition/jours/{day.id}", {"setup": "7 h", "opens": "9 h", "teardown": "21 h"}
    with clock.at(day.opens_at + timedelta(days=3)):
        assert "Ce jour est passé" in (await client.get(page)).text
        kept = await save(client, page, **typed, date=f"{day.date:%d/%m/%Y}", closes="19 h")
        assert kept.status_code == 303
        told = (await client.get(kept.headers["location"])).text
        assert "personne n’en est prévenu. La courbe de fréquentation suit." in told.replace("\u00a0", " ")
        for days in (-1, 1, 30):
            on = day.date + timedelta(days=days)
            moved = await save(client, page, **typed, date=f"{on:%d/%m/%Y}", closes="19 h")
            assert (moved.status_code, "Des passages ont été lus ce jour-là" in moved.text) == (422, True)
        left_out = await save(client, page, **typed | {"opens": "9 h 30"}, date=f"{day.date:%d/%m/%Y}", closes="19 h")
        assert "créneaux d’arrivée sortiraient" in left_out.text
        await service.freeze(await editions.edition(dora.edition.id), await staff(name="Octave"))
        again = await save(client, page, **typed, date=f"{day.date:%d/%m/%Y}", closes="20 h")
        assert "sont arrêtés" in (await client.get(again.headers["location"])).text
        assert await drifts(await editions.edition(dora.edition.id)) == []
    after = await service.make(dora.edition.id)
    assert len(after.sheet("quarters").rows) > len(before.sheet("quarters").rows)
    assert after.figures == before.figures
    assert value(after.figure("present")) == 30


async def test_a_day_that_did_not_happen_moves_and_one_that_did_stays(dora: Door) -> None:
    """Snow: nobody came, so it is put off, even the day after; a day with passages is neither moved nor removed."""
    day, hours = dora.edition.first_day, ("setup_at", "opens_at", "closes_at", "teardown_until")
    later = verbs.DaySaid(day.date + timedelta(days=7), *(getattr(day, name) + timedelta(days=7) for name in hours))
    with clock.at(day.opens_at + timedelta(days=1)):
        with pytest.raises(verbs.PastDay):
            await verbs.set_day(dora.edition.id, None, replace(later, date=day.date))
        await verbs.set_day(dora.edition.id, day.id, later)
        await verbs.set_day(dora.edition.id, None, replace(later, date=later.date + timedelta(days=1)))
    await dora.scan(dora.at(10) + timedelta(days=7), await a_visitor(dora.edition))
    with clock.at(later.opens_at + timedelta(hours=2)):
        with pytest.raises(verbs.DayHappened):
            await verbs.set_day(dora.edition.id, day.id, replace(later, date=later.date + timedelta(days=2)))
        with pytest.raises(verbs.DayInUse):
            await verbs.remove_day(dora.edition.id, day.id)


async def test_a_gate_keeps_the_hall_in_which_those_who_passed_it_were_counted(
    client: httpx.AsyncClient, dora: Door
) -> None:
    """Moved, it would take the passages of the day along: 28 people in a hall in which nobody was."""
    edition, gate = dora.edition, dora.edition.gates[0]
    annex = await verbs.add_hall(edition.id, "Annexe", 1000, 1000, 20)
    said = verbs.GateSaid(annex, gate.code, gate.name, 0, 0)
    await verbs.set_gate(edition.id, gate.id, said)  # nobody has passed yet
    await verbs.set_gate(edition.id, gate.id, replace(said, hall=gate.hall))
    await dora.count(dora.at(9, 6), await a_class(edition), 26, 2)
    before = await service.make(edition.id)
    await verbs.set_gate(edition.id, gate.id, replace(said, hall=gate.hall, name="Entrée du stade"))
    with pytest.raises(verbs.GatePassed):
        await verbs.set_gate(edition.id, gate.id, said)
    await sign_in(client)
    page = f"/admin/edition/portes/{gate.id}"
    typed = {"code": gate.code, "gate_name": "Entrée", "x": "0", "y": "0", "hall": annex}
    assert "elle reste à sa salle" in (await save(client, page, **typed)).text
    for part in ("portes", "salles"):
        await submit(client, f"/admin/edition/{part}/{gate.id if part == 'portes' else gate.hall}/retrait")
    after = await service.make(edition.id)
    assert after.figures == before.figures
    peaks = [
        (name, limit, peak.value) for name, limit, peak, *_ in after.sheet("halls").rows if isinstance(peak, Heads)
    ]
    assert peaks == [("Grande salle", 500, 28), ("Annexe", 20, 0)]
    assert [str(row[0]) for row in after.sheet("gates").rows] == ["Entrée du stade", "Porte B"]
