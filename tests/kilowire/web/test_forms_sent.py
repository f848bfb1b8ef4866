"""A form sent twice is carried out once; a form whose page or session had ended comes back as typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.homeowner.services import links
from jobs.models import Job, OneTimeCode, OpenItem, Upload, Vehicle
from jobs.open_items.services import open_items
from kilowire.floor.link_tokens import token_of
from kilowire.models import KeptForm, PostedForm
from kilowire.nightly import remove_old_forms
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import accepted_job
from tests.journeys.forms_on_page import FormOnPage, read_page

pytestmark = pytest.mark.django_db
OUR_PAGE = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}
OLD_PAGE = "The page was open too long."
SIGNED_OUT = "You were signed out before this was saved."


@pytest.fixture
def job() -> Job:
    return accepted_job()


def browser(who: str = "olive") -> Client:
    """A browser that is asked for its CSRF token, with somebody signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(someone(who))
    return client


def form_at(client: Client, page: str, action: str = "") -> FormOnPage:
    forms, _ = read_page(client.get(page).content.decode())
    return next(form for form in forms if form.action == action and "csrfmiddlewaretoken" in form.names)


def send(client: Client, address: str, form: FormOnPage, **typed: Any) -> HttpResponse:
    return client.post(address, form.filled(typed), **OUR_PAGE)


def add_item(job: Job) -> str:
    return reverse("jobs:add_open_item", args=[job.number])


