"""Tables of the data set."""

from sightline.work.performance.models.figures import (
    Area,
    ChartDecision,
    Figure,
    Framework,
    Indicator,
    IndicatorVersion,
    Progress,
    Release,
    Series,
    StatisticalNeighbour,
)
from sightline.work.performance.models.leaving import AccessToken, Clearance, Headline
from sightline.work.performance.models.questions import Commentary, Question
from sightline.work.performance.models.returns import (
    AgencyReturn,
    OwnLayout,
    ReturnLine,
    Submission,
)

__all__ = [
    "AccessToken",
    "AgencyReturn",
    "Area",
    "ChartDecision",
    "Clearance",
    "Commentary",
    "Figure",
    "Framework",
    "Headline",
    "Indicator",
    "IndicatorVersion",
    "OwnLayout",
    "Progress",
    "Question",
    "Release",
    "ReturnLine",
    "Series",
    "StatisticalNeighbour",
    "Submission",
]
