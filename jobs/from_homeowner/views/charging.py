"""What the charger gives the homeowner's car: kilowatts, miles an hour, and the hours for tonight's miles."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.directory import charging
from jobs.directory.services.cars import Car, car_of, chosen_car
from jobs.homeowner.views.code_first import code_first
from jobs.homeowner.views.door import homeowner_link
from jobs.homeowner.views.frame import address_of, frame
from jobs.homeowner.views.status import company
from jobs.models import HomeownerLink, InstallationRecord, Vehicle

MILES = 40
MOST_MILES = 500


@require_safe
@homeowner_link
@code_first
def charging_facts(request: HttpRequest, link: HomeownerLink, token: str) -> HttpResponse:
    """Read only: the car and the miles stand in the address, and nothing is kept."""
    job = link.person.job
    record = InstallationRecord.objects.of(job).first()
    if record is None or not job.may_charge:
        return redirect(address_of(token, "homeowner:status"))
    car = _with_typed_kw(chosen_car(request.GET.get("car", "")) or car_of(job), request.GET.get("kw", ""))
    typed = request.GET.get("miles", "")[:6]
    miles = min(int(typed), MOST_MILES) if typed.isascii() and typed.isdecimal() else 0
    page = {
        **facts(charging.charging_kw(record.charger_amps), car, miles or MILES),
        "amps": record.charger_amps,
        "asks_kw": bool(car and not car.vehicle.onboard_kw),
        "cars": Vehicle.objects.all(),
        "company": company(timezone.localdate()),
    }
    return render(request, "jobs/from_homeowner/charging.html", {**page, **frame(token, request.path)})


def _with_typed_kw(car: Car | None, typed: str) -> Car | None:
    """Where the directory does not know what the car can take, what the homeowner typed counts."""
    kw = typed[:4].replace(",", ".")
    if car is None or car.onboard_kw or not re.fullmatch(r"\d{1,2}(?:\.\d)?", kw) or not Decimal(kw):
        return car
    return Car(car.vehicle, Decimal(kw))


def facts(charger_kw: Decimal, car: Car | None, miles: int) -> dict[str, Any]:
    """Return kW, miles per hour and hours for ``miles``, by the weaker of charger and car."""
    limit = car.onboard_kw if car else None
    power_kw = min(charger_kw, limit) if limit else charger_kw
    low, high = (
        charging.miles_per_hour(power_kw, rate)
        for rate in (charging.LOW_MILES_PER_KWH, charging.HIGH_MILES_PER_KWH)
    )
    return {
        "car": car.vehicle if car else None,
        "is_known": bool(limit),
        "by_the_car": bool(limit and limit < charger_kw),
        "charger_kw": round(charger_kw, 1),
        "power_kw": round(power_kw, 1),
        "miles": miles,
        "low": round(low),
        "high": round(high),
        "hours": round(charging.hours_for_miles(miles, power_kw), 1),
        "whole": _whole_charge(car, charger_kw),
    }


def _whole_charge(car: Car | None, charger_kw: Decimal) -> Decimal | None:
    if car is None or not car.onboard_kw:
        return None
    time = charging.charging_time(
        usable_kwh=car.vehicle.usable_kwh, evse_kw=charger_kw, on_board_kw=car.onboard_kw
    )
    return round(time.hours, 1) if time.hours else None
