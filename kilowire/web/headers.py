"""Response headers that neither Django nor django-csp sets, and those that every server of the site sends."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

OURS = {
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-get=(self)",  # the tablet needs the camera
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOR_EVERY_ANSWER = OURS | {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What nginx and gunicorn send with their own answers as well; there the policy and HSTS come besides."""
PROBES = ("/healthz", "/readyz")


class SiteHeaders:
    """Middleware that adds the headers of ours to every answer, static files and errors included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in FOR_EVERY_ANSWER.items():
            response.headers.setdefault(name, value)
        return response


class OwnProbes:
    """Middleware that lets the machine's own probes ask by an address that only the machine has."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in PROBES:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]
        return self.get_response(request)


class StaffPages:
    """Middleware that lets a browser keep pages of somebody signed in only as long as they are.

    A page is asked for again each time it is opened.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "_cached_user") and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
