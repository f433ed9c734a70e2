"""Loading the arrangements: a version at a time, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership import events, permissions
from sightline.registers.partnership.models import (
    Agency,
    ArrangementVersion,
    Body,
    Partnership,
    Place,
)
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.differences import Difference, differences
from sightline.registers.partnership.rules.standing import (
    PlaceFacts,
    body_prefix,
    places_of_arrangement,
)


@dataclass(frozen=True)
class Loading:
    """What loading an arrangement would change, or did."""

    partnership: Partnership | None
    version: ArrangementVersion | None
    changes: tuple[Difference, ...]
    is_same: bool


def preview_loading(*, arrangement: Arrangement, source: Mapping[str, str]) -> Loading:
    """Settle what loading would change, and change nothing."""
    partnership = Partnership.objects.filter(key=arrangement.id).first()
    latest = _latest(partnership)
    if latest is not None and latest.sha256 == _fingerprint(source):
        return Loading(partnership, latest, (), True)
    old = Arrangement.model_validate(latest.content) if latest else None
    return Loading(partnership, latest, tuple(differences(old, arrangement)), False)


@transaction.atomic
def load_arrangement(
    *,
    arrangement: Arrangement,
    source: Mapping[str, str],
    in_front: bool,
    by: Actor,
    now: datetime,
) -> Loading:
    """Load a version of the arrangements (R0.1): whole or not at all; the same text twice changes
    nothing; what the new version no longer names is ended the day before it takes effect."""
    permissions.load_arrangements.check(by)
    found = preview_loading(arrangement=arrangement, source=source)
    if found.is_same:
        if in_front and found.partnership:
            _put_in_front(found.partnership)
        return found
    partnership = found.partnership or Partnership.objects.create(
        key=arrangement.id, name=arrangement.name, short=arrangement.short
    )
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    partnership.name, partnership.short = arrangement.name, arrangement.short
    partnership.save(update_fields=["name", "short"])
    if in_front or not Partnership.objects.filter(in_front=True).exists():
        _put_in_front(partnership)
    version = _add_version(partnership, found.version, arrangement, source, by, now)
    _project(partnership, arrangement)
    trail(
        events.arrangements_loaded,
        by=by,
        now=now,
        partnership_id=partnership.pk,
        version=version.number,
        changes=len(found.changes),
    )
    return Loading(partnership, version, found.changes, False)


def _latest(partnership: Partnership | None) -> ArrangementVersion | None:
    if partnership is None:
        return None
    return ArrangementVersion.objects.filter(partnership=partnership).order_by("-number").first()


def _fingerprint(source: Mapping[str, str]) -> str:
    text = "\0".join(f"{name}\0{source[name]}" for name in sorted(source))
    return hashlib.sha256(text.encode()).hexdigest()


def _put_in_front(partnership: Partnership) -> None:
    Partnership.objects.filter(in_front=True).exclude(pk=partnership.pk).update(in_front=False)
    Partnership.objects.filter(pk=partnership.pk).update(in_front=True)


def _add_version(
    partnership: Partnership,
    latest: ArrangementVersion | None,
    arrangement: Arrangement,
    source: Mapping[str, str],
    by: Actor,
    now: datetime,
) -> ArrangementVersion:
    if latest is not None and arrangement.starts_on < latest.starts_on:
        raise RuleBroken(
            f"This version takes effect on {arrangement.starts_on:%-d %B %Y}, before version "
            f"{latest.number}, which is already loaded. Give it a later date."
        )
    replaces = latest if latest and latest.starts_on == arrangement.starts_on else None
    return ArrangementVersion.objects.create(
        partnership=partnership,
        number=(latest.number if latest else 0) + 1,
        starts_on=arrangement.starts_on,
        ends_on=arrangement.ends_on,
        content=arrangement.model_dump(mode="json", by_alias=True),
        source=dict(source),
        sha256=_fingerprint(source),
        loaded_at=now,
        loaded_by=by.name,
        replaces=replaces,
    )


def _project(partnership: Partnership, arrangement: Arrangement) -> None:
    """Keep the rows that other records point at true to the version."""
    agency_rows = _upsert(
        Agency,
        partnership,
        arrangement.starts_on,
        {
            part.id: {
                "name": part.name,
                "short": part.short or "",
                "kind": part.kind,
                "is_lead_partner": part.lead_partner,
                "starts_on": part.starts_on,
                "ends_on": part.ends_on,
            }
            for part in arrangement.agencies
        },
    )
    given = dict(Body.objects.filter(partnership=partnership).values_list("key", "prefix"))
    taken = set(given.values())
    body_rows = _upsert(
        Body,
        partnership,
        arrangement.starts_on,
        {
            part.id: {
                "name": part.name,
                "short": part.short or "",
                "kind": part.kind,
                "prefix": given.get(part.id) or body_prefix(part, taken),
                "starts_on": part.starts_on,
                "ends_on": part.ends_on,
            }
            for part in arrangement.bodies
        },
    )
    _upsert(
        Place,
        partnership,
        arrangement.starts_on,
        {
            facts.key: _place_fields(facts, body_rows, agency_rows)
            for facts in places_of_arrangement(arrangement)
        },
    )


def _place_fields(
    facts: PlaceFacts, body_rows: Mapping[str, Any], agency_rows: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "name": facts.title,
        "body": body_rows.get(facts.body or ""),
        "agency": agency_rows.get(facts.agency or ""),
        "role_key": facts.role or "",
        "function": facts.function,
        "is_lead_partner": facts.lead_partner,
        "holds_many": facts.many,
        "capacities": sorted(facts.capacities),
        "starts_on": facts.starts_on,
        "ends_on": facts.ends_on,
    }


def _upsert(
    model: Any, partnership: Partnership, starts_on: date, wanted: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    rows = {row.key: row for row in model.objects.filter(partnership=partnership)}
    for key, fields in wanted.items():
        row = rows.get(key)
        if row is None:
            rows[key] = model.objects.create(partnership=partnership, key=key, **fields)
            continue
        changed = [name for name, value in fields.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, fields[name])
        if changed:
            row.save(update_fields=changed)
    last_day = date.fromordinal(starts_on.toordinal() - 1)
    for key, row in rows.items():
        if key not in wanted and (row.ends_on is None or row.ends_on > last_day):
            row.ends_on = last_day
            row.save(update_fields=["ends_on"])
    return rows
