"""Who sees an action and a recommendation (docs/decisions/012). Pure Python."""

from __future__ import annotations

from collections.abc import Iterator

SENSITIVE = frozenset({"restricted", "identified", "voice"})


def of_action(
    *, partnership: int, body: int, owner: int | None, agency: int | None, source_marking: str
) -> list[str]:
    """The keys of those who see an action: its owner, their agency, the group that owns it, the
    office and the lead partners; the rest of the Executive and the scrutineer as well, unless it
    comes from a record that is closely held."""
    keys = list(_everywhere(partnership, source_marking))
    keys += [f"body:{body}", f"chair:{body}"]
    keys += [f"person:{owner}"] if owner else []
    keys += [f"agency:{agency}"] if agency else []
    return sorted(set(keys))


def of_recommendation(
    *, partnership: int, body: int, to_agency: int | None, source_marking: str
) -> list[str]:
    """The keys of those who see a recommendation: the group that follows it, the agency it is made
    to, the office and the lead partners; others as with an action."""
    keys = [*_everywhere(partnership, source_marking), f"body:{body}", f"chair:{body}"]
    keys += [f"agency:{to_agency}"] if to_agency else []
    return sorted(set(keys))


def _everywhere(partnership: int, source_marking: str) -> Iterator[str]:
    names = ["business-manager", "business-unit", "lead-partner"]
    if source_marking not in SENSITIVE:
        names += ["executive-member", "scrutineer"]
    for name in names:
        yield f"capacity:{partnership}:{name}"
