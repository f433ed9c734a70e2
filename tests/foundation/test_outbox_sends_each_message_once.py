"""Messages are kept with their change, carry nothing of a case, and leave once, if at all."""

from __future__ import annotations

import smtplib
import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sightline.foundation.jobs import operations as jobs
from sightline.foundation.outbox import operations, queries
from sightline.foundation.outbox.models import Message
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.rules import ATTEMPTS, trouble_of, wait_before
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent

overdue = Notice(
    "overdue_for_a_test",
    "Something is overdue in Sightline",
    "Dear {name},\n\n{reference} is overdue. Sign in to see it:\n{link}\n",
    "The owner of the duty",
    ("name", "reference", "link"),
)
FACTS = {"name": "Ann", "reference": "EXE-2026-004", "link": "https://example.org/r/EXE-2026-004"}
clerk = Actor(
    person_id=1, name="A clerk", partnership_id=1, capacities=frozenset({"business-manager"})
)
addresses: dict[int, str | None] = {}


def address_for_a_test(person_id: int, about: str, now: datetime) -> str | None:
    return addresses.get(person_id)


class Mailbox:
    """A mail server on a real socket: keeps what it is given, or answers as it is told to."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.letters.append(envelope)
        return "250 OK"

    def words(self, number: int = 0) -> str:
        return bytes(self.letters[number].content).decode()


@pytest.fixture
def mailbox(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 5
    settings.SIGHTLINE_ADDRESS_OF = f"{__name__}.address_for_a_test"
    addresses.clear()
    addresses[5] = "ann@example.org"
    known = {overdue.code: overdue}
    monkeypatch.setattr(operations, "every_notice", lambda: known)
    yield box
    controller.stop()


def queue(key: str = "once", **changes: Any) -> bool:
    given: dict[str, Any] = {
        "to_person_id": 5,
        "to_email": None,
        "facts": FACTS,
        "about": "EXE-2026-004",
        "key": key,
        "now": timezone.now(),
    }
    return operations.queue(overdue, **(given | changes))


def only() -> Message:
    return Message.objects.get()


@pytest.mark.django_db
def test_a_message_queued_by_the_web_process_is_sent_by_the_worker(
    mailbox: Mailbox, as_role
) -> None:
    with as_role("sightline_web"):
        assert queue() is True
    assert mailbox.letters == []
    jobs.run_worker(one_shot=True)
    (letter,) = mailbox.letters
    assert letter.rcpt_tos == ["ann@example.org"]
    assert "Subject: Something is overdue in Sightline" in mailbox.words()
    assert "EXE-2026-004 is overdue" in mailbox.words()
    assert f"Message-ID: <{only().pk}@localhost>" in mailbox.words()
    assert only().state == "sent"
    assert only().sent_at is not None


@pytest.mark.django_db
def test_a_message_of_a_change_that_is_undone_is_never_sent(mailbox: Mailbox) -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    jobs.run_worker(one_shot=True)
    operations.send(now=timezone.now())
    assert mailbox.letters == []


@pytest.mark.django_db
def test_the_same_message_queued_twice_is_sent_once(mailbox: Mailbox, as_role) -> None:
    with as_role("sightline_web"):
        assert [queue("a"), queue("a"), queue("b")] == [True, False, True]
    jobs.run_worker(one_shot=True)
    operations.send(now=timezone.now() + timedelta(hours=1))
    assert len(mailbox.letters) == 2


@pytest.mark.django_db
def test_somebody_who_may_no_longer_receive_it_is_not_sent_it(mailbox: Mailbox) -> None:
    queue()
    addresses[5] = None
    jobs.run_worker(one_shot=True)
    assert mailbox.letters == []
    assert (only().state, only().last_error) == ("withdrawn", "no-longer-allowed")


@pytest.mark.django_db
def test_it_goes_to_the_address_the_person_has_when_it_is_sent(mailbox: Mailbox) -> None:
    queue()
    addresses[5] = "ann.new@example.org"
    jobs.run_worker(one_shot=True)
    assert mailbox.letters[0].rcpt_tos == ["ann.new@example.org"]


@pytest.mark.django_db
def test_a_busy_server_is_tried_again_later_and_then_not_again(mailbox: Mailbox) -> None:
    mailbox.answers = ["451 busy, and words that quote Ann", "250 OK"]
    now = timezone.now()
    queue(now=now)
    assert operations.send(now=now) == 0
    assert (only().state, only().last_error, only().attempts) == ("queued", "smtp-451", 1)
    assert only().next_attempt_at == now + timedelta(minutes=1)
    assert operations.send(now=now + timedelta(seconds=59)) == 0
    assert operations.send(now=now + timedelta(seconds=61)) == 1
    assert operations.send(now=now + timedelta(days=1)) == 0
    assert (only().state, only().last_error, only().attempts) == ("sent", "", 2)


@pytest.mark.django_db
def test_a_message_refused_for_good_is_listed_without_recipient_and_sent_at_a_persons_word(
    mailbox: Mailbox, as_role
) -> None:
    mailbox.answers = ["554 no"]
    queue()
    jobs.run_worker(one_shot=True)
    with as_role("sightline_web"):
        (failed,) = queries.failed_messages()
        assert (failed.notice, failed.error, failed.attempts) == (overdue.code, "smtp-554", 1)
        assert vars(failed).keys() == {"number", "notice", "queued_at", "attempts", "error"}
        (line,) = queries.overview()
        assert (line.state, line.count) == ("failed", 1)
        operations.ask_to_retry(number=str(failed.number), by=clerk, now=timezone.now())
    jobs.run_worker(one_shot=True)
    assert len(mailbox.letters) == 1
    assert only().state == "sent"
    assert TrailEvent.objects.filter(code="failed_message_retried", actor="A clerk").exists()


@pytest.mark.django_db
def test_a_server_that_is_away_is_given_up_after_the_last_attempt(
    mailbox: Mailbox, settings: Any
) -> None:
    settings.EMAIL_PORT = 1  # nothing listens there
    now = timezone.now()
    queue(now=now)
    for attempt in range(ATTEMPTS):
        assert only().state == "queued"
        operations.send(now=now + timedelta(days=attempt))
    assert (only().state, only().last_error) == ("failed", "no-connection")


@pytest.mark.django_db
def test_a_message_whose_sender_was_killed_is_listed_and_not_sent_again_by_guess(
    mailbox: Mailbox,
) -> None:
    now = timezone.now()
    queue(now=now)
    Message.objects.update(state="sending", claimed_at=now, attempts=1)
    assert operations.give_up_unknown(now=now + timedelta(minutes=9)) == 0
    assert operations.give_up_unknown(now=now + timedelta(minutes=11)) == 1
    operations.send(now=now + timedelta(days=1))
    assert mailbox.letters == []
    assert (only().state, only().last_error) == ("failed", "unknown-whether-sent")


def test_two_senders_at_once_send_nothing_twice(mailbox: Mailbox, own_database: str) -> None:
    now = timezone.now()
    for number in range(12):
        queue(str(number), now=now)
    counts: list[int] = []

    def sender() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE sightline_worker")
        counts.append(operations.send(now=now + timedelta(seconds=1)))
        connection.close()

    senders = [threading.Thread(target=sender) for _ in range(2)]
    for thread in senders:
        thread.start()
    for thread in senders:
        thread.join()
    assert sum(counts) == 12
    ids = [
        line
        for letter in mailbox.letters
        for line in bytes(letter.content).decode().splitlines()
        if line.startswith("Message-ID")
    ]
    assert len(ids) == len(set(ids)) == 12


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT facts FROM outbox_message",
        "UPDATE outbox_message SET state = 'queued'",
        "DELETE FROM outbox_message",
        "INSERT INTO outbox_message (id, state) VALUES (gen_random_uuid(), 'sent')",
    ],
)
def test_the_web_process_can_neither_read_nor_change_messages(as_role, statement: str) -> None:
    with (
        as_role("sightline_web"),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_row_that_no_declared_notice_allows_is_not_sent(mailbox: Mailbox) -> None:
    queue("a")
    Message.objects.update(facts=FACTS | {"name": "Ann\n\nThe child is"})
    jobs.run_worker(one_shot=True)
    assert mailbox.letters == []
    assert (only().state, only().last_error) == ("failed", "not-a-declared-notice")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        FACTS | {"summary": "what happened to the child"},
        {"name": "Ann"},
        FACTS | {"name": "Ann\r\nBcc: all@example.org"},
        FACTS | {"name": "x" * 501},
    ],
)
def test_facts_that_are_not_allowed_are_refused(facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="overdue_for_a_test"):
        queue(facts=facts)
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "recipient",
    [
        {"to_person_id": None, "to_email": None},
        {"to_person_id": 5, "to_email": "ann@example.org"},
        {"to_person_id": None, "to_email": "ann@example.org"},  # about a record
    ],
)
def test_a_message_has_one_recipient_and_one_about_a_record_is_to_a_person(
    recipient: dict[str, Any],
) -> None:
    with pytest.raises(ValueError, match="one recipient"):
        queue(**recipient)


@pytest.mark.parametrize(
    ("subject", "text", "allowed"),
    [
        ("About {name}", "Dear {name}", ("name",)),
        ("Fixed", "Dear {name}", ()),
        ("Fixed", "{name.__class__}", ("name",)),
        ("Fixed", "{child}", ("child",)),
        ("Two\nlines", "Text", ()),
    ],
)
def test_a_notice_that_could_carry_more_cannot_be_declared(
    subject: str, text: str, allowed: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="bad"):
        Notice("bad", subject, text, "Nobody", allowed)


def test_errors_of_the_mail_server_become_codes_without_its_words() -> None:
    refused = smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"no such child")})
    greylisted = smtplib.SMTPRecipientsRefused({"ann@example.org": (450, b"later")})
    assert (trouble_of(refused).code, trouble_of(refused).for_good) == (
        "recipient-refused-550",
        True,
    )
    assert trouble_of(greylisted).for_good is False
    assert trouble_of(smtplib.SMTPAuthenticationError(535, b"no")).for_good is False
    assert trouble_of(ConnectionRefusedError()).code == "no-connection"


def test_waits_double_up_to_two_hours() -> None:
    assert [wait_before(made) for made in (1, 2, 3)] == [timedelta(minutes=m) for m in (1, 2, 4)]
    assert wait_before(9) == timedelta(hours=2)
