"""The page on which a homeowner chooses how we tell them: mail or text, language, quiet hours."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from jobs.from_homeowner.forms.wishes import WishesForm
from jobs.homeowner.views.acts import HomeownerAct, HomeownerPage, homeowner_act
from jobs.models import Person
from jobs.notices.services import preferences
from kilowire.floor.outgoing.texts import can_text

CHOSEN = ("language", "tell_by", "quiet_from", "quiet_until")


@homeowner_act
def wishes(page: HomeownerPage) -> HomeownerAct | HttpResponse:
    person = page.person
    return HomeownerAct(
        title=_("How we tell you"),
        because=_about_texts(person),
        form=partial(WishesForm, initial={name: getattr(person, name) for name in CHOSEN}),
        does=partial(preferences.set_wishes, person=person),
        submit=_("Save it"),
        done=_("Thank you. We write to you like this from now on."),
        back="from_homeowner:wishes",
    )


def _about_texts(person: Person) -> str:
    """What they agree to with texts, and how codes may come by text."""
    if not can_text():
        return ""
    said = _("If you choose text messages, you agree that we text you. Answer STOP, and we text no more.")
    if person.number_proved_at:
        return said
    code = _("Codes come by text only once you have answered a text of ours.")
    never = _("Nobody of ours ever asks you for a code.")
    return f"{said} {code} {never}"
