"""A text that came: a keyword is answered as carriers ask, anything else is a question."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from jobs.inbox.keywords import Keyword, keyword_of
from jobs.inbox.services import inbox
from jobs.models import Channel, CompanyRecord, Means, Person
from jobs.notices.services import preferences


def take_text(*, sender: str, text: str, came_as: str) -> str:
    """Take a text from this number in E.164; return what is to be answered, or an empty text.

    Whoever texts from a number has proved that it is theirs.
    """
    people = list(Person.objects.filter(text_number=sender).select_related("job"))
    for person in people:
        preferences.prove_number(person=person)
    found = keyword_of(text)
    if found is None:
        inbox.receive(channel=Channel.TEXT, sender=sender, text=text, came_as=came_as)
        return ""
    keyword, language = found
    for person in people:
        if keyword == Keyword.STOP:
            preferences.stop_texts(person=person)
        elif keyword == Keyword.START:
            preferences.agree_to_texts(person=person, means=Means.TEXT)
    with override(language):
        return _answer_to(keyword)


def _answer_to(keyword: Keyword) -> str:
    record = CompanyRecord.objects.filter(effective_from__lte=timezone.localdate()).first()
    who = {"company": record.name if record else "KiloWire", "phone": record.phone if record else ""}
    if keyword == Keyword.STOP:
        return _("%(company)s: you get no more texts from us. Text START to get them again.") % who
    if keyword == Keyword.START:
        return (
            _("%(company)s: you get texts about your job again. Text STOP to end them, HELP for help.") % who
        )
    return _("%(company)s: texts about your job. Call us: %(phone)s. Text STOP to end them.") % who
