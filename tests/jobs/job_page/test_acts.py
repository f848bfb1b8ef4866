"""What all acts of a job's page have in common: methods, the row of this job, 422, and the way back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jobs.models import Job, OpenItem
from jobs.open_items.services import open_items
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db

ACTS = (
    "jobs:hold",
    "jobs:record_contract",
    "jobs:order_adapter",
    "jobs:file_paper",
    "jobs:add_photo",
    "jobs:links",
    "jobs:open_claim",
    "permits:apply",
    "utility_requests:sign",
    "assessments:adapter",
)


@pytest.fixture
def job() -> Job:
    return accepted_job()


@pytest.fixture
def client() -> Client:
    return signed_in("olive")


def an_item(job: Job) -> OpenItem:
    return open_items.add(job=job, party="office", what="Call the city", by=someone("olive"))


@pytest.mark.parametrize("act", ACTS)
def test_an_empty_form_comes_back_with_what_is_missing(act: str, job: Job, client: Client) -> None:
    address = reverse(act, args=[job.number])
    looked, sent = client.get(address), client.post(address, {})
    assert (looked.status_code, looked.context["form"].errors) == (200, {})
    assert (sent.status_code, bool(sent.context["form"].errors)) == (422, True)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_looked_at_or_sent_and_nothing_else(act: str, job: Job, client: Client) -> None:
    address = reverse(act, args=[job.number])
    assert client.head(address).status_code == 200
    assert [client.put(address).status_code, client.delete(address).status_code] == [405, 405]


def test_what_was_typed_stands_in_an_act_that_is_refused(job: Job, client: Client) -> None:
    held = {"because": "The owner travels."}
    address = reverse("jobs:hold", args=[job.number])
    client.post(address, held)
    again = client.post(address, {"because": "Once more."})
    assert (again.status_code, "Once more." in again.content.decode()) == (422, True)


def test_an_act_that_is_done_leads_back_to_its_tab(job: Job, client: Client) -> None:
    item = an_item(job)
    done = client.post(reverse("jobs:end_open_item", args=[job.number, item.pk]), {"note": "Done."})
    assert (done.status_code, done.headers["Location"]) == (302, reverse("jobs:overview", args=[job.number]))


def test_the_address_of_a_press_leads_to_its_tab_and_does_nothing_until_sent(
    job: Job, client: Client
) -> None:
    address = reverse("jobs:look_at_open_item", args=[job.number, an_item(job).pk])
    looked = client.get(address)
    assert (looked.status_code, looked.headers["Location"]) == (
        302,
        reverse("jobs:overview", args=[job.number]),
    )
    pressed = client.post(address)
    assert (pressed.status_code, pressed.headers["Location"]) == (
        302,
        reverse("jobs:overview", args=[job.number]),
    )


def test_a_row_of_another_job_is_not_found(job: Job, client: Client) -> None:
    others = an_item(accepted_job(name="Ann Other"))
    for act in ("jobs:move_open_item", "jobs:end_open_item", "jobs:look_at_open_item"):
        assert client.post(reverse(act, args=[job.number, others.pk])).status_code == 404


def test_a_number_beyond_what_the_database_holds_is_not_found(job: Job, client: Client) -> None:
    for act in ("jobs:move_open_item", "jobs:edit_person", "jobs:close_dig_ticket"):
        address = reverse(act, args=[job.number, 10**25])
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
