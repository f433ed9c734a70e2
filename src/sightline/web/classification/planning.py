"""The business plan of each year."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "planning.Plan",
        Kept.AS_WORK,
        internal="id record partnership name starts_on ends_on words state copied_from drawn_up_at "
        "agreed_on agreed_where",
        personal="drawn_up_by agreed_by",
    ),
    Table(
        "planning.Priority",
        Kept.AS_WORK,
        internal="id plan record number name why aims",
    ),
    Table(
        "planning.Objective",
        Kept.AS_WORK,
        internal="id record partnership plan priority number what measure body agency alignment "
        "reach_by_on copied_from dropped_at",
        personal="dropped_by dropped_reason",
    ),
    Table(
        "planning.Judgement",
        Kept.AS_WORK,
        internal="id objective record side value judged_on entered_at",
        personal="judged_by",
        special="words",
    ),
)
