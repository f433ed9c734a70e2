"""Everything that changes who may sign in."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import connection, transaction
from django.urls import reverse

from sightline.foundation.accounts import events, permissions, sessions
from sightline.foundation.accounts.models import Invitation, Person
from sightline.foundation.accounts.notices import (
    INVITATION,
    NEW_PASSWORD_LINK,
    PASSWORD_CHANGED,
    SIGN_IN_LINK,
    Letter,
)
from sightline.foundation.accounts.queries import (
    STALE,
    has_joined,
    hash_of,
    open_invitation,
    open_links,
)
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail import operations as trail
from sightline.foundation.trail.events import Event
from sightline.foundation.trail.models import TrailEvent

LINK_LASTS = {
    Invitation.Purpose.JOIN: timedelta(days=7),
    Invitation.Purpose.SIGN_IN: timedelta(minutes=15),
    Invitation.Purpose.PASSWORD: timedelta(hours=1),
}

PAGES = {
    Invitation.Purpose.JOIN: "accounts:join",
    Invitation.Purpose.SIGN_IN: "accounts:sign-in-by-link",
    Invitation.Purpose.PASSWORD: "account_reset_password_from_key",
}


@transaction.atomic
def invite(*, email: str, name: str, by: Actor, now: datetime, is_invented: bool = False) -> str:
    """Make a person who may join and return the one-time link that lets them (security 6)."""
    permissions.manage_accounts.check(by)
    email, name = email.strip().lower(), name.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise RuleBroken(
            "Enter an email address in the form name@example.org.", field="email"
        ) from None
    if not name:
        raise RuleBroken("Enter the person's name.", field="name")
    person = Person.objects.select_for_update().filter(email=email).first()
    if person is None:
        person = Person(email=email, name=name, is_invented=is_invented)
        person.set_unusable_password()
        person.save(force_insert=True)
    elif not person.is_active:
        raise RuleBroken("This person is shut out. Let them back in first.", field="email")
    elif has_joined(person):
        raise RuleBroken("This person has joined already.", field="email")
    _withdraw_open(person, now)
    link = _new_link(person, Invitation.Purpose.JOIN, by.person_id, now)
    trail.record(events.INVITED, by=by, now=now, name=person.name)
    return link


def send_invitation(*, person: Person, link: str) -> None:
    """Put the link into the invited person's mailbox, and nowhere else."""
    post(INVITATION, to=person.email, link=link)


@transaction.atomic
def withdraw_invitation(*, person: Person, by: Actor, now: datetime) -> None:
    """Make an invitation's link useless before it is used."""
    permissions.manage_accounts.check(by)
    if not _withdraw_open(person, now):
        raise RuleBroken("There is no open invitation to withdraw.")
    trail.record(events.INVITATION_WITHDRAWN, by=by, now=now, name=person.name)


@transaction.atomic
def accept_invitation(*, token: str, password: str, now: datetime) -> Person:
    """Use an invitation's link once: the address is proved, the password set."""
    person = _set_password(token, Invitation.Purpose.JOIN, password, now)
    verify_address(person)
    note(events.JOINED, person=person, now=now)
    return person


@transaction.atomic
def send_password_link(*, email: str, now: datetime) -> None:
    """Mail a link to choose a new password to somebody who has one. Says nothing about whether
    such a person exists."""
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None or not person.has_usable_password():
        return
    post(NEW_PASSWORD_LINK, to=person.email, link=_new_link(person, Invitation.Purpose.PASSWORD,
                                                            None, now))  # fmt: skip


@transaction.atomic
def choose_password(*, token: str, password: str, now: datetime) -> Person:
    """Use a link once to choose a new password; every session of the account ends."""
    person = _set_password(token, Invitation.Purpose.PASSWORD, password, now)
    sessions.end_all_of(person.pk)
    note(events.PASSWORD_RESET, person=person, now=now)
    post(PASSWORD_CHANGED, to=person.email)
    return person


