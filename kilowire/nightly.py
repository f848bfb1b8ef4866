"""Celery beat task of the floor: remove what is kept of forms that were sent, and old counts of tries."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from kilowire.floor.forms.kept import remove_old
from kilowire.floor.limits import remove_ended
from kilowire.models import PostedForm

POSTED_FOR = timedelta(days=2)


@shared_task
def remove_old_forms() -> None:
    """Remove what was typed more than an hour ago and the keys of forms sent more than two days ago.

    The counts of limits that are over go too.
    """
    remove_old()
    PostedForm.objects.filter(posted_at__lt=timezone.now() - POSTED_FOR).delete()
    remove_ended()
