"""A return filled in on a spreadsheet: read whole, cell by cell, or not taken at all (R9.1)."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from python_calamine import CalamineError, CalamineWorkbook

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.permissions import Actor
from sightline.work.performance.models import AgencyReturn, Framework
from sightline.work.performance.operations.returns import _own, save_return
from sightline.work.performance.queries.returns import asked_of
from sightline.work.performance.rules import sheets
from sightline.work.performance.rules.sheets import CellFault


@transaction.atomic
def send_spreadsheet(
    *, agency_return: AgencyReturn, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> list[CellFault]:
    """Take a filled-in template over into the draft of its return; the answer is what is wrong with
    it, by cell. Where anything is, nothing is taken and the file is not kept."""
    held = _own(agency_return, by)
    framework = Framework.objects.filter(partnership=held.partnership_id).first()
    asked = asked_of(held, framework)
    if not (upload.name or "").lower().endswith(".xlsx"):
        raise RuleBroken("Send the template as an Excel workbook (.xlsx).", field="upload")
    with files.look_into(upload) as path:
        rows = _rows(path)
    answers, faults = sheets.read(rows, held.record.reference, asked)
    if faults:
        return faults
    upload.seek(0)
    stored = files.accept(upload, by=by, now=now)
    save_return(agency_return=held, answers=answers, by=by, now=now, sent_file=stored)
    return []


def _rows(path: Path) -> list[list[object]]:
    """The cells of the sheet of the return, from the first."""
    with zipfile.ZipFile(path) as archive:
        parts = [each for each in archive.infolist() if each.filename.startswith("xl/")]
    if sum(part.file_size for part in parts) > sheets.MOST_UNPACKED:
        raise RuleBroken("This workbook holds far more than the template. Send the template.",
                         field="upload")  # fmt: skip
    try:
        book = CalamineWorkbook.from_path(path)
        if sheets.SHEET not in book.sheet_names:
            raise RuleBroken(
                f"This workbook has no sheet called “{sheets.SHEET}”. Send the template of this "
                "return.",
                field="upload",
            )
        sheet = book.get_sheet_by_name(sheets.SHEET)
        rows = sheet.to_python(skip_empty_area=False, nrows=sheets.MOST_ROWS)
    except CalamineError:
        raise RuleBroken("This workbook cannot be read. Save it again, and send that.",
                         field="upload") from None  # fmt: skip
    return [list(row) for row in rows]
