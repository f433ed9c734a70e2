"""Files that show what was done (R3.7): whoever may report on an action or add what was seen of
practice may put a file with it."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.actions import permissions
from sightline.registers.actions.models import Action
from sightline.registers.evidence import operations as evidence


@transaction.atomic
def file_evidence(
    *, action: Action, title: str, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> None:
    """Put a file with an action that the actor sees; the trail tells of it as of any document."""
    permissions.see_actions.check(by)
    if action.state == Action.State.MERGED:
        raise RuleBroken("This action was merged. Put the file with the one that stays.")
    evidence.add_evidence(record=action.record, title=title, upload=upload, by=by, now=now)
