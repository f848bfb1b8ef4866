"""A paper is sent, opened, signed by each signer in order, countersigned, sealed once and recorded."""

from __future__ import annotations

import hashlib
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import TestCase, override_settings
from django.utils import timezone

from jobs.holds.services import holds
from jobs.models import (
    Agreement,
    Job,
    Notice,
    OpenItem,
    RequestState,
    Signature,
    SignatureMark,
    SignatureRequest,
    Signer,
    Upload,
)
from jobs.road.stages import Milestone
from jobs.signing.disclosures import DISCLOSURES
from jobs.signing.drawn import is_drawn
from jobs.signing.last_page import WORDS, is_the_word
from jobs.signing.services import making, requests, sending, signers
from jobs.signing.services.checking import check_seal
from jobs.signing.services.reminding import remind_and_expire
from jobs.signing.services.signers import PaperChanged, Seen, Written
from jobs.signing.wanted import SIGNING
from kilowire.floor.refusals import Refused
from kilowire.floor.sealing.sealed import Sealed, seal_holds
from tests.builders import records
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.signing import contract_out, contract_sent, countersigned, signed_by, signed_contract

OLIVE = "olive"


def signer_of(request: SignatureRequest, name: str = "Hana Ito") -> Signer:
    return Signer.objects.select_related("request__job", "person").get(request=request, person__name=name)


def items_of(job: Job) -> list[tuple[str, str]]:
    found = OpenItem.objects.of(job).open().filter(key__startswith=SIGNING)
    return [(item.party, item.what) for item in found]


def written_to(template: str) -> list[str]:
    return list(
        Notice.objects.filter(template=template).order_by("pk").values_list("person__name", flat=True)
    )


class TestTwoOwners(TestCase):
    """Hana signs first, Ken after her."""

    request: ClassVar[SignatureRequest]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.request = contract_out(both=True)

    def test_each_signs_in_turn_and_the_office_is_asked_last(self) -> None:
        job = self.request.job
        assert written_to("paper_to_sign") == ["Hana Ito"]
        assert items_of(job) == [("homeowner", "Sign the work contract")]
        with pytest.raises(Refused, match="Hana Ito signs first"):
            signed_by(self.request, "Ken Ito")
        request = signed_by(self.request)
        assert request.state == RequestState.OUT
        assert written_to("paper_to_sign") == ["Hana Ito", "Ken Ito"]
        with pytest.raises(Refused, match="nothing more for you to do"):
            signed_by(request)
        request = signed_by(request, "Ken Ito")
        assert request.state == RequestState.SIGNED
        assert items_of(job) == [("office", "Countersign work contract: everybody has signed it")]
        assert not Signature.objects.of(job).exists(), "it counts once it is countersigned and sealed"
        assert SignatureMark.objects.count() == 2

    def test_the_word_of_the_last_page_and_the_consent_come_first(self) -> None:
        signer, shown = signer_of(self.request), self.request.versions.get()
        with pytest.raises(Refused, match="agree to sign electronically first"):
            signers.sign(signer=signer, version=1, written={"contract": Written("Hana Ito")}, seen=Seen())
        with pytest.raises(Refused, match="not the word on the last page"):
            signers.consent(signer=signer, version=1, word="nothing")
        signer = signers.consent(signer=signer, version=1, word=f" {shown.word.title()} ")
        assert signer.consent_version == DISCLOSURES[-1].version

    def test_a_paper_that_was_changed_is_signed_anew_by_all(self) -> None:
        request = signed_by(self.request)
        sending.replace_paper(
            request=request, file=paper("other"), because="Another price", by=someone(OLIVE)
        )
        with pytest.raises(Refused, match="preparing this paper"):
            signed_by(request, "Ken Ito")
        making.make(request.pk)
        second = request.versions.latest("number")
        with pytest.raises(PaperChanged, match="changed this paper"):
            signers.consent(signer=signer_of(request), version=1, word=second.word)
        request = signed_by(signed_by(request), "Ken Ito")
        assert request.state == RequestState.SIGNED
        assert {each.version.number for each in request.signers.all()} == {2}
        assert SignatureMark.objects.filter(version__number=1).count() == 1, "what was signed stays on record"

    def test_what_is_withdrawn_while_it_is_being_signed_is_not_signed(self) -> None:
        signer = signers.consent(
            signer=signer_of(self.request), version=1, word=self.request.versions.get().word
        )
        with pytest.raises(Refused, match="Say why"):
            requests.withdraw(request=self.request, because="", by=someone(OLIVE))
        requests.withdraw(request=self.request, because="Wrong house", by=someone(OLIVE))
        with pytest.raises(Refused, match="We withdrew this paper"):
            signers.sign(signer=signer, version=1, written={"contract": Written("Hana Ito")}, seen=Seen())
        assert written_to("paper_withdrawn") == ["Hana Ito"], "Ken was never written to"
        assert items_of(self.request.job) == []

    def test_what_ends_elsewhere_ends_here(self) -> None:
        for end in (self._signed_in_ink, self._cancelled):
            with self.subTest(end=end.__name__):
                SignatureRequest.objects.update(state=RequestState.OUT, ended_at=None, ended_because="")
                end()
                self.request.refresh_from_db()
                assert self.request.state == RequestState.WITHDRAWN
                assert items_of(self.request.job) == []

    def _signed_in_ink(self) -> None:
        records.signed(self.request.job)

    def _cancelled(self) -> None:
        holds.cancel_job(
            job=self.request.job, because="price", on=timezone.localdate(), by=someone(OLIVE), note="No"
        )

    def test_reminders_come_every_third_day_and_the_time_to_sign_ends(self) -> None:
        noon = timezone.make_aware(datetime.combine(timezone.localdate(), time(12)))
        monday = noon + timedelta(days=7 - noon.weekday())
        Signer.objects.update(told_at=monday - timedelta(days=2))
        remind_and_expire(monday)
        assert written_to("paper_to_sign_again") == []
        Signer.objects.update(told_at=monday - timedelta(days=4))
        for moment in (monday - timedelta(days=1), monday.replace(hour=22)):
            remind_and_expire(moment)
        assert written_to("paper_to_sign_again") == [], "neither on a Sunday nor at night"
        with time_machine.travel(monday):
            remind_and_expire(monday)
            remind_and_expire(monday)
        assert written_to("paper_to_sign_again") == ["Hana Ito"]
        remind_and_expire(noon + timedelta(days=15))
        assert items_of(self.request.job) == [
            ("office", "Work contract was not signed in time: send it again, or call")
        ]
        with pytest.raises(Refused, match="time to sign this paper is over"):
            signed_by(self.request)


