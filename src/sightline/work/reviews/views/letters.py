"""Letters about the decisions and delays of a review, told from the record and from nothing else
(R6.3 to R6.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sightline.foundation.govuk.documents.parts import Document, Heading, Paragraph, Part, TableOf
from sightline.foundation.govuk.words import day, listed
from sightline.work.reviews.models import (
    PublicationDecision,
    Release,
    ReviewDecision,
    ReviewDelay,
)
from sightline.work.reviews.queries import Deciding
from sightline.work.reviews.rules import deciding as rules
from sightline.work.reviews.rules import publishing
from sightline.work.reviews.views.papers import (
    Letterhead,
    criteria_table,
    pairs_table,
    positions_table,
)


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
    yield criteria_table(made.criteria.all())
    yield Heading("The partners")
    yield positions_table(made.positions.all())
    yield Paragraph(f"Dissent: {made.dissent}" if made.dissent else "No dissent is recorded.")
    yield Heading("The Panel’s view")
    yield Paragraph(made.panel_view or "No view of the Panel is recorded with this decision.")
    if made.initiated_on and made.due_on:
        yield Heading("The review")
        yield pairs_table(
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
    yield pairs_table(
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
    yield positions_table(made.positions.all())
    yield Paragraph(f"Dissent: {made.dissent}" if made.dissent else "No dissent is recorded.")
    if made.text is not None:
        yield Heading("What is published")
        yield Paragraph(
            f"{made.text.get_kind_display()}, version {made.text.number}: {made.text.title}"
        )
        yield Paragraph(
            f"Public from {day(release.opens_at)}." if release else "The day is not set yet."
        )
