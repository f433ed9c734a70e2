"""An agency's own spreadsheet as it stands, and as it would be read."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.models import StoredFile
from sightline.foundation.files.queries import open_for_download
from sightline.foundation.files.rules.sheets import Sheet, read_sheet
from sightline.work.performance.models import AgencyReturn, OwnLayout
from sightline.work.performance.queries.records import framework_of
from sightline.work.performance.queries.returns import asked_of
from sightline.work.performance.rules import own_files as rules
from sightline.work.performance.rules.own_files import Layout
from sightline.work.performance.rules.returns import Answer, Asked
from sightline.work.performance.rules.sheets import CellFault


@dataclass(frozen=True)
class OwnReading:
    """What a spreadsheet says, indicator by indicator, and what is wrong with it."""

    asked: list[Asked]
    answers: dict[int, Answer]
    faults: list[CellFault]


def layout_of(held: AgencyReturn) -> Layout | None:
    """How the agency's spreadsheet is read, as it was last said."""
    rows = OwnLayout.objects.filter(partnership=held.partnership_id, agency=held.agency_id)
    kept = rows.values_list("content", flat=True).first()
    known = {each.name for each in fields(Layout)}
    return None if kept is None else Layout(**{k: v for k, v in kept.items() if k in known})


def book_of(held: AgencyReturn, sheet: str = "") -> Sheet:
    """The sheet asked for of the file that waits beside a return; `RuleBroken` says why not."""
    sent = held.own_file_id
    stored = StoredFile.objects.filter(pk=sent).first() if sent else None
    if stored is None:
        raise RuleBroken(
            "Send the spreadsheet first."
        )  # or a colleague sent it, who alone reads it
    with open_for_download(stored) as file:
        return read_sheet(file.read(), stored.kind, sheet)


def reading_of(held: AgencyReturn) -> OwnReading:
    """The file that waits, read as the agency said."""
    layout = layout_of(held)
    if layout is None:
        raise RuleBroken("Say first how your spreadsheet is read.")
    asked = asked_of(held, framework_of(held.partnership_id))
    sheet = book_of(held, layout.sheet)
    answers, faults = rules.read(sheet.rows, layout, asked, held.period, held.period_kind)
    return OwnReading(asked, answers, faults)
