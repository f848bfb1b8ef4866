"""Pages on which a homeowner sends photos, and after the close-out a warranty claim."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.from_homeowner.forms.photos import ClaimForm, OwnPhotosForm
from jobs.from_homeowner.forms.sold import SoldForm
from jobs.from_homeowner.services import sending
from jobs.from_homeowner.services.photos_asked import photos_asked
from jobs.homeowner.services.transfers import say_sold
from jobs.homeowner.views.acts import HomeownerAct, HomeownerPage, homeowner_act
from jobs.homeowner.views.covered import may_claim, may_send_own
from jobs.homeowner.views.frame import address_of
from jobs.models import Claim, PhotoRequest
from kilowire.floor.days import plain_day


@homeowner_act
def photos(page: HomeownerPage) -> HomeownerAct | HttpResponse:
    """Photos asked for, and before the first visit those of the homeowner's own choice."""
    fields = {name: (_(wish.get_slot_display()), _why(wish)) for name, wish in photos_asked(page.job).items()}
    if may_send_own(page.job):
        fields |= {name: (_(words), "") for name, words in sending.OWN.items()}
    if not fields:
        return redirect(address_of(page.token, "homeowner:status"))
    return HomeownerAct(
        title=_("Send us photos"),
        because=_(
            "You may choose several at once. What has arrived stays, even if one of them cannot be used."
        ),
        form=partial(OwnPhotosForm, asked=fields),
        does=partial(sending.send_photos, person=page.person),
        submit=_("Send the photos"),
        done=_("Thank you. We have your photos."),
        back="from_homeowner:photos" if len(fields) > 1 else "homeowner:status",
    )


def _why(wish: object) -> str:
    if isinstance(wish, PhotoRequest):
        return wish.because
    because = getattr(wish, "rejected_because", "")
    return _("Please take it again: %(because)s") % {"because": because} if because else ""


@homeowner_act
def claim(page: HomeownerPage) -> HomeownerAct | HttpResponse:
    if not may_claim(page.job):
        return redirect(address_of(page.token, "from_homeowner:ask"))
    today = timezone.localdate()
    earlier = [
        {
            "what": each.what,
            "day": plain_day(each.reported_on, today),
            "settled": plain_day(each.settled_on, today) if each.settled_on else "",
            "outcome": each.outcome,
        }
        for each in Claim.objects.of(page.job)
    ]
    return HomeownerAct(
        title=_("Something is wrong with the charger"),
        because=_("Tell us what you see. If it smells or gets hot, switch its breaker off and call us."),
        form=ClaimForm,
        does=partial(sending.claim, person=page.person),
        submit=_("Send the claim"),
        done=_("Thank you. We have your claim and call you about a visit."),
        back="from_homeowner:claim",
        template="jobs/from_homeowner/claim.html",
        beside={"earlier": earlier},
    )


@homeowner_act
def sold(page: HomeownerPage) -> HomeownerAct | HttpResponse:
    """Not for a helper, who does not speak for the owner."""
    if page.person.is_only_helper:
        raise Http404
    return HomeownerAct(
        title=_("I have sold the house"),
        because=_(
            "We give the new owner a page of their own, and yours ends. Your name stays on the papers that "
            "were made for you."
        ),
        form=SoldForm,
        does=partial(say_sold, person=page.person),
        submit=_("Send it"),
        done=_("Thank you. We write to the new owner."),
        back="homeowner:papers",
    )
