"""Bringing in the actions of a spreadsheet: all lines of it or none (R3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.files.rules.sheets import read_sheet
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.actions import events, notices, permissions
from sightline.registers.actions.models import Action, ActionImport
from sightline.registers.actions.operations.making import make_action
from sightline.registers.actions.operations.telling import tell
from sightline.registers.actions.rules.importing import Line
from sightline.registers.partnership.models import Agency, Body


@transaction.atomic
def receive_import(
    *,
    partnership_id: int,
    upload: UploadedFile[bytes],
    usual_body: Body | None,
    by: Actor,
    now: datetime,
) -> ActionImport:
    """Keep a spreadsheet of actions to be looked at; nothing of it is entered yet. A file that
    cannot be read as rows is refused."""
    permissions.arrange_actions.check(by)
    assert by.person_id is not None  # a person sends it, never the timetable
    stored = files.accept(upload, by=by, now=now)
    upload.seek(0)
    read_sheet(upload.read(), stored.kind)
    received = ActionImport.objects.create(
        partnership_id=partnership_id,
        stored_file=stored,
        usual_body=usual_body,
        owner_id=by.person_id,
        sent_at=now,
        sent_by=by.name,
    )
    trail(events.actions_received, by=by, now=now, partnership_id=partnership_id)
    return received


@transaction.atomic
def bring_in(
    *, received: ActionImport, lines: Sequence[Line], by: Actor, now: datetime
) -> list[Action]:
    """Enter the lines of a spreadsheet as actions, once: all of them, or none while one is wrong.
    Each owner is told once, however many are theirs."""
    permissions.arrange_actions.check(by)
    held = ActionImport.objects.select_for_update(of=("self",)).get(pk=received.pk)
    if held.brought_in_at is not None:
        raise RuleBroken("This spreadsheet was brought in already.")
    wrong = [line.number for line in lines if line.errors]
    if wrong:
        raise RuleBroken(f"Mend line {wrong[0]} first. Nothing was brought in.")
    chosen = [line for line in lines if line.is_entered]
    if not chosen:
        raise RuleBroken("There is no action in it to bring in.")
    bodies = {one.key: one for one in Body.objects.filter(partnership=held.partnership_id)}
    agencies = {one.key: one for one in Agency.objects.filter(partnership=held.partnership_id)}
    made = [_entered(line, bodies, agencies, by, now) for line in chosen]
    held.brought_in_at, held.count = now, len(made)
    held.save(update_fields=["brought_in_at", "count"])
    trail(
        events.actions_brought_in, by=by, now=now, partnership_id=held.partnership_id,
        count=len(made),
    )  # fmt: skip
    firsts: dict[int, Action] = {}
    for action in made:
        if action.owner_id is not None and action.owner_id != by.person_id:
            firsts.setdefault(action.owner_id, action)
    for person, action in firsts.items():
        occasion = f"brought in {held.pk}"
        tell(
            action=action,
            notice=notices.ACTION_GIVEN,
            person_id=person,
            occasion=occasion,
            now=now,
        )
    return made


def _entered(
    line: Line,
    bodies: dict[str, Body],
    agencies: dict[str, Agency],
    by: Actor,
    now: datetime,
) -> Action:
    assert line.due_on is not None  # a line without a day has an error
    try:
        return make_action(
            body=bodies[line.body],
            what=line.what,
            detail=line.detail,
            due_on=line.due_on,
            owner_id=line.owner_id,
            owner_name=line.owner_name,
            agency=agencies.get(line.agency),
            tells_owner=False,
            by=by,
            now=now,
        )
    except RuleBroken as broken:
        raise RuleBroken(f"Line {line.number}: {broken.sentence} Nothing was brought in.") from None
