"""`sightline backup`."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.utils import timezone

from sightline.web.backups.writing import delete_all_but, write_backup


def run(options: argparse.Namespace) -> int:
    """Write a backup and say where it is."""
    folder = options.folder or settings.STATE / "backups"
    made = write_backup(
        folder.absolute(), stored_files=settings.FILES_FOLDER, now=timezone.localtime()
    )
    print(f"Backup written: {made}")
    if options.keep is not None:
        for gone in delete_all_but(folder, options.keep):
            print(f"Deleted: {gone}")
    print("A backup is worth what a drill has shown: sightline restore-drill")
    return 0
