"""Which places an arrangement makes, and what each gives its holder the capacity to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.registers.partnership.rules.arrangement import Arrangement, Body, Role, SeatOnBody


@dataclass(frozen=True)
class PlaceFacts:
    """A place at a body's table, or an office without one."""

    key: str
    title: str
    body: str | None
    agency: str | None
    role: str | None
    function: str
    lead_partner: bool
    many: bool
    capacities: frozenset[str]
    starts_on: date | None
    ends_on: date | None


def places_of_arrangement(arrangement: Arrangement) -> Iterator[PlaceFacts]:
    """Every place the arrangements make: the seats of bodies, one chair for each body, the offices,
    and for each agency a lead who answers for what it owes (R0.1, R2.2)."""
    roles = {role.id: role for role in arrangement.roles}
    for body in arrangement.bodies:
        yield _chair(body, roles)
        for seat in body.seats:
            if seat.function != "chair":
                yield _seat(body, seat, roles)
    seated = {seat.role for body in arrangement.bodies for seat in body.seats}
    for role in arrangement.roles:
        if role.tier in ("office", "chief-officer") or (role.acts_as and role.id not in seated):
            yield _office(role)
    for agency in arrangement.agencies:
        yield PlaceFacts(
            key=place_of_lead(agency.id),
            title=f"Safeguarding lead, {agency.short or agency.name}"[:200],
            body=None,
            agency=agency.id,
            role=None,
            function="office",
            lead_partner=False,
            many=True,
            capacities=frozenset({"agency-lead"}),
            starts_on=agency.starts_on,
            ends_on=agency.ends_on,
        )


def _chair(body: Body, roles: dict[str, Role]) -> PlaceFacts:
    role = roles.get(body.chair.role or "")
    return PlaceFacts(
        key=place_of_chair(body.id),
        title=f"Chair of {body.name}"[:200],
        body=body.id,
        agency=role.agency if role else None,
        role=role.id if role else None,
        function="chair",
        lead_partner=False,
        many=False,
        capacities=frozenset({"group-chair", *_by_body(body), *(role.acts_as if role else ())}),
        starts_on=body.starts_on,
        ends_on=body.ends_on,
    )


def _seat(body: Body, seat: SeatOnBody, roles: dict[str, Role]) -> PlaceFacts:
    role = roles.get(seat.role or "")
    return PlaceFacts(
        key=place_of_seat(body.id, seat.id),
        title=seat.title,
        body=body.id,
        agency=seat.agency or (role.agency if role else None),
        role=seat.role,
        function=seat.function,
        lead_partner=seat.lead_partner,
        many=seat.many,
        capacities=frozenset({*_by_body(body), *(role.acts_as if role else ())})
        | ({"lead-partner"} if seat.lead_partner else set()),
        starts_on=seat.starts_on or body.starts_on,
        ends_on=seat.ends_on or body.ends_on,
    )


def _office(role: Role) -> PlaceFacts:
    return PlaceFacts(
        key=role.id,
        title=role.name,
        body=None,
        agency=role.agency,
        role=role.id,
        function="office",
        lead_partner=False,
        many=role.may_be_team or role.tier == "member",
        capacities=frozenset(role.acts_as),
        starts_on=role.starts_on,
        ends_on=role.ends_on,
    )


def _by_body(body: Body) -> set[str]:
    if body.kind == "executive":
        return {"executive-member"}
    return {"forum-member"} if body.kind == "forum" else {"group-member"}


def place_of_seat(body: str, seat: str) -> str:
    """The key of the place that a seat of the file makes."""
    return seat if seat.startswith(body) else _key(body, seat)


def place_of_chair(body: str) -> str:
    """The key of the chair's place of a body."""
    return _key(body, "chair")


def place_of_lead(agency: str) -> str:
    """The key of the place of an agency's safeguarding lead."""
    return _key("lead", agency)


def _key(*parts: str) -> str:
    return "-".join(parts)[:60]


def body_prefix(body: Body, taken: set[str]) -> str:
    """Letters that begin the references of a body's records (`EXE-2026-004`), unlike any taken."""
    words = re.findall(r"[A-Za-z]+", body.short or body.name)
    if body.kind == "executive":
        wanted = "EXE"
    elif body.short and body.short.isupper() and 2 <= len(body.short) <= 6:
        wanted = body.short
    else:
        wanted = "".join(word[0] for word in words if word[0].isupper())[:6].upper() or "GRP"
    prefix, number = wanted, 1
    while prefix in taken:
        number += 1
        prefix = f"{wanted[:6]}{number}"
    taken.add(prefix)
    return prefix
