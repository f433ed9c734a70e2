"""Writing a backup."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

from sightline import __name__ as product
from sightline.foundation.files import store
from sightline.web.backups import connecting, contents, inventory
from sightline.web.stopping import Refused


def write_backup(folder: Path, *, stored_files: Path, now: datetime) -> Path:
    """Write one backup, whole or not at all, and give back its folder.

    Counts and dump see the same moment: the dump takes the snapshot of the transaction that counts.
    Documents follow; while they are copied, none of that moment leaves the disk (`store.COPYING`).
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{product}-{now:%Y%m%d-%H%M%S}"
    final, unfinished = folder / name, folder / f".unfinished-{name}"
    if final.exists():
        raise Refused(f"{final} is there already.")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    keeper = connecting.connect("backup", autocommit=True)
    try:
        keeper.execute("SELECT pg_advisory_lock_shared(%s)", [store.COPYING])
        manifest = _write_database(unfinished)
        if stored_files.is_dir():
            contents.copy_files(stored_files, unfinished / contents.FILES)
        manifest |= {
            "form": contents.FORM,
            "made_at": now.isoformat(),
            "checksums": contents.checksums_of(unfinished),
        }
        text = json.dumps(manifest, indent=1, sort_keys=True)
        (unfinished / contents.MANIFEST).write_text(text + "\n", encoding="utf-8")
        contents.keep_on_disk(unfinished)
        unfinished.rename(final)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    finally:
        keeper.close()
    return final


def _write_database(folder: Path) -> dict[str, object]:
    with connecting.connect("backup") as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        _require_full_sight(connection)
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = row[0] if row else ""
        version = connection.info.server_version
        found = inventory.take(connection)
        # comments belong to the extensions' owner, whom a restore cannot speak for
        connecting.run_program(
            "pg_dump",
            ["--format=custom", "--no-comments", f"--snapshot={snapshot}",
             f"--file={folder / contents.DUMP}"],
            role="backup",
            server_version=version,
        )  # fmt: skip
    return {"server_version": version, "database": found}


def _require_full_sight(connection: connecting.Connection) -> None:
    row = connection.execute(
        "SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if not row or not row[0]:
        raise Refused(
            "The role of DATABASE_URL_BACKUP has no BYPASSRLS, so rows would be missing from the "
            "backup. Run 'ALTER ROLE sightline_backup BYPASSRLS' as administrator, or use the "
            "snapshots of the database service instead (docs/how-to/operate.md)."
        )


def delete_all_but(folder: Path, newest: int) -> list[Path]:
    """Delete the oldest backups of a folder until this many are left."""
    if newest < 1:
        raise Refused("--keep must leave at least one backup.")
    gone = contents.complete_in(folder)[:-newest]
    for path in gone:
        shutil.rmtree(path)
    return gone
