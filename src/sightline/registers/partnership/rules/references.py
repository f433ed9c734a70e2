"""Does every name in the file lead to something the file describes?"""

from __future__ import annotations

from collections.abc import Mapping

from .arrangement import (
    Agency,
    ApprovalChain,
    Arrangement,
    Body,
    ChainStep,
    ChairRule,
    ContentRequirement,
    Deadline,
    Document,
    Duty,
    EvidenceRule,
    LinkedBoard,
    Listed,
    Part,
    Quota,
    ReportingLine,
    ReviewedDocument,
    Role,
    SeatOnBody,
    StaysPublic,
)
from .problems import Found, Loc
from .schema import NOUNS, parts_with_places

LEADS_TO: dict[type[Part], dict[str, tuple[str, ...]]] = {
    Agency: {"area": ("areas",), "part_of": ("agencies",), "merged_into": ("agencies",)},
    Role: {"agency": ("agencies",)},
    SeatOnBody: {"role": ("roles",), "agency": ("agencies",), "through_chair_of": ("bodies",)},
    ChairRule: {"role": ("roles",)},
    Body: {
        "parent": ("bodies",),
        "reports_to": ("bodies",),
        "reports_through": ("roles",),
        "areas": ("areas",),
        "links_to": ("bodies",),
    },
    EvidenceRule: {
        "body": ("bodies",),
        "source": ("bodies", "roles"),
        "document": ("documents",),
        "topic": ("topics",),
    },
    Quota: {"members_of": ("bodies",)},
    ReviewedDocument: {"document": ("documents",)},
    StaysPublic: {"document": ("documents",)},
    Duty: {
        "owner_body": ("bodies",),
        "owner_role": ("roles",),
        "body": ("bodies",),
        "chain": ("chains",),
        "content": ("content",),
        "depends_on": ("duties",),
        "contradiction": ("contradictions",),
        "aim": ("aims",),
    },
    ReportingLine: {
        "sender_body": ("bodies",),
        "sender_role": ("roles",),
        "to_body": ("bodies",),
        "to_role": ("roles",),
        "through_role": ("roles",),
    },
    ContentRequirement: {"document": ("documents",)},
    ChainStep: {"by_body": ("bodies",), "by_role": ("roles",)},
    ApprovalChain: {"document": ("documents",)},
    Document: {"owner_body": ("bodies",)},
    LinkedBoard: {"usual_representative": ("agencies",)},
    Listed: {"carried_by": ("bodies",)},
}
"""Which lists the names in a field may lead to."""

NAMES_OF_CLOCKS = {Deadline: "clock"}
"""Names that lead to nothing in the file: a clock is known to the software or made by the duty."""


def reference_faults(arrangement: Arrangement, broken: Mapping[str, set[str]]) -> list[Found]:
    """Find every name that leads nowhere; `broken` holds parts that exist but have faults."""
    known = {
        name: {entry.id for entry in getattr(arrangement, name)} | broken.get(name, set())
        for name in NOUNS
    }
    # Evidence may also be about one step of an approval, or one required part of a document.
    known["topics"] |= {step.id for chain in arrangement.chains for step in chain.steps}
    known["topics"] |= {item.id for needed in arrangement.content for item in needed.items}
    faults = []
    for loc, part in parts_with_places(arrangement):
        for field, lists in LEADS_TO.get(type(part), {}).items():
            faults += _missing_from(part, field, (*loc, field), known, lists)
    return faults + _within_bodies(arrangement) + _coverage(arrangement, known)


def _missing_from(
    part: Part, field: str, loc: Loc, known: Mapping[str, set[str]], lists: tuple[str, ...]
) -> list[Found]:
    value = getattr(part, field)
    there = set().union(*(known[name] for name in lists))
    what = " or ".join(NOUNS[name] for name in lists)
    if isinstance(value, tuple):
        return [
            _leads_nowhere((*loc, index), name, what, there)
            for index, name in enumerate(value)
            if name not in there
        ]
    return [] if value is None or value in there else [_leads_nowhere(loc, value, what, there)]


def _leads_nowhere(loc: Loc, name: str, what: str, there: set[str]) -> Found:
    allowed = "The file has: " if there else f"The file describes no {what} yet."
    return Found(loc, f'There is no {what} "{name}".', allowed, name, there)


def _within_bodies(arrangement: Arrangement) -> list[Found]:
    """Seats are named within their own body only."""
    faults = []
    for index, body in enumerate(arrangement.bodies):
        seats = {seat.id for seat in body.seats}
        places: list[tuple[Loc, tuple[str, ...]]] = [
            (("bodies", index, "chair", "among"), body.chair.among)
        ]
        if body.quorum:
            places.append((("bodies", index, "quorum", "must_include"), body.quorum.must_include))
        for loc, names in places:
            faults += [
                _leads_nowhere((*loc, position), name, f'seat on "{body.id}"', seats)
                for position, name in enumerate(names)
                if name not in seats
            ]
    return faults


def _coverage(arrangement: Arrangement, known: Mapping[str, set[str]]) -> list[Found]:
    lists = {noun.replace(" ", "-"): name for name, noun in NOUNS.items()}
    faults = []
    for index, paragraph in enumerate(arrangement.coverage):
        for position, held in enumerate(paragraph.holds):
            loc = ("coverage", index, "holds", position)
            noun, _, name = held.partition(":")
            if noun == "concern" and not name and arrangement.concern:
                continue
            if noun not in lists:
                allowed = (
                    f"Write a kind and an id, as duty:executive-meets. Kinds: {', '.join(lists)}."
                )
                faults.append(Found(loc, f'"{held}" does not name a part of the file.', allowed))
            elif name not in known[lists[noun]]:
                faults.append(_leads_nowhere(loc, name, noun, known[lists[noun]]))
    return faults
