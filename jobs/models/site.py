"""Where the work is: the house."""

from __future__ import annotations

from django.db import models

from jobs.models.directory import Jurisdiction, Utility


def address_line(street: str, city: str, postal_code: str) -> str:
    """Return ``418 Alder Court, Whittier 90601``."""
    return f"{street}, {city} {postal_code}"


class Site(models.Model):
    """A house: its address, its building department, its utility, and how to get to the meter."""

    street = models.CharField(max_length=160)
    city = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=10)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="+")
    utility = models.ForeignKey(Utility, on_delete=models.PROTECT, related_name="+")
    gate_note = models.CharField("gate, lock or code", max_length=200, blank=True)
    dog_note = models.CharField("dog", max_length=200, blank=True)
    access_note = models.CharField("other access notes", max_length=400, blank=True)

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        return address_line(self.street, self.city, self.postal_code)
