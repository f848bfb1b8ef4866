"""One job on its way through the house: who works on it, on which day, and what must hold wherever it is."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jobs.models import Document, Event, EventKind, Job, OpenItem, Upload
from jobs.nightly import look_at_jackets
from jobs.papers.outbox import rendering
from jobs.road import stages
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Milestone
from permits.nightly import look_at_permits
from tests.journeys.days import Days
from tests.journeys.walker import Page, Walker, read_answer
from utility_requests.nightly import look_at_visits


class Journey:
    """Olive's, Owen's, Asa's and Cruz's browsers, all on one job, and the homeowner's."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.olive, self.owen = Walker("olive"), Walker("owen")
        self.asa, self.cruz = Walker("asa"), Walker("cruz")
        self.homeowner_page = ""

    def follow(self, number: str) -> None:
        """From now on everybody's pages are this job's."""
        for walker in (self.olive, self.owen, self.asa, self.cruz):
            walker.number = number

    def take_over(self, job: Job) -> None:
        """Go on with a job that the same services brought this far, in the past of this journey."""
        self.follow(job.number)

    def clock_strikes(self) -> None:
        """What beat rings every hour."""
        for look in (look_at_visits, look_at_permits, look_at_jackets):
            look()

    def by_olive(self) -> Journey:
        """Where nobody was sent, the office records what the crew tells it."""
        self.asa = self.cruz = self.olive
        return self

    @property
    def job(self) -> Job:
        return self.olive.job

    @property
    def today(self) -> date:
        return self.days.today

    @property
    def sentence(self) -> str:
        return self.olive.open("jobs:overview").sentence

    @property
    def board(self) -> Page:
        return Walker("olive").open("jobs:board")

    @property
    def column(self) -> str:
        """The column of the board in which the job stands; empty where it is off the board."""
        board = self.board
        found = [
            column["label"]
            for column in board.context["columns"]
            if self.job.number in {card["number"] for card in column["cards"]}
        ]
        assert len(found) <= 1
        return "".join(found)

    def open_items(self, **which: Any) -> set[str]:
        """What is waited for now, in words."""
        return {item.what for item in OpenItem.objects.of(self.job).open().filter(**which)}

    def papers(self) -> set[str]:
        """Kinds of the papers in force; never two of one kind."""
        kinds = Counter(Document.objects.of(self.job).in_force().values_list("kind", flat=True))
        assert set(kinds.values()) <= {1}, kinds
        return set(kinds)

    def rendered(self, kind: PaperKind) -> Document:
        """The paper of this kind in force, made as the worker makes it."""
        paper = Document.objects.of(self.job).in_force().get(kind=kind)
        rendering.render_document(paper.pk)
        paper.refresh_from_db()
        assert paper.status == "ready", paper.error
        return paper

    def uploads(self) -> list[str]:
        """Kinds of what others made and we filed, in that order."""
        return list(Upload.objects.of(self.job).order_by("id").values_list("kind", flat=True))

    def told(self) -> list[str]:
        """The history's sentences, the oldest first."""
        return list(Event.objects.of(self.job).order_by("id").values_list("sentence", flat=True))

    def as_homeowner(self) -> Page:
        """What the homeowner reads on opening their page now, without any sign-in."""
        answer = Client().get(self.homeowner_page)
        assert answer.status_code == 200
        return read_answer(answer)

    def is_sound(self, *, adds_up: bool = True) -> None:
        """Stage and stamps agree in rules, history and database, and the database lets nobody disagree."""
        job = self.job
        assert job.stage == stages.stage_of(job.kind, job.standing)
        odd = stages.contradictions(job.kind, job.standing)
        assert bool(odd) is not adds_up, odd
        assert Job.objects.that_do_not_add_up().filter(pk=job.pk).exists() is not adds_up
        self._every_stamp_has_its_event(job)
        self.papers()
        for wrong in self._unlawful(job):
            with pytest.raises(IntegrityError), transaction.atomic():
                Job.objects.filter(pk=job.pk).update(**wrong)

    def _every_stamp_has_its_event(self, job: Job) -> None:
        """Done once more than undone where it stands stamped, waived likewise, else as often as undone."""
        events = Event.objects.of(job).exclude(milestone="").order_by("id")
        assert all(event.by or event.milestone == Milestone.WARRANTY_OVER for event in events)
        for milestone in Milestone:
            own = [event.kind for event in events if event.milestone == milestone]
            last = own[-1] if own else EventKind.UNDONE
            stands = EventKind.DONE if job.day_of(milestone) else EventKind.UNDONE
            stands = EventKind.WAIVED if job.waived_on(milestone) else stands
            assert last == stands, f"{milestone}: {own}"

    def _unlawful(self, job: Job) -> list[dict[str, Any]]:
        """Changes that the table's own CHECKs must refuse on this row."""
        other = "inspection" if job.stage != "inspection" else "permit"
        wrong: list[dict[str, Any]] = [{"stage": other}]
        standing = job.standing
        for step in stages.road(job.kind):
            below = [m for m in stages.own_needs(job.kind, step.milestone) if m in standing]
            if step.ours and step.milestone in standing and below:
                left = standing - {below[0]}
                wrong.append({f"{below[0]}_on": None, "stage": stages.stage_of(job.kind, left)})
        return wrong
