"""Pages of docs/generated, from what rooms declare: `python -m sightline.web.describing`.

A page that people keep by hand drifts; these are compared with the declarations in `make check`.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.foundation.clocks import Clock
from sightline.foundation.permissions import EVERYBODY, Permission
from sightline.foundation.trail.events import Event
from sightline.registers.duties.rules.facts import STATES as DUTY_STATES
from sightline.registers.partnership.rules.describing import describe_schema
from sightline.registers.partnership.rules.reading import read_arrangement
from sightline.web.apps import declaring
from sightline.web.classification import CLASSES, TABLES

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "docs" / "generated"
DEFAULT_ARRANGEMENT = ROOT / "arrangements" / "wakefield-2019"
WRITTEN = "Written from the source by `python -m sightline.web.describing`; do not edit."


@dataclass(frozen=True)
class Address:
    """One address of the site: where it is, what answers, and who may come in."""

    path: str
    name: str
    module: str
    view: str
    permission: Permission | str | None


def addresses() -> list[Address]:
    """Every address of the site, in the order in which they are tried."""
    from django.urls import get_resolver

    return list(_addresses(get_resolver(), "/", ""))


def _addresses(resolver: Any, before: str, namespace: str) -> Iterator[Address]:
    from django.urls import URLResolver

    for entry in resolver.url_patterns:
        path = before + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _addresses(entry, path, inner)
        else:
            view = entry.callback
            yield Address(
                path=path,
                name=f"{namespace}{entry.name}" if entry.name else "",
                module=view.__module__,
                view=getattr(view, "__name__", type(view).__name__),
                permission=getattr(view, "permission", None),
            )


def declared(kind: str, type_: type[Any]) -> list[tuple[str, Any]]:
    """Every value of a type that stands in the rooms' modules of this name, with its module."""
    return [
        (module.__name__, value)
        for module in declaring(kind)
        for value in vars(module).values()
        if isinstance(value, type_)
    ]


def declared_permissions() -> list[tuple[str, Permission]]:
    """Every permission with the module that declares it."""
    return declared("permissions", Permission)


def declared_events() -> list[tuple[str, Event]]:
    """Every event of the trail with the module that declares it."""
    return declared("events", Event)


def declared_clocks() -> list[tuple[str, Clock]]:
    """Every version of every clock with the module that declares it."""
    found = declared("deadlines", Clock)
    for module in declaring("deadlines"):
        for value in vars(module).values():
            for one in value.values() if isinstance(value, dict) else ():
                found += [(module.__name__, clock) for clock in _clocks_in(one)]
            found += [(module.__name__, clock) for clock in _clocks_in(value)]
    return list(dict.fromkeys(found))


def _clocks_in(value: object) -> list[Clock]:
    if isinstance(value, tuple | list):
        return [one for one in value if isinstance(one, Clock)]
    return [value] if isinstance(value, Clock) else []


def declared_notices() -> list[tuple[str, str, Any]]:
    """Every message a room can send: its module, its name there, and the message."""
    return [
        (module.__name__, name, value)
        for module in declaring("notices")
        for name, value in vars(module).items()
        if hasattr(value, "subject") and hasattr(value, "text") and not isinstance(value, type)
    ]


def permissions_page() -> str:
    """Who may do what."""
    rows = [
        (f"`{one.code}`", one.name, ", ".join(map(_capacity, sorted(one.held_by))))
        for _, one in sorted(declared_permissions(), key=lambda pair: pair[1].code)
    ]
    words = (
        "A permission says what a person may do by the seats they hold. Whether they may see a "
        "record is decided by its marking, its audience, grants and conflicts instead."
    )
    return _page("Permissions", words, _table(("Code", "What it allows", "Held by"), rows))


def _capacity(name: str) -> str:
    return "anyone with a seat" if name == EVERYBODY else name


