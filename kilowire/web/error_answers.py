"""Django's own error answers: a short page for our people, and the one in both languages for homeowners."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kilowire.floor.error_pages import answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, 500)
