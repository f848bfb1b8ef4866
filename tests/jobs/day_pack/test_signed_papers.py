"""A paper signed on the technician's tablet: signed as on a phone, or kept before the office; never lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from jobs.models import (
    Event,
    Job,
    NotFiled,
    Notice,
    OpenItem,
    RequestState,
    SignatureMark,
    SignatureRequest,
    Signer,
    Submission,
)
from jobs.notices.outbox.holding import GONE, why_not
from jobs.signing.disclosures import DISCLOSURES
from jobs.signing.outbox.pages import record_html
from jobs.signing.services import making, requests, sending
from jobs.tablet.services import submissions
from kilowire.floor.refusals import Refused
from tests.builders.cast import signed_in, someone
from tests.builders.files import paper
from tests.builders.from_tablets import form_body, iso, on_site
from tests.builders.jobs import accepted_job
from tests.builders.signing import agreement_out, contract_out, signed_by

DRAWN = "M10 20L200 80L300 40"


def signer_of(request: SignatureRequest, name: str) -> Signer:
    return request.signers.select_related("person", "in_presence_of").get(person__name=name)


def form_of(request: SignatureRequest, name: str = "Hana Ito", **more: Any) -> dict[str, Any]:
    """What the tablet writes when this person has signed the version that it shows."""
    shown, now = request.versions.latest("number"), timezone.now()
    marks = [{"paper": paper, "name": name, "drawn": DRAWN} for paper in request.papers]
    return {
        "signer": signer_of(request, name).pk,
        "version": shown.number,
        "shown_sha256": shown.sha256,
        "word": shown.word,
        "consent_version": DISCLOSURES[-1].version,
        "consented_at": iso(now - timedelta(minutes=9)),
        "signed_at": iso(now - timedelta(minutes=8)),
        "agent": "A tablet",
        "marks": marks,
        **more,
    }


def arrives(job: Job, form: dict[str, Any], pk: uuid.UUID | None = None) -> dict[str, Any]:
    pk = pk or uuid.uuid4()
    body = form_body(job, "signing", pk, **form)
    return submissions.take(job=job, kind="signing", pk=pk, body=body, by=someone("asa")).receipt


def kept(job: Job) -> NotFiled:
    item = OpenItem.objects.of(job).open().get(key="jobs.not_filed", party="office")
    assert item.what.endswith("could not be filed: Work contract, Hana Ito")
    return NotFiled.objects.of(job).open().get()


@contextmanager
def undone() -> Iterator[None]:
    """Undo in the end what happens in it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class TestTwoOwnersAtTheTable(TestCase):
    """Hana and Ken sign a contract one after the other on Asa's tablet."""

    request: ClassVar[SignatureRequest]
    job: ClassVar[Job]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.request = contract_out(both=True)
        cls.job = cls.request.job
        on_site(cls.job)

    def test_each_signs_in_the_presence_of_the_technician(self) -> None:
        receipt = arrives(self.job, form_of(self.request))
        assert receipt["said"] == "Work contract: signed by Hana Ito."
        hana = signer_of(self.request, "Hana Ito")
        assert hana.in_presence_of == someone("asa")
        assert (hana.link, hana.code, hana.agent) == (None, None, "A tablet")
        assert hana.consented_at
        assert hana.signed_at
        assert hana.consented_at < hana.signed_at < timezone.now() - timedelta(minutes=7)
        said = Event.objects.of(self.job).filter(kind="signed").values_list("sentence", flat=True)
        assert "Work contract: signed (Hana Ito, in the presence of Asa)" in said
        to_ken = Notice.objects.get(template="paper_to_sign", person__name="Ken Ito")
        assert to_ken.due_at > timezone.now() + timedelta(minutes=5)
        assert why_not(to_ken) == ""
        arrives(self.job, form_of(self.request, "Ken Ito"))
        self.request.refresh_from_db()
        assert self.request.state == RequestState.SIGNED
        assert set(SignatureMark.objects.values_list("drawn", flat=True)) == {DRAWN}
        assert why_not(to_ken) == GONE, "he has signed on the tablet meanwhile"
        assert not NotFiled.objects.exists()
        signers = list(self.request.signers.select_related("person", "in_presence_of", "code", "link"))
        marks = list(SignatureMark.objects.select_related("signer"))
        page = record_html(self.request, self.request.versions.get(), signers, marks)
        assert page.count("Signed on our tablet in the presence of</dt><dd>Asa<") == 2
        office = signed_in("olive").get(reverse("jobs:signing", args=[self.job.number]))
        self.assertContains(office, "on the tablet, in the presence of Asa", 2)

    def test_the_same_form_again_signs_nothing_more(self) -> None:
        pk, form = uuid.uuid4(), form_of(self.request)
        body = form_body(self.job, "signing", pk, **form)
        for _ in range(2):
            submissions.take(job=self.job, kind="signing", pk=pk, body=body, by=someone("asa"))
        assert SignatureMark.objects.count() == 1

    def test_who_does_not_sign_says_why(self) -> None:
        arrives(self.job, form_of(self.request, declined_because="The price is another one", marks=[]))
        self.request.refresh_from_db()
        assert self.request.state == RequestState.DECLINED
        assert signer_of(self.request, "Hana Ito").in_presence_of == someone("asa")

    def test_what_no_longer_counts_is_kept_before_the_office_and_signs_nothing(self) -> None:
        was = form_of(self.request)
        cases: list[tuple[Callable[[], object], str]] = [
            (self._changed, "another version"),
            (self._withdrawn, "withdrawn before this came: Wrong house"),
            (self._signed_on_a_phone, "had signed it already"),
            (self._expired, "was to be signed by"),
        ]
        for happens, says in cases:
            with self.subTest(says), undone():
                happens()
                before = SignatureMark.objects.count()
                receipt = arrives(self.job, was)
                (told,) = receipt["not_filed"]
                assert says in told["because"]
                assert SignatureMark.objects.count() == before
                row = kept(self.job)
                assert row.shown.startswith("signed contract by Hana Ito, version 1, in the presence of Asa")
                assert Submission.objects.get(pk=receipt["id"]).body["marks"][0]["drawn"] == DRAWN
                page = signed_in("olive").get(reverse("jobs:conflicts", args=[self.job.number]))
                self.assertContains(page, says)
                self.assertContains(page, DRAWN)
                self.assertContains(page, reverse("jobs:signing", args=[self.job.number]))

    def test_whose_turn_it_is_not_and_what_another_word_opened_are_kept_as_well(self) -> None:
        for form, says in (
            (form_of(self.request, "Ken Ito"), "not the turn of Ken Ito: Hana Ito signs first"),
            (form_of(self.request, word="nothing"), "not the word on the last page"),
            (form_of(self.request, shown_sha256="0" * 64), "another version"),
            (form_of(self.request, marks=[]), "Type your name"),
        ):
            with self.subTest(says), undone():
                (told,) = arrives(self.job, form)["not_filed"]
                assert says in told["because"]
                assert not Signer.objects.exclude(consented_at=None).exists()

    def test_signed_in_time_counts_although_it_comes_late(self) -> None:
        yesterday = timezone.now() - timedelta(days=1)
        SignatureRequest.objects.update(expires_on=timezone.localdate(yesterday))
        form = form_of(self.request, consented_at=iso(yesterday), signed_at=iso(yesterday))
        assert arrives(self.job, form)["not_filed"] == []

    def test_nobody_elses_paper_is_signed(self) -> None:
        other = on_site(accepted_job(name="Ann Other"), hours_ago=5).job
        for form in (
            form_of(self.request),
            form_of(self.request, signer="x"),
            form_of(self.request, consent_version="ours/1999"),
        ):
            with pytest.raises(Refused):
                arrives(other, form)
        assert not Submission.objects.exists()

    def _changed(self) -> None:
        sending.replace_paper(
            request=self.request, file=paper("other"), because="Another price", by=someone("olive")
        )
        assert signer_of(self.request, "Hana Ito").in_presence_of is None
        making.make(self.request.pk)

    def _withdrawn(self) -> None:
        requests.withdraw(request=self.request, because="Wrong house", by=someone("olive"))

    def _signed_on_a_phone(self) -> None:
        signed_by(self.request)

    def _expired(self) -> None:
        SignatureRequest.objects.update(expires_on=timezone.localdate() - timedelta(days=2))


