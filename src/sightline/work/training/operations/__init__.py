"""What is done in training."""

from sightline.work.training.operations.answering import answer_consent, answer_offer
from sightline.work.training.operations.asking import ask_evaluations, remind_of_evaluations
from sightline.work.training.operations.booking import (
    Named,
    answer_questions,
    book_group,
    hold_place,
)
from sightline.work.training.operations.briefing import (
    confirm_reading,
    issue_briefing,
    make_briefing,
    record_reach,
    write_briefing,
)
from sightline.work.training.operations.cancelling import cancel_event, tell_of_cancelling
from sightline.work.training.operations.completing import (
    receive_completions,
    take_back_completion,
    take_completions,
)
from sightline.work.training.operations.copying import copy_programme
from sightline.work.training.operations.courses import (
    add_audience_group,
    change_course,
    make_course,
    publish_course,
    withdraw_course,
)
from sightline.work.training.operations.delegates import (
    end_delegate,
    name_delegate,
    set_charging_rules,
    set_priority,
)
from sightline.work.training.operations.evaluating import (
    add_theme,
    answer_evaluation,
    answer_evaluation_by_link,
    set_evaluation,
    sort_comment,
)
from sightline.work.training.operations.events import (
    add_session,
    change_event,
    drop_session,
    open_event,
    plan_event,
)
from sightline.work.training.operations.giving_up import (
    cancel_booking,
    enter_charge,
    substitute,
    substitute_many,
)
from sightline.work.training.operations.inviting import keep_in_diaries, remind
from sightline.work.training.operations.learning import (
    answer_module,
    begin_learning,
    read_page,
)
from sightline.work.training.operations.needing import (
    count_search,
    count_workforce,
    place_role,
    read_workforce,
    set_role,
)
from sightline.work.training.operations.packaging import (
    drop_package,
    receive_package,
    take_report,
)
from sightline.work.training.operations.registering import (
    add_walk_in,
    close_register,
    correct_charge,
    enter_attendance,
)
from sightline.work.training.operations.serving import (
    tell_what_it_serves,
    tell_what_learning_serves,
)
from sightline.work.training.operations.settling import link_learners, settle_event
from sightline.work.training.operations.teaching import (
    begin_module,
    drop_part,
    move_part_up,
    publish_module,
    set_module,
    write_part,
)
from sightline.work.training.operations.trainers import (
    add_trainer,
    credit_teaching,
    drop_trainer,
    enter_credit,
    name_trainer,
    set_trainer_rate,
)
from sightline.work.training.operations.workshops import (
    add_workshop,
    answer_and_choose,
    choose_workshops,
    drop_workshop,
)

__all__ = [
    "Named",
    "add_audience_group",
    "add_session",
    "add_theme",
    "add_trainer",
    "add_walk_in",
    "add_workshop",
    "answer_and_choose",
    "answer_consent",
    "answer_evaluation",
    "answer_evaluation_by_link",
    "answer_module",
    "answer_offer",
    "answer_questions",
    "ask_evaluations",
    "begin_learning",
    "begin_module",
    "book_group",
    "cancel_booking",
    "cancel_event",
    "change_course",
    "change_event",
    "choose_workshops",
    "close_register",
    "confirm_reading",
    "copy_programme",
    "correct_charge",
    "count_search",
    "count_workforce",
    "credit_teaching",
    "drop_package",
    "drop_part",
    "drop_session",
    "drop_trainer",
    "drop_workshop",
    "end_delegate",
    "enter_attendance",
    "enter_charge",
    "enter_credit",
    "hold_place",
    "issue_briefing",
    "keep_in_diaries",
    "link_learners",
    "make_briefing",
    "make_course",
    "move_part_up",
    "name_delegate",
    "name_trainer",
    "open_event",
    "place_role",
    "plan_event",
    "publish_course",
    "publish_module",
    "read_page",
    "read_workforce",
    "receive_completions",
    "receive_package",
    "record_reach",
    "remind",
    "remind_of_evaluations",
    "set_charging_rules",
    "set_evaluation",
    "set_module",
    "set_priority",
    "set_role",
    "set_trainer_rate",
    "settle_event",
    "sort_comment",
    "substitute",
    "substitute_many",
    "take_back_completion",
    "take_completions",
    "take_report",
    "tell_of_cancelling",
    "tell_what_it_serves",
    "tell_what_learning_serves",
    "withdraw_course",
    "write_briefing",
    "write_part",
]
