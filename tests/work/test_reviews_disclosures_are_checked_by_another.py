"""What is disclosed of a case is checked by another person before it counts as sent, and the day it
is due is one calendar month after it came (issue: need to know; UK GDPR article 12(3))."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from builders import partnership as made
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.accounts import sessions
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.partnership.models import Place
from sightline.work.reviews.models import (
    DisclosureAnswer,
    DisclosureAsked,
    DisclosureRequest,
    DisclosureSent,
)
from sightline.work.reviews.operations import disclosing as operations
from web.test_policy_and_database_give_the_same_rows import as_web

CHECK = """INSERT INTO reviews_disclosurechecked (answer_id, record_id, is_agreed, words, person_id,
    checked_at, checked_by) VALUES (%s, %s, true, 'x', %s, now(), 'x')"""
SEND = """INSERT INTO reviews_disclosuresent (request_id, record_id, answer_id, sent_on, entered_at,
    entered_by) VALUES (%s, %s, %s, '2026-01-05', now(), 'x')"""
pytestmark = pytest.mark.django_db
KEPT = {"disclosed": "", "withheld": "The notes", "why_withheld": "They are about another person."}
GIVEN = {"disclosed": "The notes", "withheld": "", "why_withheld": ""}


def asked(world: World, **more):
    given = {"kind": "subject-access", "who": "Adult B", "wanted": "All of it",
             "received_on": NOW.date(), "by": world.actor("business_manager"), "now": NOW,
             **more}  # fmt: skip
    return operations.record_disclosure_request(incident=world.works["case ours"], **given)


def prepared(world: World, request, **more):
    return operations.prepare_disclosure(
        incident=world.works["case ours"], number=request.pk, **{**GIVEN, **more},
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


def checked(world: World, answer, by="notifier", is_agreed=True):
    return operations.check_disclosure(
        incident=world.works["case ours"], answer=answer.pk, is_agreed=is_agreed,
        words="I read every page of what is given.", by=world.actor(by), now=NOW,
    )  # fmt: skip


def sent(world: World, request):
    return operations.send_disclosure(
        incident=world.works["case ours"], number=request.pk, sent_on=NOW.date(),
        by=world.actor("business_manager"), now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("came", "due"),
    [(date(2025, 9, 15), date(2025, 10, 15)), (date(2025, 8, 31), date(2025, 9, 30))],
)
def test_an_answer_is_due_a_calendar_month_after_the_request_came(scene, came, due):
    assert asked(scene, received_on=came).due_on == due


def test_the_months_are_a_setting_and_days_that_were_reckoned_stay(scene, settings):
    first = asked(scene, received_on=date(2025, 9, 15))
    settings.DISCLOSURE_MONTHS = 3
    assert asked(scene, received_on=date(2025, 9, 15)).due_on == date(2025, 12, 15)
    first.refresh_from_db()
    assert first.due_on == date(2025, 10, 15)


def test_nothing_is_sent_before_another_person_agreed(scene):
    request = asked(scene)
    with pytest.raises(RuleBroken, match="another person has checked"):
        sent(scene, request)
    answer = prepared(scene, request)
    with pytest.raises(RuleBroken, match="another person has checked"):
        sent(scene, request)
    with pytest.raises(RuleBroken, match="another person checks"):
        checked(scene, answer, by="business_manager")
    checked(scene, answer, is_agreed=False)
    with pytest.raises(RuleBroken, match="another person has checked"):
        sent(scene, request)
    with pytest.raises(RuleBroken, match="checked already"):
        checked(scene, answer)
    again = prepared(scene, request, **KEPT)
    with pytest.raises(RuleBroken, match="Another answer"):
        checked(scene, answer)
    checked(scene, again)
    assert sent(scene, request).answer == again
    with pytest.raises(RuleBroken, match="answered already"):
        prepared(scene, request)
    with pytest.raises(RuleBroken, match="already that this was sent"):
        sent(scene, request)


def test_an_answer_that_replaces_a_checked_one_is_checked_anew(scene):
    request = asked(scene)
    checked(scene, prepared(scene, request))
    prepared(scene, request)
    with pytest.raises(RuleBroken, match="another person has checked"):
        sent(scene, request)


def test_what_is_withheld_has_a_reason(scene):
    request = asked(scene)
    for wrong in (
        {**KEPT, "why_withheld": ""},
        {**KEPT, "withheld": ""},
        {**GIVEN, "disclosed": ""},
    ):
        with pytest.raises(RuleBroken):
            prepared(scene, request, **wrong)
    with pytest.raises(RuleBroken, match="day that has come"):
        asked(scene, received_on=date(2999, 1, 1))


def test_who_is_not_named_or_has_not_the_work_is_refused(scene):
    with pytest.raises(NotAllowed):
        asked(scene, by=scene.actor("group_chair"))
    with pytest.raises(NotAllowed):
        asked(scene, by=scene.actor("notifier"))


def test_the_database_refuses_whoever_asks(scene):
    """The worker, whom no row policy binds, is refused as well."""
    request = asked(scene)
    answer = prepared(scene, request)
    manager = scene.people["business_manager"].pk
    with pytest.raises(DatabaseError, match="another person"), transaction.atomic():
        _run(CHECK, [answer.pk, answer.record_id, manager])
    with pytest.raises(DatabaseError, match="before another person"), transaction.atomic():
        _run(SEND, [request.pk, request.record_id, answer.pk])
    checked(scene, answer)
    later = prepared(scene, request)
    for stale in (answer, later):
        with pytest.raises(DatabaseError, match="before another person"), transaction.atomic():
            _run(SEND, [request.pk, request.record_id, stale.pk])


@pytest.mark.parametrize(
    ("persona", "as_whom", "may"),
    [
        ("notifier", "notifier", True),
        ("notifier", "group_chair", False),  # in somebody else's name
        ("business_manager", "business_manager", False),  # who prepared it
        ("group_chair", "group_chair", False),  # sees the case, and does not do this work
        ("stranger", "stranger", False),
    ],
)
def test_a_check_is_written_by_a_second_person_in_their_own_name(scene, persona, as_whom, may):
    answer = prepared(scene, asked(scene))
    done = True
    with as_web(scene.tokens[persona]):
        try:
            with transaction.atomic():
                _run(CHECK, [answer.pk, answer.record_id, scene.people[as_whom].pk])
        except DatabaseError:
            done = False
    assert done is may


def test_the_data_protection_officer_reads_the_log_and_no_word_of_a_case(scene):
    Place.objects.create(
        partnership=scene.partnership, key="dpo", name="Data protection officer",
        function="office", capacities=["data-protection-officer"],
    )  # fmt: skip
    person = made.appointed(scene.partnership, "dpo").person
    visitor = Visitor(person)
    page = visitor.get("/cases/disclosures")
    assert visitor.statements <= 8
    reference = scene.record("case ours").reference
    assert reference in page
    assert "Subject access" in page
    assert f"/cases/{reference}" not in page
    assert scene.record("case theirs").reference not in page
    assert visitor.ask("get", f"/cases/{reference}/disclosures").status_code == 404
    with as_web(sessions.start(person.pk, second_factor=True)):
        assert DisclosureRequest.objects.count() == 1
        assert DisclosureSent.objects.count() == 1
        assert not DisclosureAsked.objects.exists()
        assert not DisclosureAnswer.objects.exists()


def test_the_log_is_narrowed_ordered_and_taken_away(scene):
    """Three requests: one sent, one that waits, one of a court that is overdue since long ago."""
    asked(scene, who="Adult C")
    late = asked(scene, kind="family-court", received_on=date(2025, 1, 2))
    assert late.due_on == date(2025, 2, 2)  # one calendar month
    visitor = Visitor(token=scene.tokens["business_manager"])
    rows = visitor.get("/cases/disclosures?answer=overdue").split("<tbody>")[1]
    assert rows.count('<th scope="row">') == 1
    assert "2 Feb 2025" in rows
    assert "The family court" in rows
    assert visitor.get("/cases/disclosures?answer=waits").count('<th scope="row">') == 1
    assert visitor.get("/cases/disclosures?kind=family-court").count('<th scope="row">') == 1
    oldest = visitor.get("/cases/disclosures?sort=due_on").split("<tbody>")[1]
    assert "2 Feb 2025" in oldest.split("</tr>")[0]
    sheet = visitor.ask("get", "/cases/disclosures?answer=overdue&export=csv").streamed.decode()
    assert "2025-02-02" in sheet
    assert "Adult" not in sheet


def _run(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
