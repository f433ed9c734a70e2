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
from sightline.work.performance.models.questions import Question

__all__ = [
    "Area",
    "ChartDecision",
    "Figure",
    "Framework",
    "Indicator",
    "IndicatorVersion",
    "Progress",
    "Question",
    "Release",
    "Series",
    "StatisticalNeighbour",
]
