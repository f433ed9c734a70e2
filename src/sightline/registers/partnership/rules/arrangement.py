"""The published arrangements of a partnership, as values.

One `Arrangement` is what one arrangement file (or folder of files) says. Every part carries the
heading of the published document it comes from, so that a reader can go back to the words.
Nothing here is worked out: a figure the document does not print is `None`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
"""A stable name for one thing in the file: lower case, digits and hyphens, at most 60."""

PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""Text without control characters, which neither a page nor the database can hold."""

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=PRINTABLE),
]
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=PRINTABLE),
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20000, pattern=PRINTABLE),
]
"""The text of a whole section, as published."""


def _a_day(value: object) -> object:
    """Refuse bare numbers, which would otherwise be read as seconds since 1970."""
    if isinstance(value, int | float):
        raise ValueError("number instead of a date")
    return value


Day = Annotated[date, BeforeValidator(_a_day), Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
"""A day within the years that the calendar can reckon with."""

LocalAuthorityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]
"""The three-digit code of the Department for Education, as text: "384"."""


class Part(BaseModel):
    """Anything the file states: frozen, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Dated(Part):
    """A part with a heading of the source and the dates between which it holds (both inclusive)."""

    id: Key
    heading: Title
    starts_on: Day | None = Field(None, alias="from")
    ends_on: Day | None = Field(None, alias="to")

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


class Area(Dated):
    """A local authority area that the partnership, or one of its bodies, covers."""

    name: Title
    code: LocalAuthorityCode | None = (
        None  # three-digit local authority code, the stable key in national data
    )
    own: bool = True  # False: an area of another partnership that a body also covers


class NameBefore(Part):
    """A name that an agency had until a day."""

    name: Title
    until: Day


AgencyKind = Literal[
    "local-authority", "police", "health", "education", "early-years", "probation", "fire",
    "housing", "justice", "national", "voluntary", "council-service", "other",
]  # fmt: skip


class Agency(Dated):
    """An organisation: a safeguarding partner, a relevant agency, or a service within one."""

    name: Title
    short: Title | None = None
    kind: AgencyKind
    area: Key | None = None
    lead_partner: bool = False  # one of the statutory safeguarding partners
    relevant: bool = True  # named in the published list of relevant agencies
    part_of: Key | None = None  # a service within another agency
    former_names: tuple[NameBefore, ...] = ()
    merged_into: Key | None = None
    owes: tuple[Title, ...] = ()  # what the document says this agency must supply, in its words
    note: Words | None = None


Capacity = Literal[
    "lead-partner", "executive-member", "group-chair", "group-member", "scrutineer",
    "business-manager", "business-unit", "training-coordinator", "panel-administrator",
    "analyst", "agency-lead", "school-lead", "practitioner", "forum-member", "notifier",
    "caseworker", "area-lead", "peer-reviewer", "voice-coordinator", "chief-officer",
    "data-protection-officer", "system-administrator",
]  # fmt: skip
"""What a role may be to the software. Local titles vary; rights hang on these alone."""


class Role(Dated):
    """A post or office: who holds it is a seat, recorded in the system and never in the file."""

    name: Title
    agency: Key | None = None
    acts_as: tuple[Capacity, ...] = ()
    tier: Literal["chief-officer", "lead-partner", "office", "member"] = "member"
    independent: bool = False
    may_be_team: bool = False


class Every(Part):
    """An interval (`every = {n = 6, unit = "weeks"}`): never longer than this between two."""

    n: int = Field(ge=1, le=120)
    unit: Literal["days", "working-days", "weeks", "months", "years"]


class Times(Part):
    """A count in a period (`times = {n = 2, per = "year"}`): at least this many in each."""

    n: int = Field(ge=1, le=366)
    per: Literal["week", "month", "quarter", "half-year", "year"]


class CadenceStage(Part):
    """One stage of a cadence; exactly one of `every` and `times`."""

    starts_on: Day | None = Field(None, alias="from")
    ends_on: Day | None = Field(None, alias="to")
    every: Every | None = None
    times: Times | None = None
    printed: Title  # the words of the document: "six weekly"
    heading: Title | None = None


class SeatOnBody(Part):
    """A place at a body's table. Held by one person at a time unless `many`."""

    id: Key
    title: Title
    role: Key | None = None  # who sits by office
    agency: Key | None = None  # whom the holder represents
    through_chair_of: Key | None = None  # held by whoever chairs that body
    function: Literal["member", "chair", "deputy", "co-opted", "adviser", "secretary"] = "member"
    lead_partner: bool = False  # has one of the equal shares in a joint decision
    many: bool = False
    heading: Title | None = None
    starts_on: Day | None = Field(None, alias="from")
    ends_on: Day | None = Field(None, alias="to")


class ChairRule(Part):
    """How the chair is found. `named`: a role; `rotation`: among seats, changing each `every`;
    `independent`: a role that belongs to no partner."""

    kind: Literal["named", "rotation", "independent", "not-stated"]
    role: Key | None = None
    among: tuple[Key, ...] = ()  # seats of the body, in order of rotation if stated
    every: Every | None = None
    starts_on: Day | None = Field(None, alias="from")
    printed: Title | None = None
    heading: Title | None = None


