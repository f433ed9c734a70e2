"""Loading a version of the arrangements together with its duties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from sightline.foundation.permissions import Actor
from sightline.registers.duties.models import Duty
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.operations import Loading, load_arrangement
from sightline.registers.partnership.rules.arrangement import Arrangement


@transaction.atomic
def take_on_arrangements(
    *,
    arrangement: Arrangement,
    source: Mapping[str, str],
    in_front: bool,
    by: Actor,
    now: datetime,
) -> Loading:
    """Load a version of the arrangements together with its duties: both or neither (R0.1)."""
    done = load_arrangement(
        arrangement=arrangement, source=source, in_front=in_front, by=by, now=now
    )
    if not done.is_same and done.partnership is not None:
        keep_duties(partnership=done.partnership, arrangement=arrangement)
    return done


@transaction.atomic
def keep_duties(*, partnership: Partnership, arrangement: Arrangement) -> None:
    """Keep the rows of duties true to a version just loaded; a duty that disappears is ended."""
    rows = {row.key: row for row in Duty.objects.filter(partnership=partnership)}
    wanted = {duty.id: duty for duty in arrangement.duties}
    for key, duty in wanted.items():
        starts_on = duty.starts_on or arrangement.starts_on
        row = rows.get(key)
        if row is None:
            Duty.objects.create(
                partnership=partnership,
                key=key,
                promise=duty.promise,
                kind=duty.kind,
                starts_on=starts_on,
                ends_on=duty.ends_on,
            )
        elif (row.promise, row.kind, row.ends_on) != (duty.promise, duty.kind, duty.ends_on):
            row.promise, row.kind, row.ends_on = duty.promise, duty.kind, duty.ends_on
            row.save(update_fields=["promise", "kind", "ends_on"])
    last_day = date.fromordinal(arrangement.starts_on.toordinal() - 1)
    for key, row in rows.items():
        if key not in wanted and (row.ends_on is None or row.ends_on > last_day):
            row.ends_on = max(last_day, row.starts_on)
            row.save(update_fields=["ends_on"])
