"""What the homeowner reads first: where the job is and who acts next, for each situation and party. Pure.

``NOW`` says where we are, ``MEANING`` what that means, ``NEXT`` who acts and by when. Every pair of
situation and party has its words: what does not stand in ``_OF_ONE`` is said as for any situation. Nothing is
called approved, installed or ready to charge but in the situations that rest on that fact.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from jobs.status.situation import Next, Situation, Waiting

S, W = Situation, Waiting
_WE_COME = _("We come on %(day)s.")
NOW: dict[Situation, str] = {
    S.CALLED: _("We have your call."),
    S.TO_SURVEY: _("Next we look at your meter and panel."),
    S.CHECKING: _("We have seen your meter and panel."),
    S.CONTRACT: _("Your house fits. The contract is next."),
    S.REMOVAL_TO_SURVEY: _("Next we look at your meter."),
    S.REMOVAL_CHECKING: _("We have seen your meter."),
    S.REMOVAL_CONTRACT: _("The adapter can come out. The contract is next."),
    S.PERMIT: _("We are getting the city's permit."),
    S.APPLYING: _("We are preparing the application to %(utility)s."),
    S.APPLIED: _("%(utility)s has the application."),
    S.WIRING: _("The permit is here. Next we install wiring and charger."),
    S.NO_DATE: _("%(utility)s's technician comes next."),
    S.VISIT: _("%(utility)s visits on %(visit)s."),
    S.VISIT_BEFORE_WIRING: _("%(utility)s visits on %(visit)s."),
    S.REMOVAL_VISIT: _("%(utility)s visits on %(visit)s."),
    S.VISIT_PASSED: _("The day of %(utility)s's visit is over."),
    S.INSPECTION: _("The city inspects next."),
    S.TESTING: _("City and %(utility)s are done. We test the charger next."),
    S.MAY_CHARGE: _("You may charge your car."),
    S.STOPPED_ADAPTER: _("Please do not charge for now."),
    S.STOPPED_CITY: _("Please do not charge for now."),
    S.STOPPED_TEST: _("Please do not charge for now."),
    S.ADAPTER_OUT: _("The adapter is out."),
    S.COMPLETE: _("Your job is complete."),
    S.PAPERS_TO_COME: _("Your job is complete."),
    S.ON_HOLD: _("Your job is on hold."),
    S.CANCELLED: _("This job was cancelled on %(cancelled)s."),
}
MEANING: dict[Situation, str] = {
    S.CALLED: _("We look at what you told us and get back to you."),
    S.TO_SURVEY: _("We come to your house once, measure and take photos. Nothing is switched off."),
    S.CHECKING: _("We check them against %(utility)s's rules and tell you what fits."),
    S.CONTRACT: _("It shows the price and the work. You sign it when you are ready."),
    S.REMOVAL_TO_SURVEY: _("We come to your house once and take photos. Nothing is switched off."),
    S.REMOVAL_CHECKING: _("We check what %(utility)s needs to take the adapter out."),
    S.REMOVAL_CONTRACT: _("It shows the price and the work. You sign it when you are ready."),
    S.PERMIT: _("No work begins without it."),
    S.APPLYING: _("It goes out as soon as it is complete, with the papers that you signed."),
    S.APPLIED: _("%(utility)s decides and gives the date; we cannot hurry it."),
    S.WIRING: _("We agree the day with you."),
    S.NO_DATE: _("%(utility)s gives the date. Nobody else may open the meter."),
    S.VISIT: _(
        "Our wiring and your charger are in. %(utility)s's technician fits the adapter. "
        "The power is off for a while."
    ),
    S.VISIT_BEFORE_WIRING: _(
        "%(utility)s's technician fits the adapter; we finish our wiring. The power is off for a while."
    ),
    S.REMOVAL_VISIT: _("%(utility)s's technician takes the adapter out. The power goes off while they work."),
    S.VISIT_PASSED: _("We do not know yet how it went. Nothing is lost, whatever happened."),
    S.INSPECTION: _("The city sets the date. Please do not charge before it has passed."),
    S.TESTING: _("Please do not charge before we tell you."),
    S.MAY_CHARGE: _("City and %(utility)s are done, and we have tested the charger."),
    S.STOPPED_ADAPTER: _("The adapter is no longer on your meter as it was."),
    S.STOPPED_CITY: _("The city's approval of the work no longer stands."),
    S.STOPPED_TEST: _("Our test of the charger has to be done again."),
    S.ADAPTER_OUT: _("You have nothing more to do with %(utility)s."),
    S.COMPLETE: _("Your papers are below."),
    S.PAPERS_TO_COME: _("Your papers will be here as soon as they are made."),
    S.ON_HOLD: _("We will tell you as soon as it goes on."),
    S.CANCELLED: _("If you did not expect this, please call us."),
}
_OF_ANY: dict[Waiting, Next] = {
    W.YOU: Next(
        _("You are next: below is what we ask you for."),
        _("You are next: below is what we ask you for by %(day)s."),
    ),
    W.US: Next(_("We act next."), _WE_COME),
    W.CITY: Next(
        _("The city acts next and has named no day."),
        _("The city acts next, often by %(day)s; nobody can promise the day."),
    ),
    W.UTILITY: Next(
        _("%(utility)s acts next and has named no day."),
        _("%(utility)s acts next, often by %(day)s; nobody can promise the day."),
    ),
    W.OTHER: Next(
        _("We wait for an answer from somebody else."),
        _("We wait for an answer from somebody else, expected by %(day)s."),
    ),
    W.NOBODY: Next(_("Nothing is to be done now."), _("Nothing is to be done before %(day)s.")),
}
_BEFORE_THE_VISIT = Next(
    _("Before it comes, see what we ask you for."), _("Below is what we ask you for by %(day)s.")
)
_THEY_COME = Next(_("%(utility)s acts next."), _("%(utility)s acts next."))
_WE_TELL = Next(_("We will tell you when you may plug in again."), _WE_COME)
_WE_SEND_IT, _WE_AGREE = (
    Next(_("We send it to you."), _WE_COME),
    Next(_("We agree the day with you."), _WE_COME),
)
_PAPERS_NEXT = Next(_("We put your papers together next."), _WE_COME)
_DONE = Next(_("There is nothing left for you to do."), _("There is nothing left for you to do."))
_OF_ONE: dict[tuple[Situation, Waiting], Next] = {
    (S.CALLED, W.US): Next(_("We call you back next."), _WE_COME),
    (S.TO_SURVEY, W.US): _WE_AGREE,
    (S.REMOVAL_TO_SURVEY, W.US): _WE_AGREE,
    (S.CONTRACT, W.US): _WE_SEND_IT,
    (S.REMOVAL_CONTRACT, W.US): _WE_SEND_IT,
    (S.PERMIT, W.US): Next(_("We apply for it next."), _WE_COME),
    (S.PERMIT, W.CITY): Next(
        _("The city has it and decides."),
        _("The city has it and often decides by %(day)s; nobody can promise the day."),
    ),
    (S.APPLIED, W.UTILITY): Next(
        _("%(utility)s answers next."),
        _("%(utility)s often answers by %(day)s; nobody can promise the day."),
    ),
    (S.NO_DATE, W.UTILITY): Next(
        _("%(utility)s names the day next."),
        _("%(utility)s often comes by %(day)s; nobody can promise the day."),
    ),
    (S.VISIT, W.UTILITY): _THEY_COME,
    (S.VISIT_BEFORE_WIRING, W.UTILITY): _THEY_COME,
    (S.REMOVAL_VISIT, W.UTILITY): _THEY_COME,
    (S.VISIT, W.YOU): _BEFORE_THE_VISIT,
    (S.VISIT_BEFORE_WIRING, W.YOU): _BEFORE_THE_VISIT,
    (S.REMOVAL_VISIT, W.YOU): _BEFORE_THE_VISIT,
    (S.VISIT_PASSED, W.US): Next(_("We ask %(utility)s and tell you."), _WE_COME),
    (S.INSPECTION, W.CITY): Next(
        _("The city names the day next."), _("The city comes on %(day)s, as far as it has told us.")
    ),
    (S.INSPECTION, W.US): Next(_("We ask the city for the day next."), _WE_COME),
    (S.MAY_CHARGE, W.US): _PAPERS_NEXT,
    (S.MAY_CHARGE, W.NOBODY): _DONE,
    (S.STOPPED_ADAPTER, W.US): _WE_TELL,
    (S.STOPPED_CITY, W.US): _WE_TELL,
    (S.STOPPED_TEST, W.US): _WE_TELL,
    (S.ADAPTER_OUT, W.US): _PAPERS_NEXT,
    (S.COMPLETE, W.NOBODY): _DONE,
    (S.PAPERS_TO_COME, W.US): _PAPERS_NEXT,
    (S.ON_HOLD, W.US): Next(_("We act next, once it goes on."), _WE_COME),
    (S.CANCELLED, W.NOBODY): Next(_("Nothing more will be done."), _("Nothing more will be done.")),
}
NEXT: dict[tuple[Situation, Waiting], Next] = {
    (situation, waiting): _OF_ONE.get((situation, waiting), words)
    for situation in Situation
    for waiting, words in _OF_ANY.items()
}
