"""Entering an action, and handing it over to somebody else (R3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.actions import events, notices, permissions
from sightline.registers.actions.models import Action, Recommendation, Step
from sightline.registers.actions.operations.telling import say, tell
from sightline.registers.actions.queries.standing import check_works_on, locked
from sightline.registers.actions.rules import audience, life
from sightline.registers.partnership.models import Agency, Body, Seat
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record


@transaction.atomic
def make_action(
    *,
    body: Body,
    what: str,
    due_on: date,
    by: Actor,
    now: datetime,
    owner_id: int | None = None,
    owner_name: str = "",
    agency: Agency | None = None,
    kind: str = Action.Kind.OTHER,
    detail: str = "",
    steps: Sequence[str] = (),
    source: Record | None = None,
    recommendation: Recommendation | None = None,
    tells_owner: bool = True,
) -> Action:
    """Enter an action that a group owns and somebody does by a day. `source` is the record it comes
    from, of any room; its words must be readable without that record."""
    permissions.make_actions.check(by)
    life.check_words(what, "what", "Say what is to be done", least=5)
    name, agency = _who(body.partnership_id, owner_id, owner_name, agency)
    source = source or (recommendation.source if recommendation else None)
    today, number = timezone.localdate(now), body.partnership_id
    keys = audience.of_action(
        partnership=number,
        body=body.pk,
        owner=owner_id,
        agency=agency.pk if agency else None,
        source_marking=source.marking if source else "",
    )
    record = records.open_record(
        partnership_id=number,
        prefix="ACT",
        kind="actions:action",
        title=what.strip(),
        marking=Marking.INTERNAL,
        audience=[*keys, *([f"person:{by.person_id}"] if by.person_id else [])],
        on=today,
        now=now,
        body=body,
        summary=detail.strip(),
        arises_from=source,
    )
    made = Action.objects.create(
        record=record,
        partnership_id=number,
        source=source,
        recommendation=recommendation,
        body=body,
        kind=kind,
        what=what.strip(),
        detail=detail.strip(),
        owner_id=owner_id,
        owner_name=name,
        agency=agency,
        due_on=due_on,
        first_due_on=due_on,
        moving_on=today,
        entered_at=now,
        entered_by=by.name,
    )
    lines = [line.strip()[:300] for line in steps if line.strip()]
    Step.objects.bulk_create(
        Step(action=made, record=record, number=place, words=line)
        for place, line in enumerate(lines, 1)
    )
    say(action=made, event=events.action_made, by=by, now=now, due_on=in_words(due_on))
    if tells_owner and owner_id is not None and owner_id != by.person_id:
        _give(made, owner_id, now)
    return made


@transaction.atomic
def hand_over(
    *,
    action: Action,
    owner_id: int | None,
    agency: Agency | None,
    reason: str,
    by: Actor,
    now: datetime,
    owner_name: str = "",
) -> Action:
    """Hand an action over to another owner: from now on they and their agency see it, and the old
    owner no longer does by having owned it. Whoever hands it over sees what becomes of it."""
    permissions.hand_over_actions.check(by)
    held = locked(action)
    check_works_on(held, by)
    life.check_words(reason, "reason", "Say why it is handed over", least=5)
    name, agency = _who(held.partnership_id, owner_id, owner_name, agency)
    others = {key for key in held.record.audience if key.startswith("person:")}
    others = (others - {f"person:{held.owner_id}"}) | {f"person:{by.person_id or 0}"}
    held.owner_id, held.owner_name, held.agency = owner_id, name, agency
    held.moving_on = timezone.localdate(now)
    held.save(update_fields=["owner", "owner_name", "agency", "moving_on"])
    said = reason.strip()
    say(action=held, event=events.action_handed_over, by=by, now=now, owner=name, reason=said)
    keys = audience.of_action(
        partnership=held.partnership_id,
        body=held.body_id,
        owner=owner_id,
        agency=agency.pk if agency else None,
        source_marking=_marking(held),
    )
    records.mark(record=held.record, marking=Marking.INTERNAL, audience=[*keys, *others])
    if owner_id is not None and owner_id != by.person_id:
        _give(held, owner_id, now)
    return held


def _who(
    partnership: int, owner_id: int | None, owner_name: str, agency: Agency | None
) -> tuple[str, Agency | None]:
    """The owner's name and agency: the agency of one of their seats where none is given."""
    if owner_id is None:
        if agency is None and not owner_name.strip():
            raise RuleBroken("Say who does it: a person, or at least an agency.", field="owner")
        return owner_name.strip(), agency
    seats = Seat.objects.filter(Seat.live(), partnership=partnership, person=owner_id)
    held = list(seats.select_related("person", "place__agency").order_by("pk"))
    if not held:
        raise RuleBroken("This person holds no place in the partnership now.", field="owner")
    of = next((seat.place.agency for seat in held if seat.place.agency), None)
    return held[0].person.name, agency or of


def _give(action: Action, person_id: int, now: datetime) -> None:
    occasion = f"given {now.isoformat()}"
    tell(
        action=action, notice=notices.ACTION_GIVEN, person_id=person_id, occasion=occasion, now=now
    )


def _marking(action: Action) -> str:
    """How closely held the source is: of one that is not seen, the closest is taken."""
    if action.source_id is None:
        return ""
    found = Record.objects.filter(pk=action.source_id).values_list("marking", flat=True).first()
    return found or Marking.IDENTIFIED
