"""The whole demo: counts the days of each story back from today, then runs all acts day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from django.conf import settings
from django.urls import reverse

from jobs.homeowner.services import links as link_acts
from jobs.models import HomeownerLink, Person
from kilowire.demo import houses, people
from kilowire.demo.more_stories import TURNS, WENT_WELL
from kilowire.demo.people import Cast
from kilowire.demo.stories import NAMED
from kilowire.demo.tale import Act, Diary, Story, Tale
from kilowire.floor.link_tokens import token_of

SEED = "KiloWire 1110475"
LINKED = ("visit-soon", "closed-out", "spanish", "second-fee")
EVERY_STORY: tuple[Story, ...] = (*NAMED, *TURNS, *WENT_WELL)


@dataclass(frozen=True)
class Year:
    """The users and the jobs that were made, by the key of their story."""

    cast: Cast
    tales: dict[str, Tale]


def play(stories: Sequence[Story], today: date) -> Year:
    """Run these stories on an empty site whose directory is loaded."""
    cast = people.hire()
    people.learn(cast, today)
    tales = _tales(stories, cast, today)
    acts: list[tuple[date, int, int, Act, Tale]] = [
        (day, tale.place, number, act, tale)
        for tale in tales
        for number, (day, (_, act)) in enumerate(zip(tale.story.days(today), tale.story.legs, strict=True))
    ]
    for day, _, _, act, tale in sorted(acts, key=lambda each: each[:3]):
        act(tale, day)
    return Year(cast, {tale.story.key: tale for tale in tales})


def homeowner_links(year: Year) -> list[str]:
    """Return the paths of some homeowner pages; the third of them is in Spanish."""
    told = [year.tales[key] for key in LINKED if key in year.tales] or list(year.tales.values())[:1]
    links = []
    for tale in told:
        person = Person.objects.of(tale.job).get(name=tale.house.name)
        links.append(link_acts.make_link(person=person, by=tale.office))
    return [_path(link) for link in links]


def _path(link: HomeownerLink) -> str:
    return reverse("homeowner:status", args=[token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)])


def stories(count: int) -> list[Story]:
    """Return this many stories; beyond those there are, jobs that went well in other houses."""
    told = list(EVERY_STORY[:count])
    for number in range(count - len(told)):
        model = WENT_WELL[number % 2]
        told.append(Story(f"more-{number}", model.legs, 5 + number % 280, city=model.city))
    return told


def _tales(stories: Sequence[Story], cast: Cast, today: date) -> list[Tale]:
    diary = Diary()
    return [_tale(story, place, cast, diary, today) for place, story in enumerate(stories)]


def _tale(story: Story, place: int, cast: Cast, diary: Diary, today: date) -> Tale:
    random = Random(f"{SEED} {story.key}")
    names = [getattr(act, "__name__", "") for _, act in story.legs]
    return Tale(
        story=story,
        house=houses.house(random, story.city, story.name, story.utility),
        cast=cast,
        diary=diary,
        random=random,
        today=today,
        days=list(zip(names, story.days(today), strict=True)),
        place=place,
    )
