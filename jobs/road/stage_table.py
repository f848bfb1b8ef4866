"""The words for each stage: in lists, in the first sentence of a job, and to the homeowner. Pure."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_noop as _

from jobs.road.rows import Kind, Milestone, Stage, StageRow

STAGES: dict[str, StageRow] = {
    Stage.INTAKE: StageRow(
        label="Intake",
        sentence="The call is written down; nobody has taken the job on yet.",
        homeowner_now=_("We have your call."),
        homeowner_meaning=_("We look at what you told us and get back to you."),
    ),
    Stage.ASSESSMENT: StageRow(
        label="Assessment",
        sentence="We took the job on; the house is not surveyed yet.",
        homeowner_now=_("Next we look at your meter and panel."),
        homeowner_meaning=_("We come to your house once, measure and take photos. Nothing is switched off."),
        homeowner_on_removal=(
            _("Next we look at your meter."),
            _("We come to your house once and take photos. Nothing is switched off."),
        ),
    ),
    Stage.ELIGIBILITY: StageRow(
        label="Eligibility",
        sentence="The survey is complete; the verdict is not settled yet.",
        homeowner_now=_("We have seen your meter and panel."),
        homeowner_meaning=_("We check them against %(utility)s's rules and tell you what fits."),
        homeowner_on_removal=(
            _("We have seen your meter."),
            _("We check what %(utility)s needs to take the adapter out."),
        ),
    ),
    Stage.AGREEMENT: StageRow(
        label="Agreement",
        sentence="The house is eligible; the contract is not signed yet.",
        on_removal="The adapter can come out; the contract is not signed yet.",
        homeowner_now=_("Your house fits. The contract is next."),
        homeowner_meaning=_("It shows the price and the work. You sign it when you are ready."),
        homeowner_on_removal=(
            _("The adapter can come out. The contract is next."),
            _("It shows the price and the work. You sign it when you are ready."),
        ),
    ),
    Stage.PERMIT: StageRow(
        label="Permit",
        sentence="The contract is signed; the city has not issued the permit yet.",
        after=(
            Milestone.UTILITY_SUBMITTED,
            (
                "The contract is signed; the city has not issued the permit yet. "
                "The {utility} application has gone."
            ),
        ),
        homeowner_now=_("We are getting the city's permit."),
        homeowner_meaning=_("No work begins without it."),
    ),
    Stage.UTILITY_APPLICATION: StageRow(
        label="{utility} application",
        sentence="The {utility} application has not been sent yet.",
        after=(Milestone.UTILITY_SUBMITTED, "{utility} has the application and has not answered yet."),
        homeowner_now=_("%(utility)s looks at the application."),
        homeowner_meaning=_("%(utility)s decides and gives the date; we cannot hurry it."),
    ),
    Stage.INSTALLATION: StageRow(
        label="Installation",
        sentence="The permit is issued; circuit and charger are not installed yet.",
        homeowner_now=_("The permit is here. Next we install wiring and charger."),
        homeowner_meaning=_("We agree the day with you."),
    ),
    Stage.OUTAGE: StageRow(
        label="{utility} visit",
        sentence="{utility} has not given a date for its visit.",
        after=(Milestone.OUTAGE_CONFIRMED, "The {utility} visit is not recorded yet."),
        homeowner_now=_("%(utility)s's technician comes next."),
        homeowner_meaning=_("%(utility)s gives the date. Nobody else may open the meter."),
    ),
    Stage.INSPECTION: StageRow(
        label="Inspection",
        sentence="The adapter is in; the city's final inspection has not passed yet.",
        homeowner_now=_("The city inspects next."),
        homeowner_meaning=_("The city sets the date. Please do not charge before it has passed."),
    ),
    Stage.COMMISSIONING: StageRow(
        label="Commissioning",
        sentence="City and {utility} are done; the charger is not commissioned yet.",
        homeowner_now=_("City and %(utility)s are done. We test the charger next."),
        homeowner_meaning=_("Please do not charge before we tell you."),
    ),
    Stage.CLOSE_OUT: StageRow(
        label="Close-out",
        sentence="The homeowner may charge; the job is not closed out yet.",
        on_removal="The adapter is out; the job is not closed out yet.",
        homeowner_now=_("The adapter is out."),
        homeowner_meaning=_("We put your papers together."),
    ),
    Stage.WARRANTY: StageRow(
        label="Warranty",
        sentence="Closed out: the homeowner may charge.",
        homeowner_now=_("Your job is complete."),
        homeowner_meaning=_("Your papers are below."),
        without_papers=_("We put your papers together."),
    ),
    Stage.DONE: StageRow(
        label="Done",
        sentence="The job is done; its warranty is over.",
        on_removal="The job is closed out.",
        homeowner_now=_("Your job is complete."),
        homeowner_meaning=_("Your papers are below."),
        without_papers=_("We put your papers together."),
    ),
}


def stage_label(stage: str, utility: str = "SCE") -> str:
    """Return the stage's label for screens, with the utility's name in its two stages."""
    return STAGES[stage].label.format(utility=utility)


def where_it_stands(stage: str, kind: str, standing: Collection[str], utility: str) -> str:
    """Return one sentence on the stage; for a job that is not cancelled, not on hold, and adds up."""
    row = STAGES[stage]
    said = row.sentence
    if row.after and row.after[0] in standing:
        said = row.after[1]
    if kind == Kind.REMOVAL and row.on_removal:
        said = row.on_removal
    return said.format(utility=utility)
