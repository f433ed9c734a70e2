"""Keeping occasions and invitations true, and telling those invited; making and ending feeds.

An occasion belongs to the work of another room, whose operation checks who may change it, writes
the trail, and calls these in its own transaction: the messages leave if, and only if, it completes.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from sightline.foundation.accounts.queries import hash_of
from sightline.foundation.calendar import in_words
from sightline.foundation.diary import events, notices, permissions, rules
from sightline.foundation.diary.models import Feed, Invitee, Occasion
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail

SHOWN = ("title", "falls_on", "starts_at", "ends_at", "place", "link")


@transaction.atomic
def keep_occasion(
    *,
    key: str,
    partnership_id: int,
    about: str,
    title: str,
    falls_on: date,
    starts_at: time | None,
    ends_at: time | None,
    place: str,
    link: str,
    now: datetime,
) -> Occasion:
    """Keep an occasion as it now stands; who is invited is told of a change. `key` is the caller's
    stable name for it, `about` the reference of its record, `link` a path of this site. Title and
    place go out by e-mail and stand in feeds: take them from what is published (security 1.6)."""
    rules.check_occasion(title=title, place=place, starts_at=starts_at, ends_at=ends_at)
    shown = {
        "title": title,
        "falls_on": falls_on,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
        "link": settings.ADDRESS.rstrip("/") + link,
    }
    mine = {"partnership_id": partnership_id, "key": key}
    occasion = Occasion.objects.select_for_update().filter(**mine).first()
    if occasion is None:
        return Occasion.objects.create(**mine, about=about, **shown, changed_at=now)
    before = occasion.falls_on
    if all(getattr(occasion, name) == value for name, value in shown.items()):
        return occasion
    for name, value in shown.items():
        setattr(occasion, name, value)
    occasion.changed_at = now
    occasion.save(update_fields=[*SHOWN, "changed_at"])
    # what was to come and is now past must still leave the place it had in calendars
    for invitee in _invited(occasion):
        _tell(invitee, notices.CHANGED, max(before, occasion.falls_on), now)
    return occasion


@transaction.atomic
def invite(*, occasion: Occasion, person_id: int, is_optional: bool = False, now: datetime) -> None:
    """Invite a person; inviting them again changes nothing."""
    held = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if held.is_cancelled:
        raise RuleBroken("This was cancelled: nobody can be invited to it.")
    _invite(held, person_id, is_optional, now)


@transaction.atomic
def invite_exactly(*, occasion: Occasion, people: Mapping[int, bool], now: datetime) -> None:
    """Have these people invited and nobody else: a number of a person, and whether they may stay
    away. Whoever is new is invited, whoever is no longer named is told so."""
    held = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if held.is_cancelled:
        return
    for invitee in _invited(held):
        if invitee.person_id not in people:
            _uninvite(invitee, now)
    for person_id, is_optional in people.items():
        _invite(held, person_id, is_optional, now)


@transaction.atomic
def cancel_occasion(*, occasion: Occasion, now: datetime) -> None:
    """Cancel an occasion and take it out of the calendars of all who are invited."""
    held = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if held.is_cancelled:
        return
    held.is_cancelled, held.changed_at = True, now
    held.save(update_fields=["is_cancelled", "changed_at"])
    for invitee in _invited(held):
        _tell(invitee, notices.CANCELLED, held.falls_on, now)


@transaction.atomic
def make_feed(*, by: Actor, now: datetime) -> str:
    """Make the actor's private feed and return its secret, which is shown once and kept by nobody;
    a feed they had stops working."""
    permissions.keep_own_diary.check(by)
    if by.person_id is None:
        raise NotSeen
    secret = secrets.token_urlsafe(32)
    Feed.objects.filter(person=by.person_id, ended_at__isnull=True).update(ended_at=now)
    Feed.objects.create(person_id=by.person_id, secret_hash=hash_of(secret), made_at=now)
    trail(events.feed_made, by=by, now=now)
    return secret


@transaction.atomic
def end_feed(*, by: Actor, now: datetime) -> None:
    """End the actor's feed: its address answers nothing from this instant."""
    permissions.keep_own_diary.check(by)
    if not Feed.objects.filter(person=by.person_id, ended_at__isnull=True).update(ended_at=now):
        raise NotSeen
    trail(events.feed_ended, by=by, now=now)


@transaction.atomic
def end_feeds_of_leavers(*, now: datetime) -> int:
    """End the feeds of people who hold no seat any more, so that a later seat revives none. They
    answered nothing since the seat ended; the answer is how many."""
    ended = 0
    with connection.cursor() as cursor:
        for feed in Feed.objects.filter(ended_at__isnull=True):
            cursor.execute("SELECT sightline_keys_of(%s)", [feed.person_id])
            (keys,) = cursor.fetchone() or ([],)
            if not any(key.startswith("seat:") for key in keys):
                feed.ended_at = now
                feed.save(update_fields=["ended_at"])
                ended += 1
    return ended


def _invited(occasion: Occasion):  # type: ignore[no-untyped-def]
    return Invitee.objects.filter(occasion=occasion, is_withdrawn=False).select_related("occasion")


def _invite(occasion: Occasion, person_id: int, is_optional: bool, now: datetime) -> None:
    invitee = Invitee.objects.filter(occasion=occasion, person=person_id).first()
    if invitee is None:
        invitee = Invitee.objects.create(
            occasion=occasion, person_id=person_id, is_optional=is_optional, changed_at=now
        )
        _send(invitee, notices.INVITED, occasion.falls_on, now)
        return
    if not invitee.is_withdrawn and invitee.is_optional == is_optional:
        return
    invitee.is_withdrawn, invitee.is_optional = False, is_optional
    invitee.save(update_fields=["is_withdrawn", "is_optional"])
    _tell(invitee, notices.INVITED, occasion.falls_on, now)


def _uninvite(invitee: Invitee, now: datetime) -> None:
    invitee.is_withdrawn = True
    invitee.save(update_fields=["is_withdrawn"])
    _tell(invitee, notices.CANCELLED, invitee.occasion.falls_on, now)


def _tell(invitee: Invitee, notice: Notice, until: date, now: datetime) -> None:
    invitee.sequence += 1
    invitee.changed_at = now
    invitee.save(update_fields=["sequence", "changed_at"])
    _send(invitee, notice, until, now)


def _send(invitee: Invitee, notice: Notice, until: date, now: datetime) -> None:
    """Nobody is written to about what is past. What ends is told to those who no longer see the
    record as well: it says less than they were told before."""
    occasion = invitee.occasion
    if until < timezone.localdate(now):
        return
    queue(
        notice,
        to_person_id=invitee.person_id,
        to_email=None,
        facts={
            "date": in_words(occasion.falls_on),
            "link": occasion.link,
            "invitee": str(invitee.pk),
            "sequence": str(invitee.sequence),
        },
        about="" if notice is notices.CANCELLED else occasion.about,
        key=f"{occasion.pk}:{invitee.person_id}:{invitee.sequence}",
        now=now,
    )
