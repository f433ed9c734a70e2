"""Keeping, dropping and rescuing what was typed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from sightline.foundation.drafts import permissions, rules
from sightline.foundation.drafts.models import Draft
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.queries import where_post_led


@transaction.atomic
def keep_draft(
    *,
    address: str,
    page: str,
    typed: dict[str, list[str]],
    form_key: str = "",
    by: Actor,
    now: datetime,
) -> bool:
    """Keep what was typed; what comes after the form itself was sent is dropped (False)."""
    permissions.keep_own_drafts.check(by)
    if not (rules.is_own_address(address) and rules.is_own_address(page)):
        raise NotSeen
    if rules.is_too_long(typed):
        raise RuleBroken(
            "This is too long to keep as a draft. Save the form, or keep your text elsewhere."
        )
    wait_for_others(address)
    if form_key and where_post_led(form_key, by.person_id) is not None:
        return False
    Draft.objects.update_or_create(
        person_id=by.person_id or 0,
        address=address,
        defaults={"page": page, "typed": typed, "saved_at": now},
    )
    return True


@transaction.atomic
def discard_draft(*, address: str, by: Actor, now: datetime) -> bool:
    """Drop one's own draft; False where there is none."""
    permissions.keep_own_drafts.check(by)
    gone, _ = Draft.objects.filter(person_id=by.person_id or 0, address=address).delete()
    return bool(gone)


def wait_for_others(address: str) -> None:
    """Let posts of one form come one after the other until this transaction ends: who comes
    second reads what the first has saved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7120))", [address])


@transaction.atomic
def settle(request: Any, *, is_done: bool) -> None:
    """After a form that keeps drafts was sent: it is done and the draft goes, or it was refused
    and what was typed is the draft."""
    address, page = request.POST["draft_of"], request.POST.get("draft_page") or request.path
    if is_done:
        discard_draft(address=address, by=request.actor, now=request.now)
        return
    typed = rules.typed_in(request.POST.lists())
    is_here = rules.is_own_address(address) and rules.is_own_address(page)
    if is_here and not (rules.is_too_long(typed) or rules.is_empty(typed)):
        keep_draft(address=address, page=page, typed=typed, by=request.actor, now=request.now)


@transaction.atomic
def rescue(request: Any) -> str:
    """Keep what somebody sent whose session had run out, for them to find when they have signed in
    again; returns the page they come back to."""
    address, page = request.POST["draft_of"], request.POST.get("draft_page") or request.path
    typed = rules.typed_in(request.POST.lists())
    if not (rules.is_own_address(address) and rules.is_own_address(page)):
        return str(request.path)
    if not (rules.is_too_long(typed) or rules.is_empty(typed)):
        token = (request.COOKIES.get(settings.SESSION_COOKIE_NAME) or "").replace("\0", "")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sightline_draft_rescue(%s, %s, %s, %s::jsonb)",
                [token, address, page, json.dumps(typed)],
            )
    return str(page)


@transaction.atomic
def clear_drafts(*, now: datetime) -> int:
    """Remove drafts nobody has touched for thirty days, and those of people without a seat."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM drafts_draft d WHERE d.saved_at < %s "
            "OR NOT EXISTS (SELECT FROM unnest(sightline_keys_of(d.person_id)) AS held "
            "WHERE held LIKE 'seat:%%')",
            [now - rules.LASTS],
        )
        return int(cursor.rowcount)
