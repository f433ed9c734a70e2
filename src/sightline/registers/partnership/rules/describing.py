"""The schema of the arrangement file as a page of the documentation, drawn from the models."""

from __future__ import annotations

import inspect
import re
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from . import arrangement as kinds
from .arrangement import Arrangement, Part
from .references import LEADS_TO
from .schema import (
    NOUNS,
    choices_of,
    entry_of,
    hints_of,
    is_key,
    is_list,
    lists_of_parts,
    name_in_file,
    part_in,
    without_none,
)

_REMARK = re.compile(r"^    (\w+): .*  # (.+)$", re.MULTILINE)
_PLAIN_TYPES = {
    kinds.Title: "text, at most 200 characters",
    kinds.Words: "text, at most 4,000 characters",
    kinds.Text: "text, at most 20,000 characters",
    kinds.Day: "date: `2019-09-29`",
    kinds.LocalAuthorityCode: 'three digits in quotes: `"384"`',
    bool: "`true` or `false`",
    int: "whole number",
    str: "text",
}


def describe_schema() -> str:
    """Write the tables of keys of the arrangement file in Markdown."""
    lines = [
        "# Keys of the arrangement file",
        "",
        "Written by `describe_schema` from the models in",
        "`sightline.registers.partnership.rules.arrangement`. Do not edit by hand.",
        "",
        "The first table is the file itself; each list or table in it is described after it.",
    ]
    for model in _kinds_in_order():
        lines += ["", f"## {model.__name__}{_where(model)}", "", _first_sentences(model), ""]
        lines += ["| Key | Takes | Given | Meaning |", "|---|---|---|---|"]
        hints, meanings = hints_of(model), _meanings(model)
        for field, info in model.model_fields.items():
            takes = _takes(model, field, hints[field], info)
            key, meaning = name_in_file(model, field), meanings.get(field, "")
            lines.append(f"| `{key}` | {takes} | {_given(info)} | {meaning} |")
    return "\n".join(lines) + "\n"


def _kinds_in_order() -> list[type[Part]]:
    found: list[type[Part]] = [Arrangement]
    for model in found:
        for hint in hints_of(model).values():
            inner = part_in(hint)
            if inner and inner not in found:
                found.append(inner)
    return found


def _where(model: type[Part]) -> str:
    hints = hints_of(Arrangement)
    places = [f"`[[{name}]]`" for name in lists_of_parts() if part_in(hints[name]) is model]
    return f": {', '.join(places)}" if places else ""


def _first_sentences(model: type[Part]) -> str:
    return " ".join((model.__doc__ or "").split())


def _meanings(model: type[Part]) -> dict[str, str]:
    """Take the remarks that stand beside the fields in the models."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, Part):
            found |= dict(_REMARK.findall(inspect.getsource(kind)))
    return found


def _takes(model: type[Part], field: str, hint: Any, info: FieldInfo) -> str:
    inner = part_in(hint)
    lists = LEADS_TO.get(model, {}).get(field)
    choices = choices_of(hint)
    if inner:
        words = f"{'tables' if is_list(without_none(hint)) else 'table'}, see {inner.__name__}"
    elif lists:
        words = f"id of: {' or '.join(NOUNS[name] for name in lists)}"
    elif choices:
        words = "one of " + ", ".join(f"`{choice}`" for choice in choices)
    elif is_key(hint):
        words = "id: small letters, digits, hyphens"
    else:
        words = _plain(entry_of(hint)) + _limits(info)
    return f"list: {words}" if is_list(without_none(hint)) and not inner else words


def _plain(hint: Any) -> str:
    if hint in _PLAIN_TYPES:
        return _PLAIN_TYPES[hint]
    return _PLAIN_TYPES[get_args(hint)[0]]


def _limits(info: FieldInfo) -> str:
    low = next((it.ge for it in info.metadata if isinstance(getattr(it, "ge", None), int)), None)
    high = next((it.le for it in info.metadata if isinstance(getattr(it, "le", None), int)), None)
    if low is None:
        return ""
    return f", {low} to {high}" if high is not None else f", at least {low}"


def _given(info: FieldInfo) -> str:
    if info.is_required():
        return "always"
    default = info.default
    if default in (None, ()) or default is PydanticUndefined:
        return "if stated"
    if isinstance(default, Part):
        return "if not the document"
    shown = str(default).lower() if isinstance(default, bool) else default
    return f"if not `{shown}`"
