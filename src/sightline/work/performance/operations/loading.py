"""Files of figures, definitions and neighbours: received by a person, loaded by the worker, whole
or not at all."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.files.queries import open_for_download
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import events, permissions
from sightline.work.performance.models import Progress, Release
from sightline.work.performance.operations.arriving import Arrived, take_figures
from sightline.work.performance.operations.reference import take_definitions, take_neighbours
from sightline.work.performance.rules.layouts import Fault, FigureReader, recognise

MOST_CELL = 100_000


@transaction.atomic
def receive_file(
    *,
    partnership: Partnership,
    title: str,
    published_on: date,
    upload: UploadedFile[bytes],
    by: Actor,
    now: datetime,
) -> Release:
    """Keep a file of the Department for Education and have the worker load it."""
    permissions.keep_figures.check(by)
    if published_on > timezone.localdate(now):
        raise RuleBroken("The day of publication must not be in the future.", field="published_on")
    stored = files.accept(upload, by=by, now=now)
    if stored.kind != "csv":
        raise RuleBroken("Choose the CSV file, as you downloaded it.", field="upload")
    same = Release.objects.filter(partnership=partnership, sha256=stored.sha256)
    earlier = same.exclude(state=Release.State.REFUSED).first()
    if earlier is not None:
        day = timezone.localdate(earlier.received_at)
        raise RuleBroken(
            f"This very file was received on {day.day} {day:%B %Y} as “{earlier.title}”.",
            field="upload",
        )
    release = Release.objects.create(
        partnership=partnership,
        title=title,
        published_on=published_on,
        stored_file=stored,
        sha256=stored.sha256,
        filename=stored.original_name,
        received_at=now,
        received_by=by.name,
    )
    Progress.objects.create(release=release, partnership=partnership)
    enqueue("load_release", number=release.pk)
    trail(
        events.file_received,
        by=by,
        now=now,
        partnership_id=partnership.pk,
        title=title,
        on=published_on.isoformat(),
    )
    return release


def load_release(*, number: int, by: Actor, now: datetime) -> Release:
    """Load a received file: everything in it, or nothing and a list of what is wrong, by line and
    column. Loading it again changes nothing."""
    with transaction.atomic():
        release = Release.objects.select_for_update().get(pk=number)
        if release.state != Release.State.WAITING:
            return release
        try:
            with transaction.atomic():
                arrived = _load(release, by, now)
                if arrived.faults:
                    raise _Faulty(arrived)
        except _Faulty as faulty:
            _refuse(release, faulty.arrived, by, now)
            return release
        release.state, release.layout = Release.State.LOADED, arrived.layout
        release.lines_read, release.finished_at = arrived.lines, now
        release.figures_new, release.figures_revised = arrived.new, arrived.revised
        release.save(
            update_fields=[
                "state",
                "layout",
                "lines_read",
                "finished_at",
                "figures_new",
                "figures_revised",
            ]
        )
        trail(
            events.file_loaded,
            by=by,
            now=now,
            partnership_id=release.partnership_id,
            title=release.title,
            new=arrived.new,
            revised=arrived.revised,
            lines=arrived.lines,
        )
    return release


class _Faulty(Exception):
    def __init__(self, arrived: Arrived) -> None:
        super().__init__()
        self.arrived = arrived


def _load(release: Release, by: Actor, now: datetime) -> Arrived:
    assert release.stored_file is not None  # a return has none, and is not loaded from a file
    with open_for_download(release.stored_file) as file:
        encoding = "utf-8-sig" if _is_utf8(file) else "cp1252"
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        csv.field_size_limit(MOST_CELL)
        lines = csv.reader(text)
        try:
            headings = next(lines, [])
            layout = recognise(headings)
        except (ValueError, csv.Error) as wrong:
            return Arrived(layout="", faults=[Fault(1, "", str(wrong))])
        rows = iter(lines)
        try:
            if layout == "figures":
                month = timezone.localdate(now)
                reader = FigureReader(headings, latest_period=month.year * 100 + month.month)
                return take_figures(
                    release=release, reader=reader, rows=rows, tell=_teller(release), by=by, now=now
                )
            if layout == "definitions":
                return take_definitions(
                    release=release, headings=headings, rows=rows, by=by, now=now
                )
            return take_neighbours(
                release=release, headings=headings, rows=rows, layout=layout, by=by, now=now
            )
        except csv.Error as wrong:
            return Arrived(layout=layout, faults=[Fault(lines.line_num, "", f"Not CSV: {wrong}")])


def _is_utf8(file: BinaryIO) -> bool:
    """Whether a whole file reads as UTF-8, a piece at a time; older programs write Latin-1."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1 << 16):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse(release: Release, arrived: Arrived, by: Actor, now: datetime) -> None:
    release.state, release.layout, release.finished_at = Release.State.REFUSED, arrived.layout, now
    release.lines_read = arrived.lines
    release.faults = [list(fault) for fault in arrived.faults[:50]]
    release.save(update_fields=["state", "layout", "finished_at", "lines_read", "faults"])
    trail(
        events.file_refused,
        by=by,
        now=now,
        partnership_id=release.partnership_id,
        title=release.title,
        faults=len(arrived.faults),
    )


def _teller(release: Release) -> Callable[[int], None]:
    """A function that says how many lines were read, on a connection of its own: what is told
    inside the transaction of the load nobody could see before its end."""

    def tell(lines: int) -> None:
        aside = connection.copy()
        try:
            with aside.cursor() as cursor:
                cursor.execute("SET lock_timeout = '50ms'")
                cursor.execute(
                    "UPDATE performance_progress SET lines_read = %s WHERE release_id = %s",
                    [lines, release.pk],
                )
        finally:
            aside.close()

    return tell
