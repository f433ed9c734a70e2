"""Emergency access (security design, 3): one case, for reading only, for sixty minutes, with a
reason of thirty characters, a fresh second factor, word to owner and data protection officer, a
banner, and a review within two working days; no export, print or search; a conflict beats it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from builders import partnership as made
from builders.trail import told
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.accounts import sessions
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.jobs.operations import run_worker
from sightline.foundation.permissions import Actor, Emergency, actor_from_keys
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership import operations as partnership
from sightline.registers.partnership.models import Place, Seat
from sightline.registers.records import operations, queries
from sightline.registers.records.models import EmergencyAccess, EmergencyReview, Marking, Record

WHY = "The sibling is at home tonight and nobody who knows the case answers"
OPEN, END, LIST = "/emergency-access/open", "/emergency-access/end", "/emergency-access"


@pytest.fixture
def notifier(scene: World) -> Visitor:
    return Visitor(token=scene.tokens["notifier"])


def case_of(scene: World, name: str = "identified") -> str:
    return reverse("governance:meeting", args=[scene.record(name).reference])


def opens(who: Visitor, scene: World, name: str = "identified", **more: str) -> str:
    given = {"reference": scene.record(name).reference, "reason": WHY} | more
    return who.post(OPEN, given, status=302)


def refused(who: Visitor, **given: str) -> str:
    return who.post(OPEN, {"reference": "EXE-2026-001", "reason": WHY} | given)


def newest() -> EmergencyAccess:
    return EmergencyAccess.objects.select_related("record").latest("pk")


# What it gives


def test_a_case_opens_at_once_and_says_so_on_every_page(scene: World, notifier: Visitor) -> None:
    notifier.get(case_of(scene), status=404)
    assert opens(notifier, scene) == case_of(scene)
    page = notifier.get(case_of(scene))
    reference = scene.record("identified").reference
    assert f"Emergency access</strong> to {reference} until" in page
    assert "Emergency access</strong>" in notifier.get("/home")


def test_it_lasts_sixty_minutes_by_the_clock_of_the_database(
    scene: World, notifier: Visitor
) -> None:
    opens(notifier, scene)
    access = newest()
    assert access.ends_at - access.starts_at == timedelta(minutes=60)
    assert abs(access.starts_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_after_its_hour_the_case_is_gone(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    _move_an_hour_back(newest())
    page = notifier.get(case_of(scene), status=404)
    assert "Emergency access</strong>" not in page


def test_ended_by_its_person_it_ends_at_once_and_stays_ended(
    scene: World, notifier: Visitor
) -> None:
    opens(notifier, scene)
    notifier.post(END, {}, status=302)
    notifier.get(case_of(scene), status=404)
    ended = newest().ended_at
    notifier.post(END, {}, status=302)
    assert newest().ended_at == ended


def test_it_opens_that_one_case_and_no_other(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    notifier.get(case_of(scene, "conflicted"), status=404)
    notifier.get(case_of(scene, "closed"), status=404)


def test_one_case_at_a_time(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    page = refused(notifier, reference=scene.record("closed").reference)
    assert "You have emergency access to another case. End that first." in page
    assert EmergencyAccess.objects.filter(record=scene.record("closed")).count() == 0


def test_the_end_of_the_seat_ends_it(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    seat = Seat.objects.get(person=scene.people["notifier"])
    partnership.end_seat(seat=seat, reason="Left the service", by=made.BY, now=NOW)
    notifier.get(case_of(scene), status=403)  # no seat is left at all
    with as_web(scene.tokens["notifier"]):
        assert not Record.objects.filter(pk=scene.record("identified").pk).exists()


# What it does not give


def test_nothing_of_the_case_can_be_changed(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    reference = scene.record("identified").reference
    notifier.post(f"/records/{reference}/interest", {"nature": "A cousin"}, status=404)
    with as_web(scene.tokens["notifier"]):
        assert not Record.objects.filter(reference=reference).exists()  # a post never has it
        assert Record.objects.filter(reference=reference).update(title="Changed") == 0


def test_the_page_offers_nothing_that_would_change_it(scene: World) -> None:
    manager = Visitor(token=scene.tokens["business_manager"])
    opens(manager, scene)
    page = manager.get(case_of(scene))
    assert "What to do" not in page
    assert "Declare an interest" not in page


def test_no_form_of_the_case_opens(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    notifier.get(f"/records/{scene.record('identified').reference}/interest", status=404)


def test_no_search_finds_it(scene: World, notifier: Visitor) -> None:
    record = scene.record("identified")
    record.title = "Marmoset in the case"
    record.save(update_fields=["title"])  # and so its words are found
    opens(notifier, scene)
    with_a_grant = Visitor(token=scene.tokens["lead_partner"])
    assert case_of(scene) in with_a_grant.get("/search?q=Marmoset")
    assert case_of(scene) not in notifier.get("/search?q=Marmoset")


def test_no_document_of_it_is_handed_out(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    address = reverse("evidence:download", args=[scene.papers["identified"].pk])
    with_a_grant = Visitor(token=scene.tokens["lead_partner"])
    assert with_a_grant.ask("get", address).status_code == 200
    assert notifier.ask("get", address).status_code == 404


def test_no_list_shows_it(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    assert case_of(scene) not in notifier.get("/meetings")


def test_a_page_made_for_it_hands_out_no_file(scene: World, notifier: Visitor, monkeypatch) -> None:
    from django.http import HttpResponse

    from sightline.work.governance.views import meetings

    opens(notifier, scene)
    monkeypatch.setattr(
        meetings, "render", lambda *_, **__: HttpResponse(b"rows", content_type="text/csv")
    )
    answer = notifier.ask("get", case_of(scene))
    assert answer.status_code >= 400
    assert b"rows" not in answer.content


# Who may, and what is asked


def test_an_interest_beats_it_before_and_after(scene: World, notifier: Visitor) -> None:
    record = scene.record("identified")
    opens(notifier, scene)
    operations.detect_conflict(
        record=record,
        person_id=scene.people["notifier"].pk,
        nature="A neighbour",
        by=scene.actor("business_manager"),
        now=NOW,
    )
    notifier.get(case_of(scene), status=404)
    notifier.post(END, {}, status=302)
    said = "There is no case with this reference that you can open."
    assert said in refused(notifier, reference=record.reference)
    assert said in refused(notifier, reference="ABC-2026-999")


def test_an_interest_in_what_it_arises_from_beats_it(scene: World, notifier: Visitor) -> None:
    record = scene.record("identified")
    Record.objects.filter(pk=record.pk).update(arises_from=scene.record("closed").pk)
    operations.detect_conflict(
        record=scene.record("closed"),
        person_id=scene.people["notifier"].pk,
        nature="A neighbour",
        by=scene.actor("business_manager"),
        now=NOW,
    )
    assert "There is no case" in refused(notifier, reference=record.reference)


@pytest.mark.parametrize("reason", ["", "Urgent", "x" * 29, " " * 40])
def test_without_a_reason_of_thirty_characters_nothing_opens(
    scene: World, notifier: Visitor, reason: str
) -> None:
    page = refused(notifier, reference=scene.record("identified").reference, reason=reason)
    assert "why it cannot wait" in page
    notifier.get(case_of(scene), status=404)


def test_thirty_characters_are_enough(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene, reason="x" * 30)


def test_the_second_factor_must_be_fresh(scene: World, monkeypatch) -> None:
    from django.utils import timezone

    earlier = timezone.now() - timedelta(minutes=16)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: earlier)
        token = sessions.start(scene.people["notifier"].pk, second_factor=True)
    reference = scene.record("identified").reference
    led = Visitor(token=token).post(OPEN, {"reference": reference, "reason": WHY}, status=302)
    assert led.startswith("/account/confirm/")
    for each, found in ((token, False), (scene.tokens["notifier"], True)):
        with as_web(each), connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM sightline_emergency_case(%s, %s)",
                [scene.partnership.pk, reference],
            )
            assert bool(cursor.fetchall()) is found


def test_who_is_not_named_for_it_cannot(scene: World) -> None:
    for persona in ("lead_partner", "scrutineer", "system_administrator", "group_chair"):
        who = Visitor(token=scene.tokens[persona])
        who.post(OPEN, {"reference": "x", "reason": WHY}, status=403)
        with pytest.raises(NotAllowed):
            operations.open_in_emergency(
                reference=scene.record("identified").reference,
                reason=WHY,
                by=scene.actor(persona),
                now=NOW,
            )


def test_a_panel_administrator_opens_no_case_of_a_review(scene: World) -> None:
    """Never by role: "review case files"; deaths of children are theirs."""
    panel = Visitor(token=scene.tokens["panel_administrator"])
    assert "There is no case" in refused(panel, reference=scene.record("identified").reference)


def test_what_is_not_a_case_is_not_opened(scene: World, notifier: Visitor) -> None:
    """Papers of a group, and what an agency prepares, are no cases."""
    for marking in (Marking.INTERNAL, Marking.AGENCY, Marking.VOICE):
        Record.objects.filter(pk=scene.record("closed").pk).update(marking=marking)
        assert "There is no case" in refused(notifier, reference=scene.record("closed").reference)


def test_a_case_of_another_partnership_is_not_there(scene: World, notifier: Visitor) -> None:
    Record.objects.filter(pk=scene.record("theirs").pk).update(marking=Marking.IDENTIFIED)
    assert "There is no case" in refused(notifier, reference=scene.record("theirs").reference)


# What is known of it afterwards


def test_every_page_of_it_leaves_a_line(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    reference = scene.record("identified").reference
    client = notifier.client
    client.cookies["session"] = notifier.token
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_web")
        assert client.get(case_of(scene)).status_code == 200
        cursor.execute("SET LOCAL ROLE sightline_worker")
    looks = TrailEvent.objects.filter(code="emergency_look", about=reference)
    (look,) = looks.filter(person_id=scene.people["notifier"].pk)
    assert look.kind == TrailEvent.Kind.READ
    assert look.facts == {"page": case_of(scene)}
    assert any("by emergency access until" in line for line in told(reference))


def test_owner_and_data_protection_officer_are_told_and_nobody_learns_the_case(
    scene: World, notifier: Visitor
) -> None:
    place = Place.objects.create(
        partnership=scene.partnership,
        key="data-protection-officer",
        name="Data protection officer",
        function=Place.Function.OFFICE,
        capacities=["data-protection-officer"],
    )
    officer = made.appointed(scene.partnership, place.key).person
    owner = scene.people["business_unit"]
    Record.objects.filter(pk=scene.record("identified").pk).update(owner=owner)
    run_worker(one_shot=True)
    mail.outbox.clear()
    opens(notifier, scene)
    run_worker(one_shot=True)
    assert sorted(one.to[0] for one in mail.outbox) == sorted([officer.email, owner.email])
    for letter in mail.outbox:
        text = f"{letter.subject} {letter.body}"
        assert scene.record("identified").reference not in text
        assert WHY not in text


def test_without_an_officer_the_business_manager_is_told(scene: World, notifier: Visitor) -> None:
    run_worker(one_shot=True)
    mail.outbox.clear()
    opens(notifier, scene)
    run_worker(one_shot=True)
    assert [one.to for one in mail.outbox] == [[scene.people["business_manager"].email]]


def test_review_is_due_in_two_working_days(scene: World, notifier: Visitor, monkeypatch) -> None:
    """Thursday 2 April 2026, before Good Friday and Easter Monday: Tuesday 7 and Wednesday 8."""
    from django.utils import timezone

    thursday = datetime(2026, 4, 2, 16, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: thursday)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sightline.token', %s, true)", [scene.tokens["notifier"]])
        _, access = operations.open_in_emergency(
            reference=scene.record("identified").reference,
            reason=WHY,
            by=scene.actor("notifier"),
            now=thursday,
        )
        cursor.execute("SELECT set_config('sightline.token', '', true)")
    assert access.review_by_on == date(2026, 4, 8)


def test_somebody_else_reviews_it_once(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    notifier.post(END, {}, status=302)
    access = newest()
    manager = Visitor(token=scene.tokens["business_manager"])
    assert WHY in (listed := manager.get(LIST))
    assert '<strong class="app-state' in listed
    page = manager.get(f"{LIST}/{access.pk}/review")
    assert WHY in page
    found = {"finding": "needed", "words": "Rang the duty team: the child was moved"}
    manager.post(f"{LIST}/{access.pk}/review", found, status=302)
    assert "It was needed" in manager.get(LIST)
    again = manager.post(f"{LIST}/{access.pk}/review", found)
    assert "What was found" in again
    assert EmergencyReview.objects.filter(access=access).count() == 1


def test_nobody_reviews_their_own(scene: World) -> None:
    manager = Visitor(token=scene.tokens["business_manager"])
    opens(manager, scene)
    manager.post(END, {}, status=302)
    access = newest()
    assert "Somebody else must review" in manager.get(f"{LIST}/{access.pk}/review")
    with pytest.raises(RuleBroken, match="Somebody else"):
        operations.review_emergency(
            access=access,
            finding="needed",
            words="I was right to look",
            by=scene.actor("business_manager"),
            now=NOW,
        )
    sql = """INSERT INTO records_emergencyreview
        (access_id, finding, words, reviewed_by_id, reviewed_at) VALUES (%s, 'needed', 'x', %s,
        now())"""
    with (
        pytest.raises(Exception, match="row-level security"),
        as_web(scene.tokens["business_manager"]),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [access.pk, scene.people["business_manager"].pk])


def test_a_late_review_is_called_for_once(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    run_worker(one_shot=True)
    mail.outbox.clear()
    late = newest().review_by_on + timedelta(days=1)
    for _ in range(2):
        operations.remind_of_emergency_access(today=late, now=NOW)
        run_worker(one_shot=True)
    ours = [one for one in mail.outbox if one.to == [scene.people["business_manager"].email]]
    accesses = EmergencyAccess.objects.filter(partnership=scene.partnership, review=None).count()
    assert len(ours) == accesses


def test_who_has_an_interest_does_not_learn_of_it(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    operations.declare_interest(
        record=scene.record("identified"),
        nature="My own family",
        by=scene.actor("business_manager"),
        now=NOW,
    )
    manager = Visitor(token=scene.tokens["business_manager"])
    assert WHY not in manager.get(LIST)
    number = newest().pk
    manager.get(f"{LIST}/{number}/review", status=404)
    with as_web(scene.tokens["business_manager"]):
        assert not EmergencyAccess.objects.filter(pk=number).exists()


def test_the_database_lets_nothing_but_the_end_be_changed(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    access = newest()
    for change in ("ends_at = ends_at + interval '1 day'", "reason = repeat('y', 30)"):
        with (
            pytest.raises(ProgrammingError, match="only be ended"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                f"UPDATE records_emergencyaccess SET {change} WHERE id = %s", [access.pk]
            )


# The two layers


def test_code_and_database_open_the_same(scene: World, notifier: Visitor) -> None:
    opens(notifier, scene)
    for in_emergency in (True, False):
        with as_web(scene.tokens["notifier"], in_emergency=in_emergency) as actor:
            by_database = set(Record.objects.values_list("pk", flat=True))
            by_code = set(queries.visible_to(actor, NOW).values_list("pk", flat=True))
            assert by_code == by_database
            assert (scene.record("identified").pk in by_code) is in_emergency


def test_a_long_page_keeps_it_and_a_forged_setting_does_not_give_it(
    scene: World, notifier: Visitor
) -> None:
    opens(notifier, scene)
    number = scene.record("identified").pk
    with as_web(scene.tokens["notifier"], in_emergency=True), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1.1)")
        assert Record.objects.filter(pk=number).exists()
    with as_web(scene.tokens["notifier"]), connection.cursor() as cursor:
        said = "\x1f".join(["9999999999", "1", "{}", "{}", f"{{{number}}}", "{}", "true"])
        cursor.execute("SELECT set_config('sightline.kept', %s, true)", ["0" * 64 + said])
        assert not Record.objects.filter(pk=number).exists()


@contextmanager
def as_web(token: str, *, in_emergency: bool | None = None) -> Iterator[Actor]:
    """The web process in a request of this session: one that looks where `in_emergency` is given,
    else one that writes."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_web")
            cursor.execute(
                """SELECT person_id, name, email, keys, stepped_up_at, emergency_record,
                          emergency_reference, emergency_until
                   FROM sightline_request_begin(%s, %s, %s)""",
                [token, in_emergency is not None, bool(in_emergency)],
            )
            row = cursor.fetchone()
        opened = Emergency(row[5], row[6], row[7], bool(in_emergency)) if row[5] else None
        yield actor_from_keys(
            person_id=row[0],
            name=row[1],
            email=row[2],
            keys=row[3],
            chosen_partnership=None,
            stepped_up_at=row[4],
            emergency=opened,
        )
        transaction.set_rollback(True)


def _move_an_hour_back(access: EmergencyAccess) -> None:
    """As if it had been opened an hour and a minute ago: only the owner can put that there."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE sightline_owner")
        cursor.execute("ALTER TABLE records_emergencyaccess DISABLE TRIGGER ends")
        cursor.execute("ALTER TABLE records_emergencyaccess NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            """UPDATE records_emergencyaccess SET starts_at = starts_at - interval '61 minutes',
               ends_at = ends_at - interval '61 minutes' WHERE id = %s""",
            [access.pk],
        )
        cursor.execute("ALTER TABLE records_emergencyaccess FORCE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE records_emergencyaccess ENABLE TRIGGER ends")
        cursor.execute("SET LOCAL ROLE sightline_worker")
