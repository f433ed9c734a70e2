"""The data set: figures for staff, kept by the unit (R9.1); questions for the group that reads it
and the agency that is asked; small counts for few (R10.2)."""

from __future__ import annotations

from builders import figures, returning
from builders.world import World
from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import Raising
from sightline.work.performance.models import (
    AccessToken,
    AgencyReturn,
    ChartDecision,
    Commentary,
    Framework,
    Indicator,
    IndicatorVersion,
    Progress,
    Question,
    Release,
    ReportReceived,
    ScrutinyQuestion,
    Submission,
)
from web.roles import ENTER, MANAGE, NOBODY, OFFICE, OURS, SEE_DUTIES, UNIT
from web.room import Room, Row, about_ours_and_theirs, everyone_reads

# the agency itself, and the office, which sees that a return is owed; once it is sealed also the
# scrutineer and the group that reads figures, in which no persona sits
SEE_DRAFTED = frozenset({"agency_lead", "business_manager", "business_unit"})
SEE_SEALED = SEE_DRAFTED | {"scrutineer"}
PROGRAMS = UNIT | {"scrutineer", "lead_partner", "agency_lead"}
FILL = frozenset({"agency_lead", "lead_partner"})
# the office fills in what was sent to it: not this return, which it sees
FILLS = FILL | (UNIT - SEE_DRAFTED)
THEIRS = frozenset({"stranger"})
# the group that reads the figures, the office, the scrutineer, the Executive, and the agency that
# is asked, which is the agency lead's own
SEE_QUESTION = frozenset(
    ["business_manager", "business_unit", "scrutineer", "lead_partner", "school_lead",
     "agency_lead"]
)  # fmt: skip
SEE_REPORT = SEE_QUESTION - {"agency_lead"}
MAY_REPLY = SEE_DUTIES - {"scrutineer", "panel_administrator"}


def _whose(world: World, which: str) -> Partnership:
    return world.other if which == "theirs" else world.partnership


def release(world: World, which: str) -> list[object]:
    """A file that was received."""
    return [Release.objects.filter(partnership=_whose(world, which)).order_by("-pk")[0].pk]


def one_more(world: World, number: int) -> None:
    """A file more with an indicator of its own, and a question."""
    rows = [[*figures.HEAD, "category", "n"]]
    rows += [["2025", "Reporting year", *figures.authority("384"), f"Kept {number}", "5"]]
    figures.load(world.partnership, figures.written(rows), title=f"More {number}")
    figures.ask(
        world.partnership,
        agency="swypft",
        words=f"What is behind figure number {number}?",
        reply="Nothing is behind it but chance.",
    )
    returning.asked(world.partnership, 202412 - 100 * number)