def duties_page() -> str:
    """What is promised, and which deadlines the software knows by itself."""
    clocks = [
        (
            f"`{one.code}`",
            one.duty,
            f"{one.n} {one.unit}{' before' if one.backwards else ''}",
            str(one.in_force_from or "always"),
            one.source,
            one.mark,
        )
        for _, one in declared_clocks()
    ]
    arrangement = read_arrangement(DEFAULT_ARRANGEMENT)
    duties = [
        (f"`{one.id}`", one.promise, one.kind, one.figure or "none printed", _owner(one))
        for one in arrangement.duties
    ]
    heads = ("Code", "Duty", "Length", "In force from", "Source", "Mark")
    parts = [
        "## Clocks\n\nMark: V seen in the source named, C computed from it, K to be confirmed.\n",
        _table(heads, clocks) if clocks else "None is declared.\n",
        f"\n## Duties of {arrangement.name}\n",
        "The figure is as printed; where none is printed, the duty can never be overdue.\n",
        _table(("Key", "Promise", "Kind", "Figure", "Owner"), duties),
    ]
    words = "Deadlines that rooms declare, and the promises of the arrangements shipped as default."
    return _page("Duties and clocks", words, "\n".join(parts))


def _owner(duty: Any) -> str:
    return duty.owner_body or duty.owner_role or "none named"


def states_page() -> str:
    """Which states there are, what they mean, and which steps lead from one to another."""
    meanings = [(f"`{code}`", word, means) for code, (word, _, means) in DUTY_STATES.items()]
    parts = [
        "## Duties\n\nWorked out when it is read, from worst to quietest; no step is stored.\n",
        _table(("Code", "Word", "Means"), meanings),
    ]
    for module in declaring("rules"):
        steps = getattr(module, "STATES", None)
        if steps:
            room = module.__name__.split(".")[-2].replace("_", " ")
            ways = [(one, ", ".join(after) or "nothing: an end") for one, after in steps.items()]
            parts.append(f"\n## {room.capitalize()}\n\n{_table(('State', 'Leads to'), ways)}")
    return _page("States", "States, and the steps between those that are stored.", "\n".join(parts))


def urls_page() -> str:
    """Every address with the permission that opens it."""
    rows = [
        (f"`{one.path}`", f"`{one.name}`" if one.name else "", _door(one)) for one in addresses()
    ]
    return _page("Addresses", "Who may open what.", _table(("Address", "Name", "Opened by"), rows))


def _door(address: Address) -> str:
    if isinstance(address.permission, Permission):
        return f"`{address.permission.code}`"
    by_word = {"public": "everyone", "signed-in": "anyone signed in"}
    return by_word.get(str(address.permission), "allauth's own rule")


def events_page() -> str:
    """The lines the trail can hold, and what in them is personal."""
    rows = [
        (f"`{one.code}`", one.sentence, ", ".join(one.personal) or "nothing")
        for _, one in sorted(declared_events(), key=lambda pair: pair[1].code)
    ]
    return _page(
        "Events", "The lines of the trail.", _table(("Code", "Sentence", "Personal in it"), rows)
    )


def notices_page() -> str:
    """The messages that can leave by e-mail."""
    rows = [
        (
            module.split(".")[-2],
            f"`{getattr(notice, 'code', name.lower())}`",
            notice.subject,
            getattr(notice, "audience", "the person whose account it is"),
        )
        for module, name, notice in declared_notices()
    ]
    words = "Fixed texts: a message says that there is something to read, and never what."
    return _page("Notices", words, _table(("Room", "Code", "Subject", "Sent to"), rows))


def classification_page() -> str:
    """What every column holds, and how long it is kept."""
    parts = []
    for table in TABLES:
        rows = [(name, getattr(table, name).replace(" ", ", ")) for name in CLASSES]
        listed = _table(("Class", "Columns"), [row for row in rows if row[1]])
        parts.append(f"## {table.model}\n\nKept {table.kept}.\n\n{listed}")
    words = (
        "A free text counts as the most sensitive thing people may come to write in it. Periods "
        "are for the partnership to confirm; no job removes anything of its work."
    )
    return _page("Classification of every column", words, "\n".join(parts))


PAGES: dict[str, Callable[[], str]] = {
    "arrangement-file.md": describe_schema,
    "classification.md": classification_page,
    "duties-and-clocks.md": duties_page,
    "events.md": events_page,
    "notices.md": notices_page,
    "permissions.md": permissions_page,
    "states.md": states_page,
    "urls.md": urls_page,
}


def _page(title: str, words: str, body: str) -> str:
    return f"# {title}\n\n{WRITTEN}\n\n{words}\n\n{body.strip()}\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(map(_cell, line)) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def main() -> int:
    """Write every page."""
    import django

    # settings want a key and an address; what is declared needs neither
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
    os.environ.setdefault("DATABASE_URL_WEB", "postgresql://sightline_web@/none")
    os.environ["SIGHTLINE_ROLE"] = "web"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.settings")
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
