"""`sightline restore-drill`."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.db import connection

from sightline.web.backups import restoring
from sightline.web.backups.contents import Backup, newest_in, open_backup
from sightline.web.stopping import Refused


def run(options: argparse.Namespace) -> int:
    """Prove a backup: restore it into a fresh database and compare."""
    backup = open_backup((options.backup or newest_in(settings.STATE / "backups")).absolute())
    print(f"Drill with {backup.folder}")
    faults = backup.faults() or _restore_and_compare(backup, options.into)
    for fault in faults:
        print(fault)
    if faults:
        print(
            f"The drill FAILED: {len(faults)} things are wrong. This backup is not to be trusted."
        )
        return 1
    found = backup.manifest["database"]
    print(
        f"The drill passed: {sum(found['rows'].values())} rows in {len(found['rows'])} tables, "
        f"{len(found['trail'])} chains of the trail, {len(found['row policies'])} row policies, "
        f"{len(backup.manifest['checksums']) - 1} documents."
    )
    return 0


def _restore_and_compare(backup: Backup, into: str | None) -> list[str]:
    with restoring.fresh_database(into) as name:
        try:
            restoring.restore_database(backup, name)
        except Refused as reason:
            return [str(reason)]
        return restoring.compare(backup, name) + _faults_of_trail(name)


def _faults_of_trail(database: str) -> list[str]:
    """Read the trail of the restored database link by link."""
    from sightline.foundation.trail.queries import verify_chain

    connection.close()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], database
    try:
        verdicts = list(verify_chain())
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
    return [
        f"Trail of partnership {verdict.chain}: {verdict.sentence}"
        for verdict in verdicts
        if verdict.broken_at is not None
    ]
