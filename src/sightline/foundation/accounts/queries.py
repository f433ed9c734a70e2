"""Who has joined, and which links still work."""

from __future__ import annotations

import hashlib
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from sightline.foundation.accounts.models import Invitation, Person
from sightline.foundation.errors import RuleBroken

STALE = "This link was used before or has run out. Ask for a new one."


def open_invitation(token: str, purpose: str, now: datetime) -> Invitation:
    """The invitation behind a link that still works; a `RuleBroken` where it does not."""
    found = (
        open_links(purpose, now).select_related("person").filter(token_hash=hash_of(token)).first()
    )
    if found is None:
        raise RuleBroken(STALE)
    return found


def has_joined(person: Person) -> bool:
    """Whether the person has ever proved their address."""
    return EmailAddress.objects.filter(user_id=person.pk, verified=True).exists()


def open_links(purpose: str, now: datetime) -> QuerySet[Invitation]:
    """Links that were neither used nor withdrawn and have not run out."""
    return Invitation.objects.filter(
        purpose=purpose,
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=now,
        person__is_active=True,
    )


def hash_of(token: str) -> str:
    """What the database keeps of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
