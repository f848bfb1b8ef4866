"""``Refused``, the exception for an act that may not be done now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime


class Refused(Exception):
    """The act may not be done now; ``str()`` is one sentence naming what is missing and who supplies it.

    ``field`` names the form field that the sentence is about, if there is one.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class StillMissing(Refused):
    """Files that a form names are not on file; ``ids`` lists them, so that they are sent before it."""

    def __init__(self, sentence: str, ids: Sequence[str]) -> None:
        super().__init__(sentence)
        self.ids = tuple(ids)


class Incomplete(Refused):
    """A file did not arrive completely; the same file may be sent again."""


class TryAgainLater(Incomplete):
    """The machine has too much to do at this moment; the same file may be sent again."""


class TooLarge(Refused):
    """The request is larger than the site accepts."""


class Unusable(Refused):
    """A photo that nobody can open; another one of the same thing is taken."""


class NotYet(Refused):
    """The act may be done from ``begins_at`` on; until then it is refused."""

    def __init__(self, sentence: str, *, begins_at: datetime, field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.begins_at = begins_at
