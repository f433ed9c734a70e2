"""One action with all that was said of it, and one recommendation with its whole thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.actions.models import (
    Action,
    DateChange,
    Dissemination,
    Note,
    Proof,
    Recommendation,
    Step,
)
from sightline.registers.actions.queries.lists import COLUMNS, Line
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.evidence.queries import current_documents_of
from sightline.registers.records.models import Record
from sightline.registers.records.queries import CARRIED, InSight, OneInSight, tied_from

ACTION = OneInSight(
    lambda: Action.objects.select_related("record", "body", "agency", "merged_into__record").defer(
        "record__words", "merged_into__record__words"
    )
)
RECOMMENDATION = OneInSight(
    lambda: Recommendation.objects.select_related("record", "body", "to_agency").defer(
        "record__words"
    )
)
ANSWERED = InSight(
    lambda sees: Objects(
        lambda: (
            Recommendation.objects.filter(sees, pk=given("number", int))
            .select_related("record")
            .defer("record__words")
        )
    ),
    "record__",
)
# what stands behind: never more of it than the reader's sight of its own record
BEHIND = InSight(
    lambda sees: Objects(
        lambda: Record.objects.filter(sees, pk__among=given("records", list[int])).defer("words")
    )
)
STEPS = Objects(lambda: Step.objects.filter(action=given("action", int)).order_by("number"))
NOTES = Objects(
    lambda: Note.objects.filter(action__among=given("actions", list[int])).order_by(
        "-said_at", "-pk"
    )
)
CHANGES = Objects(
    lambda: DateChange.objects.filter(action__among=given("actions", list[int])).order_by(
        "moved_at"
    )
)
PROOFS = Objects(
    lambda: Proof.objects.filter(record__among=given("records", list[int])).order_by("seen_on")
)
MERGED = InSight(
    lambda sees: Objects(
        lambda: (
            Action.objects.filter(sees, merged_into=given("action", int))
            .select_related("record")
            .defer("record__words")
        )
    ),
    CARRIED,
)
SPREAD = Objects(
    lambda: Dissemination.objects.filter(record=given("record", int)).order_by("happened_on")
)
THREAD = InSight(
    lambda sees: Statement(
        Line,
        lambda: (
            Action.objects.filter(sees, recommendation=given("recommendation", int))
            .exclude(state="merged")
            .order_by("due_on", "pk")
            .values_list(*COLUMNS)
        ),
    ),
    CARRIED,
)
PROOFS_OF_THREAD = InSight(
    lambda sees: Objects(
        lambda: Proof.objects.filter(
            sees,
            Q(record=given("record", int))
            | Q(record__action__recommendation=given("recommendation", int)),
        ).order_by("seen_on")
    ),
    "record__",
)


def action_by(actor: Actor, reference: str, now: datetime) -> Action:
    """The action with this reference; `NotSeen` when it is absent or hidden."""
    return ACTION.by(actor, reference, now)


def recommendation_by(actor: Actor, reference: str, now: datetime) -> Recommendation:
    """The recommendation with this reference; `NotSeen` when it is absent or hidden."""
    return RECOMMENDATION.by(actor, reference, now)


@dataclass(frozen=True)
class Story:
    """All that was said of an action, and of those merged into it."""

    recommendation: Recommendation | None
    source: Record | None
    behind: dict[int, Record]
    steps: list[Step]
    notes: list[Note]
    changes: list[DateChange]
    proofs: list[Proof]
    files: list[DocumentVersion]
    merged: list[Action] = field(default_factory=list)

    def reference_in(self, action_id: int) -> str:
        """The reference of a merged action that a note or a date belongs to."""
        found = (one.record.reference for one in self.merged if one.pk == action_id)
        return next(found, "")


def story_of(action: Action, actor: Actor, now: datetime) -> Story:
    """Everything behind an action already seen. Where it comes from is told only to those who see
    that record, too; for others the action answers as one that comes from nowhere."""
    merged = MERGED.rows(actor, now, action=action.pk)
    acts = [action.pk, *(one.pk for one in merged)]
    records = [action.record_id, *(one.record_id for one in merged)]
    proofs = PROOFS.rows(records=records)
    asked = {action.source_id, *(one.evidence_id for one in proofs)}
    numbers = sorted(one for one in asked if one is not None)
    behind = {one.pk: one for one in BEHIND.rows(actor, now, records=numbers)} if numbers else {}
    answers = (
        ANSWERED.rows(actor, now, number=action.recommendation_id)
        if action.recommendation_id
        else []
    )
    return Story(
        recommendation=answers[0] if answers else None,
        source=behind.get(action.source_id or 0),
        behind=behind,
        steps=STEPS.rows(action=action.pk),
        notes=NOTES.rows(actions=acts),
        changes=CHANGES.rows(actions=acts),
        proofs=proofs,
        files=current_documents_of(records),
        merged=merged,
    )


@dataclass(frozen=True)
class Thread:
    """A recommendation from its source to the proof that practice changed (R0.4)."""

    source: Record | None
    actions: list[Line]
    spread: list[Dissemination]
    proofs: list[Proof]
    behind: dict[int, Record]
    answered_by: list[Record]  # other work that says it is for this recommendation

    @property
    def reached(self) -> int | None:
        """How many people it reached, where that was counted."""
        counted = [one.reached for one in self.spread if one.reached is not None]
        return sum(counted) if counted else None


def thread_of(recommendation: Recommendation, actor: Actor, now: datetime) -> Thread:
    """The thread of a recommendation already seen, within the reader's sight."""
    acts = THREAD.rows(actor, now, recommendation=recommendation.pk)
    spread = SPREAD.rows(record=recommendation.record_id)
    proofs = PROOFS_OF_THREAD.rows(
        actor, now, record=recommendation.record_id, recommendation=recommendation.pk
    )
    asked = {recommendation.source_id, *(one.evidence_id for one in proofs)}
    asked |= {one.told_in_id for one in spread}
    ties = [one for one, how in tied_from(recommendation.record).items() if how == "answers"]
    asked |= set(ties)
    numbers = sorted(one for one in asked if one is not None)
    behind = {one.pk: one for one in BEHIND.rows(actor, now, records=numbers)} if numbers else {}
    return Thread(
        behind.get(recommendation.source_id or 0), acts, spread, proofs, behind,
        answered_by=[behind[one] for one in sorted(ties) if one in behind],
    )  # fmt: skip
