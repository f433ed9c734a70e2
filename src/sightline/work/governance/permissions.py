"""Who may call, hold and record meetings."""

from sightline.foundation.permissions import EVERYBODY, Permission

see_meetings = Permission(
    "governance.see_meetings",
    "See the meetings of the bodies one belongs to",
    frozenset({EVERYBODY}),
)
plan_meetings = Permission(
    "governance.plan_meetings",
    "Plan, move and cancel meetings",
    frozenset({"business-manager", "business-unit"}),
)
record_meetings = Permission(
    "governance.record_meetings",
    "Record attendance, reports received, papers and minutes, and that a meeting was held",
    frozenset({"business-manager", "business-unit"}),
)
# requests
make_requests = Permission(
    "governance.make_requests",
    "Escalate a concern to a body, ask to attend, or propose to co-opt a partner",
    frozenset(
        {
            "group-chair",
            "group-member",
            "agency-lead",
            "school-lead",
            "executive-member",
            "lead-partner",
            "chief-officer",
            "scrutineer",
            "business-manager",
            "business-unit",
        }
    ),
)
answer_requests = Permission(
    "governance.answer_requests",
    "Answer requests to a body and record what came of them",
    frozenset({"business-manager", "business-unit", "lead-partner"}),
)
# disputes
see_disputes = Permission(
    "governance.see_disputes",
    "See disputes in the Executive that one is among the readers of",
    frozenset({"lead-partner", "business-manager", "scrutineer", "chief-officer"}),
)
raise_disputes = Permission(
    "governance.raise_disputes",
    "Raise a dispute in the Executive, refer it on, or withdraw it",
    frozenset({"lead-partner", "business-manager"}),
)
settle_disputes = Permission(
    "governance.settle_disputes",
    "Record what came of mediation or of the chief officers' resolution",
    frozenset({"scrutineer", "chief-officer", "business-manager"}),
)
# task and finish groups
see_task_groups = Permission(
    "governance.see_task_groups",
    "See the task and finish groups of bodies one belongs to",
    frozenset({EVERYBODY}),
)
set_up_task_groups = Permission(
    "governance.set_up_task_groups",
    "Set up task and finish groups of a body one chairs or looks after, and give them more time",
    frozenset({"group-chair", "lead-partner", "business-manager", "business-unit", "scrutineer"}),
)
report_back = Permission(
    "governance.report_back",
    "Report back for a task and finish group one leads or looks after",
    frozenset({EVERYBODY}),
)
# chairing
see_handover = Permission(
    "governance.see_handover",
    "See what a body's next chair takes over",
    frozenset(
        {
            "group-chair",
            "executive-member",
            "lead-partner",
            "scrutineer",
            "business-manager",
            "business-unit",
        }
    ),
)
# reports
see_reports = Permission(
    "governance.see_reports",
    "See reports of groups that one is among the readers of",
    frozenset(
        {
            "group-chair",
            "group-member",
            "executive-member",
            "lead-partner",
            "school-lead",
            "scrutineer",
            "business-manager",
            "business-unit",
        }
    ),
)
write_reports = Permission(
    "governance.write_reports",
    "Write and submit the report of a body one chairs",
    frozenset({"group-chair", "scrutineer", "business-manager", "business-unit"}),
)
pass_on_reports = Permission(
    "governance.pass_on_reports",
    "Put a group's report before the body it reports to, or give it back",
    frozenset({"business-manager", "business-unit"}),
)
# forum
see_forum = Permission(
    "governance.see_forum",
    "See what the forum said and what became of it",
    frozenset(
        {"scrutineer", "lead-partner", "executive-member", "business-manager", "business-unit"}
    ),
)
run_forum = Permission(
    "governance.run_forum",
    "Write the forum's pack and send it to members without an account",
    frozenset({"business-manager", "business-unit"}),
)
record_themes = Permission(
    "governance.record_themes",
    "Record what was said at the forum and what became of it",
    frozenset({"scrutineer", "business-manager", "business-unit"}),
)
# agenda
keep_agenda = Permission(
    "governance.keep_agenda",
    "Fill, order and change agendas, and file their papers",
    frozenset({"business-manager", "business-unit"}),
)
# minutes
take_minutes = Permission(
    "governance.take_minutes",
    "Write minutes, record decisions and amendments",
    frozenset({"business-manager", "business-unit"}),
)
approve_minutes = Permission(
    "governance.approve_minutes",
    "Approve the minutes of a body one chairs",
    frozenset({"group-chair", "lead-partner"}),
)
