"""Pages that belong to no room: home, search, and those of the office."""

from __future__ import annotations

import uuid

import pytest

from builders.world import NOW, OTHERS, PLACES, canary
from clients import Visitor
from page_inspection import read, words
from sightline.foundation.accounts import operations as accounts
from sightline.foundation.accounts.models import Person
from sightline.foundation.errors import NotAllowed
from sightline.foundation.outbox.models import Message
from sightline.foundation.trail.models import TrailEvent

OFFICE = ("/trail", "/settings", "/settings/queues", "/settings/accounts")


@pytest.fixture
def visit(scene):
    """Open a browser for a persona."""
    return lambda persona: Visitor(scene.people[persona])


@pytest.fixture
def manager(visit):
    """The browser of the business manager."""
    return visit("business_manager")


# Home


@pytest.mark.parametrize("persona", [*PLACES, "stranger"])
def test_everybody_with_a_seat_comes_home_to_their_work(visit, persona):
    assert "Your work" in words(visit(persona).get("/home"))


def test_what_a_post_owes_waits_for_its_holder(visit):
    own = words(visit("scrutineer").get("/home")).split("Waiting for others")[0]
    others = words(visit("lead_partner").get("/home")).split("Waiting for others")[0]
    assert "Nothing waits for you" not in own
    assert "Nothing waits for you" in others


def test_a_namesake_is_not_told_that_anothers_duties_wait_for_them(visit, scene):
    scrutineer, member = scene.people["scrutineer"], scene.people["group_member"]
    Person.objects.filter(pk=member.pk).update(name=scrutineer.name)
    assert "Nothing waits for you" in words(visit("group_member").get("/home"))


def test_coming_meetings_are_those_one_sees(visit, scene):
    reference = scene.record("planned").reference
    assert f"/meetings/{reference}" in visit("lead_partner").get("/home")
    assert f"/meetings/{reference}" not in visit("practitioner").get("/home")


# Search


def test_search_without_words_finds_nothing_and_says_how(visit):
    assert visit("lead_partner").ask("get", "/search").status_code == 200
    page = visit("lead_partner").get("/search?q=nowhereinthisworld")
    assert "/meetings/" not in read(page).all("main")[0].text


@pytest.mark.parametrize("q", ["'", '"', "a & | !", "%25", "\\", "x" * 5000])
def test_search_survives_whatever_is_typed(visit, q):
    answer = visit("lead_partner").ask("get", "/search", {"q": q})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "address", ["/search?q=%00", "/meetings?body=%00", "/meetings/%00", "/line-of-sight?words=%00"]
)
def test_a_null_character_is_a_bad_request_and_no_failure(visit, address):
    assert visit("lead_partner").ask("get", address).status_code == 400


# The trail


def test_the_trail_is_read_by_the_manager_with_filters(manager, scene):
    reference = scene.record("held").reference
    page = manager.get(f"/trail?about={reference.lower()}")
    assert "Recorded the meeting of" in page
    assert scene.record("planned").reference not in words(page).replace("Filter", "")


def test_the_trail_of_another_partnership_is_not_shown(manager):
    assert canary("theirs entry") not in manager.get("/trail")
    assert "next door" not in manager.get("/trail")


@pytest.mark.parametrize("address", OFFICE)
@pytest.mark.parametrize("persona", ["lead_partner", "scrutineer", "business_unit", "practitioner"])
def test_the_office_pages_are_closed_to_everybody_else(visit, address, persona):
    assert visit(persona).ask("get", address).status_code == 403


# Accounts


def test_somebody_is_invited_and_the_link_is_shown_once(manager):
    sent = {"name": "Nell Ramsden", "email": "nell.ramsden@example.org"}
    page = manager.post("/settings/accounts", sent)
    assert "/account/" in page
    assert Person.objects.get(email="nell.ramsden@example.org").name == "Nell Ramsden"
    assert "/account/join/" not in manager.get("/settings/accounts")


def test_somebody_who_has_joined_is_not_invited_again(manager, scene):
    member = scene.people["group_member"]
    page = manager.post("/settings/accounts", {"name": "Somebody", "email": member.email})
    assert "This person has joined already." in page


