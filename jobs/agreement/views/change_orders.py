"""Acts on change orders: write, sign, drop and undo one."""

from __future__ import annotations

from functools import partial

from django.shortcuts import get_object_or_404

from jobs.agreement.forms import ChangeOrderForm, SignChangeOrderForm
from jobs.agreement.services import change_orders, online_signing
from jobs.agreement.views.contract import agreement_tab, visible_contract
from jobs.job_page.acts import Act, ActPage
from jobs.models import Agreement, ChangeOrder, Job, Person, PersonRole
from jobs.signing.forms import SEND_NOTE, SignersForm
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User


def visible_order(user: User, job: Job, pk: int) -> ChangeOrder:
    return get_object_or_404(ChangeOrder.objects.visible_to(user).of(job), pk=pk)


@agreement_tab.act_on(visible_contract, office_only)
def change_order(page: ActPage, contract: Agreement) -> Act:
    now = {"price_usd": contract.price_usd, "scope": contract.scope}
    return Act(
        title="Change order",
        form=partial(ChangeOrderForm, initial=now),
        does=partial(change_orders.write_change_order, agreement=contract),
        submit="Write the change order",
        note="It counts once the owner signed it; until then the contract stands as it was signed.",
    )


@agreement_tab.act_on(visible_order, office_only)
def sign_change_order(page: ActPage, order: ChangeOrder) -> Act:
    return Act(
        title=f"{order} signed",
        form=SignChangeOrderForm,
        does=partial(change_orders.sign_change_order, order=order),
        submit="Record the signature",
    )


@agreement_tab.act_on(visible_order, office_only)
def send_change_order(page: ActPage, order: ChangeOrder) -> Act:
    owner = Person.objects.of(page.job).filter(roles__role=PersonRole.OWNER).first()
    return Act(
        title=f"Send {str(order).lower()} to be signed",
        form=partial(SignersForm, people=Person.objects.of(page.job), initial={"first": owner}),
        does=partial(online_signing.send_change_order, order=order),
        submit="Send it",
        note=SEND_NOTE,
    )


@agreement_tab.act_on(visible_order, office_only)
def drop_change_order(page: ActPage, order: ChangeOrder) -> Act:
    return Act(
        title=f"Drop {str(order).lower()}",
        form=ReasonForm,
        does=partial(change_orders.drop_change_order, order=order),
        submit="Drop it",
        danger=True,
    )


@agreement_tab.act_on(visible_order, office_only)
def undo_change_order(page: ActPage, order: ChangeOrder) -> Act:
    return Act(
        title=f"Undo {str(order).lower()}: it was not signed",
        form=ReasonForm,
        does=partial(change_orders.undo_change_order, order=order),
        submit="Undo",
        danger=True,
    )
