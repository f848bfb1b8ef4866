"""Acts on the adapter and on dig tickets, shown on the installation tab."""

from __future__ import annotations

from functools import partial

from django.shortcuts import get_object_or_404

from jobs.agreeing.services.facts import facts_of
from jobs.installation.forms.adapter import (
    CloseDigTicketForm,
    CorrectSerialForm,
    DigAnswersForm,
    DigTicketForm,
    OrderAdapterForm,
    PassTitleForm,
    ReceiveAdapterForm,
    RetireAdapterForm,
)
from jobs.installation.services import adapter as devices
from jobs.installation.services import dig_tickets, received, serials
from jobs.installation.views.record import installation_tab
from jobs.job_page.acts import Act, ActPage
from jobs.models import Adapter, DigTicket, Job
from kilowire.floor.access import office_only, staff_only
from kilowire.models import User


def live_adapter(user: User, job: Job) -> Adapter:
    live = Adapter.objects.visible_to(user).of(job).filter(retired_on=None)
    return get_object_or_404(live.select_related("model", "job"))


def visible_ticket(user: User, job: Job, pk: int) -> DigTicket:
    return get_object_or_404(DigTicket.objects.visible_to(user).of(job), pk=pk)


@installation_tab.act(office_only)
def order_adapter(page: ActPage, job: Job) -> Act:
    return Act(
        title="Order the adapter",
        form=partial(OrderAdapterForm, initial={"model": received.surveyed_adapter(job)}),
        does=partial(devices.order_adapter, job=job),
        submit="Record the order",
    )


@installation_tab.act_on(live_adapter, staff_only)
def receive_adapter(page: ActPage, adapter: Adapter) -> Act:
    return Act(
        title="Adapter received",
        form=partial(ReceiveAdapterForm, is_office=page.user.is_office),
        does=partial(received.receive_adapter, adapter=adapter),
        submit="Record",
    )


@installation_tab.act_on(live_adapter, office_only)
def correct_adapter_serial(page: ActPage, adapter: Adapter) -> Act:
    """The number that the utility's technician set is offered where it is another one."""
    set_by_utility = facts_of(page.job).adapter_set.serial
    return Act(
        title="Serial number of the adapter that was bought",
        form=partial(CorrectSerialForm, initial={"serial": set_by_utility or adapter.serial}),
        does=partial(serials.correct_serial_on_file, adapter=adapter),
        submit="This one is right",
        note=f"On file is {adapter.serial or 'none'}. Papers that name it are made again; nobody is told.",
    )


@installation_tab.act_on(live_adapter, office_only)
def pass_title(page: ActPage, adapter: Adapter) -> Act:
    return Act(
        title="The adapter is the customer's own",
        form=PassTitleForm,
        does=partial(devices.pass_title, adapter=adapter),
        submit="Record",
        note="The adapter has to be the customer's own before the utility's visit.",
    )


@installation_tab.act_on(live_adapter, office_only)
def retire_adapter(page: ActPage, adapter: Adapter) -> Act:
    return Act(
        title="Take the adapter off the job",
        form=RetireAdapterForm,
        does=partial(devices.retire_adapter, adapter=adapter),
        submit="Take it off",
        danger=True,
    )


@installation_tab.act(office_only)
def record_dig_ticket(page: ActPage, job: Job) -> Act:
    return Act(
        title="DigAlert ticket",
        form=DigTicketForm,
        does=partial(dig_tickets.record_dig_ticket, job=job),
        submit="Record",
        note="Two working days' notice, not counting the day of notice; the ticket lives 28 calendar days.",
    )


@installation_tab.act_on(visible_ticket, office_only)
def dig_answers(page: ActPage, ticket: DigTicket) -> Act:
    return Act(
        title="All members answered",
        form=DigAnswersForm,
        does=partial(dig_tickets.record_answers, ticket=ticket),
        submit="Record",
    )


@installation_tab.act_on(visible_ticket, office_only)
def close_dig_ticket(page: ActPage, ticket: DigTicket) -> Act:
    return Act(
        title="Close the dig ticket",
        form=CloseDigTicketForm,
        does=partial(dig_tickets.close_dig_ticket, ticket=ticket),
        submit="Close",
    )
