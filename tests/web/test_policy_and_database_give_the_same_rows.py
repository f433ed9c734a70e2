"""The two layers against each other: for every persona and every protected table, the rows that the
rules allow are the rows that the database gives to the web process, no more and no fewer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from builders.world import NOW, PERSONAS, PLACES, World
from sightline.foundation.accounts import sessions
from sightline.foundation.accounts.models import Invitation, Person
from sightline.foundation.diary.models import Feed, Invitee, Occasion
from sightline.foundation.drafts import operations as drafts
from sightline.foundation.files.models import StoredFile
from sightline.foundation.references import parse_reference
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.partnership.models import Seat
from sightline.registers.records.models import Conflict, Grant, Link, Record
from sightline.registers.records.queries import visible_to
from sightline.registers.records.rules import Sheet, may_see
from sightline.work.reviews.models import AgencyDocument
from web.roles import OUTSIDE
from web.rooms import KEYED, OF_STAFF, OTHERWISE, SIGHT, reviews_documents


@pytest.fixture
def tokens(world: World) -> dict[str, str]:
    """A live session for each persona who can have one."""
    return world.tokens


@contextmanager
def as_web(token: str) -> Iterator[None]:
    """The web process with somebody's session; whatever happens is undone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_web")
        sessions.begin(token)
        yield
        transaction.set_rollback(True)


def rows(model: type[Model]) -> set[int]:
    return set(model._default_manager.values_list("pk", flat=True))


def seen_by_rule(world: World, persona: str) -> set[int]:
    """Records that the pure rule allows, asked one by one."""
    if persona in ("nobody", "without_second_factor"):
        keys, person = frozenset({"public"}), 0
    else:
        keys, person = world.actor(persona).keys, world.people[persona].pk
    granted = {
        grant.record_id
        for grant in Grant.objects.filter(person=person)
        if grant.starts_at <= NOW < grant.ends_at and grant.ended_at is None
    }
    conflicted = {one.record_id for one in Conflict.objects.filter(person=person)}
    return {
        record.pk
        for record in Record.objects.all()
        if may_see(
            Sheet(
                record.pk,
                record.marking,
                frozenset(record.audience),
                record.opens_at,
                record.arises_from_id,
            ),
            keys=keys,
            granted=granted,
            conflicted=conflicted,
            now=NOW,
        )
    }


@pytest.mark.parametrize("persona", PERSONAS)
def test_records_seen_are_those_the_written_table_names(world: World, persona: str) -> None:
    """Expectations of the rooms' tables; what is public is for everybody, of any partnership."""
    named = {
        world.record(name).pk
        for name, who in SIGHT.items()
        if persona in who or name == "public"
    }  # fmt: skip
    asked_about = {world.record(name).pk for name in SIGHT}
    assert seen_by_rule(world, persona) & asked_about == named


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("model", KEYED, ids=lambda model: model.__name__)
def test_the_database_gives_what_the_rule_allows(
    world: World, tokens: dict[str, str], persona: str, model: type[Model]
) -> None:
    allowed = seen_by_rule(world, persona)
    if model is not Record:
        allowed = {pk for pk, of in model._default_manager.values_list("pk", "record_id")
                   if of in allowed}  # fmt: skip
    with as_web(tokens.get(persona, "")):
        assert rows(model) == allowed


@pytest.mark.parametrize("persona", [*PLACES, "stranger", "system_administrator", "seat_ended"])
def test_the_query_gives_what_the_rule_allows(world: World, persona: str) -> None:
    assert set(visible_to(world.actor(persona), NOW).values_list("pk", flat=True)) == seen_by_rule(
        world, persona
    )


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("model", OF_STAFF, ids=lambda model: model.__name__)
def test_the_register_is_for_the_staff_of_its_partnership(
    world: World, tokens: dict[str, str], persona: str, model: type[Model]
) -> None:
    whose = world.other if persona == "stranger" else world.partnership
    mine = set(model._default_manager.filter(partnership=whose).values_list("pk", flat=True))
    with as_web(tokens.get(persona, "")):
        assert rows(model) == (set() if persona in OUTSIDE else mine)


