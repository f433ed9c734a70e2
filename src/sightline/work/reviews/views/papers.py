"""What leaves a case as a file: the rapid review’s report for the Panel, and the letters about
decisions and delays, told from the record and from nothing else (R6.2 to R6.5)."""

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
    PublicationDecision,
    PurposeAnswer,
    RapidReview,
    Recommendation,
    Release,
    ReviewDecision,
    ReviewDelay,
)
from sightline.work.reviews.queries import Case, Deciding
from sightline.work.reviews.rules import criteria, publishing
from sightline.work.reviews.rules import deciding as rules
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
    yield _pairs(
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
    yield _pairs(
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
    yield _criteria(made.criteria.all())


def _decided(made: ReviewDecision | None) -> Iterator[Part]:
    yield Heading("The Executive’s decision")
    if made is None:
        yield Paragraph("Nothing is decided yet.")
        return
    yield Paragraph(f"{made.get_outcome_display()}, decided on {day(made.decided_on)}.")
    yield Paragraph(made.reasons)


def letter_of_decision(
    head: Letterhead, executive: str, made: ReviewDecision, reviewers: Sequence[str]
) -> Document:
    """The letter about what the Executive decided on a local review (R6.3)."""
    return head.document(
        "Decision on a local child safeguarding practice review",
        f"Decision of the {executive}",
        list(rules.told_of(made.outcome).values()),
        _of_decision(executive, made, reviewers),
    )


def _of_decision(executive: str, made: ReviewDecision, reviewers: Sequence[str]) -> Iterator[Part]:
    yield Heading("What was decided")
    yield Paragraph(
        f"On {day(made.decided_on)} the {executive} decided: {made.get_outcome_display()}.",
        strong=True,
    )
    if made.changed_because:
        yield Paragraph(f"This replaces an earlier decision. {made.changed_because}")
    yield Heading("Reasons")
    yield Paragraph(made.reasons)
    yield Heading("The criteria")
    yield _criteria(made.criteria.all())
    yield Heading("The partners")
    yield _positions(made.positions.all())
    yield Paragraph(f"Dissent: {made.dissent}" if made.dissent else "No dissent is recorded.")
    yield Heading("The Panel’s view")
    yield Paragraph(made.panel_view or "No view of the Panel is recorded with this decision.")
    if made.initiated_on and made.due_on:
        yield Heading("The review")
        yield _pairs(
            "Who leads it, and until when",
            [
                ("Initiated", day(made.initiated_on)),
                ("To be completed and published by", day(made.due_on)),
                ("Reviewer", listed(list(reviewers)) if reviewers else "Not appointed yet"),
            ],
        )


def letter_of_delay(
    head: Letterhead, executive: str, found: Deciding, made: ReviewDelay
) -> Document:
    """The letter to the Panel and the Secretary of State about one delay (R6.4)."""
    return head.document(
        "Delay of a local child safeguarding practice review",
        f"Approved for the {executive}",
        list(rules.TOLD.values()),
        _of_delay(found, made),
    )


def _of_delay(found: Deciding, made: ReviewDelay) -> Iterator[Part]:
    decided = next(one for one in found.decisions if one.pk == made.decision_id)
    yield Heading("What was approved")
    yield Paragraph(
        f"The review, to be completed and published by {day(made.stood_until_on)}, is delayed to "
        f"{day(made.until_on)}.",
        strong=True,
    )
    yield _pairs(
        "The approval",
        [
            ("Initiated", day(decided.initiated_on)),
            ("Approved by", made.approved_by),
            ("Approved on", day(made.approved_on)),
            ("Because of", made.get_ground_display()),
        ],
    )
    yield Heading("Reason")
    yield Paragraph(made.reason)
    yield Heading("What shows it")
    yield Paragraph(made.evidence)
    before = [one for one in found.delays if one.decision_id == made.decision_id
              and one.pk < made.pk]  # fmt: skip
    yield Heading("Delays before this one")
    if before:
        yield TableOf(
            "Delays approved before",
            ["From", "To", "Because of", "Approved on"],
            [(one.stood_until_on, one.until_on, one.get_ground_display(), one.approved_on)
             for one in before],
        )  # fmt: skip
    else:
        yield Paragraph("None.")


def letter_of_publication(
    head: Letterhead, executive: str, made: PublicationDecision, release: Release | None
) -> Document:
    """The letter about publishing, or the justification for not publishing (R6.5)."""
    withheld = made.outcome != publishing.PUBLISH
    return head.document(
        "Not publishing the report of a review" if withheld else "Publication of a review",
        f"Decision of the {executive}",
        list(publishing.RECIPIENTS.values()),
        _of_publication(executive, made, release),
    )


def _of_publication(
    executive: str, made: PublicationDecision, release: Release | None
) -> Iterator[Part]:
    yield Heading("What was decided")
    yield Paragraph(
        f"On {day(made.decided_on)} the {executive} decided: {made.get_outcome_display()}.",
        strong=True,
    )
    if made.changed_because:
        yield Paragraph(f"This replaces an earlier decision. {made.changed_because}")
    yield Heading("Reasons" if made.outcome == publishing.PUBLISH else "Justification")
    yield Paragraph(made.reasons)
    yield Heading("The partners")
    yield _positions(made.positions.all())
    yield Paragraph(f"Dissent: {made.dissent}" if made.dissent else "No dissent is recorded.")
    if made.text is not None:
        yield Heading("What is published")
        yield Paragraph(
            f"{made.text.get_kind_display()}, version {made.text.number}: {made.text.title}"
        )
        yield Paragraph(
            f"Public from {day(release.opens_at)}." if release else "The day is not set yet."
        )


def _criteria(judged: Iterable[CriterionJudged]) -> TableOf:
    return TableOf(
        "The criteria for a local review, one by one",
        ["Criterion", "Judged", "Reasons"],
        [(ASKED.get(one.criterion, one.criterion), one.get_answer_display(), one.reasons)
         for one in judged],
    )  # fmt: skip


def _positions(held: Iterable[Any]) -> TableOf:
    return TableOf(
        "What each partner holds",
        ["Partner", "Position", "Reasons"],
        [(one.partner, one.get_outcome_display(), one.reasons) for one in held],
    )


def _pairs(caption: str, rows: Sequence[tuple[str, str]]) -> TableOf:
    return TableOf(caption, ["What", "Recorded"], rows)
