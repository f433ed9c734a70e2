"""Reports of groups (R3.3): a draft is its chair's and the office's."""

from __future__ import annotations

from sightline.work.governance.models import GroupReport
from web.roles import OFFICE, UNIT
from web.room import Room, Row

WRITE = UNIT | {"group_chair", "scrutineer"}
REPORTS = WRITE | {"lead_partner", "group_member", "other_group_member", "school_lead"}
SIGHT = {"report ours": frozenset({"group_chair", "business_manager", "business_unit"})}
SEES, THING = SIGHT["report ours"], "report ours"

ROOM = Room(
    rows=[
        Row("governance:reports", REPORTS),
        Row("governance:begin_report", WRITE),
        Row("governance:report", REPORTS, SEES, THING),
        Row("governance:write_report", WRITE, SEES, THING, post=302),
        Row("governance:submit_report", WRITE, SEES, THING, post=302),
        Row("governance:pass_report_on", UNIT, SEES, THING),
        Row("governance:give_report_back", UNIT, SEES, THING),
        Row("governance:report_file", REPORTS, SEES, "report_file ours", is_page=False),
    ],
    about={
        "report": lambda world, which: [world.record(f"report {which}").reference],
        "report_file": lambda world, which: [world.record(f"report {which}").reference, "pdf"],
    },
    held={
        "governance.pass_on_reports": UNIT,
        "governance.see_reports": REPORTS,
        "governance.write_reports": WRITE,
    },
    sight=SIGHT,
    words={f"{what} ours report": SEES for what in ("words", "asks")},
    keyed=(GroupReport,),
    lists={"/reports": 8},
    writes={"governance_groupreport": (OFFICE | {"group_chair"},) * 2},
)
