"""What the rows of utility requests must keep beyond the database's constraints."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.db import models

from jobs.models import ReferenceKind
from jobs.search.services.without_reference import without_reference
from kilowire.floor.row_rules import chunks, row_rule
from utility_requests.models import InterconnectionRequest, Outcome, SiteVisit, UtilityRequest


@row_rule("A job is found by the numbers of its applications, and by the serial number read at a visit.")
def request_numbers_are_references() -> Iterator[models.Model]:
    requests, rule_21 = UtilityRequest.objects.all(), InterconnectionRequest.objects.all()
    visits = SiteVisit.objects.standing().filter(outcome=Outcome.SET)
    for rows in (
        without_reference(requests, "number", ReferenceKind.UTILITY_REQUEST),
        without_reference(requests, "meter_face_number", ReferenceKind.METER),
        without_reference(rule_21, "number", ReferenceKind.INTERCONNECTION),
        without_reference(visits, "serial_seen", ReferenceKind.ADAPTER_SERIAL),
    ):
        yield from chain.from_iterable(chunks(rows))
