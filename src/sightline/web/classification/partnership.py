"""Who we are: agencies, bodies, places and seats."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "partnership.Partnership",
        Kept.AS_ARRANGEMENTS,
        public="id key name short hostname",
        internal="in_front edition",
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
)
