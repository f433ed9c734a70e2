"""Answers to a decision not to publish are recorded, and what was made of each (R6.5)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.work.reviews import events
from sightline.work.reviews.models import CommentConsidered, Incident, PublicationComment
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.operations.safety import to_publish
from sightline.work.reviews.queries import publishing
from sightline.work.reviews.rules import commenting as rules


@transaction.atomic
def record_comment(
    *, incident: Incident, sender: str, received_on: date, words: str, by: Actor, now: datetime
) -> PublicationComment:
    """Record what the Panel or the Secretary of State answers to the decision that stands."""
    held = to_publish(incident=incident, by=by, now=now)
    decided = publishing.publishing_of(held).decision
    rules.check_comment(
        sender=sender,
        words=words,
        received_on=received_on,
        outcome=decided.outcome if decided else "",
        decided_on=decided.decided_on if decided else None,
        today=timezone.localdate(now),
    )
    assert decided is not None
    made = PublicationComment.objects.create(
        record=held.record,
        decision=decided,
        sender=sender,
        received_on=received_on,
        words=words.strip(),
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.comment_recorded, by=by, now=now)
    return made


@transaction.atomic
def consider_comment(
    *, comment: PublicationComment, words: str, considered_on: date, by: Actor, now: datetime
) -> CommentConsidered:
    """Record what the Executive made of an answer; that it decides anew is recorded apart."""
    held = to_publish(incident=comment.decision.incident, by=by, now=now)
    rules.check_considered(
        words=words,
        considered_on=considered_on,
        received_on=comment.received_on,
        is_considered=CommentConsidered.objects.filter(comment=comment).exists(),
        today=timezone.localdate(now),
    )
    made = CommentConsidered.objects.create(
        comment=comment,
        record=held.record,
        words=words.strip(),
        considered_on=considered_on,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.comment_considered, by=by, now=now)
    return made
