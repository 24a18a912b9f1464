"""Everybody who registers in the demonstration, through the verbs and at plausible moments."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from forum import clock
from forum.class_visits import service as class_visits
from forum.class_visits.rules import ClassSaid, ReferentSaid
from forum.demo import invented
from forum.demo.edition import ZONE_OF, ZONES
from forum.editions import service as edition_verbs
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.exhibitors.rules import LEVELS, OFFERS, Job, OrganisationSaid, Shown
from forum.people.who import SYSTEM, Who
from forum.stands import queries as stands
from forum.stands import service as bookings
from forum.stands.queries import StandValue
from forum.stands.rules import DetailsSaid, MachineSaid, NeedsSaid
from forum.stands.rules.doubts import SOCKET_WATTS
from forum.territory.communes import territory
from forum.territory.grades import GradeLevel, read_grade
from forum.territory.kinds import SchoolKind
from forum.territory.occupations import occupations_of
from forum.territory.queries import SchoolEntry, all_schools

Told = Callable[[str, int, int], None]
_COLLEGE = ("4e", "3e", "3e", "3e")
_LYCEE = ("2de", "2de", "1re", "Tle")
_PRO = ("2de pro", "1re pro", "CAP 1", "Tle pro")


async def book_stands(
    edition: EditionValue, chance: random.Random, count: int, judged: float, by: Who, told: Told
) -> None:
    """`count` exhibitors book; a share of them is judged: validated, one in forty refused."""
    names = invented.organisations(chance)
    free = [one for one in await stands.plan(edition.id) if one.free]
    for done in range(count):
        name, sector = next(names)
        first, last = invented.person(chance)
        commune = chance.choices(territory().communes, [one.population for one in territory().communes])[0]
        stand = next((one for one in free if one.zone == ZONES[ZONE_OF[sector]]), free[0])
        free.remove(stand)
        power = chance.choice([watts for watts in (0, 500, 500, 1500, 3000, 6000) if watts <= stand.power_watts])
        people = chance.choice((2, 2, 2, 3, 4))
        with clock.at(before(edition, chance, 150, 20)):
            exhibitor = await bookings.book(
                edition,
                stand.number,
                OrganisationSaid(
                    name=name,
                    kind=_kind(sector, chance),
                    sector=sector,
                    siret=invented.siret(chance) if chance.random() < 0.7 else None,
                    insee_code=commune.insee_code,
                    website="",
                    pitch=f"Exemple inventé pour la démonstration. {name} présente ses métiers et ses gestes.",
                    first_name=first,
                    last_name=last,
                    email=f"exposant{done + 1}@forum.example",
                    phone="0384000000",
                ),
                NeedsSaid(
                    people=people,
                    tables=chance.choice((1, 1, 2, 3)),
                    chairs=people + chance.choice((0, 1, 2)),
                    panels=chance.choice((0, 0, 1, 2)),
                    power_watts=power,
                    network=stand.network and chance.random() < 0.7,
                    machine=power >= 1500 and chance.random() < 0.5,
                    note="",
                ),
            )
            booking, self_ = await stands.booking_of(edition.id, exhibitor), Who("exhibitor", exhibitor, name)
            if chance.random() < 0.85:
                await bookings.show(edition, booking.id, _shown(sector, name, chance), self_)
                await bookings.complete(edition, booking.id, _details(edition, stand, people, power, chance), self_)
            for _ in range(people - 1):
                if chance.random() < 0.8:
                    await bookings.add_person(edition, booking.id, *invented.person(chance), self_)
            await bookings.tell_now(edition, booking.id)
            if chance.random() < judged:
                if chance.random() < 0.025:
                    await bookings.refuse(
                        edition, booking.id, by, "Votre activité était déjà représentée par trois stands."
                    )
                else:
                    if booking.machine:
                        await bookings.declare_machine(edition, booking.id, _machine(power, f"{first} {last}"), self_)
                    await bookings.validate(edition, booking.id, by)
        told("Exposants", done + 1, count)


async def register_classes(
    edition: EditionValue, chance: random.Random, count: int, pupils: int, adults: int, coaches: int, told: Told
) -> None:
    """`count` classes with so many pupils, adults and coaches in all, spread over the slots."""
    heads = _spread(chance, count, pupils, 14, 34)
    helpers = _spread(chance, count, adults, 2, 3)
    by_coach = set(chance.sample(range(count), coaches))
    schools = [one for one in await all_schools() if one.in_territory]
    seen: set[tuple[int, str]] = set()
    for done in range(count):
        school, name = _class(chance, schools, seen)
        coach = done in by_coach
        room = [one for one in await slots(edition.id) if one.holds(heads[done] + helpers[done], int(coach))]
        # Mornings first, and the fullest slot that still holds the class: coaches do arrive together.
        slot = max(room, key=lambda one: (one.taken_persons < 120, -one.starts_at.timestamp(), one.taken_persons))
        first, last = invented.person(chance)
        level = read_grade(name) or GradeLevel.AUTRE
        with clock.at(before(edition, chance, 60, 8)):
            made = await class_visits.register(
                edition,
                ClassSaid(
                    school=school.id,
                    class_name=name,
                    grade_level=level.value,
                    pupils=heads[done],
                    adults=helpers[done],
                    special_needs=chance.choice((0, 0, 0, 1, 2)),
                    transport="coach" if coach else chance.choice(("foot", "line", "shared")),
                    slot=slot.id,
                    photo=chance.choice(("no", "no", "partial", "yes")),
                    lunch=chance.random() < 0.2,
                ),
                ReferentSaid(first, last, f"enseignant{done + 1}@forum.example", "0600000000"),
            )
            await class_visits.trust(edition, made.referent, SYSTEM)
        told("Classes", done + 1, count)


async def leave_classes_to_decide(edition: EditionValue) -> None:
    """What organisers have to do: a teacher whose address nobody knows, and a class that waits for an hour that is full."""
    schools = [one for one in await all_schools() if one.in_territory and one.kind is SchoolKind.COLLEGE]
    every = await slots(edition.id)
    full, other = next(one for one in every if one.taken_persons), every[-1]
    await edition_verbs.resize_slot(edition.id, full.id, full.taken_persons, full.taken_coaches)
    for school, name, slot, first, last in (
        (schools[0], "5e F", other, "Bérénice", "Exemple"),
        (schools[-1], "4e G", full, "Anselme", "Exemple"),
    ):
        said = ClassSaid(
            school=school.id,
            class_name=name,
            grade_level=(read_grade(name) or GradeLevel.AUTRE).value,
            pupils=24,
            adults=2,
            special_needs=0,
            transport="shared",
            slot=slot.id,
            photo="no",
            lunch=False,
        )
        referent = ReferentSaid(first, last, f"{first.lower().replace('é', 'e')}@forum.example", "0600000000")
        wait = "slot" if slot is full else ""
        made = await class_visits.register(edition, said, referent, None, wait)
        if wait:
            await class_visits.trust(edition, made.referent, SYSTEM)


def before(edition: EditionValue, chance: random.Random, most: int, least: int) -> datetime:
    """A moment some days before the forum, at a waking hour, never later than now."""
    at = edition.first_day.opens_at - timedelta(days=chance.randint(least, most), hours=chance.uniform(-10, 0))
    return min(at, clock.now())


def _shown(sector: str, name: str, chance: random.Random) -> Shown:
    known = occupations_of(sector)
    jobs = chance.sample(known, min(len(known), chance.choice((1, 2, 2, 3))))
    offers = {kind: chance.randint(1, 4) for kind in OFFERS if chance.random() < 0.35}
    levels = frozenset(level for level in LEVELS if chance.random() < 0.7)
    return Shown(
        jobs=tuple(Job(one.rome_code, chance.choice((*one.local_words, one.name))[:120]) for one in jobs),
        offers=offers,
        levels=levels or frozenset({"college"}),
        pitch=f"Exemple inventé pour la démonstration. {name} présente ses métiers et ses gestes.",
        website="",
    )


def _details(edition: EditionValue, stand: StandValue, people: int, watts: int, chance: random.Random) -> DetailsSaid:
    """What the day needs; nothing that the stand has not, so that the plan of the demonstration is sound."""
    day = edition.first_day
    return DetailsSaid(
        sockets=-(-watts // SOCKET_WATTS) + chance.choice((0, 0, 1)) if watts else 0,
        water=stand.water and chance.random() < 0.5,
        vehicle=chance.choices(("none", "car", "van", "lorry"), (70, 12, 15, 3))[0],
        height_cm=chance.choice((0, 0, 0, 220, 280)),
        noise=chance.random() < 0.1,
        dust=chance.random() < 0.05,
        meals=people,
        parking=chance.choice((1, 1, 2)),
        setup_at=day.setup_at + timedelta(minutes=30 * chance.randint(0, 3)),
        group_size=chance.choice((6, 8, 10, 12)),
        session_minutes=chance.choice((10, 15, 20)),
        half_days=((day.id, "morning"), (day.id, "afternoon"))[: chance.choice((1, 2, 2, 2))],
    )


def _machine(watts: int, signed_by: str) -> MachineSaid:
    return MachineSaid(
        machine="Machine de démonstration, exemple inventé",
        watts=watts,
        moving_parts=True,
        hot_surfaces=False,
        laser=False,
        smoke=False,
        pressurised_gas=False,
        guard="screen",
        ppe="Lunettes de protection",
        hands_on=False,
        least_age=0,
        signed_by=signed_by,
    )


def _kind(sector: str, chance: random.Random) -> str:
    if sector == "emploi":
        return chance.choice(("institution", "training"))
    return chance.choices(("company", "craft", "branch", "training", "association"), (60, 18, 8, 10, 4))[0]


def _spread(chance: random.Random, count: int, total: int, least: int, most: int) -> list[int]:
    """`count` whole numbers between the bounds that add up to `total`."""
    drawn = [least] * count
    left = total - least * count
    while left > 0:
        place = chance.randrange(count)
        step = min(left, chance.randint(1, 3), most - drawn[place])
        drawn[place] += step
        left -= step
    return drawn


def _class(chance: random.Random, schools: list[SchoolEntry], seen: set[tuple[int, str]]) -> tuple[SchoolEntry, str]:
    while True:
        school = chance.choice(schools)
        if school.kind in {SchoolKind.LYCEE_PRO, SchoolKind.SECTION_PRO}:
            name = f"{chance.choice(_PRO)} {chance.randint(1, 3)}"
        elif school.kind in {SchoolKind.COLLEGE, SchoolKind.SEGPA}:
            name = f"{chance.choice(_COLLEGE)} {chance.choice('ABCDE')}"
        else:
            name = f"{chance.choice(_LYCEE)} {chance.randint(1, 6)}"
        if (school.id, name) not in seen:
            seen.add((school.id, name))
            return school, name
