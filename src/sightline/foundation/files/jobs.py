"""Held files are scanned when the scanner answers; the words of each file are read once."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.files import operations
from sightline.foundation.files.models import StoredFile
from sightline.foundation.jobs.queue import job, scheduled


@job("scan_file")
def scan_file(number: int) -> None:
    operations.scan_again(number=number, now=timezone.now())


@job("read_words")
def read_words(number: int) -> None:
    operations.read_words(number=number, now=timezone.now())


@scheduled("scan_held_files", cron="*/5 * * * *")
def scan_held_files(at: datetime) -> None:
    held = StoredFile.objects.filter(scan=StoredFile.Scan.HELD).values_list("pk", flat=True)
    for number in list(held):
        operations.scan_again(number=number, now=timezone.now())