class TestSentTwice:
    def test_a_form_makes_one_row_and_both_answers_lead_to_the_same_page(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        form = form_at(client, address)
        first, second = (
            send(client, address, form, party="other", what="The landlord agrees") for _ in range(2)
        )
        assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
        assert OpenItem.objects.of(job).filter(what="The landlord agrees").count() == 1
        assert "This was sent twice. It was done once." in client.get(second["Location"]).content.decode()

    def test_a_new_job_is_opened_once_and_both_lead_to_it(self, job: Job) -> None:
        client, address = browser(), reverse("jobs:new")
        form = form_at(client, address)
        given = {
            "name": "Ann Ames",
            "phone": "562-555-0188",
            "street": "4 Oak Street",
            "city": "Whittier",
            "postal_code": "90601",
            "jurisdiction": job.site.jurisdiction_id,
            "utility": job.site.utility_id,
        }
        first, second = (send(client, address, form, **given) for _ in range(2))
        assert first.status_code == 302, first.context["form"].errors
        assert second["Location"] == first["Location"]
        assert Job.objects.filter(people__name="Ann Ames").count() == 1

    def test_the_same_words_from_a_fresh_page_are_another_row(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        for _ in range(2):
            send(client, address, form_at(client, address), party="other", what="Parts on order")
        assert OpenItem.objects.of(job).filter(what="Parts on order").count() == 2

    def test_other_words_from_the_same_page_are_another_row(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        form = form_at(client, address)
        for what in ("Parts on order", "Lock ring"):
            send(client, address, form, party="other", what=what)
        assert OpenItem.objects.of(job).filter(what__in=["Parts on order", "Lock ring"]).count() == 2

    def test_a_file_is_filed_once_and_another_file_beside_it(self, job: Job) -> None:
        client, address = browser(), reverse("jobs:file_paper", args=[job.number])
        form = form_at(client, address)
        for content in ("letter", "letter", "answer"):
            send(client, address, form, kind="other", label="HOA", file=paper(content))
        assert Upload.objects.of(job).count() == 2

    def test_a_refused_form_may_be_sent_again(self, job: Job) -> None:
        client, address = browser(), reverse("jobs:resume", args=[job.number])
        form = form_at(client, address)
        typed = {"because": "The owner is back"} if "because" in form.names else {}
        assert [send(client, address, form, **typed).status_code for _ in range(2)] == [422, 422]
        assert not PostedForm.objects.exists()

    def test_a_button_of_a_homeowner_sends_one_code(self, job: Job) -> None:
        person = job.people.get()
        person.email = "hana@home.test"
        person.save(update_fields=["email"])
        link = links.make_link(person=person, by=someone("olive"))
        token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
        client = Client(enforce_csrf_checks=True)
        address = reverse("homeowner:ask_code", args=[token])
        forms, _ = read_page(client.get(reverse("homeowner:papers", args=[token])).content.decode())
        form = next(each for each in forms if each.action.partition("?")[0] == address)
        first, second = (client.post(form.action, form.filled({}), **OUR_PAGE) for _ in range(2))
        assert first["Location"] == second["Location"]
        assert OneTimeCode.objects.count() == 1
        assert token not in PostedForm.objects.get().leads_to

    def test_the_admin_adds_one_row(self) -> None:
        client, address = browser("owen"), "/admin/jobs/vehicle/add/"
        form = form_at(client, address)
        given = {"key": "bolt", "name": "Bolt", "usable_kwh": "60", "onboard_kw": "11"}
        answers = [send(client, address, form, **given) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert answers[0]["Location"] == answers[1]["Location"]
        assert Vehicle.objects.filter(key="bolt").count() == 1


class TestSessionEnded:
    def test_the_form_comes_back_as_typed_after_signing_in(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        form = form_at(client, address)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        answer = send(client, address, form, party="other", what="The landlord agrees")
        assert answer["Location"] == f"/accounts/login/?next={address}"
        client.force_login(someone("olive"))
        page = client.get(address)
        assert page.status_code == 200
        assert SIGNED_OUT in page.content.decode()
        assert not OpenItem.objects.of(job).filter(what="The landlord agrees").exists()
        again = form_at(client, address)
        assert again.stands["what"] == ["The landlord agrees"]
        assert send(client, address, again).status_code == 302
        assert OpenItem.objects.of(job).filter(what="The landlord agrees").count() == 1
        assert not KeptForm.objects.exists()
        assert "The landlord agrees" not in form_at(client, address).stands["what"]

    def test_a_real_sign_in_leads_to_the_form_as_typed(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        form = form_at(client, address)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        at = send(client, address, form, party="other", what="The landlord agrees")["Location"]
        sign_in = form_at(client, at, "/accounts/login/")
        entered = send(
            client,
            "/accounts/login/",
            sign_in,
            login="olive@kilowire.test",
            password="a plain test password",
        )
        assert (entered.status_code, entered["Location"]) == (302, address)
        assert form_at(client, address).stands["what"] == ["The landlord agrees"]

    def test_a_file_is_to_be_chosen_again(self, job: Job) -> None:
        client, address = browser(), reverse("jobs:file_paper", args=[job.number])
        form = form_at(client, address)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        send(client, address, form, kind="other", label="HOA", file=paper("letter"))
        client.force_login(someone("olive"))
        page = client.get(address)
        assert page.context["form"].errors["file"] == ["Choose this file again: files are not kept."]
        assert form_at(client, address).stands["label"] == ["HOA"]
        assert "letter" not in KeptForm.objects.get().typed

    def test_a_button_comes_back_as_that_button_for_whoever_signs_in(self, job: Job) -> None:
        client = browser()
        item = open_items.add(job=job, party="office", what="Call the city", by=someone("olive"))
        address = reverse("jobs:look_at_open_item", args=[job.number, item.pk])
        tab = reverse("jobs:overview", args=[job.number])
        form = form_at(client, tab, address)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        send(client, address, form)
        client.force_login(someone("owen"))
        page = client.get(address)
        item.refresh_from_db()
        assert (page.status_code, item.looked_on) == (200, None)
        assert "Looked at: Call the city" in page.content.decode()
        assert send(client, address, form_at(client, address)).status_code == 302
        item.refresh_from_db()
        assert item.looked_by == someone("owen")
        assert client.get(address)["Location"] == tab

    @pytest.mark.parametrize(
        ("page", "typed"),
        [
            ("vehicle", {"key": "bolt", "name": "Bolt", "usable_kwh": "60", "onboard_kw": "11"}),
            ("crew", {"name": "Blue"}),
            ("jurisdiction", {"key": "pico", "name": "Pico Rivera", "county": "Los Angeles"}),
        ],
    )
    def test_the_admins_form_comes_back_as_typed(self, page: str, typed: dict[str, str]) -> None:
        client, address = browser("owen"), f"/admin/jobs/{page}/add/"
        added = apps.get_model("jobs", page).objects.filter(name=typed["name"])
        form = form_at(client, address)
        if "members" in form.names:
            typed = {**typed, "members": str(someone("asa").pk)}
        del client.cookies[settings.SESSION_COOKIE_NAME]
        send(client, address, form, **typed)
        client.force_login(someone("owen"))
        assert SIGNED_OUT in client.get(address).content.decode()
        assert not added.exists()
        again = form_at(client, address)
        assert {name: again.stands[name] for name in typed} == {name: [typed[name]] for name in typed}
        assert send(client, address, again).status_code == 302
        assert added.count() == 1

    def test_what_was_typed_is_for_the_browser_that_sent_it(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        form = form_at(client, address)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        send(client, address, form, party="other", what="The landlord agrees")
        other = browser("owen")
        assert "The landlord agrees" not in other.get(address).content.decode()

    def test_whoever_may_not_open_the_form_does_not_see_it(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        form = form_at(client, address)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        send(client, address, form, party="other", what="The landlord agrees")
        client.force_login(someone("asa"))
        assert client.get(address).status_code == 403

    def test_it_is_kept_for_an_hour(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        form = form_at(client, address)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        send(client, address, form, party="other", what="The landlord agrees")
        KeptForm.objects.update(kept_at=timezone.now() - timedelta(minutes=61))
        client.force_login(someone("olive"))
        assert form_at(client, address).stands["what"] == [""]
        remove_old_forms()
        assert not KeptForm.objects.exists()


class TestOldPage:
    def test_a_form_with_an_old_token_keeps_what_was_typed(self, job: Job) -> None:
        client, address = browser(), add_item(job)
        form = form_at(client, address)
        client.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32  # another tab signed in meanwhile
        answer = send(client, address, form, party="other", what="The landlord agrees")
        assert (answer.status_code, answer["Location"]) == (302, address)
        assert OLD_PAGE in client.get(address).content.decode()
        again = form_at(client, address)
        assert again.stands["what"] == ["The landlord agrees"]
        assert send(client, address, again).status_code == 302

    @pytest.mark.parametrize(
        "elsewhere",
        [
            {"HTTP_ORIGIN": "https://elsewhere.test", "HTTP_SEC_FETCH_SITE": "cross-site"},
            {"HTTP_SEC_FETCH_SITE": "cross-site"},
            {},
        ],
    )
    def test_what_another_site_sends_is_refused_and_not_kept(
        self, elsewhere: dict[str, str], job: Job
    ) -> None:
        client, address = browser(), add_item(job)
        answer = client.post(address, {"party": "other", "what": "Not ours"}, **elsewhere)
        assert answer.status_code == 403
        assert not KeptForm.objects.exists()

    def test_a_password_is_never_kept(self) -> None:
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/accounts/login/", {"login": "olive", "password": "secret"}, **OUR_PAGE)
        assert answer.status_code == 403
        assert "/accounts/login/" in answer.content.decode()
        assert not KeptForm.objects.exists()


def test_the_address_of_a_button_leads_to_its_page(job: Job) -> None:
    client = browser()
    gone = "00000000-0000-4000-8000-000000000000"
    for name, more, page in (
        ("jobs:look_at_open_item", [987_654], "jobs:overview"),
        ("jobs:accept_photo", [gone], "jobs:photos"),
        ("jobs:accept_photos", [], "jobs:photos"),
        ("utility_requests:look_again", [], "utility_requests:utility_request"),
    ):
        answer = client.get(reverse(name, args=[job.number, *more]))
        assert (answer.status_code, answer["Location"]) == (302, reverse(page, args=[job.number])), name
