"""Nothing is destroyed but by the retention job, with two persons and a certificate (security
design, 7; decision 019). Each guard is asked in the database, too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from assurance.retention.keeping import (
    JOB,
    WHY,
    age,
    agreed,
    approve,
    destroyed,
    propose,
    session,
)
from builders.world import NOW, World
from sightline.assurance.retention import jobs, operations
from sightline.assurance.retention.models import Certificate, Decision, Hold, Proposal
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.evidence.models import Document
from sightline.registers.records.models import Record

Role = Callable[[str], AbstractContextManager[None]]


def meeting(scene: World) -> Record:
    """A meeting of a group, its agenda, minutes, papers and actions, thirty-one years old."""
    age()
    return Record.objects.get(pk=scene.record("held").pk)


def what_came_of_it(scene: World) -> Record:
    """The recommendation that came from that meeting, with a cover sheet of its own."""
    return Record.objects.get(pk=scene.works["recommendation ours"].record_id)


def is_there(record: Record) -> bool:
    return Record.objects.filter(pk=record.pk).exists()


def goes_not(number: int, why: str) -> None:
    """The worker is refused, for this reason, and nothing of it is gone."""
    record = Proposal.objects.get(pk=number).record
    with pytest.raises(RuleBroken, match=why):
        operations.destroy(number=number, by=JOB, now=NOW)
    assert is_there(record)
    assert not Certificate.objects.filter(record_number=record.pk).exists()


def test_what_two_persons_agreed_on_is_gone_and_a_certificate_is_left(scene: World) -> None:
    record = meeting(scene)
    certificate = destroyed(scene, record)
    assert not is_there(record)
    assert certificate.record_reference == record.reference
    assert (certificate.kind, certificate.class_code) == ("governance:meeting", "meetings")
    assert certificate.proposed_by == scene.people["business_manager"].name
    assert certificate.decided_by == scene.people["lead_partner"].name
    assert certificate.years == 30
    line = TrailEvent.objects.filter(code="retention_destroyed").latest("pk")
    assert (line.about, line.facts["certificate"]) == (record.reference, certificate.reference)


def test_nobody_answers_their_own_proposal(scene: World) -> None:
    proposal = propose(scene, meeting(scene))
    with pytest.raises(RuleBroken, match="Another person must answer"):
        approve(scene, proposal, "business_manager")


def test_the_database_refuses_the_same_person_too(scene: World) -> None:
    proposal = propose(scene, meeting(scene))
    with pytest.raises(DatabaseError, match="Another person"), session(scene, "business_manager"):
        _answer(proposal, scene.people["business_manager"].pk)
    # nor in somebody else's name
    with pytest.raises(DatabaseError, match="whose session"), session(scene, "business_manager"):
        _answer(proposal, scene.people["lead_partner"].pk)
    with pytest.raises(DatabaseError, match="whose session"), transaction.atomic():
        _answer(proposal, scene.people["lead_partner"].pk)  # the worker, without a session


def _answer(proposal: Proposal, who: int) -> None:
    Decision.objects.create(
        proposal=proposal, record_id=proposal.record_id, verdict="approved", reason=WHY,
        decided_by_id=who, decided_at=NOW, expires_at=NOW + timedelta(days=900),
    )  # fmt: skip


def test_the_approval_runs_out_after_thirty_days_by_the_clock_of_the_database(
    scene: World,
) -> None:
    proposal = propose(scene, meeting(scene))
    with session(scene, "lead_partner"):
        _answer(proposal, scene.people["lead_partner"].pk)  # nine hundred days were asked for
    decision = Decision.objects.get(proposal=proposal)
    assert decision.expires_at - decision.decided_at == timedelta(days=30)


def test_an_approval_that_ran_out_destroys_nothing(
    scene: World, without_triggers: Callable[[str], AbstractContextManager[None]]
) -> None:
    proposal = agreed(scene, meeting(scene))
    with without_triggers("retention_decision"):
        Decision.objects.filter(proposal=proposal).update(expires_at=NOW - timedelta(minutes=1))
    goes_not(proposal.pk, "run out")


def test_what_was_refused_or_not_answered_stays(scene: World) -> None:
    proposal = propose(scene, meeting(scene))
    goes_not(proposal.pk, "Two persons have not agreed")
    with session(scene, "lead_partner") as by:
        operations.answer_proposal(
            proposal=proposal, verdict="refused", reason="The inquiry may ask", by=by, now=NOW
        )
    goes_not(proposal.pk, "Two persons have not agreed")


def test_what_has_not_passed_cannot_be_proposed(scene: World) -> None:
    age(29)
    record = Record.objects.get(pk=scene.record("held").pk)
    with pytest.raises(RuleBroken, match="has not passed"):
        propose(scene, record)


def test_a_period_made_longer_after_the_approval_keeps_it(scene: World) -> None:
    proposal = agreed(scene, meeting(scene))
    with session(scene, "business_manager") as by:
        operations.set_period(
            class_code="meetings", years=35, reason="Our schedule says so", by=by, now=NOW
        )
    goes_not(proposal.pk, "has not passed")


def test_a_shorter_period_is_asked_of_everything_in_it(scene: World) -> None:
    age(11)
    with session(scene, "business_manager") as by:
        operations.set_period(
            class_code="meetings", years=10, reason="Our schedule says so", by=by, now=NOW
        )
    # the other meeting has no action in it; of this one an action is kept thirty years
    assert propose(scene, Record.objects.get(pk=scene.record("other_body").pk)).years == 10
    held = Record.objects.get(pk=scene.record("held").pk)
    with session(scene, "business_manager") as by:
        _act(held, scene, by)
    age(11)
    with pytest.raises(RuleBroken, match="has not passed"):
        propose(scene, held)


def _act(record: Record, scene: World, by: object) -> None:
    from sightline.registers.actions import operations as actions

    actions.make_action(
        body=record.body, by=by, now=NOW, what="Change the form", due_on=NOW.date(),  # type: ignore[arg-type]
        owner_name="Somebody", source=record,
    )  # fmt: skip


def test_what_changed_since_it_was_proposed_stays(scene: World) -> None:
    record = meeting(scene)
    proposal = agreed(scene, record)
    Document.objects.create(
        partnership_id=record.partnership_id, record=record, kind="paper", title="One more",
        number=99, filed_at=NOW, filed_by="Somebody",
    )  # fmt: skip
    goes_not(proposal.pk, "changed since it was proposed")


def test_a_held_record_is_neither_proposed_nor_destroyed(scene: World) -> None:
    record = meeting(scene)
    proposal = agreed(scene, record)
    with session(scene, "business_manager") as by:
        hold = operations.put_hold(record=record, reason="A claim was made", by=by, now=NOW)
    goes_not(proposal.pk, "is held")
    with session(scene, "business_manager") as by:
        operations.end_hold(hold=hold, reason="The claim was settled", by=by, now=NOW)
    operations.destroy(number=proposal.pk, by=JOB, now=NOW)
    assert not is_there(record)


def test_a_hold_on_what_is_filed_under_a_record_keeps_all_of_it(scene: World) -> None:
    record = meeting(scene)
    proposal = agreed(scene, record)
    came = what_came_of_it(scene)
    Hold.objects.create(
        partnership_id=record.partnership_id, record=came, reason="A claim was made",
        put_by=scene.people["business_manager"], put_at=NOW,
    )  # fmt: skip
    goes_not(proposal.pk, "is held")


def test_what_is_filed_under_another_record_is_not_proposed_by_itself(scene: World) -> None:
    meeting(scene)
    with pytest.raises(RuleBroken, match="goes with the one it belongs to"):
        propose(scene, what_came_of_it(scene))


def test_a_hold_ends_once_and_nothing_else_of_it_changes(scene: World) -> None:
    record = meeting(scene)
    with session(scene, "business_manager") as by:
        hold = operations.put_hold(record=record, reason="A claim was made", by=by, now=NOW)
    with pytest.raises(DatabaseError, match="only be ended"), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(reason="None")
    with session(scene, "business_manager") as by:
        operations.end_hold(hold=hold, reason="The claim was settled", by=by, now=NOW)
    with pytest.raises(DatabaseError, match="only be ended"), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(ended_reason="Otherwise")


def test_a_record_out_of_sight_is_neither_held_nor_proposed(scene: World) -> None:
    hidden = scene.record("identified")
    age()
    with pytest.raises(RuleBroken, match="no such record"):
        propose(scene, hidden)
    with pytest.raises(ProgrammingError), session(scene, "business_manager") as by:
        operations.put_hold(record=hidden, reason="A claim was made", by=by, now=NOW)


def test_who_may_not_is_refused(scene: World) -> None:
    record = meeting(scene)
    with pytest.raises(NotAllowed):
        propose(scene, record, "lead_partner")
    proposal = propose(scene, record)
    with pytest.raises(NotAllowed):
        approve(scene, proposal, "scrutineer")
    with pytest.raises(NotAllowed), session(scene, "lead_partner") as by:
        operations.set_period(class_code="meetings", years=1, reason=WHY, by=by, now=NOW)


def test_the_web_process_cannot_destroy(scene: World) -> None:
    proposal = agreed(scene, meeting(scene))
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        session(scene, "business_manager"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT sightline_destroy(%s)", [proposal.pk])


@pytest.mark.parametrize("role", ["sightline_web", "sightline_worker", "sightline_owner"])
def test_no_role_deletes_by_itself(scene: World, as_role: Role, role: str) -> None:
    record = meeting(scene)
    agreed(scene, record)
    with connection.cursor() as cursor:
        for table in ("records_record", "governance_meeting", "retention_hold"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"SET LOCAL ROLE {role}")
                cursor.execute(f"DELETE FROM {table}")
                assert cursor.rowcount == 0
                raise DatabaseError  # the owner's rows are hidden from it: it deleted none
    assert is_there(record)


def test_what_may_go_is_named_by_the_database_alone(scene: World) -> None:
    for statement in (
        "INSERT INTO retention_doomed VALUES (1, 'records_record', '1', 0)",
        "UPDATE retention_kind SET shipped = 0",
        "UPDATE retention_hanging SET answer = 'goes'",
        "SELECT sightline_doom(1)",
        "SELECT sightline_weigh(1)",
        "SELECT sightline_certify(1, '', 1, now()::date)",
        "SELECT sightline_retention_guards()",
        "INSERT INTO retention_certificate SELECT * FROM retention_certificate",
    ):
        for role in ("sightline_web", "sightline_worker"):
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"SET LOCAL ROLE {role}")
                cursor.execute(statement)


def test_the_job_does_what_was_approved_and_notes_once_what_it_could_not(
    scene: World, plain_surroundings: None
) -> None:
    record = meeting(scene)
    other = Record.objects.get(pk=scene.record("other_body").pk)
    agreed(scene, other)
    agreed(scene, record)
    with session(scene, "business_manager") as by:
        operations.put_hold(record=record, reason="A claim was made", by=by, now=NOW)
    for _ in range(2):
        jobs.destroy_what_was_approved(NOW)
    assert is_there(record)
    assert not is_there(other)
    noted = TrailEvent.objects.filter(code="retention_not_destroyed", about=record.reference)
    assert [line.facts["why"] for line in noted] == [
        "This record is held: nothing of it may be destroyed."
    ]


def test_killed_in_the_middle_nothing_is_gone(
    scene: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = meeting(scene)
    proposal = agreed(scene, record)
    before = _everything()

    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(operations, "trail", killed)  # after the rows, before the end
    with pytest.raises(KeyboardInterrupt):
        operations.destroy(number=proposal.pk, by=JOB, now=NOW)
    assert _everything() == before


def _everything() -> dict[str, int]:
    from django.apps import apps

    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("sightline.")
        and model._meta.db_table not in ("accounts_session", "accounts_throttle")
    }
