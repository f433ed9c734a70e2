"""Tables of the data set."""

from sightline.work.performance.models.figures import (
    ChartDecision,
    Figure,
    Indicator,
    IndicatorVersion,
    Progress,
    Release,
    Series,
)
from sightline.work.performance.models.leaving import AccessToken, Clearance, Headline
from sightline.work.performance.models.places import Area, Framework, StatisticalNeighbour
from sightline.work.performance.models.questions import (
    Commentary,
    Question,
    ScrutinyQuestion,
)
from sightline.work.performance.models.reporting import ReportReceived
from sightline.work.performance.models.returns import (
    AgencyReturn,
    EventDay,
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
    "EventDay",
    "Figure",
    "Framework",
    "Headline",
    "Indicator",
    "IndicatorVersion",
    "OwnLayout",
    "Progress",
    "Question",
    "Release",
    "ReportReceived",
    "ReturnLine",
    "ScrutinyQuestion",
    "Series",
    "StatisticalNeighbour",
    "Submission",
]
