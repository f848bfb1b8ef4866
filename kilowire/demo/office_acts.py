"""Acts of the demo by the office: the call, the account, the contract, the adapter, holds, cancellations."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jobs.agreement.services import agreements, payments
from jobs.holds.services import holds
from jobs.holds.services.told import tell_homeowner
from jobs.installation.services import adapter as devices
from jobs.intake.services import intake
from jobs.intake.services.opening import EVERY_ROLE_OF_A_HOMEOWNER
from jobs.models import Adapter, Jurisdiction, Party, PaymentMeans, Person, PersonRole, Utility
from jobs.open_items.services import looking, open_items
from jobs.people.services import people, utility_accounts
from kilowire.demo.sheets import sheet
from kilowire.demo.tale import Act, Tale, workdays_from

WISHES = (
    "Wants to charge at home before the new car comes.",
    "Panel is full; another contractor quoted a new one.",
    "Charges from a wall outlet today, too slow for the commute.",
    "Second car on the way, one charger for both.",
    "Heard of us from a neighbour.",
)
SCOPE = "60 A circuit from the adapter to the charger, 48 A charger, permit and papers."
OF_A_TENANT = (PersonRole.ACCOUNT_HOLDER, PersonRole.OCCUPANT, PersonRole.PAYER)


def opened(tale: Tale, on: date) -> None:
    """Open the job after the first call."""
    house, told = tale.house, tale.told
    roles = OF_A_TENANT if "owner" in told else EVERY_ROLE_OF_A_HOMEOWNER
    tale.job = intake.open_job(
        kind=tale.story.kind,
        name=house.name,
        email=house.email,
        phone=house.phone,
        language=told.get("language", "en"),
        street=house.street,
        city=house.city,
        postal_code=house.postal_code,
        jurisdiction=Jurisdiction.objects.get(key=house.jurisdiction),
        utility=Utility.objects.get(key=house.utility),
        by=tale.office,
        on=on,
        wishes=told.get("wishes") or WISHES[tale.place % len(WISHES)],
        roles=roles,
        access=told.get("access"),
    )
    _others(tale, on)


def _others(tale: Tale, on: date) -> None:
    told, office = tale.told, tale.office
    if "owner" in told:
        people.add_person(
            job=tale.job, name=told["owner"], roles=(PersonRole.OWNER,), by=office, on=on,
            phone="626-555-0177", email="landlord@example.com",
        )  # fmt: skip
    if "helper" in told:
        people.add_person(
            job=tale.job,
            name=told["helper"],
            roles=(PersonRole.HELPER,),
            by=office,
            on=on,
            phone="714-555-0163",
        )
    if told.get("senior"):
        caller = Person.objects.of(tale.job).get(name=tale.house.name)
        people.edit_person(person=caller, by=office, on=on, is_65_or_over=True)


def accepted(tale: Tale, on: date) -> None:
    """Accept the job, and record the utility account from the bill."""
    tale.job = intake.accept_job(job=tale.job, by=tale.office, on=on)
    if tale.told.get("no_bill"):
        return
    house = tale.house
    rows = [("Account holder", house.name), ("Service account", house.account), ("Meter", house.meter)]
    bill = sheet("bill", title="Electric bill", issuer="The utility", rows=rows)
    utility_accounts.write_down_account(
        job=tale.job,
        by=tale.office,
        bill=bill,
        on=on,
        holder_name=house.name,
        account_number=house.account,
        meter_number=house.meter,
        bill_checked_on=on,
    )


def signed(tale: Tale, on: date) -> None:
    """Record the contract, and a deposit of 1,000 USD or a tenth of the price, whichever is less."""
    price = Decimal(tale.random.randrange(3900, 6900, 50))
    deposit = min(price / 10, Decimal(1000))
    owner = agreements.owner_of(tale.job)
    rows = [("Owner", owner.name), ("Price", f"${price:,.2f}"), ("House", tale.house.street)]
    agreement = agreements.record_contract(
        job=tale.job,
        price_usd=price,
        deposit_usd=deposit,
        scope=tale.told.get("scope", SCOPE),
        signed_on=on,
        notices_given_on=on,
        owner_is_65_or_over=bool(owner.is_65_or_over),
        contract=sheet(
            "contract", title="Home improvement contract", issuer="KiloWire", rows=rows, signed="Owner"
        ),
        by=tale.office,
        starts_about_on=workdays_from(on, 15),
        ends_about_on=workdays_from(on, 40),
    )
    payments.record_deposit(
        agreement=agreement, amount_usd=deposit, paid_on=on, means=PaymentMeans.CHECK, by=tale.office
    )
    tale.fresh()


def adapter_ordered(tale: Tale, on: date) -> None:
    devices.order_adapter(
        job=tale.job,
        model=tale.cast.adapter,
        ordered_on=on,
        by=tale.office,
        expected_on=workdays_from(on, 12),
    )


def adapter_received(tale: Tale, on: date) -> None:
    """Receive the adapter, and pass its title to the homeowner with the invoice."""
    serial = tale.number("CDX-", 6)
    adapter = Adapter.objects.of(tale.job).get(retired_on=None)
    adapter = devices.receive_adapter(adapter=adapter, serial=serial, received_on=on, by=tale.office)
    rows = [("Sold to", tale.house.name), ("Model", str(adapter.model)), ("Serial number", serial)]
    invoice = sheet("invoice", title="Invoice", issuer="KiloWire", rows=rows)
    devices.pass_title(adapter=adapter, passed_on=on, invoice=invoice, by=tale.office)


def asked(party: str, what: str, days: int, blocks: str = "", stake: str = "") -> Act:
    """Return the act that opens an item by hand."""

    def act(tale: Tale, on: date) -> None:
        open_items.add(
            job=tale.job,
            party=party,
            what=what,
            by=tale.office,
            act="jobs:overview",
            since_on=on,
            expected_on=on + timedelta(days=days),
            blocks=blocks,
            stake_usd=Decimal(stake) if stake else None,
        )

    return act


def held(because: str) -> Act:
    return lambda tale, on: setattr(
        tale, "job", holds.hold_job(job=tale.job, because=because, by=tale.office, on=on)
    )


def ended(because: str, note: str, instead: str = "") -> Act:
    """Return the act that cancels the job."""

    def act(tale: Tale, on: date) -> None:
        said = {"because": because, "note": note, "recommended_instead": instead}
        tale.job = holds.cancel_job(job=tale.job, by=tale.office, on=on, notice_on=on, **said)

    return act


def unwound(tale: Tale, on: date) -> None:
    """Tell the homeowner; whatever else the cancelled job left to undo ends by a written word."""
    homeowner_told(tale, on)
    for item in tale.job.open_items.filter(ended_on=None, unwinds=True):
        open_items.end(item=item, by=tale.office, note="Called: nothing more is to be done", on=on)
    tale.fresh()


def homeowner_told(tale: Tale, on: date) -> None:
    """Tell the homeowner by phone; the rest stays open."""
    tell_homeowner(job=tale.job, told_on=on, means="phone", by=tale.office)


def looked_at(tale: Tale, on: date) -> None:
    """Record that the office checked the open items on city and utility."""
    for item in tale.job.open_items.filter(ended_on=None, party__in=[Party.CITY, Party.UTILITY]):
        looking.look_at(item=item, by=tale.office, on=on)
