"""The pages on which a homeowner signs: behind the code, in two steps, or one sentence says why not."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse

from jobs.homeowner.services import codes
from jobs.models import (
    Event,
    HomeownerLink,
    OneTimeCode,
    OpenItem,
    RequestState,
    SignatureMark,
    SignatureRequest,
    Signer,
)
from jobs.signing.services import requests, sending, signers
from jobs.signing.wanted import SIGN
from kilowire.floor.link_tokens import code_of, token_of
from tests.builders.cast import signed_in, someone
from tests.builders.files import paper
from tests.builders.records import ready_to_sign
from tests.builders.signing import agreement_out, co_owner

CONSENT: dict[str, Any] = {"version": 1, "agrees": "on"}
SIGNED: dict[str, Any] = {
    "version": 1,
    "name_customer_agreement": "Hana Ito",
    "means_customer_agreement": "on",
    "drawn_authorization": "M10 10L200 90L300 20",
    "means_authorization": "on",
}


class TestSigningPages(TestCase):
    """The utility's agreement and its authorization, out to Hana."""

    request: ClassVar[SignatureRequest]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.request = agreement_out(ready_to_sign())

    def setUp(self) -> None:
        self.link = HomeownerLink.objects.latest("pk")
        self.signer = Signer.objects.get(request=self.request)

    def address(self, name: str = "homeowner:sign", *rest: object) -> str:
        token = token_of(self.link.pk, self.link.version, settings.PORTAL_LINK_KEY)
        given = rest or (
            (self.signer.pk,) if name not in ("homeowner:papers", "homeowner:papers_to_sign") else ()
        )
        return reverse(name, args=[token, *given])

    def opened(self) -> Client:
        client = Client()
        code = codes.ask_code(link=self.link)
        client.post(self.address("homeowner:papers"), {"code": code_of(code.pk, settings.PORTAL_LINK_KEY)})
        return client

    def consented(self) -> Client:
        client = self.opened()
        word = self.request.versions.get().word
        assert client.post(self.address(), {**CONSENT, "word": word}).status_code == 302
        return client

    def said(self, page: HttpResponse) -> str:
        return page.content.decode()

    def test_everything_asks_for_the_code_first_and_looking_changes_nothing(self) -> None:
        before = Event.objects.count(), Signer.objects.values_list().get(request=self.request)
        for client, status in ((Client(), 302), (self.opened(), 200)):
            events = Event.objects.count()
            for name in ("sign", "papers_to_sign", "decline"):
                for method in (client.get, client.head):
                    assert method(self.address(f"homeowner:{name}")).status_code == status, name
            assert Event.objects.count() == events
        assert Signer.objects.values_list().get(request=self.request) == before[1]

    def test_the_task_of_the_status_page_leads_to_the_paper_of_whoever_signs_it(self) -> None:
        item = OpenItem.objects.of(self.request.job).open().get(key=f"{SIGN}{self.request.pk}")
        asked = self.address("homeowner:sign_asked", item.pk)
        token = token_of(self.link.pk, self.link.version, settings.PORTAL_LINK_KEY)
        client = self.opened()
        assert f'href="{asked}?lang=en"' in self.said(client.get(reverse("homeowner:status", args=[token])))
        assert client.get(asked)["Location"] == f"{self.address()}?lang=en"
        Signer.objects.filter(pk=self.signer.pk).update(person=co_owner(self.request.job))
        others = self.address("homeowner:papers_to_sign")
        assert client.get(asked)["Location"] == f"{others}?lang=en", "it is somebody else's to sign"

    def test_two_signatures_in_two_steps(self) -> None:
        client = self.opened()
        page = client.get(self.address())
        assert self.said(page).count("<li>") >= 6, "the six disclosures"
        wrong = client.post(self.address(), {**CONSENT, "word": "nothing"})
        assert wrong.status_code == 422
        assert "not the word on the last page" in self.said(wrong)
        unmarked = client.post(self.address(), {"version": 1, "word": self.request.versions.get().word})
        assert unmarked.status_code == 422
        client = self.consented()
        half = client.post(self.address(), {**SIGNED, "means_authorization": ""})
        assert half.status_code == 422
        nothing = client.post(self.address(), {**SIGNED, "drawn_authorization": ""})
        assert nothing.status_code == 422
        assert "Hana Ito" in self.said(nothing), "what was typed is still there"
        assert not SignatureMark.objects.exists()
        done = client.post(self.address(), SIGNED, follow=True, headers={"User-Agent": "A phone"})
        assert "Your signature is with us" in self.said(done)
        assert "There is nothing more for you to do" in self.said(done)
        marks = {mark.paper: (mark.name, bool(mark.drawn)) for mark in SignatureMark.objects.all()}
        assert marks == {"customer_agreement": ("Hana Ito", False), "authorization": ("Hana Ito", True)}
        signer = Signer.objects.get(pk=self.signer.pk)
        assert (signer.link, signer.code, signer.agent) == (
            self.link,
            OneTimeCode.objects.latest("pk"),
            "A phone",
        )
        assert signer.address == "127.0.0.1"
        again = client.post(self.address(), SIGNED)
        assert again.status_code == 409
        assert SignatureMark.objects.count() == 2

    def test_a_paper_that_was_changed_meanwhile_is_shown_anew(self) -> None:
        client = self.consented()
        sending.replace_paper(
            request=self.request, file=paper("other"), because="Another meter", by=someone("olive")
        )
        SignatureRequest.objects.update(state=RequestState.OUT)
        page = client.post(self.address(), SIGNED, follow=True)
        assert "We changed this paper after you opened it" in self.said(page)
        assert "Step 1 of 2" in self.said(page)
        assert not SignatureMark.objects.exists()

    def test_one_sentence_says_why_nothing_can_be_signed(self) -> None:
        client = self.consented()
        requests.withdraw(request=self.request, because="Wrong meter", by=someone("olive"))
        page = client.post(self.address(), SIGNED)
        assert page.status_code == 409
        assert "We withdrew this paper, so there is nothing to sign." in self.said(page)
        spanish = self.said(client.get(self.address(), {"lang": "es"}))
        assert "Retiramos este documento" in spanish

    def test_decline_needs_a_reason(self) -> None:
        client = self.opened()
        assert client.post(self.address("homeowner:decline"), {"because": " "}).status_code == 422
        page = client.post(self.address("homeowner:decline"), {"because": "Not my meter"}, follow=True)
        assert "Thank you for telling us" in self.said(page)
        assert SignatureRequest.objects.get().ended_because == "Not my meter"

    def test_nobody_signs_for_another(self) -> None:
        other = self.request.job.people.create(name="Ken", email="ken@home.test")
        self.link = HomeownerLink.objects.create(person=other, expires_at=self.link.expires_at)
        client = self.opened()
        assert client.get(self.address()).status_code == 404
        assert client.post(self.address(), SIGNED).status_code == 404

    def test_the_office_sees_how_far_each_signer_is(self) -> None:
        office, page = signed_in("olive"), reverse("jobs:signing", args=[self.request.job.number])
        assert ">sent<" in self.said(office.get(page))
        signers.consent(signer=self.signer, version=1, word=self.request.versions.get().word)
        assert ">opened<" in self.said(office.get(page))
        again = reverse("jobs:ask_signer_again", args=[self.request.job.number, self.signer.pk])
        assert "on its way" in self.said(office.post(again, follow=True))
        Signer.objects.update(declined_at=self.link.made_at, declined_because="No")
        assert ">declined<" in self.said(office.get(page))


def test_the_paper_is_behind_the_code_and_the_one_whose_hash_is_on_record(db: None) -> None:
    request = agreement_out(ready_to_sign())
    link, client = HomeownerLink.objects.get(), Client()
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    address = reverse("homeowner:sign_paper", args=[token, request.signers.get().pk])
    assert client.get(address).status_code == 302
    code = code_of(codes.ask_code(link=link).pk, settings.PORTAL_LINK_KEY)
    client.post(reverse("homeowner:papers", args=[token]), {"code": code})
    shown = b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(shown).hexdigest() == request.versions.get().sha256
