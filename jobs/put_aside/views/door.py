"""The view that takes what a tablet puts aside, and answers with its receipt."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from jobs.put_aside.services.keeping import Handed, put_aside
from jobs.tablet.views.sent_parts import posted_file
from kilowire.floor.access import StaffRequest, tablet_only
from kilowire.floor.refusals import Incomplete


@require_POST
@tablet_only
def hand_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep one thing that could not be filed; sent again, answer the same."""
    item, sha256 = request.FILES.get("item"), request.POST.get("sha256", "")
    if item is None:
        raise Incomplete("This did not arrive whole: send it again.")
    because = request.POST.get("said", "").strip()
    with posted_file(request, pk) as file:
        put_aside(handed=Handed(pk, item, file, sha256, because), by=request.user)
    return JsonResponse({"id": str(pk), "sha256": sha256, "put_aside": True})