class Quorum(Part):
    """Who must be there for a meeting to decide, where the document says so."""

    n: int | None = Field(None, ge=1)
    must_include: tuple[Key, ...] = ()  # seats
    printed: Title
    heading: Title | None = None


class Body(Dated):
    """A group that meets: the executive, its groups, the forum, the panel."""

    name: Title
    short: Title | None = None
    kind: Literal["executive", "group", "forum", "panel", "task-and-finish", "former-board"]
    purpose: Words
    parent: Key | None = None
    reports_to: Key | None = None
    reports_through: Key | None = None  # a role
    areas: tuple[Key, ...] = ()
    chair: ChairRule
    cadence: tuple[CadenceStage, ...] = ()  # empty: the document prints none
    seats: tuple[SeatOnBody, ...] = ()
    quorum: Quorum | None = None
    terms: tuple[Words, ...] = ()  # terms of reference, line by line
    links_to: tuple[Key, ...] = ()  # other bodies it works with directly
    open_to_public: bool = False


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
    "required-content", "reporting-line", "continuing",
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


class Document(Dated):
    """A document the arrangements speak of: annual report, threshold document, procedures."""

    name: Title
    owner_body: Key | None = None
    public: bool = False
    recipients: tuple[Title, ...] = ()


class LinkedBoard(Dated):
    """A board of another partnership that this one is linked to."""

    name: Title
    usual_representative: Key | None = None  # agency
    purpose: Words | None = None


class Listed(Dated):
    """One entry of a plain list: a risk type, an audit source, a training element, a channel."""

    name: Title
    note: Words | None = None
    carried_by: Key | None = None  # a body


class EscalationStage(Dated):
    """One step of a way to settle disagreements, in order."""

    route: Literal["professional", "executive"] = "professional"  # whose disagreement
    order: int = Field(ge=1, le=20)
    name: Title
    by: Title
    figure: Title | None = None


class Term(Part):
    """A local name for something the software names nationally."""

    id: Key
    local: Title
    heading: Title | None = None


class Paragraph(Part):
    """One paragraph of the source and what the file holds for it."""

    id: Key
    heading: Title
    words: Words  # the paragraph itself, or its opening words
    holds: tuple[Title, ...] = ()  # "duty:executive-meets", "body:executive"; empty needs `why`
    why: Words | None = None  # why the file holds nothing for it


class Section(Dated):
    """A section of the published text, for the public page."""

    title: Title
    text: Text | None = None


class Concern(Part):
    """How to raise a concern about a child: shown to the public, emergency first."""

    emergency: Words
    steps: tuple[Words, ...] = ()
    contacts: tuple[Contact, ...] = ()
    note: Words | None = None


class Contact(Part):
    """Someone to turn to. What the document does not print is to be confirmed."""

    name: Title
    telephone: Title | None = None
    hours: Title | None = None
    email: Title | None = None
    web: Title | None = None
    to_confirm: bool = False  # shown as "to be confirmed by the partnership"


class Arrangement(Part):
    """Everything one partnership's file says, checked for shape; sense is checked after it."""

    id: Key
    name: Title
    short: Title
    document_title: Title
    published: Title  # "June 2019"
    starts_on: Day = Field(alias="from")  # when this version takes effect
    ends_on: Day | None = Field(None, alias="to")
    year_starts_month: int = Field(4, ge=1, le=12)  # for `financial` counting
    counting: Literal["calendar", "financial", "from-start"] = "calendar"
    counting_note: Words | None = None
    vision: Words | None = None
    website: Title | None = None
    language: Literal["en-GB"] = "en-GB"
    sections: tuple[Section, ...] = ()
    areas: tuple[Area, ...] = ()
    agencies: tuple[Agency, ...] = ()
    roles: tuple[Role, ...] = ()
    bodies: tuple[Body, ...] = ()
    aims: tuple[Listed, ...] = ()
    duties: tuple[Duty, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    reporting_lines: tuple[ReportingLine, ...] = ()
    documents: tuple[Document, ...] = ()
    content: tuple[ContentRequirement, ...] = ()
    chains: tuple[ApprovalChain, ...] = ()
    linked_boards: tuple[LinkedBoard, ...] = ()
    risk_types: tuple[Listed, ...] = ()
    audit_sources: tuple[Listed, ...] = ()
    training_elements: tuple[Listed, ...] = ()
    elearning_topics: tuple[Listed, ...] = ()
    dissemination_channels: tuple[Listed, ...] = ()
    staff_responsibilities: tuple[Listed, ...] = ()
    escalation_stages: tuple[EscalationStage, ...] = ()
    grades: tuple[Listed, ...] = ()
    standards: tuple[Listed, ...] = ()
    threshold_levels: tuple[Listed, ...] = ()
    topics: tuple[Listed, ...] = ()  # what an event or report may be about, for `evidenced_by`
    terms: tuple[Term, ...] = ()
    concern: Concern | None = None
    coverage: tuple[Paragraph, ...] = ()
