"""Record whether an adapter model is on the utility's product list."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from assessments.models import Assessment, ProductCheck
from assessments.services.assessment_rows import locked_assessment
from assessments.services.open_items import bring_up_to_date
from assessments.services.reading import known_of, latest_verdict
from jobs.directory.services import approvals
from jobs.history.services import history
from jobs.models import AdapterModel, Approval, EventKind, Job
from kilowire.floor.locks import locked
from kilowire.floor.refusing import day_has_come
from kilowire.models import User


@transaction.atomic
def record_product_check(
    *, adapter: AdapterModel, approval: str, source: str, checked_on: date, by: User
) -> AdapterModel:
    """Record a model's status on the product list and update open jobs with it; evaluations do not change.

    Assessments are locked in the order of their jobs, each before its job.
    """
    day_has_come(checked_on, field="checked_on")
    with_it = Assessment.objects.filter(adapter=adapter, job__in=Job.objects.open())
    assessments = [locked_assessment(each.job) for each in with_it.select_related("job").order_by("job")]
    before = locked(adapter).approval
    adapter = approvals.approve_model(model=adapter, approval=approval, source=source, checked_on=checked_on)
    ProductCheck.objects.create(
        adapter=adapter, approval=approval, before=before, source=source.strip(), checked_on=checked_on, by=by
    )
    for assessment in assessments:
        assessment.adapter = adapter
        if before != approval:
            _record_event(assessment.job, adapter, before, by)
        known = known_of(assessment.job, assessment)
        bring_up_to_date(known, latest_verdict(assessment.job), by, timezone.localdate())
    return adapter


def _record_event(job: Job, adapter: AdapterModel, before: str, by: User) -> None:
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Product list: {adapter} is {Approval(adapter.approval).label.lower()}",
        because=adapter.approval_source,
        on=adapter.approval_checked_on,
        by=by,
        before={"approval": before},
        after={"approval": adapter.approval},
    )
