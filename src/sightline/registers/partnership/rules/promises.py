"""What the partnership promises: duties with their schedules, and how documents are approved."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .structure import CadenceStage, Every
from .words import Dated, Day, Key, Part, Title, Words


class Basis(Part):
    """On what a duty rests. `source`: the document; `national`: law or guidance with citation and
    mark (V seen, C computed, K to be confirmed); `local-decision`: decided by whom and when."""

    kind: Literal["source", "national", "local-decision"] = "source"
    citation: Title | None = None
    mark: Literal["V", "C", "K"] | None = None
    decided_by: Title | None = None
    decided_on: Day | None = None


FulfilmentKind = Literal[
    "meeting-held", "report-received", "document-published", "document-agreed",
    "document-reviewed", "appointment-made", "chair-rotated", "visit-made", "audit-completed",
    "review-completed", "notification-sent", "training-held", "forum-held", "event-held",
    "approval-given", "content-included", "feedback-reported", "attendance", "attested",
    "document-taken-down",
]  # fmt: skip
"""What ordinary records can tell the register. `attested`: a person vouches for it."""


class EvidenceRule(Part):
    """Which fulfilments count for a duty: all stated fields must agree."""

    kind: FulfilmentKind
    body: Key | None = None  # the body that met, received, agreed
    source: Key | None = None  # the body or role that reported or supplied
    document: Key | None = None
    topic: Key | None = None


DutyKind = Literal[
    "cadence", "quota", "deadline", "fixed-date", "document", "approval-chain",
    "required-content", "reporting-line", "stays-public", "continuing",
]  # fmt: skip


class Quota(Part):
    """So many in each period by each member: `members_of` is a body."""

    members_of: Key
    n: int = Field(ge=1, le=100)
    per: Literal["month", "quarter", "half-year", "year"]


class Deadline(Part):
    """A clock: due so long after (or, `backwards`, before) an event."""

    clock: Key
    after: Title  # the event in words: "the decision to initiate the review"
    n: int = Field(ge=0, le=5000)
    unit: Literal["hours", "days", "working-days", "weeks", "months", "years"]
    backwards: bool = False


class FixedDate(Part):
    """A day by which something is done. A month printed without a day means its last day."""

    due_on: Day  # the last day that keeps the promise
    printed: Title  # "September 2020"


class ReviewedDocument(Part):
    """A document that must exist, and how often it is looked at again."""

    document: Key
    review_every: Every | None = None


class StaysPublic(Part):
    """A document that must not be taken away for so long after its publication. Without a figure
    (`lasts`) it can be taken down on any day."""

    document: Key
    lasts: Every | None = None


class Duty(Dated):
    """One promise of the arrangements. `kind` says which one of the schedule tables it carries;
    `cadence` and `reporting-line` may carry stages or none (no frequency stated)."""

    promise: Words
    kind: DutyKind
    owner_body: Key | None = None
    owner_role: Key | None = None
    body: Key | None = None  # the body whose meetings, report or members are meant
    figure: Title | None = None  # as printed, or none
    basis: Basis = Basis()
    evidenced_by: tuple[EvidenceRule, ...] = ()
    stages: tuple[CadenceStage, ...] = ()  # cadence, reporting-line
    quota: Quota | None = None
    deadline: Deadline | None = None
    fixed: FixedDate | None = None
    document: ReviewedDocument | None = None
    online: StaysPublic | None = None  # stays-public
    chain: Key | None = None  # approval-chain: an `ApprovalChain`
    content: Key | None = None  # required-content: a `ContentRequirement`
    counting: Literal["calendar", "financial", "from-start"] | None = (
        None  # how years and quarters run
    )
    depends_on: tuple[Key, ...] = ()  # duties without which this one is not yet applicable
    contradiction: Key | None = None
    requirements: tuple[Title, ...] = ()  # ids of requirement rows, "R3.1"
    aim: Key | None = None


class Reading(Part):
    """One of the things a contradictory document says, and the cadence it would mean."""

    id: Key
    heading: Title
    says: Words
    stages: tuple[CadenceStage, ...] = ()  # of the duties that rest on it, once it is decided


class Contradiction(Dated):
    """Headings of the document that cannot all hold. The state of duties follows `decision`."""

    about: Title
    readings: tuple[Reading, ...] = Field(min_length=2)
    decision: Key | None = None  # a reading's id; None: undecided
    decided_by: Title | None = None
    decided_on: Day | None = None
    reason: Words | None = None


class ReportingLine(Dated):
    """Who reports to whom, about what: exactly one sender and one receiver."""

    sender_body: Key | None = None
    sender_role: Key | None = None
    to_body: Key | None = None
    to_role: Key | None = None
    to_outside: Title | None = None
    through_role: Key | None = None
    about: Words


class ContentItem(Part):
    """One thing a document must contain."""

    id: Key
    says: Words
    heading: Title | None = None
    basis: Basis = Basis()


class ContentRequirement(Dated):
    """What a document must contain (annual report, threshold document)."""

    document: Key
    items: tuple[ContentItem, ...] = Field(min_length=1)


class ChainStep(Part):
    """One step on the way of a document, taken by exactly one."""

    id: Key
    does: Title  # "agrees", "scrutinises before publication", "endorses", "receives"
    by_body: Key | None = None
    by_role: Key | None = None
    by_outside: Title | None = None


class ApprovalChain(Dated):
    """The steps a document goes through from draft to readers."""

    document: Key
    steps: tuple[ChainStep, ...] = Field(min_length=1)
    ordered: bool = True
