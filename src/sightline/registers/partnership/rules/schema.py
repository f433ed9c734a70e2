"""The shape of an arrangement file as something that can be asked: which keys, of which type.

The models in `arrangement` are the one statement of the schema. The checks and the generated
table in the documentation both ask here, so that neither can drift from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from .arrangement import Arrangement, Key, Part
from .problems import Loc

NOUNS = {
    "sections": "section", "areas": "area", "agencies": "agency", "roles": "role",
    "bodies": "body", "aims": "aim", "duties": "duty", "contradictions": "contradiction",
    "reporting_lines": "reporting line", "documents": "document",
    "content": "content requirement", "chains": "approval chain",
    "linked_boards": "linked board", "risk_types": "risk type", "audit_sources": "audit source",
    "training_elements": "training element", "elearning_topics": "e-learning topic",
    "dissemination_channels": "dissemination channel",
    "staff_responsibilities": "staff responsibility", "escalation_stages": "escalation stage",
    "grades": "grade", "standards": "standard", "threshold_levels": "threshold level",
    "topics": "topic", "terms": "term", "coverage": "paragraph",
}  # fmt: skip
"""What one entry of each list is called."""


def name_in_file(model: type[Part], field: str) -> str:
    """Give the key under which a field stands in the file: `from` for `starts_on`."""
    return model.model_fields[field].alias or field


def keys_of(model: type[Part]) -> tuple[str, ...]:
    """Name the keys a table of this kind may have."""
    return tuple(name_in_file(model, field) for field in model.model_fields)


@cache
def hints_of(model: type[Part]) -> dict[str, Any]:
    """Give the declared type of each field."""
    return get_type_hints(model, include_extras=True)


def without_none(hint: Any) -> Any:
    """Take the "or nothing" from an optional type."""
    if get_origin(hint) in (Union, UnionType):
        left = [arm for arm in get_args(hint) if arm is not type(None)]
        return left[0]
    return hint


def is_list(hint: Any) -> bool:
    """Tell whether a key takes a list."""
    return get_origin(hint) is tuple


def entry_of(hint: Any) -> Any:
    """Give the type of one value: the entry of a list, or the value itself."""
    hint = without_none(hint)
    return get_args(hint)[0] if is_list(hint) else hint


def is_key(hint: Any) -> bool:
    """Tell whether a field holds the id of something."""
    return bool(entry_of(hint) == Key)


def part_in(hint: Any) -> type[Part] | None:
    """Give the kind of table a field holds, if it holds tables."""
    entry = entry_of(hint)
    return entry if isinstance(entry, type) and issubclass(entry, Part) else None


def choices_of(hint: Any) -> tuple[str, ...]:
    """List the words a field may be one of, if it is a choice."""
    entry = entry_of(hint)
    if get_origin(entry) is Annotated:
        entry = get_args(entry)[0]
    return tuple(map(str, get_args(entry))) if get_origin(entry) is Literal else ()


def field_named(model: type[Part], key: str) -> str | None:
    """Find the field that a key of the file fills."""
    for field, info in model.model_fields.items():
        if key in (field, info.alias):
            return field
    return None


def model_at(loc: Loc) -> type[Part] | None:
    """Say which kind of table stands at a place."""
    model: type[Part] | None = Arrangement
    for step in loc:
        if isinstance(step, int):
            continue
        field = field_named(model, step) if model else None
        model = part_in(hints_of(model)[field]) if model and field else None
    return model


def lists_of_parts() -> tuple[str, ...]:
    """Name the lists of an arrangement, in the order of the schema."""
    hints = hints_of(Arrangement)
    return tuple(field for field in Arrangement.model_fields if is_list(hints[field]))


def parts_with_places(part: Part, loc: Loc = ()) -> Iterator[tuple[Loc, Part]]:
    """Walk a part and everything inside it, with the place of each."""
    yield loc, part
    for field in type(part).model_fields:
        value = getattr(part, field)
        here = (*loc, name_in_file(type(part), field))
        if isinstance(value, Part):
            yield from parts_with_places(value, here)
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, Part):
                    yield from parts_with_places(entry, (*here, index))


def place_in_words(loc: Loc, data: Any) -> str:
    """Name a place as its author knows it: `duty "executive-meets", stages 2, from`."""
    words: list[str] = []
    value = data
    for position, step in enumerate(loc):
        value = _step(value, step)
        if isinstance(step, str):
            words.append(step)
            continue
        named = value.get("id") if isinstance(value, dict) else None
        noun = NOUNS.get(words[-1], words[-1]) if position == 1 else words[-1]
        words[-1] = f'{noun} "{named}"' if isinstance(named, str) else f"{noun} {step + 1}"
    return ", ".join(words)


def _step(value: Any, step: str | int) -> Any:
    if isinstance(step, str):
        return value.get(step) if isinstance(value, dict) else None
    is_there = isinstance(value, list) and step < len(value)
    return value[step] if is_there else None
