"""The page on which a homeowner says that something we asked for is done."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from jobs.homeowner.services import links
from jobs.homeowner.views.acts import HomeownerAct, HomeownerPage, homeowner_act
from jobs.homeowner.views.status import ASKED
from jobs.models import OpenItem


@homeowner_act
def say_done(page: HomeownerPage, pk: int) -> HomeownerAct | HttpResponse:
    item = OpenItem.objects.of(page.job).filter(party__in=ASKED, pk=pk).first()
    if item is None:
        raise Http404
    return HomeownerAct(
        title=_(item.what),
        because=_("Tell us here when it is done. We look at it."),
        form=forms.Form,
        does=partial(links.say_done, link=page.link, item=item),
        submit=_("This is done"),
        done=_("Thank you. We look at it."),
        back="homeowner:status" if item.is_in_our_words else "homeowner:papers",
    )
