"""Evidence entered for what no meeting shows: some of it late, some missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sightline.foundation.calendar import add_months
from sightline.registers.duties import operations as duties
from sightline.registers.duties.models import Duty
from sightline.registers.duties.queries import Register, parts_of, register_as_at
from sightline.registers.duties.rules.editions import Edition
from sightline.registers.duties.rules.facts import Part
from sightline.web.demonstration_year.world import World


def build(world: World) -> Iterator[str]:
    """Begin the editions of the documents, and attest what was done."""
    yield f"{_begin(world)} editions of documents begun, of which one waits for its last steps"
    yield f"{_attest(world)} pieces of evidence entered, some late, some missing"


def _begin(world: World) -> int:
    """The report on each of the last two years, begun in the February after it; a version of the
    threshold document; and a report of a review, published half a year ago."""
    documents = {one.id: one for one in world.arrangement.documents if one.editions}
    made = 0
    for key, back in (("annual-report", 2), ("annual-report", 1), ("threshold-document", 0)):
        if key not in documents:
            continue
        year = world.today.year - back
        begun_on = date(year + 1, 2, 3) if back else world.today - timedelta(days=400)
        months = (date(year, 1, 1), date(year, 12, 31)) if back else (None, None)
        register = register_as_at(world.partnership.pk, world.today, today=world.today)
        if register is None or begun_on > world.today:
            continue
        duties.begin_edition(
            partnership=world.partnership,
            register=register,
            document=documents[key],
            proposed=Edition(str(year) if back else "Version 1", begun_on, *months),
            by=world.by,
            now=world.at(begun_on),
        )
        made += 1
    for document in world.arrangement.documents:
        if document.id == "practice-review-report":
            day = world.today - timedelta(days=180)
            duties.shelve(partnership=world.partnership, document=document, on=day, upload=None,
                          did="document-published", by=world.by, now=world.at(day))  # fmt: skip
    return made


def _attest(world: World) -> int:
    register = register_as_at(world.partnership.pk, world.today, today=world.today)
    assert register is not None
    rows = {row.key: row for row in Duty.objects.filter(partnership=world.partnership)}
    made = 0
    for number, state in enumerate(register.states()):
        duty = state.duty
        row = rows.get(duty.id)
        if row is None or state.code in ("met", "ended", "no-frequency"):
            continue
        for on, part in _entries(world, duty.id, number, register):
            late = 40 if number % 11 == 0 else 3
            entered = min(on + timedelta(days=late), world.today)
            duties.attest(
                duty=row,
                on=on,
                words="Done as promised; the office holds the papers (invented)",
                link="Shared folder of the business unit (invented)",
                part=part,
                late_reason="Found while preparing the yearly report" if late > 14 else "",
                by=world.by,
                now=world.at(entered, 16),
            )
            made += 1
    return made


def _entries(
    world: World, key: str, number: int, register: Register
) -> Iterator[tuple[date, Part | None]]:
    """The days on which a duty is said to have been kept, with the part it was kept for."""
    duty = next(one for one in world.arrangement.duties if one.id == key)
    today = world.today
    if duty.kind == "fixed-date" and duty.fixed is not None:
        late = 49 if number % 2 else -12
        day = duty.fixed.due_on + timedelta(days=late)
        if day <= today:
            yield day, None
    elif duty.kind == "quota":
        for back in range(1, 5):
            day = add_months(today, -3 * back)
            for n, offered in enumerate(parts_of(register, key)):
                if (n + back) % 6:
                    yield day, offered.part
        for offered in parts_of(register, key)[:3]:
            yield today - timedelta(days=11), offered.part
    elif duty.kind in ("approval-chain", "required-content"):
        offered_parts = parts_of(register, key)
        for n, offered in enumerate(offered_parts[: max(1, len(offered_parts) - 2)]):
            yield today - timedelta(days=90 - 7 * n), offered.part
    elif duty.kind == "cadence":
        for stage in duty.stages:
            if stage.every is not None and stage.every.unit in ("years", "months"):
                months = stage.every.n * (12 if stage.every.unit == "years" else 1)
                yield add_months(today, -months - 3), None
                yield add_months(today, -4), None
    elif duty.kind in ("continuing", "document", "reporting-line") and number % 3:
        yield today - timedelta(days=20 + (number * 13) % 300), None
