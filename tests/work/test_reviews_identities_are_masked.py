"""Who the people of a case are stands apart: masked, revealed one at a time for ten minutes and a
reason, to those named to the case; the database gives it to nobody else (security 1.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders.world import NOW, PERSONAS, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import CasePerson, Identity, IdentityBefore, Reveal
from sightline.work.reviews.rules.identities import nhs_number
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
NAME = canary("identity child ours")
WHY = "To tell the coroner whom it concerns"


@pytest.fixture
def path(scene):
    """The people of our case."""
    return f"/people-of-cases/{scene.record('people ours').reference}"


def reveal(scene, persona, why=WHY):
    return reviews.reveal_identity(
        person=scene.works["child ours"], reason=why, by=scene.actor(persona), now=NOW
    )


def identities(token):
    with as_web(token):
        return set(Identity.objects.values_list("name", flat=True))


def test_the_page_shows_what_they_are_called_and_no_more(scene, path):
    shown = Visitor(token=scene.tokens["business_manager"]).get(path)
    assert "Child A" in shown
    assert NAME not in shown
    assert "9434765919" not in shown


@pytest.mark.parametrize("persona", [*PERSONAS, "colleague"])
def test_the_database_gives_an_identity_to_nobody_it_is_not_revealed_to(scene, persona):
    assert identities(scene.tokens.get(persona, "")) == set()


def test_a_reveal_shows_one_identity_to_one_person_and_is_on_record(scene, path):
    reads = TrailEvent.objects.filter(code="identity_revealed", person_id__isnull=False)
    before = reads.count()
    visitor = Visitor(scene.people["business_manager"])
    child = scene.works["child ours"]
    assert "Say why" in visitor.post(f"{path}/{child.pk}/reveal", {"reason": "Need"})
    assert visitor.post(f"{path}/{child.pk}/reveal", {"reason": WHY}, status=302) == path
    assert reads.count() == before + 1
    line = reads.order_by("-pk")[0]
    assert (line.kind, line.facts) == ("read", {"label": "Child A"})
    shown = visitor.get(path)
    for text in (NAME, canary("identity address ours"), "9434765919", WHY):
        assert text in shown
    assert identities(scene.tokens["business_manager"]) == {NAME}
    assert identities(scene.tokens["stranger"]) == set()


def test_it_is_over_after_ten_minutes_by_the_clock_of_the_database(scene, path):
    reveal(scene, "business_manager")
    made = Reveal.objects.get(person=scene.people["business_manager"])
    assert made.ends_at - made.revealed_at == timedelta(minutes=10)
    assert abs(made.revealed_at - NOW) < timedelta(hours=1)
    assert identities(scene.tokens["business_manager"]) == {NAME}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE sightline_owner")
        cursor.execute("ALTER TABLE reviews_reveal DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE reviews_reveal NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            "UPDATE reviews_reveal SET ends_at = now() - interval '1 second' WHERE id = %s",
            [made.pk],
        )
        cursor.execute("SET LOCAL ROLE sightline_worker")
    assert identities(scene.tokens["business_manager"]) == set()
    assert NAME not in Visitor(token=scene.tokens["business_manager"]).get(path)


def test_nobody_reveals_in_the_name_of_another_or_to_lengthen_it(scene):
    child, chair = scene.works["child ours"], scene.people["group_chair"]
    sql = """INSERT INTO reviews_reveal
        (record_id, case_person_id, person_id, name, reason, revealed_at, ends_at)
        VALUES (%s, %s, %s, 'x', 'To have a look at it', now(), now() + interval '1 year')"""
    for persona, whose in (("group_chair", chair), ("business_manager", chair)):
        with (
            as_web(scene.tokens[persona]),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [child.record_id, child.pk, whose.pk])
    with as_web(scene.tokens["business_manager"]), connection.cursor() as cursor:
        manager = scene.people["business_manager"].pk
        cursor.execute(sql, [child.record_id, child.pk, manager])
        cursor.execute(
            "SELECT ends_at - revealed_at FROM reviews_reveal WHERE person_id = %s", [manager]
        )
        assert cursor.fetchall() == [(timedelta(minutes=10),)]


def test_an_interest_takes_what_was_revealed_away(scene):
    from sightline.registers.records import operations as records

    reveal(scene, "business_manager")
    records.declare_interest(
        record=scene.record("case ours"), nature="A cousin",
        by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    assert identities(scene.tokens["business_manager"]) == set()


@pytest.mark.parametrize("persona", ["group_chair", "lead_partner", "scrutineer"])
def test_whoever_is_not_named_has_nothing_revealed(scene, persona):
    with pytest.raises(NotAllowed):
        reveal(scene, persona)


def test_an_identity_of_one_case_is_not_kept_in_another(scene):
    """The database holds a person of a case and their record together."""
    child = scene.works["child ours"]
    with as_web(scene.tokens["notifier"]), pytest.raises(DatabaseError), transaction.atomic():
        person = CasePerson.objects.create(
            record=child.record, label="Child B", part="child", entered_at=NOW, entered_by="x"
        )
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO reviews_identity (case_person_id, record_id, name, aliases,
                   nhs_number, address, school) VALUES (%s, %s, 'x', '', '', '', '')""",
                [person.pk, scene.record("case ours").pk],
            )


