"""The public page on which somebody asks whether their house can have it, and leaves a name and a phone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.directory.zip_codes import place_of
from jobs.intake.early import facts_of_call
from jobs.intake.proof import ZERO_BITS, is_proof, name_of, new_token
from jobs.intake.public.forms import ContactForm, QuestionsForm
from jobs.intake.services import leads
from jobs.models import CompanyRecord, Language, LeadSource, Utility
from jobs.road.pre_checks import PreCheck, pre_check
from kilowire.floor.client_address import client_network
from kilowire.floor.forms.typed import form_page, is_to_be_done, refusals_shown_on, status_of, typed
from kilowire.floor.limits import Limit, take

OF_ONE_ADDRESS, OF_ALL = Limit(tries=6, seconds=3600), Limit(tries=300, seconds=3600)


@never_cache
@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """Answer the six questions at once; a POST leaves a lead, where the page's script has run."""
    with override(_language(request)):
        questions = QuestionsForm(request.GET or None)
        told = questions.cleaned_data if request.GET and is_to_be_done(questions) else {}
        check = _checked(told) if any(told.values()) else None
        form = ContactForm(**typed(request), initial={"token": new_token()})
        if is_to_be_done(form):
            if not is_proof(form.cleaned_data["token"], form.cleaned_data["proof"]):
                form.add_error(
                    None, _("This could not be sent from here. Please call us: we answer the same.")
                )
            else:
                take(OF_ONE_ADDRESS, "lead", client_network(request))
                take(OF_ALL, "leads")
                with refusals_shown_on(form):
                    _take_in(form.cleaned_data, told, check)
                    return redirect(f"{reverse('request_sent')}?lang={get_language()}")
        page = {**_frame(request), "questions": questions, "check": check, "form": form, "bits": ZERO_BITS}
        return render(request, "jobs/intake/ask.html", page, status=status_of(form))


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    with override(_language(request)):
        return render(request, "jobs/intake/asked.html", _frame(request))


def _take_in(given: dict[str, Any], told: dict[str, Any], check: PreCheck | None) -> None:
    place = place_of(given["postal_code"])
    leads.take_in(
        came_as=name_of(given["token"]),
        source=LeadSource.REQUEST,
        name=given["name"],
        phone=given["phone"],
        postal_code=given["postal_code"],
        city=place.city if place else "",
        wishes=given["wishes"],
        language=get_language() or "en",
        told={name: value for name, value in told.items() if value},
        verdict=check.verdict if check else "",
    )


def _checked(told: dict[str, Any]) -> PreCheck:
    utility = Utility.objects.filter(key=told["utility"]).first() if told["utility"] else None
    facts = facts_of_call({**told, "kind": "installation"}, utility.fact_value if utility else None)
    return pre_check(facts, get_language() or "en")


def _language(request: HttpRequest) -> str:
    """Return the language that was chosen, else the browser's, of those that we speak."""
    asked = request.GET.get("lang") or request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:2]
    return asked if asked in Language.values else "en"


def _frame(request: HttpRequest) -> dict[str, Any]:
    record = CompanyRecord.objects.order_by("-effective_from", "-id").first()
    now, others = get_language(), request.GET.copy()
    languages = []
    for code, label in Language.choices:
        others["lang"] = code
        languages.append(
            {"code": code, "label": label, "current": code == now, "url": f"?{others.urlencode()}"}
        )
    company = record and {
        "name": record.name,
        "license": f"CSLB {record.cslb_number}, {record.classification}",
        "phone": record.phone,
        "email": record.email,
    }
    return {"company": company, "languages": languages}
