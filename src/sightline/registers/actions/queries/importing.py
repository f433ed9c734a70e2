"""A spreadsheet of actions as it would be brought in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sightline.foundation.files.queries import open_for_download
from sightline.foundation.files.rules.sheets import Sheet, read_sheet
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.actions.models import ActionImport
from sightline.registers.actions.queries.lists import actions
from sightline.registers.actions.rules import importing as rules
from sightline.registers.partnership.models import Seat
from sightline.registers.partnership.queries import agencies, bodies, seats_of_partnership


@dataclass(frozen=True)
class Preview:
    """What a spreadsheet would enter, line by line, and where each field was found."""

    sheet: Sheet
    heading: int  # the line of the headings; 0: none was found
    columns: Mapping[str, int]
    lines: list[rules.Line]

    @property
    def missing(self) -> list[str]:
        """What has to be in a spreadsheet and was not found."""
        return [rules.FIELDS[name][0] for name in rules.NEEDED if name not in self.columns]

    @property
    def entered(self) -> list[rules.Line]:
        return [line for line in self.lines if line.is_entered]

    @property
    def wrong(self) -> list[rules.Line]:
        return [line for line in self.lines if line.errors]

    @property
    def left_out(self) -> list[rules.Line]:
        return [line for line in self.lines if line.left_out and not line.errors]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """The columns that may be chosen: number and heading."""
        row = self.sheet.rows[self.heading - 1] if self.heading else []
        return [(at, str(cell)) for at, cell in enumerate(row) if cell is not None]


def import_by(actor: Actor, number: int) -> ActionImport:
    """A spreadsheet that the actor sent; `NotSeen` where there is none."""
    rows = ActionImport.objects.filter(
        pk=number, partnership=actor.partnership_id, owner=actor.person_id
    )
    return one_of(rows.select_related("stored_file", "usual_body"))


def preview(
    received: ActionImport, actor: Actor, now: datetime, chosen: Mapping[str, int] | None = None
) -> Preview:
    """Read a spreadsheet anew against who is here now; `chosen` says which column holds a field
    where its heading does not."""
    with open_for_download(received.stored_file) as file:
        sheet = read_sheet(file.read(), received.stored_file.kind)
    heading, columns = rules.find_headings(sheet.rows)
    columns = {**columns, **{name: at for name, at in (chosen or {}).items() if at >= 0}}
    for name, at in (chosen or {}).items():
        if at < 0:
            columns.pop(name, None)
    if heading == 0 or any(name not in columns for name in rules.NEEDED):
        return Preview(sheet, heading, columns, [])
    return Preview(
        sheet, heading, columns, rules.read_lines(sheet.rows, heading, columns, _known(
            received, actor, now))
    )  # fmt: skip


def _known(received: ActionImport, actor: Actor, now: datetime) -> rules.Known:
    number = received.partnership_id
    people: dict[str, set[int]] = defaultdict(set)
    seats = seats_of_partnership(number).filter(Seat.live())
    for name, person in seats.order_by().values_list("person__name", "person_id"):
        people[name.lower()].add(person)
    return rules.Known(
        people={name: sorted(found) for name, found in people.items()},
        agencies=_by_words(agencies(number)),
        bodies=_by_words(one for one in bodies(number) if one.ends_on is None),
        entered={
            (body, what.lower()): reference
            for body, what, reference in actions(actor, now).values_list(
                "body__key", "what", "reference"
            )
        },
        usual_body=received.usual_body.key if received.usual_body else "",
    )


def _by_words(rows: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in rows:
        for words in (one.key, one.name, getattr(one, "short", "")):
            if words:
                found.setdefault(words.lower(), one.key)
    return found
