"""Learning made known: written, issued, read, and how far it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event as Line
from sightline.foundation.trail.operations import record as trail
from sightline.registers.actions import operations as actions
from sightline.registers.actions.models import Recommendation
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.training import events, permissions
from sightline.work.training.models import Briefing, BriefingReach, BriefingReceipt
from sightline.work.training.operations.courses import _office
from sightline.work.training.rules import spreading


@transaction.atomic
def make_briefing(
    *, partnership_id: int, recommendations: Iterable[Recommendation], by: Actor, now: datetime,
    **said: Any,
) -> Briefing:  # fmt: skip
    """Begin a piece of learning as a draft of the office, tied to the recommendations that it makes
    known (R8.5). `said` are the columns that a person fills in."""
    permissions.manage_programme.check(by)
    record = records.open_record(
        partnership_id=partnership_id,
        prefix="BRF",
        kind="training:briefing",
        title=said["title"],
        marking=Marking.INTERNAL,
        audience=_office(partnership_id),
        on=timezone.localdate(now),
        now=now,
        summary=" ".join([said.get("words", ""), *said.get("sections", [])]).strip(),
    )
    made = Briefing.objects.create(
        record=record, reference=record.reference, partnership_id=partnership_id, **said
    )
    _tie(made, recommendations, now)
    _told(made, events.briefing_made, by, now, title=made.title)
    return made


@transaction.atomic
def write_briefing(
    *, briefing: Briefing, version: int, recommendations: Iterable[Recommendation], by: Actor,
    now: datetime, **said: Any,
) -> Briefing:  # fmt: skip
    """Write on at a draft; refused where somebody else saved since `version`, and once issued."""
    permissions.manage_programme.check(by)
    held = _locked(briefing)
    if held.state != Briefing.State.DRAFT:
        raise RuleBroken("This was issued already: people have read it as it stands.")
    if held.version != version:
        raise RuleBroken("Somebody else changed this since you opened it. Open it again.")
    for name, value in said.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*said, "version"])
    records.retitle(
        record=held.record, title=held.title, on=held.record.on, summary=_all_words(held)
    )
    _tie(held, recommendations, now)
    _told(held, events.briefing_written, by, now)
    return held


@transaction.atomic
def issue_briefing(*, briefing: Briefing, by: Actor, now: datetime) -> Briefing:
    """Give it to every member of the partnership to read."""
    permissions.manage_programme.check(by)
    held = _locked(briefing)
    if held.state != Briefing.State.DRAFT:
        raise RuleBroken("This was issued already.")
    spreading.check_issue(held.kind, held.words, held.sections)
    held.state, held.issued_on = Briefing.State.ISSUED, timezone.localdate(now)
    held.version += 1
    held.save(update_fields=["state", "issued_on", "version"])
    records.mark(
        record=held.record,
        marking=Marking.INTERNAL,
        audience=[f"partnership:{held.partnership_id}"],
    )
    _told(held, events.briefing_issued, by, now)
    return held


@transaction.atomic
def confirm_reading(*, briefing: Briefing, said: str, by: Actor, now: datetime) -> BriefingReceipt:
    """Confirm that one has read it, once, and what one says to it."""
    permissions.read_learning.check(by)
    if by.person_id is None:
        raise NotAllowed(permissions.read_learning.code)
    if briefing.state != Briefing.State.ISSUED:
        raise RuleBroken("This is a draft: there is nothing to confirm yet.")
    try:
        with transaction.atomic():
            made = BriefingReceipt.objects.create(
                briefing=briefing, partnership_id=briefing.partnership_id, person_id=by.person_id,
                read_at=now, said=said.strip(),
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken("You have confirmed this already. Thank you.") from None
    trail(  # of the receipt: who has read what is not for everybody who may read it
        events.briefing_read,
        by=by,
        now=now,
        about=f"RCP-{made.pk}",
        partnership_id=briefing.partnership_id,
    )
    return made


@transaction.atomic
def record_reach(
    *,
    briefing: Briefing,
    channel: str,
    happened_on: date,
    to_whom: str,
    reached: int | None,
    said: str,
    recommendations: Sequence[Recommendation],
    by: Actor,
    now: datetime,
) -> BriefingReach:
    """Record whom it reached by a channel, how many, and what they said. It is told to each
    recommendation that it makes known, so that its page shows how far the learning came."""
    permissions.manage_programme.check(by)
    held = _locked(briefing)
    if held.state != Briefing.State.ISSUED:
        raise RuleBroken("Issue it first.")
    if happened_on > timezone.localdate(now):
        raise RuleBroken("The day must not be in the future.", field="happened_on")
    made = BriefingReach.objects.create(
        briefing=held, record=held.record, partnership_id=held.partnership_id, channel=channel,
        happened_on=happened_on, to_whom=to_whom.strip(), reached=reached, said=said.strip(),
        entered_at=now, entered_by=by.name,
    )  # fmt: skip
    for one in recommendations:
        actions.disseminate(
            recommendation=one,
            how=channel,
            happened_on=happened_on,
            to_whom=to_whom,
            reached=reached,
            told_in=held.record,
            by=by,
            now=now,
        )
    _told(held, events.reach_recorded, by, now, channel=made.get_channel_display().lower())
    return made


def _locked(briefing: Briefing) -> Briefing:
    rows = Briefing.objects.select_for_update(of=("self",)).select_related("record")
    found = rows.filter(pk=briefing.pk).first()
    if found is None:
        raise NotSeen
    return found


def _tie(briefing: Briefing, recommendations: Iterable[Recommendation], now: datetime) -> None:
    for one in recommendations:
        records.link(source=briefing.record, target=one.record, how="makes known", now=now)


def _all_words(briefing: Briefing) -> str:
    return " ".join([briefing.words, *briefing.sections]).strip()


def _told(briefing: Briefing, line: Line, by: Actor, now: datetime, **facts: Any) -> None:
    trail(line, by=by, now=now, about=briefing.reference, partnership_id=briefing.partnership_id,
          **facts)  # fmt: skip
