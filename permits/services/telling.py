"""What the homeowner is told of the city's inspections."""

from __future__ import annotations

from jobs.notices.kinds import NoticeKind
from jobs.notices.services import notices
from jobs.notices.spoken_times import window_begins
from kilowire.models import User
from permits.item_facts import item_key
from permits.models import Inspection


def tell_of_day(inspection: Inspection, by: User) -> None:
    """Tell the homeowners on which day the inspector comes, while it is to come. The job is locked."""
    day = inspection.scheduled_on
    if day is None:
        return
    notices.tell(
        job=inspection.permit.job,
        kind=NoticeKind.INSPECTION_BOOKED,
        by=by,
        on=day,
        context={"day": day.isoformat(), "window": inspection.window},
        cause=f"item:{item_key('inspection', inspection.pk)}|{day.isoformat()}",
        until=window_begins(day, inspection.window),
    )


def tell_of_failure(inspection: Inspection, by: User) -> None:
    """Tell the homeowners that the inspector asks for a change. The job is locked."""
    job, kind = inspection.permit.job, NoticeKind.INSPECTION_FAILED
    notices.tell(job=job, kind=kind, by=by, on=inspection.decided_on)
