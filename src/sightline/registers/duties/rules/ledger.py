"""What happened, indexed once, so that each duty finds its own evidence without reading all."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from sightline.registers.duties.rules.facts import Happened
from sightline.registers.partnership.rules.arrangement import Duty, EvidenceRule

BY_DAY = attrgetter("on")
Subject = tuple[str, str, str, str]


class Ledger:
    """Everything that happened, by kind and subject, in order of days."""

    def __init__(self, happened: Iterable[Happened], known_by: date | None = None) -> None:
        self._by_kind: dict[str, dict[Subject, list[Happened]]] = defaultdict(dict)
        self._for_duty: dict[str, list[Happened]] = defaultdict(list)
        for one in sorted(happened, key=BY_DAY):
            if known_by is not None and one.entered_on > known_by:
                continue
            if one.duty:
                self._for_duty[one.duty].append(one)
            else:
                subject = (one.body, one.source, one.document, one.topic)
                self._by_kind[one.kind].setdefault(subject, []).append(one)

    def for_duty(self, duty: Duty, as_at: date) -> tuple[Happened, ...]:
        """What counts for a duty: events its evidence rules name, and entries made for it alone;
        nothing that happened after the day asked about (issue 2, section 5)."""
        lists = {
            id(found): found for rule in duty.evidenced_by for found in self._that_agree_with(rule)
        }
        if duty.id in self._for_duty:
            lists[0] = self._for_duty[duty.id]
        if len(lists) == 1:
            (all_of_them,) = lists.values()
        else:
            all_of_them = sorted((one for found in lists.values() for one in found), key=BY_DAY)
        return tuple(all_of_them[: bisect_right(all_of_them, as_at, key=BY_DAY)])

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
        kept.setdefault((one.on, one.reference, one.seat) if one.reference else id(one), one)
    return tuple(kept.values())