def test_the_tables_of_the_register_hold_rows_to_be_refused(world: World) -> None:
    """An empty table proves nothing about its policy."""
    empty = [model.__name__ for model in (*KEYED, *OF_STAFF, Grant, Conflict, Link)
             if not model._default_manager.exists()]  # fmt: skip
    assert empty == []


@pytest.mark.parametrize("persona", PERSONAS)
def test_grants_and_interests_are_seen_by_whom_they_concern(
    world: World, tokens: dict[str, str], persona: str
) -> None:
    person = world.people[persona].pk if persona in tokens else 0
    if persona == "without_second_factor":
        person = 0
    grants = {row.pk for row in Grant.objects.all() if person in (row.person_id, row.granted_by_id)}
    own = {
        row.pk
        for row in Conflict.objects.all()
        if row.how == "declared" and row.person_id == person
    }  # a detected interest is not told to the person it hides a record from
    seen = seen_by_rule(world, persona)
    links = {row.pk for row in Link.objects.all() if {row.source_id, row.target_id} <= seen}
    papers = DocumentVersion.objects.filter(record__in=seen)
    files = set(papers.values_list("stored_file", flat=True))
    if person:  # and what one sent oneself, such as a spreadsheet to be brought in
        own_uploads = StoredFile.objects.filter(uploaded_by_person_id=person)
        files |= set(own_uploads.values_list("pk", flat=True))
    for which in ("draft", "done"):  # and an agency's documents, by who reads them
        if persona in reviews_documents.ROOM.words[f"document {which}"]:
            of_answer = AgencyDocument.objects.filter(summary=world.works[f"request {which}"].pk)
            files |= set(of_answer.values_list("stored_file", flat=True))
    with as_web(tokens.get(persona, "")):
        assert (rows(Grant), rows(Conflict), rows(Link)) == (grants, own, links)
        assert rows(StoredFile) == files


@pytest.mark.parametrize("persona", PERSONAS)
def test_an_occasion_is_known_to_those_who_see_its_record_and_a_feed_to_its_person(
    world: World, tokens: dict[str, str], persona: str
) -> None:
    """Who else is invited is known to the staff who organise it."""
    person = world.people[persona].pk if persona in tokens else 0
    person = 0 if persona == "without_second_factor" else person
    whose = world.other if persona == "stranger" else world.partnership
    seen = seen_by_rule(world, persona)
    about = set(Record.objects.filter(pk__in=seen).values_list("partnership_id", "reference"))
    occasions = {
        one.pk for one in Occasion.objects.all() if (one.partnership_id, one.about) in about
    }
    invitees = {
        one.pk
        for one in Invitee.objects.select_related("occasion")
        if one.occasion_id in occasions
        and (
            one.person_id == person
            or (persona not in OUTSIDE and one.occasion.partnership_id == whose.pk)
        )
    }
    feeds = {feed.pk for feed in Feed.objects.all() if feed.person_id == person}
    with as_web(tokens.get(persona, "")):
        assert set(Occasion.objects.values_list("pk", flat=True)) == occasions
        assert (rows(Invitee), rows(Feed)) == (invitees, feeds)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_trail_is_for_the_office_and_changes_for_those_who_see_the_record(
    world: World, tokens: dict[str, str], persona: str
) -> None:
    seen = seen_by_rule(world, persona)
    about = set(Record.objects.filter(pk__in=seen).values_list("partnership_id", "reference"))
    whose = {"business_manager": world.partnership.pk, "stranger": world.other.pk}.get(persona)
    lines = {
        line.pk
        for line in TrailEvent.objects.all()
        if ((line.partnership_id, line.about) in about and line.kind == "change")
        or (
            line.partnership_id == whose
            and ((line.partnership_id, line.about) in about or not parse_reference(line.about))
        )
    }
    with as_web(tokens.get(persona, "")):
        assert rows(TrailEvent) == lines


