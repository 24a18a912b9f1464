"""A new edition in one page."""

from __future__ import annotations

from datetime import date, time, timedelta

from admin.editions.forms import HallForm, metres
from forum import clock
from forum.editions.rules import hour_of, november_friday, usual_windows
from forum.editions.service import DaySaid, HallSaid, NewEdition
from forum.editions.values import EditionValue


class FoundingForm(HallForm):
    """A new edition in one page: what it is called, where, when, in which hall."""

    @classmethod
    def proposed(cls, last: EditionValue | None, today: date) -> FoundingForm:
        """Hours and sizes that most forums have; the last edition's where there is one."""
        typed = {"date": f"{november_friday(today):%Y-%m-%d}", "opens": "09:00", "closes": "17:00"}
        typed |= {
            "width": "40",
            "depth": "25",
            "limit": "800",
            "hall_name": "Grande salle",
            "name": "Forum des métiers",
        }
        if last is not None:
            hall = last.halls[0]
            typed |= {"name": last.name, "place": last.place, "city": last.city, "hall_name": hall.name}
            typed |= {"opens": hour_of(last.first_day.opens_at), "closes": hour_of(last.first_day.closes_at)}
            typed |= {"width": metres(hall.width_cm), "depth": metres(hall.depth_cm), "limit": str(hall.capacity_limit)}
        return cls(typed)

    def read_all(self) -> tuple[NewEdition, DaySaid, HallSaid] | None:
        """The edition, its day and its hall, or None with the faults.

        Set-up begins two hours before the doors open, teardown ends two hours after they close; registrations open when
        such forums usually open them: exhibitors seven months before, classes in September, the public six weeks before.
        """
        name = self.text("name", "Donnez un nom au forum.", 120)
        place = self.text("place", "Indiquez le lieu.", 120)
        city = self.text("city", "Indiquez la commune.", 80)
        on, opens, closes = self.date("date"), self.hour("opens"), self.hour("closes")
        hall = self.read("hall_name")
        if hall is None or on is None or opens is None or closes is None:
            return None
        opening, closing = clock.utc(on, opens), clock.utc(on, closes)
        day = DaySaid(
            on,
            max(opening - timedelta(hours=2), clock.utc(on, time(0, 0))),
            opening,
            closing,
            min(closing + timedelta(hours=2), clock.utc(on, time(23, 59))),
        )
        return (
            NewEdition(
                slug=f"{on.year}",
                name=name,
                tagline="",
                place=place,
                address="",
                postal_code="",
                city=city,
                **usual_windows(day.date, closing),
            ),
            day,
            hall,
        )