ROOM = Room(
    rows=[
        Row("performance:data_set", SEE_DUTIES),
        Row("performance:set_up_data_set", UNIT),
        Row("performance:releases", SEE_DUTIES),
        Row("performance:receive_file", UNIT),
        Row("performance:report", SEE_DUTIES),
        Row("performance:receive_report", UNIT),
        Row("performance:received_report", SEE_DUTIES, SEE_REPORT, "figures received"),
        Row("performance:withdraw_received", UNIT, SEE_REPORT, "figures received"),
        everyone_reads("performance:headlines"),
        Row("performance:interface_description", public=True, is_page=False),
        # a program shows a token, not a session: without one it is answered the same whoever asks
        *(
            Row(f"performance:{name}", public=True, is_page=False, get=401, post=405)
            for name in ("program_indicators", "program_values", "program_lines")
        ),
        Row("performance:programs", PROGRAMS),
        Row("performance:make_token", PROGRAMS),
        Row(
            "performance:end_token",
            PROGRAMS,
            frozenset({"business_manager"}),
            "token",
            get=302,
            post=302,
        ),
        Row("performance:mark_headline", UNIT, UNIT, "indicator"),
        Row("performance:end_headline", UNIT, UNIT, "indicator", get=302, post=302),
        Row("performance:agency_returns", SEE_DUTIES),
        Row("performance:open_returns", UNIT),
        Row("performance:agency_return", SEE_DUTIES, SEE_SEALED, "return sealed"),
        Row("performance:agency_return", SEE_DUTIES, SEE_DRAFTED, "return drafted"),
        *(
            Row(f"performance:{name}", FILLS, SEE_SEALED, "return sealed", get=get, post=post)
            for name, get, post in (
                ("fill_return", 200, 200),
                ("submit_return", 200, 302),
                ("correct_return", 200, 200),
                ("leave_correction", 302, 302),
                ("send_spreadsheet", 200, 200),
                ("send_own_file", 200, 200),
                ("map_own_file", 302, 302),  # nothing was sent yet
                ("check_own_file", 302, 302),
            )
        ),
        # sealed, so that nothing is moved or called off
        Row("performance:take_in_return", UNIT, SEE_SEALED, "return sealed"),
        Row("performance:move_return", UNIT, SEE_SEALED, "return sealed"),
        Row("performance:withdraw_return", UNIT, SEE_SEALED, "return sealed"),
        Row(
            "performance:return_template",
            FILLS,
            SEE_SEALED,
            "return sealed",
            post=200,
            is_page=False,
        ),
        *about_ours_and_theirs("performance:release", SEE_DUTIES, "release"),
        Row("performance:indicators", SEE_DUTIES),
        Row("performance:define_new_indicator", UNIT),
        Row("performance:indicator", SEE_DUTIES, SEE_DUTIES, "indicator"),
        Row("performance:side_by_side", SEE_DUTIES, SEE_DUTIES, "indicator"),
        Row("performance:define_indicator", UNIT, UNIT, "indicator"),
        Row("performance:decide_chart", UNIT, UNIT, "indicator"),
        Row("performance:withdraw_decision", UNIT, OURS, "chart_decision", get=302, post=302),
        Row("performance:overrule_kind", UNIT, UNIT, "indicator"),
        # published figures are nobody's own: the office alone speaks of them
        Row("performance:comment_on_figure", UNIT, UNIT, "indicator"),
        Row("performance:ask_question", ENTER, ENTER, "indicator"),
        Row("performance:ask_of_indicator", ENTER, ENTER, "indicator"),
        # published figures are nobody's own: the office alone answers for them
        Row("performance:answer_scrutiny", UNIT, SEE_DUTIES - THEIRS, "scrutiny ours"),
        Row("performance:answer_scrutiny", UNIT | FILL, THEIRS, "scrutiny theirs"),
        Row("performance:questions", SEE_DUTIES),
        Row("performance:question", SEE_DUTIES, SEE_QUESTION, "question"),
        # who sees it without being of the agency may not reply in its name
        Row(
            "performance:reply_to_question",
            MAY_REPLY - {"lead_partner", "school_lead"},
            SEE_QUESTION,
            "question",
        ),
        Row("performance:close_question", ENTER, SEE_QUESTION, "question"),
    ],
    about={
        "release": release,
        "return": lambda world, which: [world.record(f"return {which}").reference],
        "indicator": lambda world, which: ["referrals-referral-count"],
        "chart_decision": lambda world, which: [
            ChartDecision.objects.get(partnership=world.partnership).pk
        ],
        "token": lambda world, which: [AccessToken.objects.get().pk],
        "scrutiny": lambda world, which: [
            ScrutinyQuestion.objects.get(partnership=_whose(world, which)).pk
        ],
        "figures": lambda world, which: [world.record("figures received").reference],
        "question": lambda world, which: [
            Question.objects.order_by("pk").first().record.reference  # type: ignore[union-attr]
        ],
    },
    held={
        "performance.ask_questions": ENTER,
        "performance.comment_on_figures": UNIT | FILL,
        "performance.fill_in_returns": UNIT | FILL,
        "performance.keep_figures": UNIT,
        "performance.publish_figures": UNIT,
        "performance.reply_to_questions": MAY_REPLY,
        "performance.see_figures": SEE_DUTIES,
        "performance.use_programs": PROGRAMS,
        "performance.see_small_counts": MANAGE | {"scrutineer"},
    },
    sight={
        "question": SEE_QUESTION,
        "figures received": SEE_REPORT,
        "return sealed": SEE_SEALED,
        "return drafted": SEE_DRAFTED,
    },
    words={
        **dict.fromkeys(("file title", "release title", "chart reason"), SEE_DUTIES - THEIRS),
        **dict.fromkeys(("scrutiny words",), SEE_DUTIES - THEIRS),
        **dict.fromkeys(("question words", "question reply"), SEE_QUESTION),
        "theirs release": THEIRS,
        "token name": frozenset({"business_manager"}),
        # what an agency writes beside a figure stands where the figure stands
        **dict.fromkeys(("return words",), SEE_DUTIES - THEIRS),
        **dict.fromkeys(("correction reason",), SEE_SEALED),
        **dict.fromkeys(("draft of correction", "draft reason"), frozenset({"agency_lead"})),
    },
    keyed=(Question, ReportReceived, AgencyReturn, Submission, Raising),
    of_staff=(
        Framework,
        Indicator,
        IndicatorVersion,
        Release,
        Progress,
        ChartDecision,
        Commentary,
        ScrutinyQuestion,
    ),
    # by the audience of the series: test_figures_are_loaded_as_they_are; a draft is its agency's
    # own: test_returns_are_filled_in_and_sealed
    otherwise=(
        "performance_series",
        "performance_figure",
        "performance_clearance",
        # anybody reads what is public: test_headline_figures_are_public
        "performance_headline",
        # of one seat: test_programs_read_what_may_leave
        "performance_accesstoken",
        # the agency's own: test_own_spreadsheets_are_mapped_once
        "performance_ownlayout",
        "performance_returnline",
        # its agency, and who sees small counts: test_days_between_rare_events
        "performance_eventday",
    ),
    lists={
        "/data-set": 8,
        "/data-set/files": 8,
        "/data-set/indicators": 8,
        "/data-set/questions": 8,
        "/data-set/returns": 8,
        "/data-set/report": 12,
    },
    one_more=one_more,
    exports=("/data-set/indicators", "/data-set/indicators/referrals-referral-count"),
    writes={
        "performance_accesstoken": (frozenset({"business_manager"}),) * 2,
        "performance_chartdecision": (OFFICE, OFFICE),
        # the agency whose words the world holds; the office speaks as itself
        "performance_commentary": (frozenset({"agency_lead"}), NOBODY),
        "performance_framework": (UNIT, UNIT),
        "performance_headline": (OFFICE, OFFICE),
        "performance_indicator": (UNIT, UNIT),
        "performance_indicatorversion": (UNIT, NOBODY),
        "performance_ownlayout": (OFFICE | {"agency_lead"},) * 2,
        "performance_progress": (UNIT, NOBODY),
        "performance_release": (UNIT, NOBODY),
        # the office moves its day or calls it off, as long as it is owed
        "performance_agencyreturn": (OFFICE, OFFICE | {"agency_lead"}),
        "performance_reportreceived": (OFFICE, OFFICE),
        "performance_returnline": (frozenset({"agency_lead"}),) * 2,
        "performance_submission": (frozenset({"agency_lead"}), NOBODY),
        "performance_eventday": (frozenset({"agency_lead"}), NOBODY),
        # who asks; the office and the leads of agencies answer
        "performance_scrutinyquestion": (
            ENTER,
            UNIT | FILL,
        ),
        # with the question, by whoever sees it
        # the agency answers what it was asked, and asks nothing
        "performance_question": (OFFICE | {"scrutineer"}, OFFICE | {"agency_lead", "scrutineer"}),
    },
)
