"""A homeowner chooses how we tell them; codes by text need a number that they proved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import Channel, HomeownerLink, Notice, Person
from jobs.people.services import people
from tests.builders.cast import someone
from tests.builders.homeowner import address, linked, opened
from tests.builders.jobs import accepted_job, company

pytestmark = pytest.mark.django_db
PAGE = "from_homeowner:wishes"


@pytest.fixture
def link(settings: Any) -> HomeownerLink:
    settings.TEXT_GATEWAY = "kilowire.floor.outgoing.texts.FolderGateway"
    company()
    return linked(accepted_job())


def test_language_channel_and_quiet_hours_are_chosen_behind_the_code(link: HomeownerLink) -> None:
    chosen = {"language": "es", "tell_by": "text", "quiet_from": "21", "quiet_until": "9"}
    Client().post(address(link, PAGE), chosen)
    assert Person.objects.get(pk=link.person_id).language == "en", "nothing is written without the code"
    browser = opened(Client(), link)
    assert "9 PM" in browser.get(address(link, PAGE)).content.decode()
    answer = browser.post(address(link, PAGE), chosen, follow=True)
    person = Person.objects.get(pk=link.person_id)
    assert (person.language, person.tell_by) == ("es", Channel.TEXT)
    assert (person.quiet_from, person.quiet_until) == (21, 9)
    assert person.texts_agreed_on == timezone.localdate()
    assert "Thank you. We write to you like this from now on." in answer.content.decode()


def test_texts_without_a_number_are_refused_in_a_sentence(link: HomeownerLink) -> None:
    people.edit_person(person=link.person, phone="", by=someone("olive"))
    chosen = {"language": "en", "tell_by": "text", "quiet_from": "20", "quiet_until": "8"}
    answer = opened(Client(), link).post(address(link, PAGE), chosen)
    assert answer.status_code == 422
    assert "We have no telephone number of yours that takes texts." in answer.content.decode()


@pytest.mark.parametrize("proved", [True, False])
def test_a_code_goes_by_text_only_to_a_number_from_which_they_wrote(
    link: HomeownerLink, proved: bool
) -> None:
    Person.objects.filter(pk=link.person_id).update(
        tell_by=Channel.TEXT,
        texts_agreed_on=timezone.localdate(),
        number_proved_at=timezone.now() if proved else None,
    )
    said = Client().post(address(link, "homeowner:ask_code"), follow=True).content.decode()
    assert Notice.objects.get().channel == (Channel.TEXT if proved else Channel.EMAIL)
    assert ("by text message. Nobody of ours ever asks you for it." in said) is proved
