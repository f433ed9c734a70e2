"""An agency's own spreadsheet: how it is read is said once and remembered, and what it says goes
into the draft of a return like anything else that is typed there (R9.1)."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.permissions import Actor
from sightline.work.performance.models import AgencyReturn, OwnLayout
from sightline.work.performance.operations.returns import _own, save_return
from sightline.work.performance.queries.own_files import book_of, reading_of
from sightline.work.performance.rules.own_files import Layout
from sightline.work.performance.rules.sheets import CellFault


@transaction.atomic
def receive_own_file(
    *, agency_return: AgencyReturn, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> AgencyReturn:
    """Keep an agency's own spreadsheet beside its return, to be read as the agency says."""
    held = _own(agency_return, by)
    stored = files.accept(upload, by=by, now=now)
    if held.sent_file is not None and held.sent_file.sha256 == stored.sha256:
        raise RuleBroken("This very file has been taken into this return already.", field="upload")
    held.own_file = stored
    book_of(held)  # what cannot be read is refused here, with its reason
    held.save(update_fields=["own_file"])
    return held


@transaction.atomic
def keep_layout(
    *, agency_return: AgencyReturn, layout: Layout, by: Actor, now: datetime
) -> OwnLayout:
    """Remember how the agency's own spreadsheet is read, for this return and those after it."""
    held = _own(agency_return, by)
    if not layout.indicator:
        raise RuleBroken("Choose the column of the indicators.", field="indicator")
    if not any(layout.names.values()):
        raise RuleBroken("Say what your spreadsheet calls at least one figure.")
    if layout.has_column_a_period == bool(layout.value):
        says = "Choose the column of the figures, or say that each period has a column: not both."
        raise RuleBroken(says, field="value")
    kept, _ = OwnLayout.objects.update_or_create(
        partnership_id=held.partnership_id,
        agency_id=held.agency_id,
        defaults={"content": layout.kept(), "kept_at": now, "kept_by": by.name},
    )
    return kept


@transaction.atomic
def take_own_file(*, agency_return: AgencyReturn, by: Actor, now: datetime) -> list[CellFault]:
    """Take what the agency's own spreadsheet says into the draft of its return; the answer is what
    is wrong, by cell. Where anything is, nothing is taken."""
    held = _own(agency_return, by)
    reading = reading_of(held)
    if reading.faults:
        return reading.faults
    if not reading.answers:
        raise RuleBroken("Nothing in this spreadsheet is called as you said.")
    stored = held.own_file
    save_return(agency_return=held, answers=reading.answers, by=by, now=now, sent_file=stored)
    held.refresh_from_db(fields=["sent_file"])
    held.own_file = None
    held.save(update_fields=["own_file"])
    return []
