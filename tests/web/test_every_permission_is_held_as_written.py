"""Who holds each permission, by the table of roles of the security design and the requirements."""

from __future__ import annotations

import pytest

from builders.world import World
from sightline.web.describing import declared_permissions
<<<<<<< HEAD
from web.route_matrix import (
    ANSWER,
    APPOINT,
    ASK,
    DECIDE,
    DISPUTES,
    ENTER,
    EVERYBODY,
    HAND_OVER,
    MANAGE,
    REPORTS,
    SEE_DUTIES,
    SEE_FORUM,
    SET_UP,
    STAFF,
    UNIT,
    WRITE,
)

HELD = {
    "accounts.manage": APPOINT,
    "diary.keep_own_diary": EVERYBODY,
    "drafts.keep_own_drafts": EVERYBODY,
    "duties.dispense": DECIDE,
    "duties.enter_evidence": ENTER,
    "duties.run_clock": UNIT | {"panel_administrator"},  # the panel's clocks are theirs
    "duties.see_own": EVERYBODY,
    "duties.see_register": SEE_DUTIES,
    "duties.withdraw_evidence": MANAGE,
    "evidence.file_documents": ENTER,
    "evidence.read_documents": EVERYBODY,
    "governance.answer_requests": ANSWER,
    "governance.pass_on_reports": UNIT,
    "governance.raise_disputes": DECIDE,
    "governance.record_themes": UNIT | {"scrutineer"},
    "governance.run_forum": UNIT,
    "governance.see_forum": SEE_FORUM,
    "governance.see_reports": REPORTS,
    "governance.write_reports": WRITE,
    "governance.report_back": EVERYBODY,
    "governance.see_disputes": DISPUTES,
    "governance.see_handover": HAND_OVER,
    "governance.see_task_groups": EVERYBODY,
    "governance.set_up_task_groups": SET_UP,
    "governance.settle_disputes": MANAGE | {"scrutineer"},
    "governance.make_requests": ASK,
    "governance.plan_meetings": UNIT,
    "governance.record_meetings": UNIT,
    "governance.see_meetings": EVERYBODY,
    "jobs.retry_failed_jobs": APPOINT,
    "jobs.see_queues": APPOINT,
    "outbox.retry_failed_messages": APPOINT,
    "partnership.add_one_off_day": APPOINT,
    "partnership.appoint": APPOINT,
    "partnership.decide_contradiction": DECIDE,
    "partnership.load_arrangements": APPOINT,
    "partnership.see_members": EVERYBODY,
    "partnership.see_people": STAFF,
    "records.declare_interest": EVERYBODY,
    "records.grant_sight": MANAGE | {"panel_administrator"},
    "records.search": EVERYBODY,
    "trail.read": MANAGE,
    "training.book": EVERYBODY,
    "training.manage_programme": UNIT,
    "training.name_delegates": frozenset({"agency_lead"}),
}
=======
from web.roles import EVERYBODY
from web.rooms import HELD
>>>>>>> main


@pytest.mark.parametrize("code", sorted(HELD))
def test_is_held_by_those_named_and_nobody_else(world: World, code: str) -> None:
    permission = next(one for _, one in declared_permissions() if one.code == code)
    holders = {
        persona for persona in (*EVERYBODY, "seat_ended") if world.actor(persona).may(permission)
    }
    holders.discard("stranger")  # a manager next door; their business unit differs from ours
    assert holders == HELD[code] - {"stranger"}


def test_every_permission_has_its_row() -> None:
    assert {one.code for _, one in declared_permissions()} == set(HELD)
