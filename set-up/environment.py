"""Having the Python environment, and being in it."""

from __future__ import annotations

import os
import sys

import python_packages
from places import PYTHON, ROOT, VENV


def enter(lock: str) -> None:
    """Prepare the environment; go on in its own Python where this is another one."""
    python_packages.prepare(lock)
    if os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(PYTHON, [str(PYTHON), *sys.argv])
    os.chdir(ROOT)


def for_sightline(role: str, **more: str) -> dict[str, str]:
    """The environment in which Sightline's own commands run."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    sources = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    return {
        "PATH": path,
        "PYTHONPATH": sources,
        "DJANGO_SETTINGS_MODULE": "sightline.web.settings",
        "SIGHTLINE_ROLE": role,
        **more,
    }
