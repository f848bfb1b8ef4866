"""A form from a tablet: its bytes parsed into plain values, its times corrected to the server's clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from jobs.models import Job, Photo, Signature
from kilowire.floor.json_bodies import plain_json
from kilowire.floor.parsing import instant_in, uuid_in
from kilowire.floor.refusals import Refused
from kilowire.models import User

UNREADABLE = "This form cannot be read as it came; the office can see it in an export of this tablet."


@dataclass(frozen=True)
class Clock:
    """How far the tablet's clock is ahead of ours; a time after the arrival counts as the arrival."""

    received_at: datetime
    ahead: timedelta = timedelta(0)

    @classmethod
    def of(cls, received_at: datetime, sent_at: datetime | None) -> Clock:
        return cls(received_at, sent_at - received_at if sent_at else timedelta(0))

    def right(self, instant: datetime) -> datetime:
        """Convert a time of the tablet's clock to the server's, at the latest the arrival."""
        try:
            return min(instant - self.ahead, self.received_at)
        except OverflowError:
            return self.received_at


@dataclass(frozen=True)
class Given:
    """One field of a form: its value or why it is unknown, its source, and its base."""

    value: Any
    source: str
    photo: UUID | None
    cannot_tell: str
    at: datetime
    base: str


@dataclass(frozen=True)
class Form:
    """The parsed body of a form, before any query."""

    body: dict[str, Any]
    sha256: str
    made_at: datetime

    @property
    def tablet(self) -> UUID | None:
        return uuid_in(self.body.get("tablet"))

    def text(self, name: str, length: int) -> str:
        return str(self.body.get(name) or "")[:length]

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a list, such as readings or photos; ``Refused`` where it is no list of rows."""
        rows = self.body.get(name) or []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Refused(UNREADABLE)
        return rows


@dataclass(frozen=True)
class Sent:
    """A form that is being taken. The job is locked; the photos and signatures that it names are on file.

    ``by`` filled it in, whoever imported it. ``off_calendar`` says why its appointment is no longer on the
    calendar; empty where it is. ``own`` are the tokens of the values that this tablet's earlier
    forms of the kind have written, by field. Times are by the server's clock.
    """

    id: UUID
    job: Job
    kind: str
    form: Form
    by: User
    clock: Clock
    photos: tuple[Photo, ...]
    signatures: tuple[Signature, ...]
    own: Mapping[str, frozenset[str]]
    off_calendar: str = ""

    @property
    def body(self) -> dict[str, Any]:
        return self.form.body

    @property
    def made_at(self) -> datetime:
        return self.clock.right(self.form.made_at)

    @property
    def on(self) -> date:
        """The local day of the work."""
        return timezone.localtime(self.made_at).date()

    @property
    def finish(self) -> bool:
        return self.body.get("finish") is True

    @property
    def readings(self) -> list[dict[str, Any]]:
        return self.form.rows("readings")

    @property
    def fields(self) -> dict[str, Given]:
        fields = self.body.get("fields") or {}
        if not isinstance(fields, dict) or not all(isinstance(field, dict) for field in fields.values()):
            raise Refused(UNREADABLE)
        return {name: self._given(field) for name, field in fields.items()}

    @property
    def bases(self) -> dict[str, str]:
        """The token of each field when the form was begun, for ``kilowire.floor.bases.merge``."""
        return {name: given.base for name, given in self.fields.items()}

    def at(self, text: object) -> datetime:
        """Return a time that the tablet wrote, by the server's clock; without one, the form's own time."""
        return self.clock.right(instant_in(text) or self.form.made_at)

    def _given(self, field: dict[str, Any]) -> Given:
        return Given(
            value=field.get("value"),
            source=str(field.get("source") or ""),
            photo=uuid_in(field.get("photo")),
            cannot_tell=str(field.get("cannot_tell") or "").strip(),
            at=self.at(field.get("at")),
            base=str(field.get("base") or ""),
        )


def read_body(body: bytes) -> dict[str, Any]:
    """Parse a JSON object that every database can store; anything else is ``Refused``."""
    try:
        content = plain_json(body)
    except ValueError:
        raise Refused(UNREADABLE) from None
    if not isinstance(content, dict):
        raise Refused(UNREADABLE)
    return content