@transaction.atomic
def change_own_password(*, password: str, now: datetime) -> None:
    """Set the password of who is signed in and has just said who they are: the database looks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_own_password(%s)", [make_password(password)])
        (is_set,) = cursor.fetchone()
    if not is_set:
        raise RuleBroken("Confirm who you are first, then change your password.")


def _set_password(token: str, purpose: Invitation.Purpose, password: str, now: datetime) -> Person:
    """Set a password by a link: the database finds whose, uses the link up, and lets nothing else
    set one."""
    person = open_invitation(token, purpose, now).person
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages), field="password1") from None
    with connection.cursor() as cursor:
        hashed = make_password(password)
        cursor.execute("SELECT sightline_password_by_link(%s, %s, %s)", [token, purpose, hashed])
        (whose,) = cursor.fetchone()
    if whose is None:
        raise RuleBroken(STALE)
    return Person.objects.get(pk=whose)


@transaction.atomic
def send_sign_in_link(*, email: str, now: datetime) -> None:
    """Mail a link to sign in once to somebody who has no password: a young person, a parent, a
    member of a small body. Says nothing about whether such a person exists."""
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None or person.has_usable_password() or not has_joined(person):
        return
    link = _new_link(person, Invitation.Purpose.SIGN_IN, None, now)
    note(events.SIGN_IN_LINK_SENT, person=person, now=now)
    post(SIGN_IN_LINK, to=person.email, link=link)


@transaction.atomic
def join_without_password(*, token: str, now: datetime) -> Person:
    """Use an invitation's link once, to sign in by one-time links and a code app from then on."""
    invitation = _lock_open(token, Invitation.Purpose.JOIN, now)
    _use(invitation, now)
    verify_address(invitation.person)
    note(events.JOINED, person=invitation.person, now=now)
    return invitation.person


@transaction.atomic
def use_sign_in_link(*, token: str, now: datetime) -> Person:
    """Use a sign-in link once."""
    invitation = _lock_open(token, Invitation.Purpose.SIGN_IN, now)
    _use(invitation, now)
    return invitation.person


@transaction.atomic
def shut_out(*, person: Person, by: Actor, now: datetime) -> None:
    """End a person's access at this instant: every session, and every link not yet used."""
    permissions.manage_accounts.check(by)
    if by.person_id == person.pk:
        raise RuleBroken("You cannot shut yourself out.")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    _withdraw_open(person, now)
    sessions.end_all_of(person.pk)
    trail.record(events.PERSON_SHUT_OUT, by=by, now=now, name=person.name)


@transaction.atomic
def let_back_in(*, person: Person, by: Actor, now: datetime) -> None:
    """Undo `shut_out`; sessions that ended stay ended."""
    permissions.manage_accounts.check(by)
    Person.objects.filter(pk=person.pk).update(is_active=True)
    trail.record(events.PERSON_LET_BACK, by=by, now=now, name=person.name)


def verify_address(person: Person) -> None:
    """Note that the person's mailbox is theirs."""
    EmailAddress.objects.update_or_create(
        user_id=person.pk, email=person.email, defaults={"verified": True, "primary": True}
    )


def note(event: Event, *, person: Any, now: datetime, **facts: Any) -> None:
    """Put into the trail what a person did to their own account."""
    by = Actor(person_id=person.pk, name=person.name, email=person.email)
    trail.record(event, by=by, now=now, **facts)


def note_failure(event: Event, *, now: datetime, **facts: Any) -> None:
    """Put into the trail what somebody unknown tried and was refused."""
    stranger = Actor(person_id=None, name="Somebody not signed in")
    trail.record(event, by=stranger, now=now, kind=TrailEvent.Kind.REFUSAL, **facts)


def post(letter: Letter, *, to: str, link: str = "") -> None:
    """Send a letter once the change it tells of is certain."""
    message = EmailMessage(letter.subject, letter.text.format(link=link), to=[to])
    transaction.on_commit(message.send, robust=True)


def _new_link(person: Person, purpose: str, by: int | None, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        token_hash=hash_of(token),
        purpose=purpose,
        person=person,
        invited_by_id=by,
        invited_at=now,
        expires_at=now + LINK_LASTS[Invitation.Purpose(purpose)],
    )
    return settings.ADDRESS.rstrip("/") + reverse(PAGES[Invitation.Purpose(purpose)], args=[token])


def _lock_open(token: str, purpose: str, now: datetime) -> Invitation:
    invitation = open_invitation(token, purpose, now)
    # a second post of the same link waits here and then finds it used
    locked = (
        open_links(purpose, now).select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    )
    if locked is None:
        raise RuleBroken(STALE)
    return locked


def _use(invitation: Invitation, now: datetime) -> None:
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])


def _withdraw_open(person: Person, now: datetime) -> int:
    waiting = Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None)
    return waiting.update(withdrawn_at=now)
