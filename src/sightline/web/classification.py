"""What every column of the database holds, and how long it is kept.

Four classes: *public* may be printed; *internal* is the partnership's own business; *personal*
tells of a person who can be named; *special* may tell of health, belief, race, sex life or crime
(UK GDPR articles 9 and 10). A free text counts as the most sensitive thing people may write in it.
A house test holds this table against the models: no column may be missing or stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

CLASSES = ("public", "internal", "personal", "special")


class Kept(StrEnum):
    """How long rows are kept. Nothing of the partnership's work is removed by the software; where
    a period is named, it is the one a partnership must confirm in its own retention schedule."""

    AS_ARRANGEMENTS = (
        "as long as the partnership exists: what was promised, from when to when, stays readable"
    )
    AS_WORK = (
        "30 years after the last change (as published in the retention schedules of safeguarding "
        "partnerships; to be confirmed by the partnership), then only by decision of two people"
    )
    AS_ACCOUNT = "as long as a seat, a document or a line of the trail names the person"
    AS_SIGN_IN = "until the worker clears what has ended or run out"
    AS_DRAFT = "30 days after it was last saved; until the form is sent or the last seat ends"
    AS_TRAIL = "as long as the records it tells of; no role of the database can remove a line"
    AS_MACHINERY = "as long as the software needs it; it says nothing about anybody's work"


@dataclass(frozen=True)
class Table:
    """One model and the class of each of its columns, named and separated by spaces."""

    model: str
    kept: Kept
    public: str = ""
    internal: str = ""
    personal: str = ""
    special: str = ""

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each column with its class."""
        for name in CLASSES:
            for column in getattr(self, name).split():
                yield column, name


