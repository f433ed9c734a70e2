"""What leaves a case as a file: its letterhead, and the rapid review’s report for the Panel, told
from the record and from nothing else (R6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.foundation.govuk.documents.parts import (
    Document,
    Heading,
    Paragraph,
    Part,
    TableOf,
)
from sightline.foundation.govuk.words import day, listed
from sightline.work.reviews.models import (
    AgencySummary,
    CriterionJudged,
    PurposeAnswer,
    RapidReview,
    Recommendation,
    ReviewDecision,
)
from sightline.work.reviews.queries import Case
from sightline.work.reviews.rules import criteria
from sightline.work.reviews.rules.rapid_review import PURPOSES

MISSING = "Not recorded."
ASKED = {one.key: one.words for one in criteria.REVIEW}


@dataclass(frozen=True)
class Letterhead:
    """What every file of a case says of itself."""

    partnership: str
    reference: str
    panel_reference: str
    marking: str
    today: date
    made_by: str

    def document(
        self, title: str, subtitle: str, to: Sequence[str], parts: Iterable[Part]
    ) -> Document:
        """A file with these words in it, marked on every page."""
        return Document(
            title=title,
            subtitle=subtitle,
            partnership=self.partnership,
            marking=self.marking,
            on=self.today,
            author=self.partnership,
            facts=[
                ("To", _to(to)),
                ("From", self.partnership),
                ("Date", day(self.today)),
                ("Our reference", self.reference),
                ("The Panel’s reference", self.panel_reference or "Not received yet"),
                ("Made from the record by", self.made_by),
            ],
            parts=list(parts),
        )


def _to(names: Sequence[str]) -> str:
    first, *others = names
    return listed([first, *(one.replace("The ", "the ", 1) for one in others)])


def report_of(
    head: Letterhead,
    review: RapidReview,
    case: Case,
    answers: Mapping[str, PurposeAnswer],
    released: Sequence[AgencySummary],
    recommendation: Recommendation | None,
    decision: ReviewDecision | None,
) -> Document:
    """The report of a rapid review for the Panel. What the record does not hold is named so."""
    parts: list[Part] = [
        *_incident(case),
        *_timing(review),
        *_purposes(answers),
        *_agencies(released),
        *_immediate(released),
        *_recommended(recommendation),
        *_decided(decision),
    ]
    return head.document(
        "Rapid review", "Report to the Child Safeguarding Practice Review Panel", ["The Panel"],
        parts,
    )  # fmt: skip


def _incident(case: Case) -> Iterator[Part]:
    known = case.account
    yield Heading("The incident")
    kind = "Death" if known.is_death else "Serious harm"
    yield pairs_table(
        "What is known of the incident",
        [
            ("Happened", day(known.happened_on)),
            ("Where", known.get_place_display()),
            ("Harm", f"{kind}: {known.harm}"),
            ("Abuse or neglect", known.get_abuse_display()),
            ("The child’s status", known.get_child_status_display()),
        ],
    )
    yield Paragraph(known.circumstances)
    decided = case.decision
    yield Heading("The local authority’s decision to notify", 2)
    yield Paragraph(
        f"{'Notify' if decided.is_to_notify else 'Do not notify'}. {decided.reasons}"
        if decided else MISSING
    )  # fmt: skip


def _timing(review: RapidReview) -> Iterator[Part]:
    yield Heading("Timing")
    yield pairs_table(
        "The days of the rapid review",
        [
            ("The authority became aware", day(review.aware_on)),
            ("Notified to the Panel", day(review.notified_on)),
            ("Rapid review to be complete by", day(review.due_on)),
            ("Counted from awareness it would be", day(review.aware_due_on)),
        ],
    )


def _purposes(answers: Mapping[str, PurposeAnswer]) -> Iterator[Part]:
    yield Heading("The four purposes")
    for key, words in PURPOSES.items():
        yield Heading(words, 2)
        yield Paragraph(answers[key].words if key in answers else "Not answered yet.")


def _agencies(released: Sequence[AgencySummary]) -> Iterator[Part]:
    yield Heading("What agencies knew and learnt")
    if not released:
        yield Paragraph("No agency’s summary is released to the panel yet.")
    for one in released:
        yield Heading(f"{one.agency.name}: nil return" if one.is_nil else one.agency.name, 2)
        yield Paragraph(one.known)
        if one.analysis:
            yield Paragraph(one.analysis)


def _immediate(released: Sequence[AgencySummary]) -> Iterator[Part]:
    yield Heading("Changed at once")
    done = [(one.agency.name, one.immediate) for one in released if one.immediate]
    if done:
        yield TableOf("What agencies changed at once", ["Agency", "What"], done)
    else:
        yield Paragraph("Nothing is recorded by the agencies whose summaries are released.")


def _recommended(made: Recommendation | None) -> Iterator[Part]:
    yield Heading("The group’s recommendation")
    if made is None:
        yield Paragraph("Nothing is recommended yet.")
        return
    yield Paragraph(f"{made.get_outcome_display()}, agreed on {day(made.agreed_on)}.")
    yield Paragraph(made.reasons)
    yield criteria_table(made.criteria.all())


def _decided(made: ReviewDecision | None) -> Iterator[Part]:
    yield Heading("The Executive’s decision")
    if made is None:
        yield Paragraph("Nothing is decided yet.")
        return
    yield Paragraph(f"{made.get_outcome_display()}, decided on {day(made.decided_on)}.")
    yield Paragraph(made.reasons)


def criteria_table(judged: Iterable[CriterionJudged]) -> TableOf:
    """What was judged of each criterion of a local review."""
    return TableOf(
        "The criteria for a local review, one by one",
        ["Criterion", "Judged", "Reasons"],
        [(ASKED.get(one.criterion, one.criterion), one.get_answer_display(), one.reasons)
         for one in judged],
    )  # fmt: skip


def positions_table(held: Iterable[Any]) -> TableOf:
    """What each partner holds in a decision."""
    return TableOf(
        "What each partner holds",
        ["Partner", "Position", "Reasons"],
        [(one.partner, one.get_outcome_display(), one.reasons) for one in held],
    )


def pairs_table(caption: str, rows: Sequence[tuple[str, str]]) -> TableOf:
    """Facts of the record, each beside its name."""
    return TableOf(caption, ["What", "Recorded"], rows)