def test_who_is_shut_out_is_out_at_once_and_may_be_let_back(manager, visit, scene):
    told = TrailEvent.objects.filter(
        code__in=["accounts.person_shut_out", "accounts.person_let_back"]
    )
    before = told.count()  # other tests that commit may have written some
    member = scene.people["group_member"]
    theirs = visit("group_member")
    assert theirs.ask("get", "/home").status_code == 200
    address = f"/settings/accounts/{member.pk}"
    manager.post(address, {"do": "shut-out"}, status=302)
    assert theirs.ask("get", "/home").status_code == 302
    assert "Shut out" in manager.get(address)
    manager.post(address, {"do": "let-back"}, status=302)
    assert theirs.ask("get", "/home").status_code == 302  # the old session stays ended
    assert visit("group_member").ask("get", "/home").status_code == 200
    assert told.count() == before + 2


def test_nobody_shuts_themselves_out(manager, scene):
    own = scene.people["business_manager"]
    where = manager.post(f"/settings/accounts/{own.pk}", {"do": "shut-out"}, status=302)
    assert Person.objects.get(pk=own.pk).is_active
    assert "You cannot shut yourself out." in manager.get(where)


def test_people_of_another_partnership_are_not_there(manager, scene):
    stranger = scene.people["stranger"]
    assert stranger.email not in manager.get("/settings/accounts")
    address = f"/settings/accounts/{stranger.pk}"
    assert manager.ask("get", address).status_code == 404
    assert manager.ask("post", address, {"do": "shut-out"}).status_code == 404
    assert Person.objects.get(pk=stranger.pk).is_active


@pytest.mark.parametrize("persona", ["lead_partner", "group_chair", "agency_lead"])
def test_only_those_who_manage_accounts_do(scene, persona):
    by, member = scene.actor(persona), scene.people["group_member"]
    with pytest.raises(NotAllowed):
        accounts.shut_out(person=member, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        accounts.let_back_in(person=member, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        accounts.invite(email="new@example.org", name="Somebody", by=by, now=NOW)
    assert Person.objects.get(pk=member.pk).is_active


# Queues


def test_a_failed_message_is_listed_without_its_words_and_sent_again(manager):
    message = Message.objects.create(
        notice="duty_overdue",
        facts={"due_on": "1 May 2026", "link": "https://example.org/secret-place"},
        to_email="somebody@example.org",
        key="a-test",
        queued_at=NOW,
        next_attempt_at=NOW,
        state="failed",
        attempts=8,
        last_error="refused",
    )
    page = manager.get("/settings/queues")
    assert "1 failed message" in page
    assert "secret-place" not in page
    assert "somebody@example.org" not in page
    manager.post(f"/settings/queues/mail/{message.pk}", {"sure": "yes"}, status=302)
    assert TrailEvent.objects.filter(code="failed_message_retried").exists()


def test_a_job_or_message_that_is_not_there_is_not_put_back(manager):
    assert manager.ask("post", "/settings/queues/jobs/987654321").status_code == 404
    answer = manager.ask("post", f"/settings/queues/mail/{uuid.uuid4()}", undone=True)
    assert answer.status_code in (302, 404)
    assert manager.ask("post", "/settings/queues/mail/not-a-number", undone=True).status_code in (
        302,
        404,
    )


def test_only_the_office_puts_a_failure_back(visit):
    for persona in ("lead_partner", "business_unit"):
        answer = visit(persona).ask("post", "/settings/queues/jobs/1")
        assert answer.status_code == 403


# The demonstration


def test_where_nothing_is_a_demonstration_nobody_signs_in_by_a_button(scene, settings):
    settings.DEMONSTRATION = False
    visitor = Visitor()
    assert visitor.ask("get", "/demonstration").status_code == 404
    answer = visitor.ask("post", "/demonstration/sign-in", {"persona": "business.manager"})
    assert answer.status_code == 404
    assert "session" not in answer.cookies


def test_even_in_a_demonstration_nobody_signs_in_as_somebody_real(scene, settings):
    settings.DEMONSTRATION = True
    real = scene.people["business_manager"]
    Person.objects.filter(pk=real.pk).update(email="business.manager@demonstration.example")
    visitor = Visitor()
    assert "has not been made yet" in visitor.get("/demonstration")
    answer = visitor.ask("post", "/demonstration/sign-in", {"persona": "business.manager"})
    assert answer.status_code == 404


def test_nobody_without_a_live_seat_comes_home(visit):
    assert "seat_ended" in OTHERS
    assert visit("seat_ended").ask("get", "/home").status_code in (302, 403)
