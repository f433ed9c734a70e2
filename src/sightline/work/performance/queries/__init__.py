"""The data set as a person may read it: one page of many charts, and one indicator in full."""

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
from sightline.work.performance.queries.questions import question, questions, questions_about
from sightline.work.performance.queries.records import (
    SMALL,
    areas_of,
    decision_of,
    framework_of,
    hidden_from,
    indicator,
    indicators,
    release,
    releases,
    series_of,
    versions_of,
)

__all__ = [
    "SHOWN_QUESTIONS",
    "SMALL",
    "Comparison",
    "Entry",
    "Line",
    "Overview",
    "Picture",
    "areas_of",
    "comparison",
    "decision_of",
    "framework_of",
    "hidden_from",
    "indicator",
    "indicators",
    "overview",
    "picture",
    "question",
    "questions",
    "questions_about",
    "release",
    "releases",
    "series_of",
    "versions_of",
]