TABLES = (
    # who we are
    Table(
        "partnership.Partnership",
        Kept.AS_ARRANGEMENTS,
        public="id key name short hostname",
        internal="in_front",
    ),
    Table(
        "partnership.ArrangementVersion",
        Kept.AS_ARRANGEMENTS,
        public="id partnership number starts_on ends_on content source sha256 replaces",
        internal="loaded_at",
        personal="loaded_by",
    ),
    Table(
        "partnership.Agency",
        Kept.AS_ARRANGEMENTS,
        public="id partnership key name short starts_on ends_on kind is_lead_partner",
    ),
    Table(
        "partnership.Body",
        Kept.AS_ARRANGEMENTS,
        public="id partnership key name short starts_on ends_on kind prefix",
    ),
    Table(
        "partnership.Place",
        Kept.AS_ARRANGEMENTS,
        public="id partnership key name short starts_on ends_on body agency role_key function "
        "is_lead_partner holds_many",
        internal="capacities",
    ),
    Table(
        "partnership.Seat",
        Kept.AS_WORK,
        internal="id place partnership deputises_for starts_at ended_at",
        personal="person appointed_by ended_by reason",
    ),
    Table(
        "partnership.ContradictionDecision",
        Kept.AS_ARRANGEMENTS,
        public="id partnership contradiction_key reading_key decided_on decided_by",
        internal="reason entered_at withdrawn_at",
        personal="entered_by",
    ),
    Table(
        "partnership.OneOffDay",
        Kept.AS_ARRANGEMENTS,
        public="id partnership day name",
        internal="entered_at",
        personal="entered_by",
    ),
    # cover sheets and who sees them
    Table(
        "records.Record",
        Kept.AS_WORK,
        internal="id partnership reference kind body marking audience opens_at on created_at",
        special="title summary words",
    ),
    Table("records.Link", Kept.AS_WORK, internal="id source target how made_at"),
    Table(
        "records.Grant",
        Kept.AS_WORK,
        internal="id record starts_at ends_at ended_at",
        personal="person reason granted_by",
    ),
    Table(
        "records.Conflict",
        Kept.AS_WORK,
        internal="id record how found_at ended_at",
        personal="person found_by",
        special="nature",
    ),
    Table("records.ReferenceCount", Kept.AS_MACHINERY, internal="id partnership prefix year last"),
    # documents
    Table(
        "evidence.Document",
        Kept.AS_WORK,
        internal="id partnership record kind number filed_at withdrawn_at",
        personal="filed_by withdrawn_reason",
        special="title",
    ),
    Table(
        "evidence.DocumentVersion",
        Kept.AS_WORK,
        internal="id document record number stored_file filed_at is_current",
        personal="filed_by",
        special="filename words",
    ),
    # duties
    Table(
        "duties.Duty",
        Kept.AS_ARRANGEMENTS,
        public="id partnership key promise kind starts_on ends_on",
    ),
    Table(
        "duties.Fulfilment",
        Kept.AS_WORK,
        internal="id partnership kind on body_key source_key document_key topic seat place_key "
        "duty record is_attested link entered_at withdrawn_at",
        personal="entered_by late_reason withdrawn_reason",
        special="words",
    ),
    Table(
        "duties.RunningClock",
        Kept.AS_WORK,
        internal="id partnership duty record started_on started_at due_on due_at is_provisional "
        "rule_version workings stopped_on entered_at",
        personal="entered_by late_reason",
    ),
    Table(
        "duties.Dispensation",
        Kept.AS_WORK,
        internal="id partnership duty starts_on ends_on reason decided_on entered_at withdrawn_at",
        personal="decided_by entered_by",
    ),
    Table(
        "duties.Reminder",
        Kept.AS_WORK,
        internal="id partnership duty occasion queued_at",
        personal="person",
    ),
    # meetings
    Table(
        "governance.Meeting",
        Kept.AS_WORK,
        internal="id record partnership body on starts_at ends_at venue state chaired_by "
        "held_recorded_at version",
        personal="chair_name held_recorded_by cancelled_reason",
    ),
    Table(
        "governance.Attendance",
        Kept.AS_WORK,
        internal="id meeting record place seat how",
        personal="name deputy_name",
    ),
    Table(
        "governance.ReportReceived",
        Kept.AS_WORK,
        internal="id meeting record source_key source_name received_at",
        personal="received_by",
    ),
    Table(
        "governance.Request",
        Kept.AS_WORK,
        internal="id record partnership body kind state asked_at for_body for_agency answer_due_on "
        "workings answered_at meeting meets_on done_at",
        personal="asker asked_by answered_by done_by",
        special="subject words answer outcome",
    ),
    Table(
        "governance.Dispute",
        Kept.AS_WORK,
        internal="id record partnership body state raised_at ended_at",
        personal="parties raised_by ended_by",
        special="subject reasons options outcome",
    ),
    Table(
        "governance.DisputeStage",
        Kept.AS_WORK,
        internal="id dispute record stage referred_on referred_at settle_by_on is_settled ended_at",
        personal="referred_by ended_by",
        special="came_of_it",
    ),
    Table(
        "governance.TaskGroup",
        Kept.AS_WORK,
        internal="id record partnership body name set_up_at ends_on first_ends_on times_extended "
        "reported_at",
        personal="lead members set_up_by reported_by",
        special="purpose report",
    ),
    Table(
        "governance.GroupReport",
        Kept.AS_WORK,
        internal="id record partnership body to_body state since_on until_on begun_at submitted_at "
        "passed_on_at meeting",
        personal="begun_by submitted_by passed_on_by",
        special="words asks facts",
    ),
    Table(
        "governance.ForumPack",
        Kept.AS_WORK,
        internal="id record partnership meeting words written_at",
        personal="written_by",
    ),
    Table(
        "governance.ForumLink",
        Kept.AS_WORK,
        internal="id pack record who token_hash sent_at expires_at used_at",
        personal="name sent_by",
    ),
    Table(
        "governance.ForumTheme",
        Kept.AS_WORK,
        internal="id pack record kind who entered_at answered_at",
        personal="entered_by answered_by",
        special="words became",
    ),
    # dates and invitations
    Table(
        "diary.Occasion",
        Kept.AS_WORK,
        internal="id partnership_id about key title falls_on starts_at ends_at place link "
        "is_cancelled changed_at",
    ),
    Table(
        "diary.Invitee",
        Kept.AS_WORK,
        internal="id occasion is_optional is_withdrawn sequence changed_at",
        personal="person",
    ),
    Table(
        "drafts.Draft",
        Kept.AS_DRAFT,
        internal="id address page saved_at",
        personal="person",
        special="typed",
    ),
    Table(
        "diary.Feed",
        Kept.AS_ACCOUNT,
        internal="id secret_hash made_at ended_at",
        personal="person",
    ),
    # people and how they sign in
    Table(
        "accounts.Person",
        Kept.AS_ACCOUNT,
        internal="id password is_active is_invented created_at",
        personal="email name",
    ),
    Table(
        "accounts.Session",
        Kept.AS_SIGN_IN,
        internal="key_hash created_at last_seen_at expires_at ends_at ended_at signed_in_at "
        "stepped_up_at second_factor",
        personal="person data user_agent source",
    ),
    Table("accounts.Throttle", Kept.AS_SIGN_IN, internal="bucket guesses last_at"),
    Table(
        "accounts.Invitation",
        Kept.AS_ACCOUNT,
        internal="id token_hash purpose invited_at expires_at used_at withdrawn_at",
        personal="person invited_by",
    ),
    Table(
        "account.EmailAddress",
        Kept.AS_ACCOUNT,
        internal="id verified primary",
        personal="user email",
    ),
    Table(
        "account.EmailConfirmation",
        Kept.AS_SIGN_IN,
        internal="id created sent key",
        personal="email_address",
    ),
    Table(
        "mfa.Authenticator",
        Kept.AS_ACCOUNT,
        internal="id type data created_at last_used_at",
        personal="user",
    ),
    Table(
        "socialaccount.SocialApp",
        Kept.AS_MACHINERY,
        internal="id provider provider_id name client_id secret key settings",
    ),
    Table(
        "socialaccount.SocialAccount",
        Kept.AS_ACCOUNT,
        internal="id provider last_login date_joined",
        personal="user uid extra_data",
    ),
    Table(
        "socialaccount.SocialToken",
        Kept.AS_SIGN_IN,
        internal="id app token token_secret expires_at",
        personal="account",
    ),
    # the trail
    Table(
        "trail.TrailEvent",
        Kept.AS_TRAIL,
        internal="id partnership_id at kind code about previous_hash hash",
        personal="person_id actor",
        special="facts",
    ),
    Table("trail.TrailHead", Kept.AS_TRAIL, internal="chain last_id hash"),
    Table(
        "trail.PostedForm",
        Kept.AS_MACHINERY,
        internal="key path location posted_at",
        personal="person_id",
    ),
    # files, messages and jobs
    Table("jobs.JobFailure", Kept.AS_MACHINERY, internal="job_id failed_at error"),
    Table(
        "files.StoredFile",
        Kept.AS_WORK,
        internal="id sha256 size kind media_type uploaded_at scan scanned_at",
        personal="uploaded_by uploaded_by_person_id",
        special="original_name",
    ),
    Table(
        "files.FileText",
        Kept.AS_WORK,
        internal="stored_file is_complete read_at",
        special="text",
    ),
    Table(
        "outbox.Message",
        Kept.AS_WORK,
        internal="id notice about key queued_at next_attempt_at state attempts claimed_at sent_at "
        "last_error",
        personal="facts to_person_id to_email",
    ),
    # training: the programme
    Table(
        "training.AudienceGroup",
        Kept.AS_WORK,
        public="id partnership framework key name position",
    ),
    Table(
        "training.Course",
        Kept.AS_WORK,
        public="id partnership reference title kind level length summary aims audience "
        "prerequisites refresher_months state",
        internal="record evaluation_plan version",
    ),
    Table(
        "training.Event",
        Kept.AS_WORK,
        public="id partnership reference course starts_at ends_at area is_online closes_at state "
        "has_waiting_list is_consent_needed fee_pence cancelled_reason",
        internal="record agency_most agency_until_days is_on_demand copied_from version",
    ),
    Table(
        "training.EventPlaces",
        Kept.AS_WORK,
        public="event partnership places taken waiting is_open",
        internal="last_number",
    ),
    Table(
        "training.EventSession",
        Kept.AS_WORK,
        public="id event partnership starts_at ends_at title",
        internal="dropped_at",
    ),
    Table(
        "training.Joining",
        Kept.AS_WORK,
        internal="event partnership venue link notes before after",
    ),
    Table(
        "training.Trainer",
        Kept.AS_WORK,
        internal="id partnership agency left_on",
        personal="name person",
    ),
    Table(
        "training.EventTrainer",
        Kept.AS_WORK,
        internal="id event partnership dropped_at",
        personal="trainer",
    ),
    Table(
        "training.ChargingRules",
        Kept.AS_WORK,
        internal="id partnership name terms kinds made_at ended_at",
        personal="made_by",
    ),
    Table(
        "training.Learner",
        Kept.AS_WORK,
        internal="id partnership agency",
        personal="person name email role manager_name manager_email",
    ),
    Table(
        "training.Delegate",
        Kept.AS_WORK,
        internal="id partnership agency named_at ended_at",
        personal="person named_by",
    ),
    Table(
        "training.Booking",
        Kept.AS_WORK,
        internal="id partnership event agency state number need priority is_reserve is_held_back "
        "position position_reason made_at runs_out_at consent_hash answered_at ended_at rules "
        "replaces",
        personal="learner person name priority_reason made_by answered_by ended_by ended_reason",
    ),
    Table(
        "training.BookingNeeds",
        Kept.AS_WORK,
        internal="booking partnership",
        personal="person",
        special="words",
    ),
    Table(
        "training.Charge",
        Kept.AS_WORK,
        internal="id partnership agency booking pence why entered_at",
        personal="entered_by",
    ),
)
