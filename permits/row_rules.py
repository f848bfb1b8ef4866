"""What the rows of permits must keep beyond the database's constraints."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from jobs.models import ReferenceKind
from jobs.search.services.without_reference import without_reference
from kilowire.floor.row_rules import chunks, row_rule
from permits.models import Permit, PermitEnd


@row_rule("A job is found by the numbers of its permits and of the applications for them.")
def permit_numbers_are_references() -> Iterator[Permit]:
    permits = Permit.objects.exclude(ended_how=PermitEnd.MISTAKE)
    for column in ("number", "application_number"):
        yield from chain.from_iterable(chunks(without_reference(permits, column, ReferenceKind.PERMIT)))
