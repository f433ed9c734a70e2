"""What is on every page: whose site it is, and where one can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from sightline.foundation.accounts.permissions import manage_accounts
from sightline.foundation.addresses import address
from sightline.foundation.permissions import Actor, Permission
from sightline.registers.actions import permissions as actions
from sightline.registers.duties import permissions as duties
from sightline.registers.partnership import permissions as partnership
from sightline.registers.partnership.queries import partnership_in_view
from sightline.registers.records import permissions as records
from sightline.work.governance import permissions as governance


@dataclass(frozen=True)
class Entry:
    """One entry of the menu, shown to those who hold its permission."""

    text: str
    name: str
    permission: Permission | None

    def shown_to(self, actor: Actor) -> bool:
        return self.permission is None or actor.may(self.permission)


MEMBERS = (
    Entry("Your work", "web:home", None),
    Entry("Line of sight", "line_of_sight:duties", duties.see_register),
    Entry("Actions", "actions:actions", actions.see_actions),
    Entry("Meetings", "governance:meetings", governance.see_meetings),
    Entry("Training", "training:catalogue", None),
    Entry("Requests", "governance:requests", governance.make_requests),
    Entry("Shelf", "duties:shelf", duties.see_register),
    Entry("Bodies", "partnership:bodies", partnership.see_members),
    Entry("Agencies", "partnership:agencies", partnership.see_members),
    Entry("People", "partnership:people", partnership.see_people),
    Entry("Arrangements", "partnership:arrangements_of_members", partnership.see_members),
    Entry("Settings", "web:settings", manage_accounts),
)
PUBLIC = (
    Entry("Our arrangements", "partnership:arrangements", None),
    Entry("How we are organised", "partnership:structure", None),
    Entry("Partners", "partnership:partners", None),
    Entry("Training", "training:catalogue", None),
    Entry("Raise a concern", "partnership:raise_a_concern", None),
)


def of_the_site(request: HttpRequest) -> dict[str, Any]:
    """For every page: the partnership in view, the menu, and where search is."""
    actor: Actor | None = getattr(request, "actor", None)
    is_member = actor is not None and actor.partnership_id is not None
    entries = [entry for entry in MEMBERS if actor and entry.shown_to(actor)]
    held = [key for key in actor.keys if key.startswith("partnership:")] if actor else []
    menu = [
        {"text": entry.text, "href": address(entry.name)}
        for entry in (entries if is_member else PUBLIC)
    ]
    if len(held) > 1:
        menu.append({"text": "Partnerships", "href": address("web:choose_partnership")})
    searches = actor is not None and is_member and actor.may(records.search)
    return {
        "partnership": partnership_in_view(request),
        "navigation": menu,
        "search_address": address("web:search") if searches else "",
    }