class TestTwoSignatures(TestCase):
    """The utility's agreement and the authorization of the contractor, on the day's tablet."""

    def test_the_pack_holds_the_paper_and_each_is_signed_for_itself(self) -> None:
        job = on_site(accepted_job()).job
        request = agreement_out(job)
        pack = signed_in("asa").get(reverse("field:pack")).json()
        assert len(pack["disclosures"]["en"]) == len(pack["disclosures"]["es"]) == 6
        (told,) = pack["jobs"][job.number]["to_sign"]
        shown = request.versions.get()
        assert (told["version"], told["word"], told["paper"]["sha256"]) == (1, shown.word, shown.sha256)
        assert [each["paper"] for each in told["signs"]] == ["customer_agreement", "authorization"]
        assert all(each["es"] != each["en"] for each in [told["named"], *told["signs"]])
        assert [each["has_signed"] for each in told["signers"]] == [False]
        file = signed_in("asa").get(told["paper"]["url"])
        assert b"".join(file.streaming_content).startswith(b"%PDF")
        assert signed_in("strand").get(told["paper"]["url"]).status_code == 404
        arrives(job, form_of(request))
        assert set(SignatureMark.objects.values_list("paper", flat=True)) == {
            "customer_agreement",
            "authorization",
        }
        assert signed_in("asa").get(told["paper"]["url"]).status_code == 404, "it is no longer out"
        assert signed_in("asa").get(reverse("field:pack")).json()["jobs"][job.number]["to_sign"] == []
