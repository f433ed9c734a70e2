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
from sightline.work.performance.views.questions import (
    ask_question,
    close_question,
    question,
    questions,
    reply_to_question,
)
from sightline.work.performance.views.reading import (
    data_set,
    decide_chart,
    indicator,
    withdraw_decision,
)

__all__ = [
    "ask_question",
    "close_question",
    "data_set",
    "decide_chart",
    "define_indicator",
    "define_new_indicator",
    "indicator",
    "indicators",
    "question",
    "questions",
    "receive_file",
    "release",
    "releases",
    "reply_to_question",
    "set_up_data_set",
    "withdraw_decision",
]
