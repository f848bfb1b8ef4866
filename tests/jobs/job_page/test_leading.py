"""A job leads whoever works on it: one primary button on each tab, and from each act to the next."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Coverage, Job, Reference
from jobs.open_items.services import open_items
from tests.builders import utility_requests
from tests.builders.cast import signed_in, someone
from tests.builders.files import paper
from tests.builders.jobs import accepted_job, booked, opened_job
from tests.builders.whole_road import commissioned_job, contracted_job, ready_for_the_utility
from utility_requests.services.requests import prepare_request

pytestmark = pytest.mark.django_db
PRIMARY = re.compile(r'<(?:a|button) class="btn btn-primary"[^>]*>([^<]*)<')
TABS = ("overview", "assessment", "agreement", "permit", "utility", "installation", "closeout", "warranty")


def primaries(job: Job) -> dict[str, list[str]]:
    """The primary buttons on each tab of the job that has acts."""
    client = signed_in()
    tabs = client.get(f"/jobs/{job.number}/").context["tabs"]
    names = {tab["url"].rstrip("/").rpartition("/")[2]: tab["url"] for tab in tabs}
    names["overview"] = names.pop(job.number)
    pages = {name: client.get(url).content.decode() for name, url in names.items() if name in TABS}
    return {
        name: PRIMARY.findall(page.partition("<main")[2].partition("</main>")[0])
        for name, page in pages.items()
    }


def test_the_next_act_is_the_one_primary_button_of_its_tab() -> None:
    for job, act, tab in (
        (opened_job(), "Take the job on", "overview"),
        (accepted_job(), "Survey the house", "assessment"),
        (contracted_job(), "Go on with the permit", "permit"),
        (ready_for_the_utility(), "Go on with the inspection", "permit"),
        (commissioned_job(), "Go on with SCE&#x27;s visit", "utility"),  # its seal is to be photographed
    ):
        found = primaries(job)
        assert found["overview"] == [act], job.stage
        assert found[tab] == [act], job.stage


def test_nobody_is_waited_for_is_not_said_while_it_is_our_turn() -> None:
    job = accepted_job()
    for tab in ("overview", "installation"):
        page = signed_in().get(reverse(f"jobs:{tab}", args=[job.number])).content.decode()
        assert "It is our turn: survey the house." in page
        assert "Nobody is waited for" not in page


def test_an_act_that_is_no_next_one_leads_back_to_its_tab() -> None:
    job = accepted_job()
    typed = {"holder_name": "Hana Ito", "account_number": "700-1"}
    answer = signed_in().post(reverse("jobs:edit_account", args=[job.number]), typed)
    assert answer["Location"] == reverse("jobs:overview", args=[job.number])


def test_the_way_on_keeps_to_what_a_technician_may_do() -> None:
    job = accepted_job()
    booked(job, days=-1)
    asa = signed_in("asa")
    assert asa.get(reverse("assessments:next", args=[job.number]))["Location"].startswith(
        reverse("assessments:adapter", args=[job.number])
    )
    at_the_city = asa.get(reverse("permits:next", args=[job.number]))
    assert at_the_city["Location"] == reverse("permits:permit", args=[job.number])


def test_booking_offers_whoever_is_free_on_the_first_day_that_may_be() -> None:
    first, second = accepted_job(), accepted_job()
    someone("asa"), someone("cruz")
    client, book = signed_in(), reverse("jobs:book", args=[second.number])
    form = client.get(book, {"kind": "survey"}).context["form"]
    assert form.initial["technicians"] == [someone("asa")]
    on = form.initial["on"]
    booked(first, days=(on - timezone.localdate()).days)
    page = client.get(book, {"kind": "survey"})
    assert page.context["form"].initial["technicians"] == [someone("cruz")]
    assert first.number in page.content.decode(), "where Asa is"


def test_a_close_out_says_what_is_missing_and_leads_there() -> None:
    job = commissioned_job()
    item = open_items.add(
        job=job, party="office", what="File the approval", blocks="closed_out", by=someone("olive")
    )
    Reference.objects.of(job).filter(kind="utility_request").delete()
    number = f"{job.site.utility.short_name}'s request number"
    page = signed_in().get(reverse("jobs:closeout", args=[job.number]))
    assert page.content.decode().count("The job can be closed out without it.") == 1
    assert 'class="btn btn-primary" href="{}"'.format(reverse("jobs:close_out", args=[job.number])) not in (
        page.content.decode()
    )
    missing = {row["line"].label: row["url"] for row in page.context["checklist"] if not row["line"].on_file}
    makers = Coverage.objects.of(job).filter(withdrawn_on=None).exclude(kind="workmanship")
    register = reverse("jobs:register_all", args=[job.number])
    assert missing.pop(number) == reverse("utility_requests:utility_request", args=[job.number])
    assert missing == {item.what: "", **{f"Registration of {each.covers}": register for each in makers}}
    typed = {f"number_{each.pk}": "R-1" for each in makers} | {"registered_on": timezone.localdate()}
    assert signed_in().post(register, typed).status_code == 302
    assert not makers.filter(registered_on=None).exists()


def test_a_paper_signed_by_a_wrong_name_is_replaced_in_one_form() -> None:
    utility_requests.tariff()
    job = contracted_job()
    prepare_request(job=job, by=someone("olive"))
    utility_requests.utility_papers_signed(job)
    job.utility_account.holder_name = "Hana B. Ito"
    job.utility_account.save(update_fields=["holder_name"])
    client = signed_in()
    rows = client.get(reverse("utility_requests:utility_request", args=[job.number])).context["packet"]
    replace = reverse("utility_requests:replace_signed", args=[job.number])
    assert [row["act"]["url"] for row in rows if row["act"]].count(replace) == 2
    form = client.get(replace).context["form"]
    assert form.initial["name_as_signed"] == "Hana B. Ito"
    typed = {
        **form.initial,
        "signed_on": timezone.localdate(),
        "because": "Her middle initial is on the bill.",
    }
    assert client.post(replace, {**typed, "file": paper("signed again")}).status_code == 302
    rows = client.get(reverse("utility_requests:utility_request", args=[job.number])).context["packet"]
    assert replace not in [row["act"]["url"] for row in rows if row["act"]]
