"""Is every table and key of the right shape? Said in words for the author of the file."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .arrangement import PRINTABLE, Arrangement
from .problems import Found, Loc
from .schema import choices_of, field_named, hints_of, keys_of, model_at

_DAY = "Write a date without quotes, as 2019-09-29, between the years 1900 and 2199."
_PLAIN = {
    "string_type": ("This must be a text.", 'Write it in quotes: "…".'),
    "int_type": ("This must be a whole number.", "Write digits without quotes."),
    "int_parsing": ("This must be a whole number.", "Write digits without quotes."),
    "int_from_float": ("This must be a whole number.", "Write digits without a decimal point."),
    "int_parsing_size": ("This number is far too large.", "Write a smaller whole number."),
    "bool_type": ("This must be yes or no.", "Write true or false, without quotes."),
    "bool_parsing": ("This must be yes or no.", "Write true or false, without quotes."),
    "tuple_type": ("This must be a list.", "Write it in square brackets: [ … ]."),
    "model_type": ("This must be a table.", "Write keys and values, as [name] or { key = … }."),
}


LONGEST_LIST = 2_000  # entries at the top of the file; Wakefield 2019 has 170 paragraphs
LONGEST_INNER_LIST = 200


def endless_lists(data: dict[str, Any]) -> list[Found]:
    """Refuse lists that no partnership can have meant and that would take minutes to check."""
    faults: list[Found] = []
    to_do: list[tuple[Loc, Any]] = [((), data)]
    for loc, value in to_do:
        if isinstance(value, dict):
            to_do += [((*loc, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            longest = LONGEST_LIST if len(loc) == 1 else LONGEST_INNER_LIST
            if len(value) > longest:
                wrong = f"This list has {len(value):,} entries."
                faults.append(Found(loc, wrong, f"At most {longest:,}."))
            else:
                to_do += [((*loc, index), inner) for index, inner in enumerate(value)]
    return faults


def shape_faults(data: dict[str, Any]) -> tuple[Arrangement | None, list[Found]]:
    """Read the tables as an arrangement, or say everything that is of the wrong shape."""
    try:
        return Arrangement.model_validate(data), []
    except ValidationError as refused:
        errors = refused.errors(include_url=False, include_context=True)
        return None, [_in_words(error) for error in errors]


def _in_words(error: ErrorDetails) -> Found:
    kind, loc, ctx = error["type"], tuple(error["loc"]), error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(loc)
    if kind == "missing":
        return _missing_key(loc)
    if kind in _PLAIN:
        return Found(loc, *_PLAIN[kind])
    if kind == "string_pattern_mismatch":
        return Found(loc, *_wrong_pattern(str(ctx.get("pattern"))))
    if kind == "literal_error":
        return _not_among(loc, error["input"])
    if kind in ("string_too_short", "too_short"):
        return Found(loc, "This is empty.", "Say something here, or leave the key out.")
    if kind == "string_too_long":
        longest = ctx.get("max_length")
        return Found(loc, "This text is too long.", f"At most {longest} characters.")
    if kind in ("greater_than_equal", "less_than_equal") and isinstance(ctx.get("ge"), int):
        return Found(loc, f"{error['input']} is too small.", f"At least {ctx['ge']}.")
    if kind in ("greater_than_equal", "less_than_equal") and isinstance(ctx.get("le"), int):
        return Found(loc, f"{error['input']} is too large.", f"At most {ctx['le']}.")
    # What is left are the ways in which something is not a day of the calendar.
    return Found(loc, "This is not a date the calendar can use.", _DAY)


def _unknown_key(loc: Loc) -> Found:
    model = model_at(loc[:-1]) or Arrangement
    wrong = f'"{loc[-1]}" is not a key that is known here.'
    return Found(loc, wrong, "The keys known here are: ", str(loc[-1]), keys_of(model))


def _missing_key(loc: Loc) -> Found:
    model = model_at(loc[:-1])
    needed = [
        info.alias or field
        for field, info in (model.model_fields.items() if model else ())
        if info.is_required()
    ]
    allowed = f"What must be given here: {', '.join(needed)}."
    return Found(loc, f'"{loc[-1]}" is missing.', allowed)


def _wrong_pattern(pattern: str) -> tuple[str, str]:
    if pattern == PRINTABLE:
        return "This text holds an invisible control character.", "Type the text again."
    if "0-9]{3}" in pattern:
        return "This is not a local authority code.", 'Three digits in quotes, such as "384".'
    return (
        "This is not a name the file can use as an id.",
        "Small letters, digits and hyphens, a letter first, at most 60: executive-meets.",
    )


def _not_among(loc: Loc, given: object) -> Found:
    at = max(index for index, step in enumerate(loc) if isinstance(step, str))
    model = model_at(loc[:at])
    field = field_named(model, str(loc[at])) if model else None
    choices = choices_of(hints_of(model)[field]) if model and field else ()
    shown = f'"{given}"' if isinstance(given, str) and len(given) < 100 else "This"
    return Found(loc, f"{shown} is not one of the choices.", "One of: ", str(given), choices)
