"""The private PostgreSQL cluster: made, started and stopped, on a unix socket only."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import stat
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import postgresql
from places import server_account
from progress import Stop, attempt, run, say

ADMINISTRATOR = "cluster_admin"
PATIENCE = 15.0  # seconds a killed server may take to leave the table of processes
LASTING = {"max_connections": "100", "jit": "off", "log_min_messages": "warning"}
# a cluster for one run of the tests: nothing in it needs to outlive a power cut
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


@dataclass(frozen=True)
class Cluster:
    """One cluster: the folder it lives in, the programs that run it, whether it lasts."""

    home: Path
    programs: postgresql.Programs
    lasting: bool = True

    @property
    def data(self) -> Path:
        return self.home / "data"

    def socket_folder(self) -> str:
        return (self.home / "socket").read_text(encoding="ascii").strip()

    def administrator_password(self) -> str:
        return (self.home / "administrator").read_text(encoding="ascii").strip()

    def connection(self, database: str = "postgres") -> dict[str, str]:
        """How the administrator connects."""
        return {
            "host": self.socket_folder(),
            "user": ADMINISTRATOR,
            "password": self.administrator_password(),
            "dbname": database,
        }


def version_of(home: Path) -> int | None:
    """The major version that wrote the data here, None where there are none."""
    written = home / "data" / "PG_VERSION"
    return int(written.read_text(encoding="ascii")) if written.is_file() else None


def start(cluster: Cluster) -> None:
    """Have the cluster running, made first where it is not there."""
    if version_of(cluster.home) is None:
        say("Making the database cluster")
        _make(cluster)
    if is_running(cluster):
        return
    _prepare_socket_folder(cluster)
    deadline = time.monotonic() + PATIENCE
    while True:
        result = _pg_ctl(cluster, "-w", "-t", "60", "-l", _log(cluster), "-o", _options(cluster),
                         "start")  # fmt: skip
        if result.returncode == 0:
            return
        # after a kill -9 the old server's process can linger for a second or two
        if not _looks_stale(cluster) or time.monotonic() > deadline:
            break
        time.sleep(0.5)
    raise Stop(
        f"The database server did not start.\n{_end_of_log(cluster)}\n{result.stderr.strip()}"
    )


def stop(cluster: Cluster, *, mode: str = "fast") -> None:
    """Stop the cluster and wait until it has gone."""
    if is_running(cluster):
        _pg_ctl(cluster, "-w", "-t", "60", "-m", mode, "stop")


def is_running(cluster: Cluster) -> bool:
    """Whether the server runs and can be reached by its socket."""
    if not (cluster.home / "socket").is_file():
        return False
    # asked at the socket itself: after a kill -9 both the file and the process can still be seen
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(f"{cluster.socket_folder()}/.s.PGSQL.5432") == 0


def remove(cluster: Cluster) -> None:
    """Delete a throw-away cluster."""
    stop(cluster, mode="immediate")
    if (cluster.home / "socket").is_file():
        shutil.rmtree(cluster.socket_folder(), ignore_errors=True)
    shutil.rmtree(cluster.home, ignore_errors=True)


def _make(cluster: Cluster) -> None:
    account = server_account()
    half_made = cluster.home / "data.half-made"
    shutil.rmtree(half_made, ignore_errors=True)
    password = cluster.home / "administrator"
    _write_private(password, secrets.token_urlsafe(24), account)
    run(
        [
            cluster.programs.folder / "initdb", "-D", half_made, "-U", ADMINISTRATOR,
            "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8",
            *([] if cluster.lasting else ["--no-sync"]),
        ],
        environment={**cluster.programs.environment(), "HOME": str(cluster.home)},
        folder=cluster.home,
        user=account,
        failure="The database cluster could not be made.",
    )  # fmt: skip
    half_made.rename(cluster.data)


def _prepare_socket_folder(cluster: Cluster) -> None:
    """A short folder in /tmp for the socket: a path of more than 107 bytes is refused."""
    note = cluster.home / "socket"
    if note.is_file() and _is_ours(Path(cluster.socket_folder())):
        return
    folder = tempfile.mkdtemp(prefix="sightline-", dir="/tmp")
    account = server_account()
    if account is not None:
        shutil.chown(folder, account, None)
    _write_private(note, folder, account)


def _is_ours(folder: Path) -> bool:
    # /tmp is open to all: a folder of that name must be a real one, the server's and closed
    try:
        found = folder.lstat()
    except OSError:
        return False
    account = server_account()
    owner = os.geteuid() if account is None else _uid(account)
    closed = stat.S_IMODE(found.st_mode) == 0o700
    return stat.S_ISDIR(found.st_mode) and closed and found.st_uid == owner


def _uid(account: str) -> int:
    import pwd

    return pwd.getpwnam(account).pw_uid


def _write_private(path: Path, text: str, account: str | None) -> None:
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text + "\n")
    if account is not None:
        shutil.chown(path, account, None)


def _options(cluster: Cluster) -> str:
    settings = {
        "listen_addresses": "''",
        "port": "5432",  # of a socket's name only
        "unix_socket_directories": cluster.socket_folder(),
        "unix_socket_permissions": "0700",
        **LASTING,
        **({} if cluster.lasting else THROW_AWAY),
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def _pg_ctl(cluster: Cluster, *arguments: str | Path):  # type: ignore[no-untyped-def]
    return attempt(
        [cluster.programs.folder / "pg_ctl", "-D", cluster.data, *arguments],
        environment={**cluster.programs.environment(), "HOME": str(cluster.home)},
        folder=cluster.home,
        user=server_account(),
    )


def _log(cluster: Cluster) -> Path:
    return cluster.home / "log"


def _end_of_log(cluster: Cluster) -> str:
    if not _log(cluster).is_file():
        return ""
    return "\n".join(_log(cluster).read_text(errors="replace").splitlines()[-8:])


def _looks_stale(cluster: Cluster) -> bool:
    return (cluster.data / "postmaster.pid").exists()
