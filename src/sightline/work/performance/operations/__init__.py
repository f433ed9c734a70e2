"""Setting up the data set, loading files, defining indicators, agencies' returns, reading charts,
asking agencies."""

from sightline.work.performance.operations.asking import (
    ask_question,
    chase_replies,
    close_question,
    raise_what_waits,
    reply_to_question,
)
from sightline.work.performance.operations.calling_off import move_return, withdraw_return
from sightline.work.performance.operations.clearing import clear_figures
from sightline.work.performance.operations.commenting import comment_on_figure
from sightline.work.performance.operations.defining import (
    decide_chart,
    define_indicator,
    overrule_kind,
    set_up_data_set,
    withdraw_decision,
)
from sightline.work.performance.operations.loading import load_release, receive_file
from sightline.work.performance.operations.mapping import (
    keep_layout,
    receive_own_file,
    take_own_file,
)
from sightline.work.performance.operations.programs import (
    Called,
    end_token,
    make_token,
    note_call,
)
from sightline.work.performance.operations.publishing import (
    end_headline,
    mark_headline,
    renew_headlines,
)
from sightline.work.performance.operations.reading import read_anew
from sightline.work.performance.operations.receiving import receive_report, withdraw_received
from sightline.work.performance.operations.reminding import chase_returns, tell_leads_of_return
from sightline.work.performance.operations.returns import (
    correct_return,
    leave_correction,
    open_returns,
    save_return,
    submit_return,
)
from sightline.work.performance.operations.scrutinising import answer_scrutiny, ask_of_indicator
from sightline.work.performance.operations.sending import send_spreadsheet
from sightline.work.performance.operations.taking import take_submission
from sightline.work.performance.operations.taking_in import take_in_return

__all__ = [
    "Called",
    "answer_scrutiny",
    "ask_of_indicator",
    "ask_question",
    "chase_replies",
    "chase_returns",
    "clear_figures",
    "close_question",
    "comment_on_figure",
    "correct_return",
    "decide_chart",
    "define_indicator",
    "end_headline",
    "end_token",
    "keep_layout",
    "leave_correction",
    "load_release",
    "make_token",
    "mark_headline",
    "move_return",
    "note_call",
    "open_returns",
    "overrule_kind",
    "raise_what_waits",
    "read_anew",
    "receive_file",
    "receive_own_file",
    "receive_report",
    "renew_headlines",
    "reply_to_question",
    "save_return",
    "send_spreadsheet",
    "set_up_data_set",
    "submit_return",
    "take_in_return",
    "take_own_file",
    "take_submission",
    "tell_leads_of_return",
    "withdraw_decision",
    "withdraw_received",
    "withdraw_return",
]
