"""The training programme."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
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
        internal="record evaluation_plan later_after version",
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
        internal="id partnership agency booking taught pence why entered_at",
        personal="entered_by",
    ),
    Table(
        "training.SessionAttendance",
        Kept.AS_WORK,
        internal="id booking session partnership entered_at",
        personal="how entered_by",
    ),
    Table(
        "training.Certificate",
        Kept.AS_WORK,
        internal="id booking completion partnership agency code course attended_on expires_on "
        "issued_at withdrawn_at",
        personal="person name",
    ),
    Table(
        "training.EvaluationItem",
        Kept.AS_WORK,
        public="id partnership course position words",
        internal="dropped_at",
    ),
    Table(
        "training.Evaluation",
        Kept.AS_WORK,
        internal="id partnership course booking agency stage attends_on token_hash asked_at "
        "closes_at reminded_at answered_at",
        personal="person name answered_by",
    ),
    Table(
        "training.EvaluationScore",
        Kept.AS_WORK,
        internal="id partnership evaluation item",
        personal="score",
    ),
    Table(
        "training.EvaluationComment",
        Kept.AS_WORK,
        internal="evaluation partnership",
        special="words",
    ),
    Table(
        "training.EvaluationTheme",
        Kept.AS_WORK,
        internal="id partnership course name",
    ),
    Table(
        "training.SortedComment",
        Kept.AS_WORK,
        internal="id partnership comment theme sorted_at dropped_at",
        personal="sorted_by",
    ),
    Table(
        "training.Briefing",
        Kept.AS_WORK,
        internal="id record partnership reference kind title audience words address sections state "
        "issued_on version",
    ),
    Table(
        "training.BriefingReach",
        Kept.AS_WORK,
        internal="id briefing record partnership channel happened_on to_whom reached said "
        "entered_at",
        personal="entered_by",
    ),
    Table(
        "training.BriefingReceipt",
        Kept.AS_WORK,
        internal="id briefing partnership read_at",
        personal="person said",
    ),
    Table(
        "training.WorkforceRole",
        Kept.AS_WORK,
        internal="id partnership name also_called",
    ),
    Table(
        "training.RoleNeed",
        Kept.AS_WORK,
        internal="id partnership role course dropped_at",
    ),
    Table(
        "training.WorkforceCount",
        Kept.AS_WORK,
        internal="id partnership agency role staff entered_at",
        personal="entered_by",
    ),
    Table(
        "training.CompletionFile",
        Kept.AS_WORK,
        internal="id partnership course stored_file filename received_at taken_at",
        personal="entries received_by taken_by",
    ),
    Table(
        "training.Completion",
        Kept.AS_WORK,
        internal="id partnership course agency completed_on expires_on told_in earned_in "
        "taken_back_at",
        personal="learner person taken_back_by taken_back_reason",
    ),
    Table(
        "training.Module",
        Kept.AS_WORK,
        internal="id partnership course number minutes pass_mark tries_a_day is_example pages "
        "questions package package_sha256 package_title standard launch state version "
        "published_at",
        personal="published_by",
    ),
    Table(
        "training.ModuleTry",
        Kept.AS_WORK,
        internal="id partnership course module started_at finished_at",
        personal="learner person pages_read answers reported score has_passed",
    ),
    Table(
        "training.Workshop",
        Kept.AS_WORK,
        public="id partnership event time title places",
        internal="dropped_at",
    ),
    Table(
        "training.WorkshopChoice",
        Kept.AS_WORK,
        internal="id partnership booking workshop time chosen_at dropped_at",
        personal="chosen_by",
    ),
    Table(
        "training.MissedSearch",
        Kept.AS_WORK,
        internal="id partnership words searched_on searcher",
    ),
    Table(
        "training.TrainerRate",
        Kept.AS_WORK,
        internal="id partnership pence_a_day made_at ended_at",
        personal="made_by",
    ),
)
