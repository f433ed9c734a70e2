"""Where set-up puts things."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
from pathlib import Path

from progress import Stop

ROOT = Path(__file__).resolve().parents[1]
STATE = Path(os.environ.get("SIGHTLINE_STATE") or ROOT / "var").absolute()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FETCHED = ROOT / "build" / "fetched"


def is_root() -> bool:
    """PostgreSQL refuses to run as root, so root needs another account for the server."""
    return os.geteuid() == 0


def server_account() -> str | None:
    """The account that runs the private server: nobody else's where set-up runs as root."""
    if not is_root():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Stop("PostgreSQL does not run as root. Make an account for it: useradd --system postgres")


def server_home() -> Path:
    """The folder of the private cluster.

    The server's account must be able to enter it. A project below root's own home would not do, so
    as root the folder is made below /var/lib and the state folder holds a link to it.
    """
    home = STATE / "server"
    if home.is_dir():
        return home.resolve()
    STATE.mkdir(parents=True, exist_ok=True)
    if is_root():
        real = Path("/var/lib/sightline") / secrets.token_hex(6)
        real.mkdir(parents=True)
        real.parent.chmod(0o755)
        if home.is_symlink():
            home.unlink()  # it led to a folder that is gone
        home.symlink_to(real, target_is_directory=True)
        shutil.chown(real, server_account() or 0)
        return real
    home.mkdir(mode=0o700)
    return home
