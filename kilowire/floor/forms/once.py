"""Carries out each POST of a form once, however often the browser sends it, with or without script.

A page gives each of its forms Django's CSRF token under a mask of its own, so the token names the page as it
was loaded. The same user sending the same fields and files from the same page is the same POST. Its key is
written in the transaction of the act: of two at once, one is carried out and the other waits for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from kilowire.floor.constraints import database_refusals
from kilowire.floor.files.uploads import sha256_of
from kilowire.floor.refusals import Refused
from kilowire.models import PostedForm

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of the field


class SentBefore(Exception):
    """The same POST was carried out already, perhaps a moment ago by another process."""


@dataclass
class Post:
    """The POST that this thread answers; ``carried_out`` once its key is written."""

    key: str
    carried_out: bool = False


current: ContextVar[Post | None] = ContextVar("posted_form", default=None)


def post_of(request: HttpRequest) -> Post | None:
    """Return the POST of a form; None for any other request, such as a tablet's."""
    if request.method != "POST" or not request.POST.get(TOKEN):
        return None
    user = getattr(request, "user", None)
    digest = hashlib.sha256(f"{user.pk if user else None}\0{request.get_full_path()}".encode())
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [(file.name, sha256_of(file)) for file in files])).encode())
    return Post(digest.hexdigest())


@contextmanager
def carried_out_once() -> Iterator[None]:
    """Run an act and write the key of its POST in one transaction.

    ``SentBefore`` is raised where the same POST was carried out. A refused act leaves no key; what it wrote
    outside a transaction of its own, such as the count of wrong codes, stays. What the database refuses is
    raised as ``Refused``.
    """
    post, refusal = current.get(), None
    with database_refusals():
        if post is None or post.carried_out:
            yield
            return
        with transaction.atomic():
            if not PostedForm.objects.get_or_create(key=post.key)[1]:
                raise SentBefore
            try:
                yield
            except Refused as refused:
                refusal = refused
                PostedForm.objects.filter(key=post.key).delete()
        if refusal is not None:
            raise refusal
        post.carried_out = True
