"""A missing or wrong setting stops the start with a sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"

GOOD = {
    "SECRET_KEY": "k" * 60,
    "DATABASE_URL_WEB": "postgresql://sightline_web@/sightline",
    "SIGHTLINE_ROLE": "web",
    "SIGHTLINE_MAIL_URL": "smtp://mail.example:587",
}


def start(tmp_path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own, with an empty state folder."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    wanted = {
        **kept,
        **GOOD,
        "SIGHTLINE_STATE": str(tmp_path),
        "PYTHONPATH": str(SOURCE),
        **changes,
    }
    return subprocess.run(
        [sys.executable, "-c", "import sightline.web.settings"],
        env={key: value for key, value in wanted.items() if value is not None},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_complete_settings_start(tmp_path):
    assert start(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"DATABASE_URL_WEB": None}, "DATABASE_URL_WEB is not set. Run 'make run'"),
        ({"DATABASE_URL_WEB": "sqlite:///x"}, "only PostgreSQL serves"),
        ({"SECRET_KEY": None}, "SECRET_KEY is missing or shorter than 50 characters"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or shorter than 50 characters"),
        ({"SIGHTLINE_ROLE": "root"}, "SIGHTLINE_ROLE is 'root'"),
        ({"SIGHTLINE_PRODUCTION": "1"}, "Set SIGHTLINE_HOSTS to the names"),
        (
            {
                "SIGHTLINE_PRODUCTION": "1",
                "SIGHTLINE_DEMONSTRATION": "1",
                "SIGHTLINE_HOSTS": "a.uk",
            },
            "The demonstration has published passwords",
        ),
    ],
)
def test_an_unfit_setting_is_named(tmp_path, changes, said):
    result = start(tmp_path, **changes)
    assert result.returncode != 0
    assert said in result.stderr
