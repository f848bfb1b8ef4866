"""What a person typed and sent, as a form takes it; nothing where they only came to look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

form_page = require_http_methods(["GET", "HEAD", "POST"])


def typed(request: HttpRequest) -> dict[str, Any]:
    """``data`` and ``files`` of a POST, even of an empty one."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
