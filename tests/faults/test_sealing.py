"""A worker killed while it seals a signed paper: it is sealed and recorded once."""

from __future__ import annotations

import hashlib
import os
import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import DocumentStatus, RequestState, Signature, SignatureRequest, Upload
from kilowire.floor.sealing.sealed import seal_holds
from kilowire.running.supervision import Child
from tests.builders.signing import countersigned, signed_contract
from tests.faults.conftest import Workshop
from tests.faults.waiting import PATIENCE_SECONDS, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.true_clock, pytest.mark.django_db(transaction=True)]


def stopped_while_it_seals(worker: Child) -> bool:
    """Hold worker and sealing child still; where it has not begun just then, let it go on."""
    group = worker.process.pid if worker.process else 0
    os.killpg(group, signal.SIGSTOP)
    if SignatureRequest.objects.filter(status=DocumentStatus.RENDERING).exists():
        return True
    os.killpg(group, signal.SIGCONT)
    return False


def is_sealed() -> bool:
    request = SignatureRequest.objects.get()
    assert request.status != DocumentStatus.FAILED, request.error
    return request.state == RequestState.DONE


def test_a_worker_killed_while_it_seals_leaves_one_sealed_paper(sealing_workshop: Workshop) -> None:
    workshop, request = sealing_workshop, countersigned(signed_contract())
    workshop.broker.ring("make_signing", request.pk)
    wait_until(lambda: stopped_while_it_seals(workshop.worker), within=PATIENCE_SECONDS)
    workshop.worker.kill()
    assert not Signature.objects.exists()
    workshop.worker.start()
    past = timezone.now() - timedelta(seconds=1)
    SignatureRequest.objects.update(lease_until=past, due_at=past)  # as it is a minute and a half later
    wait_until(is_sealed, within=PATIENCE_SECONDS, meanwhile=workshop.sweep_now_and_then)
    request.refresh_from_db()
    assert request.attempts >= 2
    upload = Upload.objects.get(kind="contract")
    assert Signature.objects.get().upload == request.result == upload
    with upload.file.open("rb") as file:
        content = file.read()
    assert hashlib.sha256(content).hexdigest() == request.sealed_sha256 == upload.sha256
    assert seal_holds(content, request.sealed_with)