def test_two_people_of_a_case_have_two_names_in_it(scene):
    with pytest.raises(RuleBroken) as refused:
        reviews.keep_identity(
            people=scene.record("people ours"), label="child a", part="child", name="Somebody",
            by=scene.actor("notifier"), now=NOW,
        )  # fmt: skip
    assert refused.value.field == "label"


# 943 476 5919 is the number of the NHS data dictionary's own example; its weighed sum is 299 (9x10,
# 4x9, 3x8, 4x7, 7x6, 6x5, 5x4, 9x3, 1x2), 299 = 27 x 11 + 2, and 11 - 2 = 9.
@pytest.mark.parametrize(
    ("typed", "kept"),
    [("943 476 5919", "9434765919"), ("943-476-5919", "9434765919"), ("", "")],
)
def test_an_nhs_number_is_kept_as_ten_digits(typed, kept):
    assert nhs_number(typed) == kept


@pytest.mark.parametrize("typed", ["943 476 5918", "94347659190", "943476591", "94347659I9"])
def test_a_number_that_cannot_be_is_refused(typed):
    with pytest.raises(RuleBroken):
        nhs_number(typed)


def corrected(scene, by=None, **more):
    given = {"name": "Jowan Trelawney", "aliases": "", "born_on": None, "nhs_number": "",
             "address": "", "school": "Alby Primary School", **more}  # fmt: skip
    return reviews.correct_identity(
        person=scene.works["child ours"], given=given, reason="The birth certificate came",
        by=by or scene.actor("notifier"), now=NOW,
    )  # fmt: skip


def test_what_is_corrected_must_be_seen_and_what_stood_before_stays(scene, path):
    """Kept masked; the reason and who corrected it are read by who sees the people of the case."""
    child = scene.works["child ours"]
    manager = Visitor(scene.people["business_manager"])
    there = f"{path}/{child.pk}/correct"
    assert manager.ask("get", there).headers["Location"] == f"{path}/{child.pk}/reveal"
    by = scene.actor("business_manager")
    with as_web(scene.tokens["business_manager"]), pytest.raises(RuleBroken, match="revealed"):
        corrected(scene, by)
    manager.post(f"{path}/{child.pk}/reveal", {"reason": WHY}, status=302)
    assert NAME in manager.get(there)
    said = {"name": "Jowan Trelawney", "reason": "The birth certificate came"}
    assert "There is a problem" in manager.post(there, {**said, "reason": ""})
    assert manager.post(there, said, status=302) == path
    shown = manager.get(path)
    assert "Jowan Trelawney" in shown
    assert "What stood before" in shown
    assert NAME in shown
    assert "The birth certificate came" in shown
    other = Visitor(token=scene.tokens["notifier"]).get(path)
    assert "The birth certificate came" in other
    with as_web(scene.tokens["colleague"]):
        assert not IdentityBefore.objects.exists()


@pytest.mark.parametrize("persona", [*PERSONAS, "colleague"])
def test_what_stood_before_is_given_to_nobody_it_is_not_revealed_to(scene, persona):
    if persona == "notifier":  # has it revealed
        return
    with as_web(scene.tokens.get(persona, "")):
        assert set(IdentityBefore.objects.values_list("name", flat=True)) == set()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"nhs_number": "9434765918"}, "nhs_number"),
        ({"born_on": (NOW + timedelta(days=1)).date()}, "born_on"),
    ],
)
def test_what_is_corrected_is_checked_as_what_is_entered(scene, more, field):
    with pytest.raises(RuleBroken) as refused:
        corrected(scene, **more)
    assert refused.value.field == field
    corrected(scene)
    with pytest.raises(RuleBroken, match="Nothing is different"):
        corrected(scene)


def test_a_correction_looks_anew_for_who_may_know_them(scene):
    def looked():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'sight_given_reviews'"
            )
            return cursor.fetchone()[0]

    before = looked()
    corrected(scene)
    assert looked() == before + 1
    told = TrailEvent.objects.filter(code="person_corrected").order_by("-id")[0]
    assert told.facts == {"label": "Child A"}


def test_the_database_corrects_nothing_without_what_stood_before(scene):
    child = scene.works["child ours"]

    def done(persona):
        with as_web(scene.tokens[persona]):
            try:
                with transaction.atomic():
                    rows = Identity.objects.filter(case_person=child)
                    return rows.update(name="Somebody else") == 1
            except DatabaseError:
                return False

    assert not done("notifier")  # revealed, and what stands was not kept
    by = scene.actor("notifier")
    with as_web(scene.tokens["notifier"]):
        corrected(scene, by)
        assert Identity.objects.get(case_person=child).name == "Jowan Trelawney"
    for persona in ("notifier", "business_manager", "group_chair"):
        assert not done(persona)