@pytest.mark.parametrize("token", ["", "x" * 43, "' OR true --"], ids=["empty", "forged", "sql"])
@pytest.mark.parametrize(
    "model", [*KEYED, *OF_STAFF, Grant, Conflict, Link, TrailEvent, StoredFile]
)
def test_without_a_live_session_nothing_but_the_public_is_there(
    world: World, model: type[Model], token: str
) -> None:
    public = seen_by_rule(world, "nobody")
    told = set(Record.objects.filter(pk__in=public).values_list("reference", flat=True))
    with as_web(token):
        found = rows(model)
        if model in KEYED:
            of = "pk" if model is Record else "record_id"
            owners = set(model._default_manager.values_list(of, flat=True))
            assert owners <= public
        elif model is StoredFile:
            assert found == {world.papers["public"].stored_file_id}
        elif model is TrailEvent:
            about = set(TrailEvent.objects.values_list("about", flat=True))
            assert about <= told
        else:
            assert found == set()


def test_a_person_id_in_the_setting_opens_nothing(world: World) -> None:
    """The context is a token, so an injected statement cannot name a person."""
    with as_web(""):
        for forged in (str(world.people["business_manager"].pk), "1"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('sightline.token', %s, true)", [forged])
            assert rows(Seat) == set()


def test_an_ended_session_and_a_person_shut_out_see_nothing(world: World) -> None:
    person = world.people["business_manager"]
    token = sessions.start(person.pk, second_factor=True)
    with as_web(token):
        assert rows(Seat)
        with connection.cursor() as cursor:
            cursor.execute("SELECT sightline_session_end(%s)", [token])
        assert rows(Seat) == set()
    with transaction.atomic():
        type(person).objects.filter(pk=person.pk).update(is_active=False)
        with as_web(token):
            assert rows(Seat) == set()
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", ["outbox_message", "files_filetext", "accounts_session"])
def test_some_tables_answer_the_web_process_with_nothing(
    world: World, tokens: dict[str, str], table: str
) -> None:
    with as_web(tokens["business_manager"]):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,)
        except DatabaseError as refused:
            assert "permission denied" in str(refused)


def test_every_protected_table_is_asked_about() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity")
        protected = {name for (name,) in cursor.fetchall()}
    asked = {model._meta.db_table for model in (*KEYED, *OF_STAFF)}
    assert protected & {model._meta.db_table for model in apps.get_models()} == asked | OTHERWISE


@pytest.mark.parametrize("table", sorted({model._meta.db_table for model in (*KEYED, *OF_STAFF)}
                                         | OTHERWISE))  # fmt: skip
def test_the_worker_sees_all_and_the_owner_only_looks(world: World, table: str) -> None:
    """The worker serves everybody at once; definer functions look as the owner."""

    def count() -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            (found,) = cursor.fetchone() or (0,)
        return int(found)

    if table == "drafts_draft":  # the world has none: each test of drafts writes its own
        drafts.keep_draft(
            address="/meetings/plan", page="/meetings/plan", typed={"venue": ["Town Hall"]},
            by=world.actor("business_unit"), now=NOW,
        )  # fmt: skip
    everything = count()
    assert everything > 0, "an empty table proves nothing"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL ROLE sightline_owner")
        assert count() == everything
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        assert count() == everything  # nothing was hidden from the worker
        transaction.set_rollback(True)


def test_the_owner_changes_nothing(world: World) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_owner")
        assert Record.objects.update(title="changed") == 0
        transaction.set_rollback(True)


def test_signing_in_begins_before_anyone_is_known(world: World) -> None:
    """An address or a link is looked up and a link used up without a session: the only tables of
    ours that are open to it. A password is chosen anew by a function alone. Who a person is, and
    who is asked to join, is not (tests of what the database refuses)."""
    people, invitations = rows(Person), rows(Invitation)
    unused = Invitation.objects.filter(used_at=None)
    with as_web(""):
        assert (rows(Person), rows(Invitation)) == (people, invitations)
        with pytest.raises(DatabaseError), transaction.atomic():
            Person.objects.update(password="!chosen anew")
        assert unused.update(used_at=NOW) > 0
