"""Who the partnership is: areas, agencies, roles, bodies and their seats."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .words import Dated, Day, Key, LocalAuthorityCode, Part, Title, Words


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
