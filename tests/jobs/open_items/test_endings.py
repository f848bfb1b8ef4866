"""An open item ends by its fact: it offers the act that ends it; a free one ends by a written word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jobs.installation.services import adapter as devices
from jobs.installation.services import dig_tickets
from jobs.job_page.lines import address_of
from jobs.models import Job, OpenItem
from jobs.open_items.services import open_items
from jobs.warranty.services import warranties
from kilowire.floor.refusals import Refused
from permits.services.applications import record_correction
from tests.builders import permits
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, days_ago, opened_job
from tests.builders.records import ev_adapter
from tests.builders.utility_requests import prepared, visit_failed, window_given
from tests.builders.whole_road import closed_job, contracted_job

pytestmark = pytest.mark.django_db


def free_item(job: Job) -> OpenItem:
    return open_items.add(job=job, party="hoa", what="The HOA's consent", by=someone("olive"))


def test_a_free_item_ends_by_a_written_word_only() -> None:
    item = free_item(accepted_job())
    with pytest.raises(Refused, match="Say in a few words how it ended") as refused:
        open_items.end(item=item, by=someone("olive"), note=" ")
    assert refused.value.field == "note"
    page = f"/jobs/{item.job.number}/open-items/{item.pk}/end/"
    assert signed_in().post(page, {"note": ""}).status_code == 422
    assert signed_in().post(page, {"note": "Consent by letter"}).status_code == 302
    item.refresh_from_db()
    assert item.ended_note == "Consent by letter"


def test_an_item_that_an_act_ends_offers_that_act_and_is_not_ended_by_hand() -> None:
    job = opened_job()
    decide, free = OpenItem.objects.of(job).get(key="jobs.accept"), free_item(job)
    with pytest.raises(Refused, match="This ends by itself"):
        open_items.end(item=decide, by=someone("olive"), note="Done")
    by_hand = f"/jobs/{job.number}/open-items/{{}}/end/"
    assert signed_in().get(by_hand.format(decide.pk)).url == f"/jobs/{job.number}/accept/"
    page = signed_in().get(f"/jobs/{job.number}/").content.decode()
    assert by_hand.format(free.pk) in page
    assert by_hand.format(decide.pk) not in page
    assert f'aria-label="Do it: {decide.what}"' in page


def permit_waits() -> Job:
    permit = permits.permit_applied()
    record_correction(permit=permit, asked_on=days_ago(1), text="Load sheet", by=someone("olive"))
    return permit.job


def inspection_failed() -> Job:
    return permits.final_failed(permits.permitted_job(contracted_job()))


def adapter_on_its_way() -> Job:
    job, olive = contracted_job(), someone("olive")
    devices.order_adapter(job=job, model=ev_adapter(), ordered_on=days_ago(9), by=olive)
    ticket = dig_tickets.record_dig_ticket(job=job, number="A-1", notified_on=days_ago(25), by=olive)
    dig_tickets.ask_to_renew(ticket=ticket)
    return job


def claimed() -> Job:
    job = closed_job()
    warranties.open_claim(
        job=job, what="Trips", reported_by="Hana Ito", reported_on=days_ago(1), by=someone("olive")
    )
    return job


STATES: dict[str, Callable[[], Job]] = {
    "just opened": opened_job,
    "the city asks": permit_waits,
    "an inspection failed": inspection_failed,
    "the application being prepared": lambda: prepared().job,
    "a visit to come": lambda: window_given().visit.job,
    "a visit failed": visit_failed,
    "adapter and dig ticket": adapter_on_its_way,
    "a claim": claimed,
}


@pytest.mark.parametrize("state", STATES)
def test_every_item_that_an_act_ends_leads_to_a_page_of_the_job(state: str) -> None:
    job = STATES[state]()
    items = [item for item in OpenItem.objects.of(job).open() if item.ends_by_act]
    assert items
    client, overview = signed_in(), f"/jobs/{job.number}/"
    for item in items:
        address = address_of(item.act, job.number)
        assert address not in ("", overview), item.key
        assert client.get(address).status_code == 200, item.key
