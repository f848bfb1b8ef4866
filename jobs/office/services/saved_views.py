"""Saved views of the board: save one under a name, remove it."""

from __future__ import annotations

from django.db import transaction

from jobs.models import SavedView
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_words
from kilowire.models import User

MOST = 20


@transaction.atomic
def save_view(*, name: str, query: str, shared: bool, by: User) -> SavedView:
    """Save the board's query string under a name, for this user alone or ``shared`` with the office.

    A name that this user has already is ``Refused``, as is a blank one and more than ``MOST`` views.
    """
    by = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    needs_words(name, "Give the view a name.", field="name")
    own = SavedView.objects.filter(by=by)
    if own.filter(name=name.strip()).exists():
        raise Refused("You have a view of this name: choose another one.", field="name")
    if own.count() >= MOST:
        raise Refused(f"You have {MOST} views already: remove one first.", field="name")
    return SavedView.objects.create(name=name.strip(), query=query[:300], shared=shared, by=by)


@transaction.atomic
def remove_view(*, view: SavedView, by: User) -> None:
    """Remove a saved view; somebody else's is ``Refused``, unless the owner removes a shared one."""
    view = locked(view)
    if not view.may_be_removed_by(by):
        raise Refused(f"{view.by.name} saved this view: only they and the owner remove it.")
    view.delete()
