"""The words and sentences that desks freeze in English on papers, marked for translation. Pure."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("Our workmanship is covered until %(day1)s."),
    _("Commissioned on %(day1)s, closed out on %(day2)s."),
    _("Adapter removed on %(day1)s, closed out on %(day2)s."),
    _("The circuit was left dead and safe on %(day1)s."),
)
TITLES = (
    _("Site survey"),
    _("Eligibility"),
    _("Contract summary"),
    _("Permit"),
    _("Utility application"),
    _("Utility fees"),
    _("Utility visit"),
    _("Installation"),
    _("Final inspection"),
    _("Commissioning"),
    _("Warranty certificate"),
    _("Close-out package"),
)
UPLOADS = (
    _("Signed contract"),
    _("Utility bill"),
    _("Customer agreement"),
    _("Authorization form"),
    _("Owner's consent"),
    _("Evidence for a finding"),
    _("City's correction notice"),
    _("Inspection card"),
    _("Fee receipt"),
    _("Utility's approval"),
    _("Letter from the utility"),
    _("Interconnection paper"),
    _("Adapter invoice"),
    _("Warranty registration"),
    _("Other paper"),
)
PHOTOS = (
    _("Meter face"),
    _("Utility's seal"),
    _("Socket and ring"),
    _("Panel label"),
    _("Panel open"),
    _("Main breaker"),
    _("Area around the meter"),
    _("Conduit route"),
    _("Charger location"),
    _("Conduit as built"),
    _("Charger installed"),
    _("Circuit dead and locked"),
    _("Adapter out of its box"),
    _("Bag and panel in one frame"),
    _("Adapter in place"),
    _("Utility's seal after the visit"),
    _("Anything else"),
)
ROAD = (
    _("Intake"),
    _("Assessment"),
    _("Agreement"),
    _("Applied"),
    _("Approved"),
    _("SCE date"),
    _("SCE visit"),
    _("Inspection"),
    _("Close-out"),
    _("Warranty"),
)
VALUES = (
    _("Yes"),
    _("No"),
    _("none"),
    _("holds"),
    _("Passed"),
    _("Our workmanship"),
    _("ask the maker"),
    _("Replacement"),
    _("Removal"),
    _("EV charger"),
)
