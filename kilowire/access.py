"""Who may open which door: one decorator per role, and a signed-in person for everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from kilowire.models import Role

View = Callable[..., HttpResponse]


def role_required(*roles: str) -> Callable[[View], View]:
    """Let in signed-in people of these roles; strangers go to the sign-in, others get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]
        return login_required(guarded)

    return decorate


owner_only = role_required(Role.OWNER)
office_only = role_required(Role.OWNER, Role.OFFICE)
field_only = role_required(Role.FIELD)
staff_only = role_required(Role.OWNER, Role.OFFICE, Role.FIELD)
