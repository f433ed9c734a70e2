"""The data set as a person may read it: one page of many charts, and one indicator in full."""

from sightline.work.performance.queries.headlines import headline_of, headlines
from sightline.work.performance.queries.overview import Line, Overview, overview
from sightline.work.performance.queries.picture import (
    Comparison,
    Entry,
    Picture,
    comparison,
    picture,
)
from sightline.work.performance.queries.questions import (
    SHOWN as SHOWN_QUESTIONS,
)
from sightline.work.performance.queries.questions import (
    may_comment,
    question,
    questions,
    questions_about,
    said_about,
)
from sightline.work.performance.queries.records import (
    SMALL,
    areas_of,
    decision_of,
    framework_of,
    hidden_from,
    indicator,
    indicators,
    leaving_of,
    release,
    releases,
    returned,
    sees_all,
    series_of,
    versions_of,
)
from sightline.work.performance.queries.report import Report, Shown, report
from sightline.work.performance.queries.returns import (
    MOST_RETURNS,
    agency_return,
    agency_returns,
    answers_of,
    asked_of,
    is_late,
    kinds_owed,
    sizes_of,
    submissions_of,
)

__all__ = [
    "MOST_RETURNS",
    "SHOWN_QUESTIONS",
    "SMALL",
    "Comparison",
    "Entry",
    "Line",
    "Overview",
    "Picture",
    "Report",
    "Shown",
    "agency_return",
    "agency_returns",
    "answers_of",
    "areas_of",
    "asked_of",
    "comparison",
    "decision_of",
    "framework_of",
    "headline_of",
    "headlines",
    "hidden_from",
    "indicator",
    "indicators",
    "is_late",
    "kinds_owed",
    "leaving_of",
    "may_comment",
    "overview",
    "picture",
    "question",
    "questions",
    "questions_about",
    "release",
    "releases",
    "report",
    "returned",
    "said_about",
    "sees_all",
    "series_of",
    "sizes_of",
    "submissions_of",
    "versions_of",
]
