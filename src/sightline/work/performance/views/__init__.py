"""Pages of the data set."""

from sightline.work.performance.views.calling_off import (
    move_return,
    take_in_return,
    withdraw_return,
)
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
from sightline.work.performance.views.headlines import end_headline, headlines, mark_headline
from sightline.work.performance.views.own_files import (
    check_own_file,
    map_own_file,
    send_own_file,
)
from sightline.work.performance.views.programs import (
    end_token,
    interface_description,
    make_token,
    program_indicators,
    program_lines,
    program_values,
    programs,
)
from sightline.work.performance.views.questions import (
    answer_scrutiny,
    ask_of_indicator,
    ask_question,
    close_question,
    comment_on_figure,
    question,
    questions,
    reply_to_question,
)
from sightline.work.performance.views.reading import (
    data_set,
    decide_chart,
    indicator,
    overrule_kind,
    withdraw_decision,
)
from sightline.work.performance.views.receiving import (
    receive_report,
    received_report,
    withdraw_received,
)
from sightline.work.performance.views.reports import report
from sightline.work.performance.views.returns import (
    agency_return,
    agency_returns,
    correct_return,
    fill_return,
    leave_correction,
    open_returns,
    submit_return,
)
from sightline.work.performance.views.side_by_side import side_by_side
from sightline.work.performance.views.spreadsheets import return_template, send_spreadsheet

__all__ = [
    "agency_return",
    "agency_returns",
    "answer_scrutiny",
    "ask_of_indicator",
    "ask_question",
    "check_own_file",
    "close_question",
    "comment_on_figure",
    "correct_return",
    "data_set",
    "decide_chart",
    "define_indicator",
    "define_new_indicator",
    "end_headline",
    "end_token",
    "fill_return",
    "headlines",
    "indicator",
    "indicators",
    "interface_description",
    "leave_correction",
    "make_token",
    "map_own_file",
    "mark_headline",
    "move_return",
    "open_returns",
    "overrule_kind",
    "program_indicators",
    "program_lines",
    "program_values",
    "programs",
    "question",
    "questions",
    "receive_file",
    "receive_report",
    "received_report",
    "release",
    "releases",
    "reply_to_question",
    "report",
    "return_template",
    "send_own_file",
    "send_spreadsheet",
    "set_up_data_set",
    "side_by_side",
    "submit_return",
    "take_in_return",
    "withdraw_decision",
    "withdraw_received",
    "withdraw_return",
]
