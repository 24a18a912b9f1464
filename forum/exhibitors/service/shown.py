"""Verbs about what an organisation shows: jobs, offers, levels, logo."""

from __future__ import annotations

import uuid

from forum import clock
from forum.database import fetch, hold, transaction
from forum.exhibitors.logo import Logo
from forum.exhibitors.rules import LEVELS, OFFERS, Shown
from forum.exhibitors.tables import Exhibitor
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.territory.occupations import occupations
from forum.territory.sectors import find_sector


async def show(exhibitor_id: uuid.UUID, shown: Shown) -> None:
    """Say what is shown and offered, in the place of what was said before; the words can be searched."""
    async with transaction():
        await hold(Exhibitor, exhibitor_id)
        await fetch("DELETE FROM exhibitor_job WHERE exhibitor = {}", exhibitor_id)
        for rank, job in enumerate(shown.jobs):
            await fetch(
                "INSERT INTO exhibitor_job (id, exhibitor, rank, rome_code, words) VALUES ({}, {}, {}, {}, {})",
                *(uuid.uuid4(), exhibitor_id, rank, job.rome_code, job.words),
            )
        await fetch("DELETE FROM exhibitor_offer WHERE exhibitor = {}", exhibitor_id)
        for kind, number in shown.offers.items():
            await fetch(
                "INSERT INTO exhibitor_offer (id, exhibitor, kind, number) VALUES ({}, {}, {}, {})",
                *(uuid.uuid4(), exhibitor_id, kind, number),
            )
        await fetch(
            "UPDATE exhibitor SET pitch = {}, website = {}, for_college = {}, for_lycee = {}, for_adults = {} WHERE id = {}",
            *(shown.pitch, shown.website, *(level in shown.levels for level in LEVELS), exhibitor_id),
        )
        await index(exhibitor_id)


async def index(exhibitor_id: uuid.UUID) -> None:
    """Gather the words by which an exhibitor is found."""
    rows = await fetch("SELECT name, sector, insee_code, pitch FROM exhibitor WHERE id = {}", exhibitor_id)
    jobs = await fetch("SELECT rome_code, words FROM exhibitor_job WHERE exhibitor = {} ORDER BY rank", exhibitor_id)
    offers = await fetch("SELECT kind FROM exhibitor_offer WHERE exhibitor = {}", exhibitor_id)
    row, commune, sector = rows[0], find_commune(rows[0]["insee_code"]), find_sector(rows[0]["sector"])
    named = {one.rome_code: one for one in occupations()}
    words = [row["name"], sector.name if sector else "", commune.name if commune else ""]
    for job in jobs:
        known = named.get(job["rome_code"])
        words += [job["words"], *((known.rome_code, known.name, *known.local_words) if known else ())]
    words += [OFFERS[offer["kind"]] for offer in offers] + [row["pitch"]]
    await fetch("UPDATE exhibitor SET search = {} WHERE id = {}", fold(" ".join(words))[:2000], exhibitor_id)


async def set_logo(exhibitor_id: uuid.UUID, logo: Logo) -> None:
    """The logo, drawn by us, in the place of the one before."""
    async with transaction():
        await remove_logo(exhibitor_id)
        await fetch(
            "INSERT INTO exhibitor_logo (exhibitor, image, width, height, made_at) VALUES ({}, {}, {}, {}, {})",
            *(exhibitor_id, logo.image, logo.width, logo.height, clock.now()),
        )


async def remove_logo(exhibitor_id: uuid.UUID) -> None:
    """No logo any more; twice is once."""
    await fetch("DELETE FROM exhibitor_logo WHERE exhibitor = {}", exhibitor_id)
