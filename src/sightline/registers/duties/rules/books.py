"""All that is known of one partnership, indexed once, so that each duty finds its own evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter

from sightline.foundation.calendar import WorkingCalendar
from sightline.registers.duties.rules.editions import Edition, edition_on
from sightline.registers.duties.rules.facts import Decided, Dispensed, Happened, Held, Running
from sightline.registers.partnership.rules.arrangement import Arrangement, Duty, EvidenceRule

BY_DAY = attrgetter("on")
IN_ORDER = attrgetter("on", "number")
Subject = tuple[str, str, str, str]


@dataclass(frozen=True)
class Books:
    """All that is known of one partnership when its duties are judged."""

    arrangement: Arrangement
    calendar: WorkingCalendar
    happenings: Sequence[Happened] = ()
    held: Mapping[str, Sequence[Held]] = field(default_factory=dict)  # by body
    decided: Mapping[str, Decided] = field(default_factory=dict)  # by contradiction
    dispensed: Mapping[str, Sequence[Dispensed]] = field(default_factory=dict)  # by duty
    running: Mapping[str, Sequence[Running]] = field(default_factory=dict)  # by duty
    editions: Mapping[str, Sequence[Edition]] = field(default_factory=dict)  # by document

    @cached_property
    def _in_order(self) -> list[Happened]:
        return sorted(map(self._with_edition, self.happenings), key=IN_ORDER)

    def _with_edition(self, one: Happened) -> Happened:
        """What names no edition of its document is about the one at work on its day."""
        if one.edition or one.document not in self.editions:
            return one
        about = edition_on(self.editions[one.document], one.on)
        return one._replace(edition=about.name) if about else one

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[Subject, list[Happened]]]:
        """By kind and subject: the subjects are few, however much happens."""
        index: dict[str, dict[Subject, list[Happened]]] = {}
        for one in self._in_order:
            if one.kind == "attested" and one.duty:
                continue
            subject = (one.body, one.source, one.document, one.topic)
            index.setdefault(one.kind, {}).setdefault(subject, []).append(one)
        return index

    @cached_property
    def _for_duty(self) -> Mapping[str, list[Happened]]:
        """What a person entered for one duty."""
        index: dict[str, list[Happened]] = {}
        for one in self._in_order:
            if one.duty:
                index.setdefault(one.duty, []).append(one)
        return index

    def evidence_for(self, duty: Duty, as_at: date) -> tuple[Happened, ...]:
        """What counts for a duty, oldest first: events its evidence rules name, and entries made
        for it; nothing that happened after the day asked about."""
        lists = {
            id(found): found for rule in duty.evidenced_by for found in self._that_agree_with(rule)
        }
        if duty.id in self._for_duty:
            lists[0] = self._for_duty[duty.id]
        if len(lists) == 1:
            (found,) = lists.values()
        else:
            each = {id(one): one for row in lists.values() for one in row}
            found = sorted(each.values(), key=IN_ORDER)
        return tuple(found[: bisect_right(found, as_at, key=BY_DAY)])

    def _that_agree_with(self, rule: EvidenceRule) -> list[list[Happened]]:
        stated = (rule.body, rule.source, rule.document, rule.topic)
        return [
            found
            for subject, found in self._by_kind.get(rule.kind, {}).items()
            if all(want is None or want == is_ for want, is_ in zip(stated, subject, strict=True))
        ]


def once_for_each_record(happened: Iterable[Happened]) -> tuple[Happened, ...]:
    """Count what one record told on one day once: a forum that is also a meeting is one event."""
    kept: dict[object, Happened] = {}
    for one in happened:
        kept.setdefault((one.on, one.reference, one.place) if one.reference else id(one), one)
    return tuple(kept.values())
