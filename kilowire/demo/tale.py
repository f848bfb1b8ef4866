"""One job of the demo while it is made: its story, house, users and days, and the technicians' bookings.

A story is a list of legs, each an act and the days since the one before. Its days are counted back from
today, so that its last act is as old as the story says; the acts of all stories run in order of their days.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from jobs.models import Job, Photo
from jobs.photos.services import photos
from kilowire.demo import pictures
from kilowire.demo.houses import House
from kilowire.demo.people import Cast
from kilowire.floor.calendars import CITY, Calendar, add_business_days
from kilowire.models import User

Act = Callable[["Tale", date], None]
Leg = tuple[int, Act]
MORNING, LATE_MORNING, AFTERNOON, LATE = (8, 10), (10, 12), (13, 15), (15, 17)
WHOLE_DAY = (8, 15)


@dataclass(frozen=True)
class Story:
    """The acts of one job; its last act was ``rested`` days ago."""

    key: str
    legs: tuple[Leg, ...]
    rested: int = 2
    kind: str = "installation"
    city: str = ""
    name: str = ""
    utility: str = "sce"
    told: dict[str, Any] = field(default_factory=dict)

    def days(self, today: date) -> list[date]:
        """Return the business day of each leg, in the order of the legs."""
        ahead = sum(gap for gap, _ in self.legs) + self.rested
        day, days = today - timedelta(days=ahead), []
        for gap, _ in self.legs:
            day += timedelta(days=gap)
            days.append(workday(day))
        return days


@dataclass
class Diary:
    """The booked hours of each technician, since the database refuses overlapping bookings."""

    taken: dict[tuple[int, date], set[int]] = field(default_factory=dict)

    def take(self, day: date, people: list[User], hours: tuple[int, int]) -> bool:
        """Book these hours for all of them and return True, or return False where one is not free."""
        wanted = set(range(*hours))
        if any(wanted & self.taken.get((person.pk, day), set()) for person in people):
            return False
        for person in people:
            self.taken.setdefault((person.pk, day), set()).update(wanted)
        return True


@dataclass
class Tale:
    """A story while its acts run: what they know of it and pass on to each other."""

    story: Story
    house: House
    cast: Cast
    diary: Diary
    random: Random
    today: date
    days: list[tuple[str, date]]
    place: int
    job: Job = field(init=False)

    @property
    def office(self) -> User:
        return self.cast.office

    @property
    def technician(self) -> User:
        """The technician of this job."""
        return self.cast.technicians[self.place % 3]

    @property
    def told(self) -> dict[str, Any]:
        return self.story.told

    def fresh(self) -> Job:
        """Return the job, fetched again."""
        self.job = Job.objects.for_page().get(pk=self.job.pk)
        return self.job

    def next_day(self, on: date, *acts: str) -> date | None:
        """Return the day of the first of these acts on or after ``on``; None where there is none."""
        return next((day for name, day in self.days if name in acts and day >= on), None)

    def number(self, letters: str, digits: int = 5) -> str:
        return f"{letters}{self.random.randint(10 ** (digits - 1), 10**digits - 1)}"

    def photo(self, slot: str, on: date, words: str = "", by: User | None = None, hour: int = 10) -> Photo:
        """File the drawn photo of this slot, taken on this day."""
        return photos.file_photo(
            job=self.job,
            slot=slot,
            file=pictures.photo(slot, words, self.place),
            by=by or self.technician,
            taken_at=at(on, hour, self.random.randint(1, 58)),
            photo_id=uuid.UUID(int=self.random.getrandbits(128), version=4),
        )


def workday(day: date) -> date:
    """Return the day itself if it is a business day, else the last one before it."""
    return day if CITY.is_business_day(day) else add_business_days(day, -1, CITY)


def workdays_from(day: date, count: int, calendar: Calendar = CITY) -> date:
    """Return the day ``count`` business days later; for zero the day itself or the next business day."""
    if count == 0 and not calendar.is_business_day(day):
        return add_business_days(day, 1, calendar)
    return add_business_days(day, count, calendar)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
