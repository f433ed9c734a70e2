"""The command line: help that reads well, and sentences in the place of tracebacks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sightline.web import cli
from sightline.web.cli.arguments import COMMANDS, parser
from sightline.web.stopping import Refused

SOURCE = Path(__file__).resolve().parents[2] / "src"


def test_help_names_every_command_of_an_installations_life(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    for name in ("init", "load", "check-arrangements", "serve", "work", "demo", "backup", "restore",
                 "restore-drill", "invite", "doctor", "migrate"):  # fmt: skip
        assert f"    {name}" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_tells_what_it_does(name, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([name, "--help"])
    assert end.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert COMMANDS[name].story.split(".")[0] in said


def test_help_does_not_read_django():
    code = (
        "import sys; from sightline.web.cli.arguments import parser; parser(); "
        "import sightline.web.cli; sys.exit('django' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCE)}).returncode
        == 0
    )


def test_no_command_at_all_is_refused(capsys):
    with pytest.raises(SystemExit) as end:
        parser().parse_args([])
    assert end.value.code == 2


def test_a_refusal_is_a_sentence_and_not_a_traceback(monkeypatch, capsys, tmp_path):
    assert cli.main(["restore", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"sightline restore: {tmp_path} is no backup: there is no manifest.json in it.\n"
    )


def test_an_unforeseen_error_is_not_hidden(monkeypatch, tmp_path):
    from sightline.web.cli import restore

    def break_down(folder):
        raise ZeroDivisionError

    monkeypatch.setattr(restore, "open_backup", break_down)
    with pytest.raises(ZeroDivisionError):
        cli.main(["restore", str(tmp_path)])


def test_the_doctor_knows_its_checks_by_name():
    from sightline.web.cli.doctor import CHECKS, wanted

    assert list(wanted("disk, trail")) == ["disk", "trail"]
    assert wanted(None) == CHECKS
    with pytest.raises(Refused, match="There is no check 'weather'"):
        wanted("weather")
