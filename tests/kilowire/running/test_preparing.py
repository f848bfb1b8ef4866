"""The step that runs before all others also makes the certificate that seals signed papers, once."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from kilowire.management.commands import bring_up_to_date
from kilowire.running import first_start


@pytest.mark.true_clock
def test_the_certificate_is_made_before_the_first_paper_is_sealed_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, name in (
        (first_start, "bring_up_to_date"),
        (first_start, "collecting_static_files"),
        (bring_up_to_date, "write_error_pages"),
    ):
        monkeypatch.setattr(place, name, lambda *_args: nullcontext())
    kept = tmp_path / "keys" / "seal.p12"
    with override_settings(VAR_DIR=tmp_path, SEAL_CERTIFICATE=str(kept)):
        call_command("bring_up_to_date")
        made = kept.read_bytes()
        call_command("bring_up_to_date")
    assert kept.read_bytes() == made
    assert kept.stat().st_mode & 0o777 == 0o600
    bought = tmp_path / "bought.p12"
    with override_settings(VAR_DIR=tmp_path, SEAL_CERTIFICATE=str(bought), SEAL_CERTIFICATE_IS_OURS=False):
        call_command("bring_up_to_date")
    assert not bought.exists()
    assert "signed papers wait" in capsys.readouterr().out
