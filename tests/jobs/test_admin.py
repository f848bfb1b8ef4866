"""The admin of the directory: who may, what is marked as edited, and what is not there at all."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from jobs.models import AdapterModel, CompanyRecord, Crew, Job, Vehicle
from kilowire.models import User
from tests.builders.cast import PASSWORD, signed_in, someone
from tests.builders.jobs import company, sce, whittier

pytestmark = pytest.mark.django_db
OFFICES = ("jobs/utility", "jobs/jurisdiction", "jobs/adaptermodel", "jobs/vehicle", "jobs/crew")
OWNERS = ("jobs/companyrecord", "kilowire/user")


def test_the_office_sees_the_directory_and_nothing_else() -> None:
    shown = signed_in("olive").get("/admin/").content.decode()
    assert set(re.findall(r'href="/admin/(\w+/\w+)/"', shown)) == set(OFFICES)


@pytest.mark.parametrize("page", [*OFFICES, *OWNERS])
def test_who_looks_at_which_list(page: str) -> None:
    url = f"/admin/{page}/"
    assert signed_in("owen").get(url).status_code == 200
    assert signed_in("olive").get(url).status_code == (200 if page in OFFICES else 403)
    assert signed_in("asa").get(url).status_code in (302, 403)
    assert Client().get(url).status_code == 302


def test_no_row_that_holds_a_stage_or_a_stamp_is_in_the_admin() -> None:
    assert Job not in admin.site._registry
    columns = {field.name for model in admin.site._registry for field in model._meta.fields}
    assert not {"stage", "accepted_on", "closed_out_on"} & columns
    assert signed_in("owen").get("/admin/jobs/job/").status_code == 404


def test_an_edited_row_is_marked_and_keeps_its_key() -> None:
    vehicle = Vehicle.objects.create(key="bolt", name="Bolt", usable_kwh=60)
    before = timezone.now()
    typed = {"name": "Bolt EV", "usable_kwh": "63.0", "onboard_kw": "11.5", "source": "", "key": "else"}
    answer = signed_in("olive").post(f"/admin/jobs/vehicle/{vehicle.pk}/change/", typed)
    assert answer.status_code == 302
    vehicle.refresh_from_db()
    assert (vehicle.key, vehicle.name, vehicle.edited_at >= before) == ("bolt", "Bolt EV", True)


def test_a_technician_cannot_write() -> None:
    vehicle = Vehicle.objects.create(key="bolt", name="Bolt", usable_kwh=60)
    signed_in("asa").post(f"/admin/jobs/vehicle/{vehicle.pk}/change/", {"name": "Hacked", "usable_kwh": "1"})
    vehicle.refresh_from_db()
    assert vehicle.name == "Bolt"


@pytest.mark.parametrize("page", ["jobs/utility", "jobs/jurisdiction", "jobs/vehicle", "kilowire/user"])
def test_nothing_is_deleted_there(page: str) -> None:
    row = {
        "jobs/utility": sce,
        "jobs/jurisdiction": whittier,
        "jobs/vehicle": lambda: Vehicle.objects.create(key="v", name="V", usable_kwh=1),
        "kilowire/user": lambda: someone("asa"),
    }[page]()
    assert signed_in("owen").post(f"/admin/{page}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closed_weekdays": "frei"}, "is not a day of the week"),
        ({"closed_weekdays": "mon tue wed thu fri"}, "must stay open"),
        ({"closed_days": "November 26"}, "Write each day as 2026-11-26"),
        ({"closed_days": "{2026-11-26}"}, "Write each day as 2026-11-26"),
        ({"calendar": "lunar"}, "Select a valid choice"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_at_its_field(changed: dict[str, str], said: str) -> None:
    city = whittier()
    typed = {
        "name": city.name,
        "county": city.county,
        "calendar": "city",
        "closed_weekdays": "",
        "closed_days": "2026-11-26, 2026-12-24",
        "complete_business_days": 5,
        "approved_business_days": 20,
        "start_by_days": 365,
        "idle_days": 180,
        "visit_order": "either",
    }
    client = signed_in("olive")
    page = client.post(f"/admin/jobs/jurisdiction/{city.pk}/change/", {**typed, **changed})
    assert (page.status_code, said in page.content.decode()) == (200, True)
    assert client.post(f"/admin/jobs/jurisdiction/{city.pk}/change/", typed).status_code == 302
    city.refresh_from_db()
    assert city.closed_days == ["2026-11-26", "2026-12-24"]
    again = client.get(f"/admin/jobs/jurisdiction/{city.pk}/change/").context["adminform"].form
    assert again["closed_days"].value() == "2026-11-26, 2026-12-24"


def test_approval_of_an_adapter_is_only_shown() -> None:
    model = AdapterModel.objects.create(key="a", maker="Maker", model="A1")
    typed = {"maker": "Maker", "model": "A2", "approval": "approved", "source": "", "listing": "", "note": ""}
    assert signed_in("olive").post(f"/admin/jobs/adaptermodel/{model.pk}/change/", typed).status_code == 302
    model.refresh_from_db()
    assert (model.model, model.approval) == ("A2", "unknown")


def test_a_crew_is_made_of_technicians() -> None:
    olive = someone("olive")
    client = signed_in("olive")
    assert client.post("/admin/jobs/crew/add/", {"name": "Blue", "members": [olive.pk]}).status_code == 200
    typed = {"name": "Blue", "members": [someone("asa").pk]}
    assert client.post("/admin/jobs/crew/add/", typed).status_code == 302
    assert Crew.objects.get().members.get() == someone("asa")


def test_the_owner_adds_a_company_record_and_nobody_changes_one() -> None:
    first = company()
    typed = {
        "effective_from": "2027-01-01",
        "name": "KiloWire Electric",
        "cslb_number": "1110475",
        "classification": "C-10",
        "bond": "Bonded",
        "workers_compensation": "Held",
        "liability_usd": 1_000_000,
        "phone": "562-555-0100",
        "email": "office@kilowire.test",
    }
    assert signed_in("olive").post("/admin/jobs/companyrecord/add/", typed).status_code == 403
    assert signed_in("owen").post("/admin/jobs/companyrecord/add/", typed).status_code == 302
    assert CompanyRecord.objects.first().entered_by == someone("owen")
    url = f"/admin/jobs/companyrecord/{first.pk}/change/"
    assert signed_in("owen").post(url, typed).status_code == 403
    assert b'value="KiloWire Electric"' in signed_in("owen").get("/admin/jobs/companyrecord/add/").content


def test_the_last_owner_stays_one() -> None:
    owen = someone("owen")
    client = signed_in("owen", proved=True)
    typed = {"email": owen.email, "name": "Owen", "role": "office", "is_active": "on"}
    page = client.post(f"/admin/kilowire/user/{owen.pk}/change/", typed)
    assert b"This is the only owner" in page.content
    User.objects.create_user("nia@kilowire.test", PASSWORD, name="Nia", role="owner")
    assert client.post(f"/admin/kilowire/user/{owen.pk}/change/", typed).status_code == 302
    owen.refresh_from_db()
    assert owen.role == "office"
