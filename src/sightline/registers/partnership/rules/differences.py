"""What changes from one version of an arrangement file to the next, in words to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from .arrangement import Arrangement, Part
from .schema import NOUNS, lists_of_parts

_WORDS = {
    "starts_on": "first day",
    "ends_on": "last day",
    "owner_body": "owner (body)",
    "owner_role": "owner (role)",
    "evidenced_by": "evidence that counts",
    "reports_to": "reports to",
    "reports_through": "reports through",
}


@dataclass(frozen=True)
class FieldChange:
    """One key of a part, as it was and as it will be."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"


@dataclass(frozen=True)
class Difference:
    """One part that is added, ended or changed."""

    kind: Literal["added", "ended", "changed"]
    part: str  # "duty", "body", or "arrangement" for the file's own keys
    id: str
    name: str
    changes: tuple[FieldChange, ...] = ()

    def __str__(self) -> str:
        start = f"{self.part.capitalize()} “{self.name}” ({self.id})"
        if self.kind != "changed":
            told = f"{start} is {self.kind}"
            return told + (f": {'; '.join(map(str, self.changes))}." if self.changes else ".")
        return f"{start} changes. {'; '.join(map(str, self.changes))}."


def differences(old: Arrangement | None, new: Arrangement) -> tuple[Difference, ...]:
    """Settle what loading the new file will add, end and change."""
    found: list[Difference] = []
    lists = lists_of_parts()
    if old:
        own = tuple(_changes_of_fields(old, new, leaving_out=lists))
        if own:
            found.append(Difference("changed", "arrangement", new.id, new.name, own))
    for name in lists:
        before = {part.id: part for part in getattr(old, name)} if old else {}
        after = {part.id: part for part in getattr(new, name)}
        found += [
            Difference("added", NOUNS[name], part.id, _name_of(part))
            for part in after.values()
            if part.id not in before
        ]
        for part in before.values():
            if part.id not in after:
                found.append(Difference("ended", NOUNS[name], part.id, _name_of(part)))
            elif part != after[part.id]:
                found.append(_change(NOUNS[name], part, after[part.id]))
        if [key for key in before if key in after] != [key for key in after if key in before]:
            order = FieldChange("order", ", ".join(before), ", ".join(after))
            found.append(Difference("changed", "list", name, name.replace("_", " "), (order,)))
    return tuple(found)


def in_words(value: Any) -> str:
    """Write a value of the file as a reader would say it."""
    if value is None or value == ():
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, tuple):
        return ", ".join(in_words(entry) for entry in value)
    if isinstance(value, Part):
        given = [
            f"{_field_in_words(field)} {in_words(getattr(value, field))}"
            for field in type(value).model_fields
            if getattr(value, field) not in (None, (), False)
        ]
        return f"({', '.join(given)})"
    return str(value)


def _change(noun: str, before: Any, after: Any) -> Difference:
    changes = tuple(_changes_of_fields(before, after))
    was_open = getattr(before, "ends_on", None) is None
    has_end = getattr(after, "ends_on", None) is not None
    kind: Literal["ended", "changed"] = "ended" if was_open and has_end else "changed"
    return Difference(kind, noun, after.id, _name_of(after), changes)


def _changes_of_fields(
    before: Part, after: Part, path: str = "", leaving_out: tuple[str, ...] = ()
) -> Iterator[FieldChange]:
    """Compare key by key; inside lists of named parts, part by part."""
    for field in type(after).model_fields:
        was, will = getattr(before, field), getattr(after, field)
        if field in leaving_out or was == will:
            continue
        words = path + _field_in_words(field)
        if isinstance(was, Part) and isinstance(will, Part):
            yield from _changes_of_fields(was, will, f"{words}, ")
        elif _has_names(was) and _has_names(will):
            yield from _changes_in_list(was, will, words)
        else:
            yield FieldChange(words, in_words(was), in_words(will))


def _changes_in_list(
    was: tuple[Any, ...], will: tuple[Any, ...], words: str
) -> Iterator[FieldChange]:
    before, after = {part.id: part for part in was}, {part.id: part for part in will}
    for name in (*before, *(name for name in after if name not in before)):
        if name not in after or name not in before:
            yield FieldChange(
                f"{words} “{name}”", in_words(before.get(name)), in_words(after.get(name))
            )
        else:
            yield from _changes_of_fields(before[name], after[name], f"{words} “{name}”, ")
    if set(before) == set(after) and list(before) != list(after):
        yield FieldChange(f"{words}, order", ", ".join(before), ", ".join(after))


def _has_names(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(hasattr(it, "id") for it in value)


def _field_in_words(field: str) -> str:
    return _WORDS.get(field, field.replace("_", " "))


def _name_of(part: Any) -> str:
    for field in ("name", "title", "promise", "about", "local", "words"):
        value = getattr(part, field, None)
        if isinstance(value, str):
            return value if len(value) <= 80 else value[:79].rstrip() + "…"
    return str(getattr(part, "heading", part.id))
