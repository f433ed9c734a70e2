"""The data set."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "performance.Framework",
        Kept.AS_WORK,
        internal="id partnership area_code body set_up_at",
        personal="set_up_by",
    ),
    Table(
        "performance.Area",
        Kept.AS_WORK,
        public="id code kind name ons_code region_code part_of_code",
    ),
    Table(
        "performance.StatisticalNeighbour",
        Kept.AS_WORK,
        public="id area_code neighbour_code rank closeness starts_on",
    ),
    Table(
        "performance.Indicator",
        Kept.AS_WORK,
        internal="id partnership code version source source_column name question numerator "
        "denominator unit period_kind polarity agency target targets decimals disclosure at_least "
        "at_most part_of zero_beside has_days comparators",
    ),
    Table(
        "performance.IndicatorVersion",
        Kept.AS_WORK,
        internal="id indicator partnership number content reason made_at",
        personal="made_by",
    ),
    Table(
        "performance.Release",
        Kept.AS_WORK,
        internal="id partnership title published_on stored_file sha256 filename state layout "
        "received_at finished_at lines_read figures_new figures_revised faults submission",
        personal="received_by",
    ),
    Table("performance.Progress", Kept.AS_MACHINERY, internal="release partnership lines_read"),
    Table(
        "performance.Question",
        Kept.AS_WORK,
        internal="id record partnership series body agency period state asked_at reply_due_on "
        "replied_at closed_at",
        personal="asker asked_by replied_by closed_by",
        special="words reply outcome",
    ),
    Table(
        "performance.ScrutinyQuestion",
        Kept.AS_WORK,
        internal="id partnership indicator asked_for asked_at answered_at",
        personal="asker asked_by answered_by",
        special="words answer",
    ),
    Table(
        "performance.ReportReceived",
        Kept.AS_WORK,
        internal="id record partnership body period received_on entered_at withdrawn_at "
        "withdrawn_reason",
        personal="entered_by withdrawn_by",
    ),
    Table(
        "performance.AgencyReturn",
        Kept.AS_WORK,
        internal="id record partnership agency period_kind period owes due_on state opened_at "
        "submitted_at correction_reason sent_file own_file withdrawn_at withdrawn_reason "
        "begun_at taken_in_at taken_in_words",
        personal="opened_by submitted_by withdrawn_by taken_in_by",
    ),
    Table(
        "performance.Clearance",
        Kept.AS_WORK,
        internal="id series partnership period release value numerator denominator why settled_at",
    ),
    Table(
        "performance.Headline",
        Kept.AS_WORK,
        public="words shown",
        internal="id partnership indicator marked_at renewed_at ended_at",
        personal="marked_by ended_by",
    ),
    Table(
        "performance.AccessToken",
        Kept.AS_WORK,
        internal="id partnership seat name scope secret_hash made_at last_used_at ended_at",
        personal="made_by ended_by",
    ),
    Table(
        "performance.OwnLayout",
        Kept.AS_WORK,
        internal="id partnership agency content kept_at",
        personal="kept_by",
    ),
    Table(
        "performance.ReturnLine",
        Kept.AS_WORK,
        internal="id agency_return partnership agency indicator saved_at",
        personal="saved_by",
        special="value numerator denominator reason words days",
    ),
    Table(
        "performance.EventDay",
        Kept.AS_WORK,
        internal="id submission partnership agency indicator period",
        special="happened_on",
    ),
    Table(
        "performance.Submission",
        Kept.AS_WORK,
        internal="id agency_return record partnership agency number sha256 reason submitted_at",
        personal="submitted_by",
        special="content",
    ),
    Table(
        "performance.Commentary",
        Kept.AS_WORK,
        internal="id partnership series agency period written_at",
        personal="written_by",
        special="words",
    ),
    # figures are counts: a small one may make a child out, whoever reads it
    Table(
        "performance.Series",
        Kept.AS_WORK,
        internal="id partnership indicator area audience periods symbols has_limits centre lower "
        "upper chance verdict assurance read_at",
        special="figures counted leaving",
    ),
    Table(
        "performance.Figure",
        Kept.AS_WORK,
        internal="series period release symbol",
        special="value numerator denominator",
    ),
    Table(
        "performance.ChartDecision",
        Kept.AS_WORK,
        internal="id series partnership what period kind reason decided_at withdrawn_at",
        personal="decided_by withdrawn_by",
    ),
)
