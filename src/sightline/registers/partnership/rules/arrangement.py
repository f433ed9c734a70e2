"""The published arrangements of a partnership, as values.

One `Arrangement` is what one arrangement file (or folder of files) says. Every part carries the
heading of the published document it comes from, so that a reader can go back to the words.
Nothing here is worked out: a figure the document does not print is `None`.

The parts stand in `structure` (who) and `promises` (what); this is their one face.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .promises import (
    ApprovalChain,
    Basis,
    ChainStep,
    ContentItem,
    ContentRequirement,
    Contradiction,
    Deadline,
    Duty,
    DutyKind,
    EvidenceRule,
    FixedDate,
    FulfilmentKind,
    Quota,
    Reading,
    ReportingLine,
    ReviewedDocument,
    StaysPublic,
)
from .structure import (
    Agency,
    AgencyKind,
    Area,
    Body,
    CadenceStage,
    Capacity,
    ChairRule,
    Every,
    NameBefore,
    Quorum,
    Role,
    SeatOnBody,
    Times,
)
from .words import PRINTABLE, Dated, Day, Key, LocalAuthorityCode, Part, Text, Title, Words

__all__ = [
    "PRINTABLE",
    "Agency",
    "AgencyKind",
    "ApprovalChain",
    "Area",
    "Arrangement",
    "Basis",
    "Body",
    "CadenceStage",
    "Capacity",
    "ChainStep",
    "ChairRule",
    "Concern",
    "Contact",
    "ContentItem",
    "ContentRequirement",
    "Contradiction",
    "Dated",
    "Day",
    "Deadline",
    "Document",
    "Duty",
    "DutyKind",
    "Editions",
    "EscalationStage",
    "Every",
    "EvidenceRule",
    "FixedDate",
    "FulfilmentKind",
    "Key",
    "LinkedBoard",
    "Listed",
    "LocalAuthorityCode",
    "NameBefore",
    "Paragraph",
    "Part",
    "Quorum",
    "Quota",
    "Reading",
    "ReportingLine",
    "ReviewedDocument",
    "Role",
    "SeatOnBody",
    "Section",
    "StaysPublic",
    "Term",
    "Text",
    "Times",
    "Title",
    "Words",
]


class Editions(Part):
    """How one edition of a document follows another. `year-past`: a report on `months` that are
    over; `year-ahead`: a plan for months to come; `version`: a new one replaces the old."""

    of: Literal["year-past", "year-ahead", "version"]
    months: int = Field(12, ge=1, le=120)


class Document(Dated):
    """A document the arrangements speak of: annual report, threshold document, procedures."""

    name: Title
    owner_body: Key | None = None
    public: bool = False
    editions: Editions | None = None  # none: told apart by their dates alone
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
