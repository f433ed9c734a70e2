"""A person's own drafts. Row policies give nobody else's."""

from __future__ import annotations

from typing import Any

from sightline.foundation.drafts.models import Draft
from sightline.foundation.permissions import Actor


def drafts_of(actor: Actor) -> list[Draft]:
    """All drafts of a person, the latest first, without what was typed."""
    mine = Draft.objects.filter(person_id=actor.person_id or 0).defer("typed")
    return list(mine.order_by("-saved_at")[:200])


def draft_at(request: Any, address: str) -> Draft | None:
    """The reader's draft of the form that is sent to an address. However many forms a page has,
    the drafts of all of them are read once."""
    if not hasattr(request, "drafts"):
        mine = Draft.objects.filter(person_id=request.actor.person_id, page=request.path)
        request.drafts = {draft.address: draft for draft in mine}
    found: Draft | None = request.drafts.get(address)
    return found
