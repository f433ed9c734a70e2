"""Debian's packages: installed by root, or unpacked into a folder by anyone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from places import FETCHED, is_root
from progress import Stop, attempt, run


def can_install() -> bool:
    """Whether this account may install packages here."""
    return is_root() and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """Install packages with apt; False where apt cannot."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if attempt(command, environment=quiet).returncode == 0:
        return True
    attempt(["apt-get", "update"], environment=quiet)
    return attempt(command, environment=quiet).returncode == 0


def unpack(package: str, into: Path) -> bool:
    """Fetch a package with all it needs that this machine lacks, and unpack it without installing.

    Needs no rights: apt reads its lists into a folder of ours. False where apt is not to be had.
    """
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        return False
    lists, debs = FETCHED / "apt", FETCHED / "apt" / "debs"
    for folder in (lists / "lists" / "partial", lists / "cache" / "archives" / "partial", debs):
        folder.mkdir(parents=True, exist_ok=True)
    # apt splits its options at spaces, so a folder with a space in its name goes in by a file
    settings = lists / "apt.conf"
    settings.write_text(
        f'Dir::State::Lists "{lists}/lists";\nDir::Cache "{lists}/cache";\n'
        'Debug::NoLocking "1";\nAPT::Sandbox::User "";\n',
        encoding="utf-8",
    )
    apt = {"APT_CONFIG": str(settings), "LC_ALL": "C"}
    if attempt(["apt-get", "update"], environment=apt).returncode != 0:
        return False
    plan = attempt(
        ["apt-get", "-s", "install", "--no-install-recommends", package], environment=apt
    )
    names = [line.split()[1] for line in plan.stdout.splitlines() if line.startswith("Inst ")]
    if plan.returncode != 0 or not names:
        return False
    if attempt(["apt-get", "download", *names], environment=apt, folder=debs).returncode != 0:
        return False
    into.mkdir(parents=True, exist_ok=True)
    for deb in sorted(debs.glob("*.deb")):
        run(["dpkg", "-x", deb, into], failure=f"{deb.name} could not be unpacked.")
    shutil.rmtree(lists)
    return True


def library_folders(unpacked: Path) -> str:
    """Where programs of unpacked packages find their libraries, as LD_LIBRARY_PATH."""
    folders = sorted(p for p in unpacked.glob("usr/lib/*-linux-gnu*") if p.is_dir())
    folders += sorted(p for p in unpacked.glob("lib/*-linux-gnu*") if p.is_dir())
    return os.pathsep.join(map(str, folders))


def refuse_system_cluster() -> None:
    """Keep Debian's package from starting a cluster of its own on port 5432."""
    folder = Path("/etc/postgresql-common")
    settings = folder / "createcluster.conf"
    if settings.exists():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settings.write_text("create_main_cluster = false\n", encoding="ascii")
    except OSError as error:
        raise Stop(f"{settings} could not be written: {error}") from error
