"""The business plan of each year, and the risks."""

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
        "reach_by_on copied_from dropped_at progress progress_on impact impact_on",
        personal="dropped_by dropped_reason",
        special="progress_words impact_words",
    ),
    Table(
        "planning.Judgement",
        Kept.AS_WORK,
        internal="id objective record side value judged_on entered_at",
        personal="judged_by",
        special="words",
    ),
    Table(
        "planning.Risk",
        Kept.AS_WORK,
        internal="id record partnership body name likelihood_before impact_before likelihood_after "
        "impact_after likelihood_target impact_target state score_was assessed_on review_on "
        "entered_at raised_at answered_at closed_at",
        personal="owner entered_by raised_by answered_by closed_by",
        special="cause event effect raised_reason answer closed_reason",
    ),
    Table(
        "planning.Assessment",
        Kept.AS_WORK,
        internal="id risk record likelihood_before impact_before likelihood_after impact_after "
        "likelihood_target impact_target assessed_on review_on entered_at",
        personal="assessed_by",
        special="words",
    ),
    Table(
        "planning.Control",
        Kept.AS_WORK,
        internal="id risk record number words added_at ended_at",
        personal="added_by ended_by ended_reason",
    ),
)
