"""Counts of the field measurement: what was given to the tablet, against what the office holds."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from assessments.models import Reading
from bench._field_tablet import WatchedTablet
from jobs.models import Job, Photo, Submission

LOSS_S = 0.2
COUNTED = (
    "surveys",
    "kills",
    "faults",
    "times offline",
    "photos sent by parts",
    "photos taken again",
    "forms sent without a photo",
)
BAD = ("lost", "doubled", "unequal", "stranded")


@dataclass
class Tally:
    """Counts by what they are of; the age in seconds of each answer that a kill took."""

    counts: Counter[str] = field(default_factory=Counter)
    ages: list[float] = field(default_factory=list)

    @property
    def worst_s(self) -> float:
        return max(self.ages, default=0.0)

    @property
    def is_good(self) -> bool:
        bad = sum(count for name, count in self.counts.items() if name.endswith(BAD))
        return bad == 0 and self.worst_s <= LOSS_S

    def say(self) -> None:
        for what in COUNTED:
            print(f"field: {what} {self.counts[what]}")
        for what in ("photos", "forms", "answers"):
            told = ", ".join(f"{self.counts[f'{what} {bad}']} {bad}" for bad in BAD[:3])
            print(f"field: {what} {self.counts[what]}, {told}")
        print(f"field: answers taken by a kill, typed again afterwards {len(self.ages)}")
        print(f"field: the oldest of them {self.worst_s:.3f} s before its kill, budget {LOSS_S} s")
        print(f"field: surveys stranded {self.counts['surveys stranded']}, budget 0")

    def compare_after_a_start(self, tablet: WatchedTablet) -> None:
        """What the page said it held before the kill, against what the device holds."""
        self.ages += tablet.lost_answers()
        for item in tablet.lost_items():
            self.counts[f"{item['type']}s lost"] += 1

    def compare_with_the_office(self, tablet: WatchedTablet, job: Job) -> None:
        """Everything told of this job, against the office's rows and the bytes on its disk."""
        told = [item for item in tablet.items_told.values() if item["job"] == job.number]
        photos = [item for item in told if item["type"] == "photo"]
        on_device = {item["id"] for item in tablet.items()}
        let_go = tablet.refused - on_device
        self.photos({item["id"]: item["sha256"] for item in photos}, job, let_go)
        self.retakes({item["replaces"]: item["id"] for item in photos if item["replaces"]}, job)
        forms = [item for item in told if item["type"] == "form" and item["id"] in on_device]
        self.forms({item["id"]: item["sha256"] for item in forms}, job)
        answers = {name: at for (number, name), at in tablet.answers.items() if number == job.number}
        self.answers(answers, job)

    def photos(self, told: dict[str, str], job: Job, let_go: Collection[str] = ()) -> None:
        """Photos by id and hash, as the page told them, but for those that it let go."""
        on_file = list(Photo.objects.of(job))
        self.counts["photos"] += len(told)
        self.counts["photos lost"] += len(told.keys() - {str(photo.pk) for photo in on_file} - set(let_go))
        self.counts["photos doubled"] += len(on_file) - len({photo.camera_sha256 for photo in on_file})
        for photo in on_file:
            with photo.original.open() as original:
                on_disk = hashlib.sha256(original.read()).hexdigest()
            hashes = {on_disk, photo.sha256, told.get(str(photo.pk), photo.sha256)}
            self.counts["photos unequal"] += len(hashes) > 1
            if len(hashes) > 1:
                print(f"field: photo {photo.pk} of {job.number} has several hashes: {', '.join(hashes)}")

    def retakes(self, told: dict[str, str], job: Job) -> None:
        """Photos by the one that each was taken to replace."""
        self.counts["photos taken again"] += len(told)
        for photo in Photo.objects.of(job).filter(pk__in=told):
            if str(photo.replaced_by_id) != told[str(photo.pk)]:
                self.counts["photos unequal"] += 1
                print(f"field: photo {photo.pk} of {job.number} is replaced by {photo.replaced_by_id}")

    def forms(self, told: dict[str, str], job: Job) -> None:
        """Forms by id and hash."""
        on_file = {str(form.pk): form for form in Submission.objects.of(job).filter(kind="survey")}
        finished = sum(form.body["finish"] for form in on_file.values())
        self.counts["forms sent without a photo"] += sum("without" in form.body for form in on_file.values())
        self.counts["forms"] += len(told)
        self.counts["forms lost"] += len(told.keys() - on_file.keys()) + (finished == 0)
        self.counts["forms doubled"] += max(0, finished - 1) + len(on_file.keys() - told.keys())
        unequal = [pk for pk, form in on_file.items() if told.get(pk, form.sha256) != form.sha256]
        self.counts["forms unequal"] += len(unequal)

    def answers(self, told: dict[str, str], job: Job) -> None:
        """Answers by name and the instant at which each was given; a reading by "reading" and its id."""
        sent: dict[str, str] = {}
        for form in Submission.objects.of(job).filter(kind="survey").order_by("received_at"):
            sent |= {name: given["at"] for name, given in form.body["fields"].items()}
            self.counts["answers lost"] += len(form.receipt.get("not_filed", []))
        readings = {f"reading {reading.pk}" for reading in Reading.objects.of(job)}
        answers = {name: at for name, at in told.items() if not name.startswith("reading ")}
        self.counts["answers"] += len(told)
        self.counts["answers lost"] += len(told.keys() - answers.keys() - readings)
        self.counts["answers lost"] += len(answers.keys() - sent.keys())
        self.counts["answers doubled"] += len(readings - told.keys())
        stale = [name for name, at in answers.items() if name in sent and sent[name] != at]
        self.counts["answers unequal"] += len(stale)
