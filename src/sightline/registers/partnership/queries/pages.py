"""What the pages of a body and of an agency draw, for everybody and for members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sightline.foundation.permissions import Actor
from sightline.registers.partnership import permissions
from sightline.registers.partnership.queries.standing import (
    agency_page,
    body_page,
    deputies,
    holders,
)
from sightline.registers.partnership.rules import wording
from sightline.registers.partnership.rules.arrangement import Arrangement


def owners(arrangement: Arrangement) -> dict[str, str]:
    """The name of each body and role, for saying who owes a duty."""
    roles = {it.id: it.name for it in arrangement.roles}
    return roles | {it.id: it.name for it in arrangement.bodies}


def body_in_words(arrangement: Arrangement, key: str) -> dict[str, Any]:
    """What the arrangements say of a body, for its public and its members' page."""
    found = next((it for it in arrangement.bodies if it.id == key), None)
    if found is None:
        return {"says": None, "all": arrangement}
    bodies = {it.id: it for it in arrangement.bodies}
    roles = {it.id: it for it in arrangement.roles}
    return {
        "says": found,
        "all": arrangement,
        "kind": wording.kind_in_words(found.kind),
        "chair_rule": wording.chair_in_words(found, arrangement),
        "cadence": [(stage, wording.cadence_in_words(stage)) for stage in found.cadence],
        "agencies": {it.id: it for it in arrangement.agencies},
        "areas": [it.name for it in arrangement.areas if it.id in found.areas],
        "reports_to": bodies.get(found.reports_to or ""),
        "reports_through": roles.get(found.reports_through or ""),
        "parent": bodies.get(found.parent or ""),
        "under": [it for it in arrangement.bodies if it.parent == key],
        "links_to": [bodies[it] for it in found.links_to if it in bodies],
        "lines": [it for it in arrangement.reporting_lines if key in (it.sender_body, it.to_body)],
        "names": owners(arrangement),
    }


def body_context(actor: Actor, key: str, at: datetime) -> dict[str, Any]:
    """Everything `partnership/body.html` draws, for a room above that adds its own panels."""
    found = body_page(actor.partnership_id, key, at)
    return {
        **body_in_words(found.arrangement, key),
        "page": found,
        "holders": holders,
        "deputies": deputies,
        "sees_people": actor.may(permissions.see_people),
        "may_appoint": actor.may(permissions.appoint),
    }


def seats_by_agency(arrangement: Arrangement) -> dict[str, list[tuple[str, str]]]:
    """For each agency the bodies it has a place on: key and name, each once."""
    roles = {it.id: it.agency for it in arrangement.roles}
    found: dict[str, list[tuple[str, str]]] = {it.id: [] for it in arrangement.agencies}
    for body in arrangement.bodies:
        sits = {it.agency or roles.get(it.role or "") for it in body.seats}
        sits.add(roles.get(body.chair.role or ""))
        for agency in sits & set(found):
            found[agency or ""].append((body.id, body.name))
    return found


def agency_in_words(arrangement: Arrangement, key: str) -> dict[str, Any]:
    """What the arrangements say of an agency, for its public and its members' page."""
    names = {it.id: it.name for it in arrangement.agencies}
    found = next((it for it in arrangement.agencies if it.id == key), None)
    return {
        "says": found,
        "all": arrangement,
        "kind": wording.kind_in_words(found.kind) if found else "",
        "area": next((it.name for it in arrangement.areas if found and it.id == found.area), ""),
        "agency_names": names,
        "sits_on": seats_by_agency(arrangement).get(key, []),
        "parts": [it for it in arrangement.agencies if it.part_of == key],
    }


def agency_context(actor: Actor, key: str, at: datetime) -> dict[str, Any]:
    """Everything `partnership/agency.html` draws, for a room above that adds its own panels."""
    found = agency_page(actor.partnership_id, key, at)
    return {
        **agency_in_words(found.arrangement, key),
        "page": found,
        "holders": holders,
        "deputies": deputies,
        "sees_people": actor.may(permissions.see_people),
        "may_appoint": actor.may(permissions.appoint),
    }
