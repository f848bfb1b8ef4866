"""The users of the demo, with passwords that are easy to type, and what its directory has on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.utils import timezone

from assessments.services.products import record_product_check
from jobs.models import AdapterModel, Approval, CompanyRecord, Crew, Jurisdiction, Utility, VisitOrder
from kilowire.models import Role, User
from utility_requests.models import FeeTariff

# Theo has no password yet: the office has only just added him.
PEOPLE: tuple[tuple[str, str, str, str | None, str], ...] = (
    ("owner", "Renata Ochoa", "owner@kilowire.test", "copper-owner", Role.OWNER),
    ("office", "Marcus Lindahl", "office@kilowire.test", "copper-office", Role.OFFICE),
    ("field", "Dana Whitfield", "field@kilowire.test", "copper-field", Role.FIELD),
    ("luis", "Luis Carranza", "luis@kilowire.test", "copper-luis", Role.FIELD),
    ("theo", "Theo Nakamura", "theo@kilowire.test", None, Role.FIELD),
)
ADAPTER = "connectder-ev-msa"
# The visit order of some cities in the demo; the CSV files of the directory leave it empty.
ORDERS = {
    "whittier": VisitOrder.SET_BEFORE_FINAL,
    "torrance": VisitOrder.FINAL_BEFORE_SET,
    "irvine": VisitOrder.TWO_FINALS,
}
NOT_LOOKED_UP = "Demonstration data: nobody looked this up"
FEE_BEFORE = date(2018, 1, 1)


@dataclass(frozen=True)
class Cast:
    """The users of the demo and the adapter model that they set."""

    owner: User
    office: User
    field: User
    luis: User
    theo: User
    crew: Crew
    adapter: AdapterModel

    @property
    def technicians(self) -> list[User]:
        return [self.field, self.luis, self.theo]


def hire() -> Cast:
    """Add the users with verified addresses, and a crew of two."""
    staff = {key: _hired(name, email, password, role) for key, name, email, password, role in PEOPLE}
    crew = Crew.objects.create(name="Blue van")
    crew.members.set([staff["luis"], staff["theo"]])
    return Cast(**staff, crew=crew, adapter=AdapterModel.objects.get(key=ADAPTER))


def _hired(name: str, email: str, password: str | None, role: str) -> User:
    user = User.objects.create_user(email, password, name=name, role=role)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def learn(cast: Cast, today: date) -> None:
    """Record what the demo needs and the CSV files lack, marked as demo data in each row."""
    record_product_check(
        adapter=cast.adapter,
        approval=Approval.APPROVED,
        source=NOT_LOOKED_UP,
        checked_on=today,
        by=cast.office,
    )
    cast.adapter.refresh_from_db()
    _learn_visit_orders()
    _learn_earlier_fee(cast)
    _learn_own_address(today)


def _learn_visit_orders() -> None:
    for key, order in ORDERS.items():
        city = Jurisdiction.objects.get(key=key)
        city.visit_order, city.source, city.edited_at = order, NOT_LOOKED_UP, timezone.now()
        city.save(update_fields=["visit_order", "source", "edited_at"])


def _learn_earlier_fee(cast: Cast) -> None:
    FeeTariff.objects.create(
        utility=Utility.objects.get(key="sce"),
        amount_usd=Decimal("279.22"),
        effective_from=FEE_BEFORE,
        source="Demonstration data: the fee of 2026, taken for the years before",
        entered_by=cast.owner,
    )


def _learn_own_address(today: date) -> None:
    first = CompanyRecord.objects.on(today)
    CompanyRecord.objects.create(
        effective_from=date(2021, 1, 1),
        **{
            name: getattr(first, name)
            for name in ("name", "cslb_number", "classification", "bond", "workers_compensation")
        },
        liability_usd=first.liability_usd,
        phone="(562) 555-0100",
        email="office@kilowire.test",
        address="2180 Penrose Avenue, Whittier, CA 90602",
    )


def sign_ins() -> list[dict[str, str]]:
    """Return the sign-ins and passwords that the site prints when it starts."""
    return [
        {"role": Role(role).value, "name": name, "email": email, "password": password}
        for _, name, email, password, role in PEOPLE
        if password
    ]
