"""Charts as SVG, the same for a page, a PDF and a Word file."""

from sightline.foundation.govuk.charts.across import BarsAcross
from sightline.foundation.govuk.charts.control import ControlChart, Mark, sparkline
from sightline.foundation.govuk.charts.plain import Chart, ReferenceLine, Series

__all__ = ["BarsAcross", "Chart", "ControlChart", "Mark", "ReferenceLine", "Series", "sparkline"]
