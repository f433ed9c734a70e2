"""People who sign in, what they are signed in with, and who was asked to join."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now


class People(BaseUserManager["Person"]):
    """Finds people by the address they sign in with, however it was typed."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """A human being with a sign-in. Rights come from seats, never from here."""

    email = models.EmailField("email address", max_length=254, unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False)  # made up for the demonstration
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    last_login = None  # each session says when it began

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            # one person per address: 'A@x' and 'a@x' are the same mailbox in practice
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="person_email_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is theirs. A hash of an older kind stays until a password is chosen anew: the
        process that signs people in writes none."""
        return check_password(raw_password, self.password)

    @classmethod
    def from_session_row(cls, row: Mapping[str, Any]) -> Person:
        """The person a session row speaks of; what the row lacks is fetched only if asked for."""
        person = cls.from_db(
            "default",
            ["id", "email", "name", "is_active", "is_invented"],
            [row["person_id"], row["email"], row["name"], True, row["is_invented"]],
        )
        return person


class Session(models.Model):
    """A browser's stay. Only the hash of its token is kept, and only the database's own functions
    touch this table: the web process has no right on it."""

    key_hash = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE)
    data = models.TextField(blank=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()  # moves with use: the idle limit
    ends_at = models.DateTimeField()  # never moves: the absolute limit
    ended_at = models.DateTimeField(null=True)
    signed_in_at = models.DateTimeField(null=True)
    stepped_up_at = models.DateTimeField(null=True)
    second_factor = models.BooleanField(default=False)
    user_agent = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=45, blank=True)  # network address, its last part zeroed

    class Meta:
        indexes = [
            models.Index(
                fields=["person"], condition=Q(ended_at__isnull=True), name="session_live_person"
            ),
            models.Index(fields=["ends_at"], name="session_ends"),
        ]

    def __str__(self) -> str:
        return self.key_hash[:16]


class Throttle(models.Model):
    """The recent guesses at one account from one kind of place, newest last."""

    bucket = models.CharField(primary_key=True, max_length=64)
    guesses = models.JSONField(default=list)  # seconds since 1970
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.bucket[:16]


class Invitation(models.Model):
    """A one-time link sent to a mailbox: to join, to sign in without a work account, or to choose a
    new password."""

    class Purpose(models.TextChoices):
        JOIN = "join", "Join"
        SIGN_IN = "sign-in", "Sign in once"
        PASSWORD = "password", "Choose a new password"

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.JOIN)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )  # none: the command line or the person themselves
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.person_id}"
