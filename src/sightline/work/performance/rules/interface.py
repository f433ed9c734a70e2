"""What a program may ask for, and the description of it (OpenAPI 3.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

MOST, USUAL = 1000, 500
MOST_LINES = 200_000  # of one CSV file
FILTERS = {
    "indicator": "Only this indicator, by its code",
    "area": "Only this place, by its code: three digits for an authority",
    "from": "From the period that ends in this month: 2024-03",
    "to": "Up to the period that ends in this month: 2025-03",
    "after": "Go on after this key, as the last answer gave it in `next`",
    "limit": f"How many at most: {USUAL}, or up to {MOST}",
}


@dataclass(frozen=True)
class Asked:
    """What a program asks for, read from its address."""

    indicator: str = ""
    area: str = ""
    first: int = 0
    last: int = 999_912
    after: tuple[int, int] = (0, 0)
    after_code: str = ""
    limit: int = USUAL


class NotUnderstood(ValueError):
    """A filter that cannot be read, by its name."""


def read(given: Mapping[str, str], known: tuple[str, ...], *, by_code: bool = False) -> Asked:
    """The filters of an address. Raises `NotUnderstood` with a sentence for whoever wrote it."""
    for name in given:
        if name not in known:
            raise NotUnderstood(f"There is no filter of that name. There are: {', '.join(known)}.")
    limit = given.get("limit", str(USUAL))
    if not re.fullmatch(r"[1-9]\d{0,3}", limit) or int(limit) > MOST:
        raise NotUnderstood(f"limit must be a whole number from 1 to {MOST}.")
    after, after_code = (0, 0), given.get("after", "")
    if after_code and not by_code:
        found = re.fullmatch(r"(\d{1,18})\.(\d{6})", after_code)
        if found is None:
            raise NotUnderstood("after must be a key as an answer gave it.")
        after = int(found[1]), int(found[2])
    return Asked(
        indicator=given.get("indicator", "")[:150],
        area=given.get("area", "")[:12],
        first=_month(given, "from", 0),
        last=_month(given, "to", 999_912),
        after=after,
        after_code=after_code[:150] if by_code else "",
        limit=int(limit),
    )


def going_on(asked: Asked, limit: int, key: str = "") -> Asked:
    """The same question, so many at a time, after a key."""
    series, _, period = key.partition(".")
    after = (int(series), int(period)) if key else asked.after
    return replace(asked, limit=limit, after=after)


def _month(given: Mapping[str, str], name: str, otherwise: int) -> int:
    if not given.get(name):
        return otherwise
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", given[name])
    if found is None:
        raise NotUnderstood(f"{name} must be a month such as 2025-03.")
    return int(found[1]) * 100 + int(found[2])


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _of(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


TEXT = {"type": "string"}
NUMBER = {"type": ["number", "null"]}
NEXT = {"type": ["string", "null"], "description": "The address of what follows, or null"}
SCHEMAS = {
    "Indicator": _object({
        "code": TEXT, "version": {"type": "integer"}, "name": TEXT, "question": TEXT,
        "numerator": TEXT, "denominator": TEXT, "unit": TEXT,
        "period": {"enum": ["reporting", "financial", "academic", "calendar", "quarter", "month"]},
        "polarity": {"enum": ["high", "low", "none"]}, "target": NUMBER,
        "decimals": {"type": "integer"}, "source": {"enum": ["published", "returned", "defined"]},
    }),
    "Value": _object({
        "key": TEXT, "indicator": TEXT, "area": TEXT, "area_name": TEXT,
        "period": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
        "period_label": TEXT, "unit": TEXT, "value": NUMBER,
        "symbol": {"enum": ["", "c", "z", "x", "u", "blank", "s"]},
    }),
    "Problem": _object({"type": TEXT, "title": TEXT, "status": {"type": "integer"},
                        "detail": TEXT}),
    "Indicators": _object({"indicators": {"type": "array", "items": _of("Indicator")},
                           "next": NEXT}),
    "Values": _object({"values": {"type": "array", "items": _of("Value")}, "next": NEXT}),
}  # fmt: skip
OF_VALUES = ("indicator", "area", "from", "to", "after", "limit")
OF_INDICATORS = ("indicator", "after", "limit")
OF_LINES = ("indicator", "area", "from", "to")


def _reads(summary: str, filters: tuple[str, ...], kind: str, schema: dict[str, Any]) -> Any:
    problem = {"content": {"application/problem+json": {"schema": _of("Problem")}}}
    return {"get": {
        "summary": summary,
        "parameters": [
            {"name": name, "in": "query", "description": FILTERS[name], "schema": TEXT}
            for name in filters
        ],
        "responses": {
            "200": {"description": "As asked", "content": {kind: {"schema": schema}}},
            "400": {"description": "A filter cannot be read", **problem},
            "401": {"description": "No token, or one that opens nothing", **problem},
            "429": {"description": "Too many calls: wait as `Retry-After` says", **problem},
        },
    }}  # fmt: skip


def description() -> dict[str, Any]:
    """The whole interface as OpenAPI."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sightline: figures",
            "version": "1",
            "description": "Read-only. Figures are those that may leave the partnership: where a "
            "small count is hidden, or could be worked out, `value` is null and `symbol` is s. "
            "c confidential, z not applicable, x not available, u of low reliability.",
        },
        "security": [{"token": []}],
        "paths": {
            "/api/v1/indicators": _reads("What is measured", OF_INDICATORS, "application/json",
                                         _of("Indicators")),
            "/api/v1/values": _reads("Figures", OF_VALUES, "application/json", _of("Values")),
            "/api/v1/values.csv": _reads("Figures as one CSV file, for Power BI and Excel",
                                         OF_LINES, "text/csv", TEXT),
        },
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip
