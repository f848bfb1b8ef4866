"""The road end to end by the acts themselves: what a closed jacket holds, and that it stays so."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from jobs.closeout.services import closeout
from jobs.closeout.services.checklist import REQUIRED
from jobs.models import Document, Event, Job, OpenItem
from jobs.papers.outbox import rendering
from jobs.road.paper_kinds import PaperKind
from tests.builders.whole_road import closed_job, closed_removal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["installation", "replacement"])
def test_a_circuit_is_taken_to_its_close_out(kind: str) -> None:
    job = closed_job(kind=kind)
    assert job.stage == "warranty"
    assert job.may_charge
    assert not Job.objects.that_do_not_add_up().exists()
    assert not OpenItem.objects.of(job).open().filter(blocks="closed_out").exists()
    done = Event.objects.of(job).filter(kind="done").order_by("id").values_list("milestone", flat=True)
    assert len(done) == len(set(done)) == 13


def test_a_removal_is_taken_to_its_close_out() -> None:
    job = closed_removal()
    assert job.stage == "done"
    assert not job.may_charge
    assert closeout.package_of(job) is not None


def test_the_package_is_made_and_stays_the_same_whatever_the_desks_rows_become() -> None:
    job = closed_job()
    package = closeout.package_of(job)
    assert package is not None
    rendering.render_document(package.pk)
    first = Document.objects.get(pk=package.pk)
    assert (first.status, len(first.sha256)) == ("ready", 64), first.error
    _change_every_row_of_every_desk()
    Document.objects.filter(pk=package.pk).update(
        status="waiting", attempts=0, file="", sha256="", size=None, ready_at=None, due_at=first.issued_at
    )
    rendering.render_document(package.pk)
    again = Document.objects.get(pk=package.pk)
    assert again.sha256 == first.sha256, again.error
    assert again.context == first.context


def _change_every_row_of_every_desk() -> None:
    """Write another text into every free text of every desk; what a constraint keeps as it is, stays."""
    changed = {
        f"{model.__name__}.{field.name}"
        for desk in ("assessments", "permits", "utility_requests")
        for model in apps.get_app_config(desk).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField | models.CharField)
        and not field.choices
        and _changed(model, field)
    }
    assert {"Permit.number", "Inspection.inspector", "UtilityRequest.number"} <= changed
    assert any(name.startswith("Assessment.") for name in changed)


def _changed(model: type[models.Model], field: models.Field) -> bool:
    try:
        with transaction.atomic():
            return bool(model._default_manager.update(**{field.name: "x"}))
    except IntegrityError:
        return False


def test_every_required_paper_is_bound_once() -> None:
    package = closeout.package_of(closed_job())
    assert package is not None
    kinds = [part["kind"] for part in package.context["parts"]]
    assert len(kinds) == len(set(kinds))
    assert set(REQUIRED["installation"]) <= set(kinds)
    assert PaperKind.CLOSE_OUT_PACKAGE not in kinds
