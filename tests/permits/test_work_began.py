"""Work begins under a permit by the installation record, in its transaction, and its item ends with that."""

from __future__ import annotations

import pytest

from jobs.installation.services import installations
from jobs.models import Event, Job, OpenItem
from kilowire.floor.refusals import Refused
from permits.models import Permit
from permits.services.editing import undo_issue
from tests.builders.cast import someone
from tests.builders.jobs import days_ago
from tests.builders.permits import permit_applied, permit_issued
from tests.builders.records import installation_facts
from tests.permits.in_the_jacket import open_items

pytestmark = pytest.mark.django_db
BEGIN = "Begin work under the electrical permit E-2026-17, or it expires"


def record(job: Job, began_ago: int) -> None:
    installations.record_installation(job=job, by=someone("cruz"), **installation_facts(days_ago(began_ago)))


def asked(job: Job) -> set[str]:
    return set(OpenItem.objects.of(job).open().values_list("what", flat=True))


def test_the_installation_record_begins_the_work_under_every_issued_permit() -> None:
    permit = permit_issued()
    other = permit_applied(permit.job, kind="building", required=False)
    assert BEGIN in asked(permit.job)
    record(permit.job, 20)
    permit.refresh_from_db(), other.refresh_from_db()
    assert (permit.work_started_on, other.work_started_on) == (days_ago(20), None)
    assert BEGIN not in asked(permit.job)
    event = Event.objects.of(permit.job).get(sentence__startswith="Work began")
    assert (event.by, event.on) == (someone("cruz"), days_ago(20))


def test_a_correction_of_the_record_says_nothing_of_it_again() -> None:
    permit = permit_issued()
    record(permit.job, 20)
    record(permit.job, 19)
    assert Event.objects.of(permit.job).filter(sentence__startswith="Work began").count() == 1


def test_a_refused_record_leaves_the_permit_as_it_was() -> None:
    permit = permit_issued()
    with pytest.raises(Refused):
        record(permit.job, 31)
    permit.refresh_from_db()
    assert permit.work_started_on is None
    assert f"permits.expiry:{permit.pk}" in open_items(permit.job)


def test_a_permit_that_is_issued_after_the_record_has_its_work_begun_on_the_day_of_issue() -> None:
    permit = permit_issued()
    record(permit.job, 20)
    permit = undo_issue(permit=permit, because="Wrong number.", by=someone("olive"))
    permit = permit_issued(permit=permit, issued_on=days_ago(10), number="E-2026-18")
    assert Permit.objects.get(pk=permit.pk).work_started_on == days_ago(10)
