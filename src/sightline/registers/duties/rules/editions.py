"""Editions of a document: each with its own name, its own months, and its own way to approval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sightline.foundation.calendar import add_months, in_words, period_of
from sightline.foundation.errors import RuleBroken
from sightline.registers.duties.rules.facts import Happened
from sightline.registers.partnership.rules.arrangement import Arrangement, Document, Duty


class Edition(NamedTuple):
    """One edition that was begun on a day; `first` and `last` are the months it is about, where it
    is about any. `number` 0: only proposed."""

    name: str
    begun_on: date
    first: date | None = None
    last: date | None = None
    number: int = 0

    @property
    def words(self) -> str:
        """Its name, and what it is about."""
        if self.first is None or self.last is None:
            return self.name
        return f"{self.name} ({in_words(self.first)} to {in_words(self.last)})"


def edition_on(editions: Sequence[Edition], day: date) -> Edition | None:
    """The edition at work on a day: of those begun by then, the one begun last. What happens to a
    document counts for it, unless another edition is named."""
    begun = [one for one in editions if one.begun_on <= day]
    return max(begun, key=lambda one: one.begun_on, default=None)


def document_of(duty: Duty, plan: Arrangement) -> str:
    """The key of the one document that a duty is about; empty where it is about none or several."""
    if duty.chain is not None:
        return next((one.document for one in plan.chains if one.id == duty.chain), "")
    if duty.content is not None:
        return next((one.document for one in plan.content if one.id == duty.content), "")
    if duty.document is not None:
        return duty.document.document
    if duty.online is not None:
        return duty.online.document
    about = {rule.document or "" for rule in duty.evidenced_by}
    return about.pop() if len(about) == 1 else ""


def waiting(
    document: Document, plan: Arrangement, editions: Sequence[Edition], as_at: date,
    review_due: date | None = None,
) -> Edition | None:  # fmt: skip
    """The edition that is to be begun by a day, and is not: a report on months that are over, a
    plan for months that have begun, a version whose review fell due by its printed interval. A
    version without such an interval is never proposed (nobody printed when)."""
    rule = document.editions
    if rule is None:
        return None
    begun = [one for one in editions if one.begun_on <= as_at]
    newest = edition_on(begun, as_at)
    if rule.of == "version":
        if newest is None or review_due is None or as_at < review_due:
            return None
        return Edition(f"Version {len(begun) + 1}", as_at)
    if newest is not None and newest.last is not None:
        first = newest.last + timedelta(days=1)
    else:
        month = 1 if plan.counting == "calendar" else plan.year_starts_month
        first = period_of(as_at, "year", first_month=month).start
        if rule.of == "year-past":
            first = add_months(first, -rule.months)
    last = add_months(first, rule.months) - timedelta(days=1)
    ready = first if rule.of == "year-ahead" else last + timedelta(days=1)
    return Edition(years_in_words(first, last), as_at, first, last) if as_at >= ready else None


def following(document: Document, plan: Arrangement, editions: Sequence[Edition], as_at: date,
              ) -> Edition:  # fmt: skip
    """What to propose to somebody who begins one, whether or not it is due."""
    found = waiting(document, plan, editions, as_at, as_at)
    if found is not None:
        return found
    newest = edition_on(editions, as_at)
    if document.editions is None or document.editions.of == "version" or newest is None:
        return Edition(f"Version {len(editions) + 1}", as_at)
    first = (newest.last or as_at) + timedelta(days=1)
    last = add_months(first, document.editions.months) - timedelta(days=1)
    return Edition(years_in_words(first, last), as_at, first, last)


def years_in_words(first: date, last: date) -> str:
    """The name of an edition about some months: 2025, or 2025 to 2026."""
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"


def check_edition(
    document: Document, editions: Sequence[Edition], proposed: Edition, today: date
) -> None:
    """Refuse an edition that could not be told from another one: by its name, the day it was begun,
    or the months it is about."""
    if document.editions is None:
        raise RuleBroken("The arrangements do not say that this document has editions.")
    if proposed.begun_on > today:
        raise RuleBroken("The day must not be in the future.", field="begun_on")
    if any(one.name.casefold() == proposed.name.casefold() for one in editions):
        raise RuleBroken("There is an edition of that name already.", field="name")
    if any(one.begun_on == proposed.begun_on for one in editions):
        raise RuleBroken("Another edition was begun on that day.", field="begun_on")
    is_about_months = document.editions.of != "version"
    if is_about_months and (proposed.first is None or proposed.last is None):
        raise RuleBroken("Give the first and the last day that it is about.", field="first")
    if not is_about_months and (proposed.first or proposed.last):
        raise RuleBroken("A version is about no months: leave both days empty.", field="first")
    if proposed.first and proposed.last:
        if proposed.last < proposed.first:
            raise RuleBroken("The last day must not be before the first.", field="last")
        for one in editions:
            if one.first and one.last and one.first <= proposed.last and proposed.first <= one.last:
                raise RuleBroken(f"The edition {one.words} is about some of these days.",
                                 field="first")  # fmt: skip


def by_edition(
    happened: Iterable[Happened], editions: Sequence[Edition]
) -> list[tuple[str, list[Happened]]]:
    """What concerns each edition: those that were begun, in that order, each with nothing so far or
    something; before them what belongs to none of these."""
    found: dict[str, list[Happened]] = defaultdict(list)
    for one in happened:
        found[one.edition].append(one)
    names = [one.name for one in sorted(editions, key=lambda one: one.begun_on)]
    before = [(name, rows) for name, rows in found.items() if name not in names]
    return [*before, *((name, found.get(name, [])) for name in names)]


def first_of_each(
    happened: Sequence[Happened], editions: Sequence[Edition]
) -> tuple[Happened, ...]:
    """Count each publication of an edition that was begun once, on its first day: a report that is
    put out again with a misprint mended is not the next year's report."""
    names = {one.name for one in editions}
    kept: dict[object, Happened] = {}
    for one in happened:
        is_once = one.kind == "document-published" and one.edition in names
        kept.setdefault((one.document, one.edition) if is_once else id(one), one)
    return tuple(kept.values())


def in_a_sentence(name: str) -> str:
    """An edition within a sentence."""
    return f"v{name[1:]}" if name.startswith("Version ") else f"edition {name}"


def named(name: str) -> str:
    """An edition at the head of a sentence."""
    if not name:
        return "The document"
    return name if name.startswith("Version ") else f"Edition {name}"
