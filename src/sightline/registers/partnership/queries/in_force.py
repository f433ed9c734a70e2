"""Which partnership is in view, what its arrangements say on a day, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from sightline.foundation.errors import NotSeen
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, OnceAnEdition, given
from sightline.registers.partnership.models import (
    ArrangementVersion,
    ContradictionDecision,
    OneOffDay,
    Partnership,
)
from sightline.registers.partnership.rules import arrangement as file
from sightline.registers.partnership.rules.arrangement import Arrangement


def partnership_in_front(hostname: str = "") -> Partnership | None:
    """Whose public pages this address shows: by host name, else the one in front."""
    wanted = Q(in_front=True)
    if hostname:
        wanted |= Q(hostname=hostname)
    rows = sorted(
        Partnership.objects.filter(wanted), key=lambda row: (row.hostname != hostname, row.pk)
    )
    return rows[0] if rows else None


BY_NUMBER = Objects(lambda: Partnership.objects.filter(pk=given("number", int)))
PARTNERSHIP = OnceAnEdition(lambda number: BY_NUMBER.rows(number=number))


def partnership_in_view(request: HttpRequest) -> Partnership | None:
    """The partnership a request is about, looked up once: the one the person acts in, else the one
    whose public pages this address shows."""
    found: Partnership | None = getattr(request, "partnership_in_view", None)
    if found is None:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is not None and actor.partnership_id is not None:
            found = next(iter(PARTNERSHIP.of(actor.partnership_id)), None)
        else:
            found = partnership_in_front(request.get_host().split(":")[0])
        request.partnership_in_view = found  # type: ignore[attr-defined]
    return found


def version_on(partnership_id: int, day: date) -> ArrangementVersion | None:
    """The version of the arrangements in force on a day; before the first, the first."""
    return version_governing(versions(partnership_id), day)


def version_governing(found: Iterable[ArrangementVersion], day: date) -> ArrangementVersion | None:
    """Which of these versions is in force on a day; before the first, the first."""
    rows = sorted(found, key=lambda row: (row.starts_on, row.number))
    in_force = [row for row in rows if row.starts_on <= day]
    return in_force[-1] if in_force else (rows[0] if rows else None)


@lru_cache(maxsize=64)
def _content(version_id: int) -> Arrangement:
    content = ArrangementVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return Arrangement.model_validate(content)


def arrangement_on(partnership_id: int, day: date) -> Arrangement | None:
    """What the arrangements in force on a day say. Versions never change, so each is read once."""
    version = version_on(partnership_id, day)
    return _content(version.pk) if version else None


def arrangement_of(version: ArrangementVersion) -> Arrangement:
    """What one version says."""
    return _content(version.pk)


def arrangement_at(partnership_id: int, at: datetime) -> Arrangement:
    """What the arrangements in force at a moment say; `NotSeen` where none are loaded."""
    arrangement = arrangement_on(partnership_id, timezone.localdate(at))
    if arrangement is None:
        raise NotSeen
    return arrangement


@dataclass(frozen=True)
class Settled:
    """A contradiction of the published text, and which reading the partnership follows."""

    about: file.Contradiction
    reading: file.Reading | None  # nothing: undecided
    decided_by: str
    decided_on: date | None
    reason: str
    row: ContradictionDecision | None  # nothing: decided in the file, or not at all


def contradictions(partnership_id: int, arrangement: Arrangement) -> list[Settled]:
    """Every contradiction of the text with the decision that stands: one recorded here beats one
    written in the file."""
    recorded = {row.contradiction_key: row for row in decisions(partnership_id)}
    return [_settled(about, recorded.get(about.id)) for about in arrangement.contradictions]


def _settled(about: file.Contradiction, row: ContradictionDecision | None) -> Settled:
    reading = next((it for it in about.readings if row and it.id == row.reading_key), None)
    if row is not None and reading is not None:
        return Settled(about, reading, row.decided_by, row.decided_on, row.reason, row)
    return Settled(
        about,
        next((it for it in about.readings if it.id == about.decision), None),
        about.decided_by or "",
        about.decided_on,
        about.reason or "",
        None,
    )


def decisions(partnership_id: int) -> list[ContradictionDecision]:
    """Decisions on contradictions that stand."""
    rows = ContradictionDecision.objects.filter(
        partnership_id=partnership_id, withdrawn_at__isnull=True
    )
    return list(rows)


def withdrawn_decisions(partnership_id: int, key: str) -> list[ContradictionDecision]:
    """Decisions on one contradiction that were replaced, newest first."""
    rows = ContradictionDecision.objects.filter(
        partnership_id=partnership_id, contradiction_key=key, withdrawn_at__isnull=False
    )
    return list(rows.order_by("-withdrawn_at"))


VERSIONS = Objects(
    lambda: (
        ArrangementVersion.objects.filter(partnership=given("partnership", int))
        .defer("content", "source")
        .order_by("-number")
    )
)
VERSIONS_ONCE = OnceAnEdition(lambda number: tuple(VERSIONS.rows(partnership=number)))


def versions(partnership_id: int) -> tuple[ArrangementVersion, ...]:
    """Versions of the arrangements, newest first, without their text."""
    return VERSIONS_ONCE.of(partnership_id)


def version_by_number(partnership_id: int | None, number: int) -> ArrangementVersion:
    """One version with its files; `NotSeen` where there is none."""
    rows = ArrangementVersion.objects.filter(partnership_id=partnership_id or 0, number=number)
    return one_of(rows.defer("content"))


def one_off_days(partnership_id: int) -> list[OneOffDay]:
    """Days declared not to be worked, newest first."""
    return list(OneOffDay.objects.filter(partnership_id=partnership_id).order_by("-day"))
