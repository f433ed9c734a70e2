"""Pages of the data set."""

from sightline.work.performance.views.catalogue import (
    define_indicator,
    define_new_indicator,
    indicators,
)
from sightline.work.performance.views.files import (
    receive_file,
    release,
    releases,
    set_up_data_set,
)
from sightline.work.performance.views.reading import (
    data_set,
    decide_chart,
    indicator,
    withdraw_decision,
)

__all__ = [
    "data_set",
    "decide_chart",
    "define_indicator",
    "define_new_indicator",
    "indicator",
    "indicators",
    "receive_file",
    "release",
    "releases",
    "set_up_data_set",
    "withdraw_decision",
]
