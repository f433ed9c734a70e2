"""Tokens of programs that read figures: made once, shown once, ended at once (R9.1)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Literal, NamedTuple

from django.db import connection, transaction

from sightline.foundation.accounts.queries import hash_of
from sightline.foundation.accounts.throttle import bucket, is_within
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.foundation.trail.operations import record as trail
from sightline.registers.partnership.models import Seat
from sightline.work.performance import events, permissions
from sightline.work.performance.models import AccessToken

MOST_CALLS, WITHIN = 120, 60  # of one token, in so many seconds
MOST_GUESSES, GUESSED_WITHIN = 10, 300  # of one source
MOST_TOKENS = 10


class Called(NamedTuple):
    """How a call of a program was received."""

    answer: Literal["welcome", "unknown", "too many"]
    number: int = 0


@transaction.atomic
def make_token(*, seat: Seat, name: str, scope: str, by: Actor, now: datetime) -> str:
    """Make a token for one's own seat and return its secret, which nobody is shown again."""
    permissions.use_programs.check(by)
    if by.person_id is None or seat.person_id != by.person_id or seat.ended_at is not None:
        raise NotSeen
    if scope not in AccessToken.Scope.values:
        raise RuleBroken("Choose what the program may read.", field="scope")
    if AccessToken.objects.filter(seat=seat, ended_at=None).count() >= MOST_TOKENS:
        raise RuleBroken(f"You have {MOST_TOKENS} tokens. End one that is not used.")
    secret = secrets.token_urlsafe(32)
    made = AccessToken.objects.create(
        partnership_id=seat.partnership_id,
        seat=seat,
        name=name.strip(),
        scope=scope,
        secret_hash=hash_of(secret),
        made_at=now,
        made_by=by.name,
    )
    trail(events.token_made, by=by, now=now, partnership_id=seat.partnership_id,
          number=made.pk, scope=made.get_scope_display())  # fmt: skip
    return secret


@transaction.atomic
def end_token(*, token: AccessToken, by: Actor, now: datetime) -> None:
    """End a token: from this instant it opens nothing."""
    permissions.use_programs.check(by)
    held = AccessToken.objects.select_for_update().get(pk=token.pk)
    if held.ended_at is not None:
        raise RuleBroken("This token has ended already.")
    held.ended_at, held.ended_by = now, by.name
    held.save(update_fields=["ended_at", "ended_by"])
    trail(events.token_ended, by=by, now=now, partnership_id=held.partnership_id, number=held.pk)


@transaction.atomic
def note_call(*, secret: str, source: str, what: str, by: Actor, now: datetime) -> Called:
    """Count a call of a program and write it into the trail, without what it read. Who shows a
    wrong secret is counted by where they call from."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, person_id, name, partnership_id FROM sightline_program_called(%s)",
            [secret],
        )
        row = cursor.fetchone()
    if row is None:
        wrong = bucket("program", "source", source)
        is_told = is_within(wrong, MOST_GUESSES, GUESSED_WITHIN)
        return Called("unknown" if is_told else "too many")
    number, person_id, name, partnership_id = row
    if not is_within(bucket("program", "token", str(number)), MOST_CALLS, WITHIN):
        return Called("too many", number)
    reader = Actor(person_id=person_id, name=name, partnership_id=partnership_id)
    trail(events.token_used, by=reader, now=now, kind=TrailEvent.Kind.READ,
          number=number, what=what)  # fmt: skip
    return Called("welcome", number)
