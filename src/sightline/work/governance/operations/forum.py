"""Writing a forum's pack, sending links to it, and recording what was said there (R3.5)."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.urls import reverse

from sightline.foundation.accounts.queries import hash_of
from sightline.foundation.calendar import in_words
from sightline.foundation.errors import RuleBroken
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail
from sightline.registers.duties import operations as duties
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking
from sightline.work.governance import events, notices, permissions
from sightline.work.governance.models import ForumLink, ForumPack, ForumTheme, Meeting
from sightline.work.governance.rules import forum as rules


@transaction.atomic
def write_pack(*, meeting: Meeting, words: str, by: Actor, now: datetime) -> ForumPack:
    """Write, or write anew, the plain-words pack of a forum's meeting."""
    permissions.run_forum.check(by)
    rules.check_forum(meeting.body.kind)
    rules.check_words(words, "words", "Write what members should know")
    pack = ForumPack.objects.select_for_update().filter(meeting=meeting).first()
    if pack is None:
        record = records.open_record(
            partnership_id=meeting.partnership_id,
            prefix="FRM",
            kind="governance:forum_pack",
            title=f"{meeting.body.name}: {in_words(meeting.on)}",
            marking=Marking.INTERNAL,
            audience=meeting.record.audience,
            on=meeting.on,
            now=now,
            body=meeting.body,
        )
        pack = ForumPack(record=record, partnership_id=meeting.partnership_id, meeting=meeting)
    pack.words, pack.written_at, pack.written_by = words.strip(), now, by.name
    if pack.pk is None:
        pack.save(force_insert=True)
    else:
        pack.save(update_fields=["words", "written_at", "written_by"])
    trail(
        events.forum_pack_written,
        by=by,
        now=now,
        about=pack.record.reference,
        partnership_id=pack.partnership_id,
    )
    return pack


@transaction.atomic
def send_pack(
    *, pack: ForumPack, name: str, email: str, who: str, by: Actor, now: datetime
) -> ForumLink:
    """Send a one-time link to a member without an account. The message says that a pack waits;
    the page behind the link shows it. The address is kept with the message alone."""
    permissions.run_forum.check(by)
    try:
        validate_email(email.strip())
    except ValidationError:
        raise RuleBroken(
            "Enter an email address in the form name@example.org.", field="email"
        ) from None
    if not name.strip():
        raise RuleBroken("Enter a name, or how they want to be called.", field="name")
    secret = secrets.token_urlsafe(32)
    link = ForumLink.objects.create(
        pack=pack,
        record=pack.record,
        name=name.strip(),
        who=who,
        token_hash=hash_of(secret),
        sent_at=now,
        sent_by=by.name,
        expires_at=now + rules.LINK_LASTS,
    )
    path = reverse("governance:open_pack", args=[secret])
    queue(
        notices.FORUM_PACK,
        to_person_id=None,
        to_email=email.strip(),
        facts={
            "date": in_words(pack.meeting.on),
            "expires_at": in_words(link.expires_at.date()),
            "link": settings.ADDRESS.rstrip("/") + path,
        },
        about="",
        key=str(link.pk),
        now=now,
    )
    trail(
        events.forum_link_sent,
        by=by,
        now=now,
        about=pack.record.reference,
        partnership_id=pack.partnership_id,
        who=ForumLink.Who(who).label.lower(),
    )
    return link


@transaction.atomic
def use_link(*, secret: str) -> tuple[str, str, str] | None:
    """Use a link once: whose forum, on which day, and the pack's words; None where it was used, has
    run out, or never was. Whoever holds the link acts, and is nobody to the database otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forum, falls_on, words FROM sightline_forum_open(%s)", [secret])
        row = cursor.fetchone()
    return (row[0], in_words(row[1]), row[2]) if row else None


@transaction.atomic
def record_theme(
    *, pack: ForumPack, kind: str, who: str, words: str, by: Actor, now: datetime
) -> ForumTheme:
    """Record a theme or a challenge from the forum; a challenge tells the register."""
    permissions.record_themes.check(by)
    rules.check_words(words, "words", "Say what came up", least=10)
    theme = ForumTheme.objects.create(
        pack=pack,
        record=pack.record,
        kind=kind,
        who=who,
        words=words.strip(),
        entered_at=now,
        entered_by=by.name,
    )
    if kind == ForumTheme.Kind.CHALLENGE:
        _fulfil(pack, rules.TOPICS["challenge"], by, now)
    trail(
        events.forum_theme_recorded,
        by=by,
        now=now,
        about=pack.record.reference,
        partnership_id=pack.partnership_id,
    )
    return theme


@transaction.atomic
def answer_theme(*, theme: ForumTheme, became: str, by: Actor, now: datetime) -> ForumTheme:
    """Say what became of a theme or challenge; the register is told that solutions were sought."""
    permissions.record_themes.check(by)
    rules.check_words(became, "became", "Say what became of it", least=10)
    rows = ForumTheme.objects.select_for_update(of=("self",)).select_related("pack__record")
    held = rows.get(pk=theme.pk)
    held.became, held.answered_at, held.answered_by = became.strip(), now, by.name
    held.save(update_fields=["became", "answered_at", "answered_by"])
    _fulfil(held.pack, rules.TOPICS["answer"], by, now)
    trail(
        events.forum_theme_answered,
        by=by,
        now=now,
        about=held.pack.record.reference,
        partnership_id=held.pack.partnership_id,
    )
    return held


def _fulfil(pack: ForumPack, topic: str, by: Actor, now: datetime) -> None:
    duties.fulfil(
        kind="attested",
        subject=duties.Subject(body=pack.meeting.body.key, topic=topic),
        on=min(pack.meeting.on, now.date()),
        record=pack.record,
        by=by,
        now=now,
    )
