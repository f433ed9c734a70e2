"""The virtual environment and the locked Python packages in it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import debian
import stamps
from places import FETCHED, PYTHON, ROOT, VENV
from progress import Stop, attempt, run, say

LOCKS = ROOT / "requirements"
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_COMPILE_BYTECODE": "1", "UV_NO_CONFIG": "1"}


def prepare(lock: str) -> None:
    """Make the virtual environment hold what `requirements/<lock>.txt` names."""
    if sys.version_info < (3, 11):  # noqa: UP036  this is what tells an older one
        raise Stop(f"Sightline needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    made_for = stamps.fingerprint(str(ROOT), sys.version)
    if not (PYTHON.exists() and stamps.is_current(VENV / "made-for", made_for)):
        say("Making the Python environment")
        _make_environment()
        stamps.write(VENV / "made-for", made_for)
    if _is_installed(lock):
        return
    say(f"Installing Python packages (requirements/{lock}.txt)")
    _install(LOCKS / f"{lock}.txt")
    _write_entry_points()
    stamps.write(VENV / f"installed-{lock}", stamps.fingerprint(LOCKS / f"{lock}.txt"))


def _is_installed(lock: str) -> bool:
    # the packages of development hold those of running
    return any(
        stamps.is_current(VENV / f"installed-{name}", stamps.fingerprint(LOCKS / f"{name}.txt"))
        for name in {lock, "dev"}
    )


def _make_environment() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    if attempt([sys.executable, "-m", "venv", VENV]).returncode == 0:
        return
    # Debian keeps pip for new environments in a package of its own, python3-venv
    if debian.can_install() and debian.install("python3-venv"):
        shutil.rmtree(VENV, ignore_errors=True)
        if attempt([sys.executable, "-m", "venv", VENV]).returncode == 0:
            return
    shutil.rmtree(VENV, ignore_errors=True)
    run(
        [sys.executable, "-m", "venv", "--without-pip", VENV],
        failure="Python cannot make a virtual environment. Install python3-venv and start again.",
    )


def _install(lock: Path) -> None:
    uv = _uv()
    if uv is not None:
        command: list[str | Path] = [
            uv,
            "pip",
            "install",
            "-q",
            "--python",
            PYTHON,
            "--require-hashes",
            "-r",
            lock,
        ]
        if attempt(command, environment=QUIET).returncode == 0:
            return
        say("uv could not fetch the packages; trying pip, which is slower")
    run(
        [*_pip(), "install", "-q", "--require-hashes", "-r", lock],
        environment=QUIET,
        failure="The Python packages could not be installed. Is a package index reachable?",
    )


def install_into(folder: Path, lock: Path) -> None:
    """Put locked packages into a folder of their own, apart from the environment."""
    shutil.rmtree(folder, ignore_errors=True)
    arguments: list[str | Path] = ["--target", folder, "--no-deps", "--require-hashes", "-r", lock]
    uv = _uv()
    if uv is not None:
        command: list[str | Path] = [uv, "pip", "install", "-q", "--python", PYTHON, *arguments]
        if attempt(command, environment=QUIET).returncode == 0:
            return
        shutil.rmtree(folder, ignore_errors=True)
    run(
        [*_pip(), "install", "-q", *arguments],
        environment=QUIET,
        failure=f"The packages of {lock.name} could not be installed.",
    )


def _uv() -> str | None:
    ours = VENV / "bin" / "uv"
    if ours.exists():
        return str(ours)
    elsewhere = shutil.which("uv")
    if elsewhere:
        return elsewhere
    command = [*_pip(), "install", "-q", "--require-hashes", "-r", LOCKS / "uv.txt"]
    return str(ours) if attempt(command, environment=QUIET).returncode == 0 else None


def _pip() -> list[str | Path]:
    """A pip that installs into our environment, also where the environment was made without one."""
    if attempt([PYTHON, "-m", "pip", "--version"]).returncode == 0:
        return [PYTHON, "-m", "pip"]
    if attempt([sys.executable, "-m", "pip", "--python", PYTHON, "--version"]).returncode == 0:
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    unpacked = FETCHED / "pip"
    wheels = "usr/share/python-wheels/pip-*.whl"
    if not list(unpacked.glob(wheels)):
        debian.unpack("python3-pip-whl", unpacked)
    for wheel in unpacked.glob(wheels):
        return [PYTHON, wheel / "pip"]
    raise Stop("There is no pip here. Install the package python3-venv and start again.")


def _write_entry_points() -> None:
    """Make `sightline` importable and runnable without building a package."""
    site = next((VENV / "lib").glob("python3*/site-packages"))
    (site / "sightline.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = VENV / "bin" / "sightline"
    command.write_text(
        # also where a link in /usr/local/bin leads here
        '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m sightline.web.cli "$@"\n',
        encoding="ascii",
    )
    command.chmod(0o755)
