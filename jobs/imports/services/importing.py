"""Bring in the rows of a list, many at once; a row that is in already is left as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Q

from jobs.imports.columns import Chosen
from jobs.imports.result import Result
from jobs.imports.rows import House, Known, Read, RowReader, house_of
from jobs.intake.services.opening import FirstCall, lock_numbers, open_jobs
from jobs.milestones.services.past import record_past
from jobs.models import ImportedRow, Job, JobKind, JobList, Jurisdiction, LeadSource, SearchWord, Utility
from kilowire.floor.files.opened_tables import Table
from kilowire.floor.normal.names import same_name
from kilowire.floor.normal.numbers import number_key, same_number
from kilowire.floor.refusals import Refused
from kilowire.models import User

AT_ONCE = 250
_HELD = ("number", "kind", "homeowner_name", "site__street", "site__postal_code", "cancelled_on",
         "utility_account__meter_number")  # fmt: skip


class _TakenBack(Exception):
    """Ends the transaction of a dry run."""


@dataclass
class Import:
    """One import, or its dry run; ``result`` is what came of the rows so far."""

    table: Table
    chosen: Chosen
    by: User
    dry_run: bool = True
    from_list: JobList | None = None
    result: Result = field(default_factory=Result)
    _seen: dict[str, int] = field(default_factory=dict)

    def bring_in(self, begin: int = 0) -> Iterator[int]:
        """Bring in the rows behind the first ``begin``; yield how many are done after each transaction."""
        reader = RowReader(self.table, self.chosen, known())
        while several := self.table.rows[begin : begin + AT_ONCE]:
            self._bring_in_several([reader.read(row) for row in several])
            begin += len(several)
            self.result.rows = begin
            yield begin

    def _bring_in_several(self, rows: Sequence[Read]) -> None:
        good = [row for row in rows if not row.faults]
        for row in rows:
            if row.faults:
                self.result.refuse(row.line, row.given.get("name", ""), row.faults)
        with transaction.atomic():
            if not self.dry_run:
                lock_numbers()  # so that two imports of one list take turns
            new = self._kept(good)
            if not self.dry_run:
                self._open([row for row in new if not row.past])
            for row in new:
                if row.past:
                    self._open_under_way(row)
        self.result.refusals.sort(key=itemgetter("line"))

    def _open(self, rows: Sequence[Read]) -> None:
        jobs = open_jobs(calls=[_call(row) for row in rows], by=self.by)
        ImportedRow.objects.bulk_create(
            ImportedRow(key=row.key, job=job, line=row.line, from_list=self.from_list)
            for row, job in zip(rows, jobs, strict=True)
        )

    def _open_under_way(self, row: Read) -> None:
        """Open a job with its steps so far, or refuse the row whole; a dry run does it and takes it back."""
        try:
            with transaction.atomic():
                self._open([row])
                job = ImportedRow.objects.get(key=row.key).job
                record_past(job=job, given=row.past, by=self.by)
                if self.dry_run:
                    raise _TakenBack
        except _TakenBack:
            pass
        except (Refused, LookupError, ObjectDoesNotExist) as refusal:
            # beside the refusals: the fee and the company's facts, of which the directory has none so early
            self.result.opened -= 1
            del self._seen[row.key]
            self.result.refuse(row.line, row.given["name"], [str(refusal)])

    def _kept(self, rows: Sequence[Read]) -> list[Read]:
        """Return the rows that are not in yet, count the others, and note what is at an address already."""
        came_in = {each.key: each for each in ImportedRow.objects.filter(key__in=[row.key for row in rows])}
        held, new = _jobs_at([row for row in rows if row.key not in came_in]), []
        for row in rows:
            here = held.get(row.house, [])
            if row.key in came_in and self._came_in_now(came_in[row.key], row):
                self.result.opened += 1
            elif row.key in came_in or row.key in self._seen:
                self.result.there += 1
            elif same := next((job["number"] for job in here if _is_same_job(row, job)), None):
                self.result.there += 1
                self.result.note(row.line, f"{same} is this job already")
            else:
                if here:
                    self.result.note(row.line, f"{here[0]['number']} is at this address already")
                self._seen[row.key] = row.line
                new.append(row)
        self.result.opened += len(new)
        return new

    def _came_in_now(self, came: ImportedRow, row: Read) -> bool:
        """Return whether this import opened the job itself, before its worker was killed."""
        mine = self.from_list is not None and came.from_list_id == self.from_list.pk
        return mine and came.line == row.line and not self.dry_run


def known() -> Known:
    """Return what the rows may name of the directory."""
    utilities = list(Utility.objects.all())
    with_program = [utility for utility in utilities if utility.programme]
    return Known(
        utilities={
            number_key(name): utility
            for utility in utilities
            for name in (utility.key, utility.short_name, utility.name, utility.homeowner_name)
        },
        jurisdictions={
            number_key(name): jurisdiction
            for jurisdiction in Jurisdiction.objects.all()
            for name in (jurisdiction.name, jurisdiction.name.removeprefix("City of "), jurisdiction.key)
        },
        kinds={number_key(name): value for value, label in JobKind.choices for name in (value, label)},
        usual_utility=with_program[0] if len(with_program) == 1 else None,
    )


def _call(row: Read) -> FirstCall:
    given = {name: value for name, value in row.given.items() if name != "reference"}
    return FirstCall(**{"source": LeadSource.LIST, **given}, origin=f", from line {row.line} of a list")


def _jobs_at(rows: Sequence[Read]) -> defaultdict[House, list[dict[str, Any]]]:
    """Return the jobs that are not cancelled at these houses, by address in normal form; one query."""
    houses = {row.house for row in rows}
    codes = {code for _, _, code in houses}
    numbered = SearchWord.objects.filter(word__in={street.partition(" ")[0] for street, _, _ in houses})
    there = Q(site__postal_code__in=codes) | Q(site__postal_code__contains="-")
    near = Job.objects.filter(there, cancelled_on=None, pk__in=numbered.values("job")).order_by("pk")
    found: defaultdict[House, list[dict[str, Any]]] = defaultdict(list)
    for job in near.values(*_HELD):
        if job["site__postal_code"][:5] in codes:
            house = house_of(job["site__street"], job["site__postal_code"])
            if house in houses:
                found[house].append(job)
    return found


def _is_same_job(row: Read, job: dict[str, Any]) -> bool:
    """Return whether a job at the row's address is for this homeowner, this kind of work and this meter."""
    meters = row.given["meter_number"], job["utility_account__meter_number"] or ""
    another_meter = all(meters) and not same_number(*meters)
    same_kind = job["kind"] == row.given["kind"]
    return same_kind and same_name(job["homeowner_name"], row.given["name"]) and not another_meter
