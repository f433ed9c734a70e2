"""Keeping messages with the change that causes them, and sending each once."""

from __future__ import annotations

import json
import smtplib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import formatdate
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils.module_loading import import_string

from sightline.foundation.errors import NotSeen
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.outbox import events, permissions
from sightline.foundation.outbox.models import Message
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.queries import every_notice
from sightline.foundation.outbox.rules import ATTEMPTS, Trouble, trouble_of, wait_before
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.operations import record as trail

State = Message.State
# a sender that has said nothing for so long was killed: nobody knows whether the mail left
UNKNOWN_AFTER = timedelta(minutes=10)
BATCH = 50


@transaction.atomic
def queue(
    notice: Notice,
    *,
    to_person_id: int | None,
    to_email: str | None,
    facts: dict[str, str],
    about: str,
    key: str,
    now: datetime,
) -> bool:
    """Keep one message, to be sent after the open transaction is complete. `key` makes the same
    message count once; the answer says whether it is new. Give the person or, for somebody who is
    not one yet, the address; a message about a record is always to a person (security.md 1.6)."""
    if (to_person_id is None) == (not to_email) or (about and to_person_id is None):
        raise ValueError("A message has one recipient: a person or, about no record, an address.")
    notice.check(facts)
    number = uuid.uuid4()
    with connection.cursor() as cursor:
        # the web process may add a row and not read it, so the conflict is not named
        cursor.execute(
            """INSERT INTO outbox_message (id, notice, facts, to_person_id, to_email, about, key,
                                           queued_at, next_attempt_at)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING""",
            [
                number,
                notice.code,
                json.dumps(facts),
                to_person_id,
                to_email or "",
                about,
                f"{notice.code}:{key}",
                now,
                now,
            ],
        )
        is_new: bool = cursor.rowcount == 1
    if is_new:
        enqueue("send_message", number=str(number))
    return is_new


def send(*, now: datetime, number: str | None = None) -> int:
    """Send the messages that are due, or one of them; the answer is how many left.

    A message is claimed in a transaction of its own before it is given to the mail server, so that
    two senders never hold the same one and a sender killed in the middle leaves it claimed: it is
    then listed as failed, not sent a second time by guess.
    """
    sent = 0
    with _mail_server() as server:
        for message in _claimed_one_by_one(now, number):
            sent += _send_one(server, message, now)
    return sent


@transaction.atomic
def give_up_unknown(*, now: datetime) -> int:
    """List messages whose sender vanished: a person decides whether to send them again."""
    lost = Message.objects.filter(state=State.SENDING, claimed_at__lt=now - UNKNOWN_AFTER)
    return lost.update(state=State.FAILED, last_error="unknown-whether-sent")


@transaction.atomic
def ask_to_retry(*, number: str, by: Actor, now: datetime) -> None:
    """Have a failed message sent again, at a person's word. The web process cannot touch the
    message, so the worker is asked to."""
    permissions.retry_failed_messages.check(by)
    enqueue("retry_message", number=number)
    trail(events.failed_message_retried, by=by, now=now, message=number)


@transaction.atomic
def retry_failed(*, number: str, now: datetime) -> None:
    """Put a failed message back among those that wait (the worker, asked by `ask_to_retry`)."""
    message = Message.objects.select_for_update().filter(pk=number).first()
    if message is None:
        raise NotSeen
    if message.state != State.FAILED:
        return  # done twice is done once
    message.state, message.attempts, message.next_attempt_at = State.QUEUED, 0, now
    message.save(update_fields=["state", "attempts", "next_attempt_at"])
    enqueue("send_message", number=number)


@contextmanager
def _mail_server() -> Iterator[BaseEmailBackend]:
    server: BaseEmailBackend = get_connection()
    try:
        yield server
    finally:
        server.close()


def _claimed_one_by_one(now: datetime, number: str | None) -> Iterator[Message]:
    waiting = Message.objects.filter(state=State.QUEUED)
    due = waiting.filter(pk=number) if number else waiting.filter(next_attempt_at__lte=now)
    for _ in range(BATCH):
        with transaction.atomic():
            message = due.select_for_update(skip_locked=True).order_by("next_attempt_at").first()
            if message is None:
                return
            message.state, message.claimed_at = State.SENDING, now
            message.attempts += 1
            message.save(update_fields=["state", "claimed_at", "attempts"])
        yield message


def _send_one(server: BaseEmailBackend, message: Message, now: datetime) -> int:
    try:
        address = _address(message, now)
        if address is None:
            _close(message, State.WITHDRAWN, "no-longer-allowed")
            return 0
        letter = _letter(message, address, server)
        if letter is None:
            _close(message, State.WITHDRAWN, "overtaken")
            return 0
        letter.send()
    except (smtplib.SMTPException, OSError) as error:
        server.close()
        _close_with_trouble(message, trouble_of(error), now)
        return 0
    except (LookupError, ValueError):  # a row that no declared notice allows
        _close(message, State.FAILED, "not-a-declared-notice")
        return 0
    except Exception:
        _close_with_trouble(message, Trouble("not-sent", for_good=False), now)
        raise
    _close(message, State.SENT, "", sent_at=now)
    return 1


def _address(message: Message, now: datetime) -> str | None:
    """Where the message goes now, or None if the person may not receive it any more.

    A person's rights and address may have changed since the message was queued, and the outbox
    knows nobody. An upper room answers both by the function that `SIGHTLINE_ADDRESS_OF` names:
    (person_id, about, now) -> address or None. A setting, not a registry, because there is one.
    """
    if message.to_person_id is None:
        return message.to_email
    ask = import_string(settings.SIGHTLINE_ADDRESS_OF)
    answer: str | None = ask(message.to_person_id, message.about, now)
    return answer


def _letter(
    message: Message, address: str, server: BaseEmailBackend
) -> EmailMultiAlternatives | None:
    notice = every_notice()[message.notice]
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    letter = EmailMultiAlternatives(
        subject=notice.subject,
        body=notice.told(message.facts),
        to=[address],
        connection=server,
        headers={
            "Message-ID": f"<{message.pk}@{host}>",
            "Date": formatdate(message.queued_at.timestamp()),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers, please
        },
    )
    if notice.enclosing is not None:
        enclosure = notice.enclosing(message.facts, address)
        if enclosure is None:
            return None
        letter.attach_alternative(enclosure.content, enclosure.media_type)
    return letter


def _close_with_trouble(message: Message, trouble: Trouble, now: datetime) -> None:
    if trouble.for_good or message.attempts >= ATTEMPTS:
        _close(message, State.FAILED, trouble.code)
        return
    message.next_attempt_at = now + wait_before(message.attempts)
    message.save(update_fields=["next_attempt_at"])
    _close(message, State.QUEUED, trouble.code)


def _close(
    message: Message, state: Message.State, error: str, *, sent_at: datetime | None = None
) -> None:
    message.state, message.last_error, message.sent_at = state, error, sent_at
    message.save(update_fields=["state", "last_error", "sent_at"])
