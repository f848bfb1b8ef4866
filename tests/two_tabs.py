"""A page left open in one tab while somebody works in another."""

from __future__ import annotations

from typing import Any

from tests.builders.cast import signed_in


class OpenTab:
    """The form at this address as it was when opened; ``save`` sends what it shows and what is typed."""

    def __init__(self, address: str, who: str = "olive") -> None:
        self.address, self.client = address, signed_in(who)
        self.shows = _as_shown(self.client.get(address).context["form"])

    def save(self, **typed: Any) -> Any:
        """The answer; where it is refused, the tab shows what came back."""
        answer = self.client.post(self.address, {**self.shows, **typed})
        if answer.status_code == 422:
            self.shows = _as_shown(answer.context["form"])
        return answer


def _as_shown(form: Any) -> dict[str, Any]:
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in shown.items() if value is not None}