@pytest.mark.django_db
class TestSending:
    @pytest.mark.parametrize(
        ("new", "says"),
        [
            ({"expires_on": timezone.localdate}, "Choose a last day"),
            ({"first": "Ken Ito"}, "Somebody else must sign this too: the owner"),
            ({"second": "Hana Ito"}, "signs once"),
            ({"second": "Nobody"}, "has no email address"),
            ({"file": ContentFile(b"no pdf", name="a.pdf")}, "."),
            ({"deposit_usd": Decimal(4000)}, "At most"),
        ],
    )
    def test_what_cannot_be_signed_is_not_sent(self, new: dict[str, Any], says: str) -> None:
        job = records.ready_to_sign()
        job.people.create(name="Ken Ito", email="ken@home.test")
        job.people.create(name="Nobody")
        for name, value in new.items():
            if name in ("first", "second"):
                new = {**new, name: job.people.get(name=value)}
            elif callable(value):
                new = {**new, name: value()}
        with pytest.raises(Refused, match=says):
            contract_sent(job, **new)
        assert not SignatureRequest.objects.exists()


@pytest.fixture
def countersigned_contract(db: None) -> SignatureRequest:
    return countersigned(signed_contract())


@pytest.mark.true_clock
class TestSealing:
    """A contract that Hana signed and Olive countersigned."""

    def test_the_sealed_paper_counts_as_the_signed_contract(
        self, countersigned_contract: SignatureRequest
    ) -> None:
        request = countersigned_contract
        making.make(request.pk)
        request.refresh_from_db()
        assert request.state == RequestState.DONE, request.error
        signature = Signature.objects.of(request.job).get()
        assert (signature.method, signature.text_version) == ("screen", DISCLOSURES[-1].version)
        assert signature.name_as_signed == "Hana Ito"
        assert signature.upload == request.result
        agreement = Agreement.objects.of(request.job).get()
        assert str(agreement.price_usd) == "4800.00"
        assert agreement.notices_given_on == agreement.signed_on == timezone.localdate()
        assert Milestone.AGREED in Job.objects.get(pk=request.job_id).standing
        assert items_of(request.job) == []
        assert written_to("paper_signed") == ["Hana Ito"]
        self._is_sealed(request)
        making.make(request.pk)
        assert Signature.objects.count() == Upload.objects.filter(kind="contract").count() == 1

    def _is_sealed(self, request: SignatureRequest) -> None:
        content = request.result.file.open("rb").read()
        assert hashlib.sha256(content).hexdigest() == request.sealed_sha256
        assert not seal_holds(content, "0" * 64), "of another certificate"
        check_seal(request=request, by=None)
        changed = bytearray(content)
        changed[len(content) // 2] ^= 1
        assert not seal_holds(bytes(changed), request.sealed_with)
        changed[len(content) // 2] ^= 1
        changed[-700] ^= 1  # between the two parts that the seal covers, where nothing is read
        Path(request.result.file.path).write_bytes(changed)
        with pytest.raises(Refused, match="is not the paper that was sealed"):
            check_seal(request=request, by=None)

    def test_a_worker_that_is_killed_while_it_seals_leaves_one_sealed_paper(
        self, countersigned_contract: SignatureRequest
    ) -> None:
        request = countersigned_contract
        first = making.take(SignatureRequest, request.pk)
        assert first is not None
        making.make(request.pk)
        assert Signature.objects.count() == 0, "the lease of the first still runs"
        past = timezone.now() - timedelta(seconds=1)
        SignatureRequest.objects.update(lease_until=past, due_at=past)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(making, "sealed", lambda content, reason: Sealed(content, "f" * 64))
            making.make(request.pk)
            first_row = SignatureRequest.objects.select_related("job", "change_order").get(pk=request.pk)
            first_row.state = RequestState.SEALING
            with pytest.raises(making.LeaseLost):
                making._seal(first_row, first)
        assert Signature.objects.count() == Upload.objects.filter(kind="contract").count() == 1

    def test_a_paper_withdrawn_while_it_is_sealed_is_not_recorded(
        self, countersigned_contract: SignatureRequest
    ) -> None:
        request = countersigned_contract

        def seals_while_it_is_withdrawn(content: bytes, reason: str) -> Sealed:
            requests.withdraw(request=request, because="Wrong price", by=someone(OLIVE))
            return Sealed(content, "f" * 64)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(making, "sealed", seals_while_it_is_withdrawn)
            making.make(request.pk)
        request.refresh_from_db()
        assert request.state == RequestState.WITHDRAWN
        assert not Signature.objects.exists()

    def test_what_cannot_be_recorded_is_kept_sealed_and_said_to_the_office(
        self, countersigned_contract: SignatureRequest
    ) -> None:
        request = countersigned_contract
        records.signed(request.job)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(making, "sealed", lambda content, reason: Sealed(content, "f" * 64))
            making.make(request.pk)
        request.refresh_from_db()
        assert request.state == RequestState.DONE
        assert "already recorded the signed contract" in request.not_recorded_because
        assert [party for party, _ in items_of(request.job)] == ["office"]
        assert Signature.objects.count() == 1, "the one in ink"

    def test_without_its_certificate_it_waits_and_says_so(
        self, countersigned_contract: SignatureRequest
    ) -> None:
        request = countersigned_contract
        with override_settings(SEAL_CERTIFICATE="/nowhere/seal.p12", SEAL_CERTIFICATE_IS_OURS=False):
            making.make(request.pk)
        request.refresh_from_db()
        assert (request.state, request.status) == (RequestState.SEALING, "waiting")
        assert "certificate" in request.error


def test_nothing_or_half_a_drawing_is_no_signature(db: None) -> None:
    request = contract_out(both=True)
    signer = signers.consent(signer=signer_of(request), version=1, word=request.versions.get().word)
    for written, says in (
        (Written(), "Type your name"),
        (Written(name="  "), "Type your name"),
        (Written(drawn="M1 2"), "did not arrive whole"),
        (Written(drawn="<svg>"), "did not arrive whole"),
    ):
        with pytest.raises(Refused, match=says):
            signers.sign(signer=signer, version=1, written={"contract": written}, seen=Seen())
    signers.sign(signer=signer, version=1, written={"contract": Written(drawn="M1 2L30 40")}, seen=Seen())
    assert SignatureMark.objects.get().name == "Hana Ito"


def test_who_declines_says_why(db: None) -> None:
    request = contract_out(both=True)
    signer, job = signer_of(request), request.job
    with pytest.raises(Refused, match="say in a few words why"):
        signers.decline(signer=signer, because=" ")
    request = signers.decline(signer=signer, because="The price is not what we said")
    assert items_of(job) == [
        ("office", "Hana Ito does not sign work contract: The price is not what we said")
    ]
    with pytest.raises(Refused, match="decided not to sign"):
        signed_by(request, "Ken Ito")
    requests.take_note(request=request, by=someone(OLIVE))
    assert items_of(job) == []


def test_a_paper_is_out_once(db: None) -> None:
    request = contract_out(both=True)
    with pytest.raises(Refused, match="out to be signed already"):
        contract_sent(request.job)


def test_words_and_drawings_are_what_they_seem() -> None:
    assert is_the_word(" JARDIN ", "jardín")
    assert all(len(words) == len(set(words)) == 30 for words in WORDS.values())
    assert is_drawn("M0 0L600 200M3 4L5 6")
    assert not any(
        is_drawn(each) for each in ("", "M0 0", "M601 1L2 2", "M1 201L2 2", "M1 1L2 2Z", "M1 1L2 2" * 3000)
    )


def test_each_version_of_the_disclosures_has_the_six_points_in_both_languages() -> None:
    assert {len(text.of(language)) for text in DISCLOSURES for language in ("en", "es")} == {6}
