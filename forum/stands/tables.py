"""Nouns of the floor plan."""

import uuid

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Day, Edition, Hall
from forum.exhibitors.tables import Exhibitor


class Circuit(Table):
    """An electric circuit of a hall, the watts that the stands on it share, and where its board stands if that was said."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    hall = ForeignKey(Hall, null=False, on_delete=OnDelete.restrict)
    code = Varchar(length=12)
    watts = Integer()
    x_cm = Integer(null=True, default=None)
    y_cm = Integer(null=True, default=None)


class Stand(Table):
    """A place on the floor plan, drawn to scale in centimetres from the hall's upper left corner; turned about its centre
    by `rotation` degrees, clockwise. `zone` is the zone's name."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    hall = ForeignKey(Hall, null=False, on_delete=OnDelete.restrict)
    number = Varchar(length=8)
    zone = Varchar(length=40)
    x_cm = Integer()
    y_cm = Integer()
    width_cm = Integer()
    depth_cm = Integer()
    rotation = Integer(default=0)
    power_watts = Integer(default=0)
    water = Boolean(default=False)
    network = Boolean(default=False)
    three_phase = Boolean(default=False)
    accessible = Boolean(default=True)
    circuit = ForeignKey(Circuit, null=True, default=None, on_delete=OnDelete.restrict)


class Zone(Table):
    """A village of the plan: a rectangle with a name, and the sector that gives it its colour, icon and letter if any."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.cascade)
    hall = ForeignKey(Hall, null=False, on_delete=OnDelete.cascade)
    name = Varchar(length=40)
    sector = Varchar(length=24)
    x_cm = Integer()
    y_cm = Integer()
    width_cm = Integer()
    depth_cm = Integer()


class HallDoor(Table):
    """A way in or out of a hall, its middle on a wall; what is before it stays free."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.cascade)
    hall = ForeignKey(Hall, null=False, on_delete=OnDelete.cascade)
    name = Varchar(length=40)
    x_cm = Integer()
    y_cm = Integer()
    width_cm = Integer()
    emergency = Boolean(default=False)


class Obstacle(Table):
    """What stands in the hall for good: a pillar, a wall, a stage."""

    id: Serial
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.cascade)
    hall = ForeignKey(Hall, null=False, on_delete=OnDelete.cascade)
    name = Varchar(length=40)
    x_cm = Integer()
    y_cm = Integer()
    width_cm = Integer()
    depth_cm = Integer()


class StandBooking(Table):
    """An exhibitor's wish for a stand; drafts and the waiting list have none yet. The database allows one that stands per
    stand, and one that lives per exhibitor. `made_under` is the hold whose browser made it: a second click finds its own booking by it."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    stand = ForeignKey(Stand, null=True, default=None, on_delete=OnDelete.restrict)
    exhibitor = ForeignKey(Exhibitor, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=12)
    people = Integer(default=2)
    tables = Integer(default=1)
    chairs = Integer(default=2)
    panels = Integer(default=0)
    power_watts = Integer(default=0)
    network = Boolean(default=False)
    three_phase = Boolean(default=False)
    machine = Boolean(default=False)
    note = Text()
    booked_at = Timestamptz()
    changed_at = Timestamptz()
    needs_said_at = Timestamptz(null=True, default=None)
    made_under = UUID(null=True, default=None)


class StandHold(Table):
    """A stand kept until an hour: for a form being filled, or for the waiting-list booking it was offered to."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    stand = ForeignKey(Stand, null=False, on_delete=OnDelete.cascade)
    booking = ForeignKey(StandBooking, null=True, default=None, on_delete=OnDelete.cascade)
    taken_at = Timestamptz()
    expires_at = Timestamptz()
    extended = Integer(default=0)
    released_at = Timestamptz(null=True, default=None)


class StandDetails(Table):
    """What an exhibitor completed after the short form; no row, not completed."""

    booking = ForeignKey(StandBooking, primary_key=True, null=False, on_delete=OnDelete.cascade)
    sockets = Integer(default=0)
    water = Boolean(default=False)
    vehicle = Varchar(length=12)
    height_cm = Integer(default=0)
    noise = Boolean(default=False)
    dust = Boolean(default=False)
    meals = Integer(default=0)
    parking = Integer(default=0)
    setup_at = Timestamptz(null=True, default=None)
    group_size = Integer(default=0)
    session_minutes = Integer(default=0)
    completed_at = Timestamptz()


class StandHalfDay(Table):
    """A half-day on which somebody will be at the stand."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    booking = ForeignKey(StandBooking, null=False, on_delete=OnDelete.cascade)
    day = ForeignKey(Day, null=False, on_delete=OnDelete.restrict)
    half = Varchar(length=10)


class MachineDeclaration(Table):
    """A machine shown running, declared to the organiser (ERP type T, articles T 39 and T 40)."""

    booking = ForeignKey(StandBooking, primary_key=True, null=False, on_delete=OnDelete.cascade)
    machine = Varchar(length=200)
    watts = Integer(default=0)
    moving_parts = Boolean(default=False)
    hot_surfaces = Boolean(default=False)
    laser = Boolean(default=False)
    smoke = Boolean(default=False)
    pressurised_gas = Boolean(default=False)
    guard = Varchar(length=12)
    ppe = Varchar(length=200)
    hands_on = Boolean(default=False)
    least_age = Integer(default=0)
    signed_by = Varchar(length=160)
    declared_at = Timestamptz()


class StandDeadline(Table):
    """The last day for one step of the exhibitors' file; no row, the usual one."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    step = Varchar(length=12)
    last_day = Date()


class StandChange(Table):
    """A change of an exhibitor's file that no letter has told yet; several become one letter, which takes the rows away.

    `words` is a line of that letter, `made_by` the kind of who did it (« staff » or « exhibitor »), `badge` one that was
    just given; `calendar` when the entry of the calendar goes out again.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    booking = ForeignKey(StandBooking, null=False, on_delete=OnDelete.cascade)
    words = Varchar(length=300)
    made_by = Varchar(length=12)
    badge = UUID(null=True, default=None)
    calendar = Boolean(default=False)
    made_at = Timestamptz()
