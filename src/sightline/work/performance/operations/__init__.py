"""Setting up the data set, loading files, defining indicators, reading charts, asking agencies."""

from sightline.work.performance.operations.asking import (
    ask_question,
    chase_replies,
    close_question,
    reply_to_question,
)
from sightline.work.performance.operations.defining import (
    decide_chart,
    define_indicator,
    set_up_data_set,
    withdraw_decision,
)
from sightline.work.performance.operations.loading import load_release, receive_file
from sightline.work.performance.operations.reading import read_anew

__all__ = [
    "ask_question",
    "chase_replies",
    "close_question",
    "decide_chart",
    "define_indicator",
    "load_release",
    "read_anew",
    "receive_file",
    "reply_to_question",
    "set_up_data_set",
    "withdraw_decision",
]
