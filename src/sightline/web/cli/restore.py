"""`sightline restore`."""

from __future__ import annotations

import argparse

from django.conf import settings

from sightline.web.backups import restoring
from sightline.web.backups.contents import open_backup
from sightline.web.stopping import Refused


def run(options: argparse.Namespace) -> int:
    """Put a backup back into an empty database, or after a typed yes into a full one."""
    backup = open_backup(options.backup.absolute())
    restoring.refuse_if_damaged(backup)
    name = settings.DATABASES["default"]["NAME"]
    if not restoring.is_empty():
        if not options.replace:
            raise Refused(
                f"The database {name} is not empty. To overwrite everything in it, say --replace."
            )
        print(f"Everything in the database {name} will be replaced by the backup of "
              f"{backup.manifest['made_at']}.")  # fmt: skip
        if input("Type the name of the database to go on: ").strip() != name:
            raise Refused("That is not its name. Nothing was changed.")
        restoring.empty_anew()
    restoring.restore_database(backup)
    copied = restoring.restore_files(backup, settings.FILES_FOLDER)
    faults = restoring.compare(backup)
    for fault in faults:
        print(fault)
    if faults:
        return 1
    rows = sum(backup.manifest["database"]["rows"].values())
    print(f"Restored: {rows} rows, {copied} documents put back. Now run: sightline migrate")
    return 0
