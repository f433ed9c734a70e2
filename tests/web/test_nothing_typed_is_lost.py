"""What somebody typed stays theirs (security 7): drafts, ended sessions, two people at once."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders.world import NOW
from clients import Visitor
from page_inspection import inspect
from sightline.foundation.accounts import sessions
from sightline.foundation.drafts import operations as drafts
from sightline.foundation.drafts.models import Draft
from sightline.work.governance import operations
from sightline.work.governance.models import Meeting
from web.test_policy_and_database_give_the_same_rows import as_web

TODAY = NOW.date()
WORDS = "The chair of the school forum rang about neglect"


@pytest.fixture
def planned(scene):
    """A meeting that two people of the office are about to move."""
    return operations.plan_meeting(
        body=scene.partnership.body_set.get(key="executive"),
        on=TODAY + timedelta(days=40),
        starts_at=time(10),
        ends_at=time(12),
        venue="Town Hall",
        by=scene.actor("business_unit"),
        now=NOW,
    )


@pytest.fixture
def visit(scene):
    return lambda persona: Visitor(scene.people[persona])


def address(meeting):
    return f"/meetings/{meeting.record.reference}/move"


def moved(meeting, venue, reason="The room is taken", **more):
    """What the form sends."""
    on = meeting.on
    return {
        "on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year),
        "starts_at": "10am", "ends_at": "midday", "venue": venue, "reason": reason,
        "draft_of": address(meeting), "draft_page": address(meeting), **more,
    }  # fmt: skip


def hidden(page, name):
    """A hidden mark of the form on a page."""
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def begin(visitor, meeting):
    """Open the form as a browser does: with the mark of what stood."""
    page = visitor.get(address(meeting))
    return {"stood": hidden(page, "stood"), "form_key": hidden(page, "form_key")}


def test_a_draft_saved_by_the_button_is_in_the_form_on_the_next_visit(visit, planned):
    office = visit("business_unit")
    assert office.post("/drafts/save", moved(planned, WORDS), status=302) == address(planned)
    page = office.get(address(planned))
    assert WORDS in page
    assert "This is your draft" in page
    assert "There is a problem" not in page
    assert Meeting.objects.get(pk=planned.pk).venue == "Town Hall"


def test_the_script_is_told_when_the_draft_was_saved(visit, planned):
    office = visit("business_unit")
    answer = office.ask("post", "/drafts/save", moved(planned, WORDS, draft_by="script"))
    assert answer.status_code == 200
    assert answer.content.decode().startswith("Draft saved at ")
    assert Draft.objects.get().typed["venue"] == [WORDS]


def test_what_is_no_answer_is_not_kept(visit, planned):
    sent = moved(planned, "x", password1="secret", csrfmiddlewaretoken="t", form_key="k" * 30)
    visit("business_unit").post("/drafts/save", sent, status=302)
    assert not {"password1", "csrfmiddlewaretoken", "form_key"} & set(Draft.objects.get().typed)


def test_a_draft_is_seen_by_nobody_else(visit, scene, planned):
    visit("business_unit").post("/drafts/save", moved(planned, WORDS), status=302)
    other = visit("business_manager")
    assert WORDS not in other.get(address(planned))
    assert "You have no drafts" in other.get("/drafts")
    other.post("/drafts/discard", {"draft_of": address(planned)}, status=302)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("persona, seen", [("business_unit", 1), ("business_manager", 0),
                                           ("system_administrator", 0)])  # fmt: skip
def test_the_database_gives_a_draft_to_its_person_alone(visit, scene, planned, persona, seen):
    visit("business_unit").post("/drafts/save", moved(planned, WORDS), status=302)
    token = sessions.start(scene.people[persona].pk, second_factor=True)
    with as_web(token), connection.cursor() as cursor:
        assert Draft.objects.count() == seen
        cursor.execute("UPDATE drafts_draft SET page = '/'")
        assert cursor.rowcount == seen
        cursor.execute("DELETE FROM drafts_draft")
        assert cursor.rowcount == seen
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(
                "INSERT INTO drafts_draft (person_id, address, page, typed, saved_at) "
                "VALUES (%s, '/x', '/x', '{}', now())",
                [scene.people["scrutineer"].pk],
            )


def test_a_draft_ends_with_the_last_seat(visit, scene, planned):
    visit("business_unit").post("/drafts/save", moved(planned, WORDS), status=302)
    person = scene.people["business_unit"]
    token = sessions.start(person.pk, second_factor=True)
    person.seats.update(ended_at=NOW - timedelta(days=1), ended_by="The office")
    with as_web(token):
        assert Draft.objects.count() == 0
    assert drafts.clear_drafts(now=NOW) == 1
    assert Draft.objects.count() == 0


def test_a_draft_is_forgotten_after_thirty_days_and_not_before(visit, planned):
    visit("business_unit").post("/drafts/save", moved(planned, WORDS), status=302)
    saved = Draft.objects.get().saved_at
    assert drafts.clear_drafts(now=saved + timedelta(days=30)) == 0
    assert drafts.clear_drafts(now=saved + timedelta(days=30, seconds=1)) == 1


def test_a_form_that_was_sent_has_no_draft_any_more(visit, planned):
    office = visit("business_unit")
    marks = begin(office, planned)
    office.post("/drafts/save", moved(planned, WORDS), status=302)
    office.post(address(planned), moved(planned, "Library", **marks), status=302)
    assert Draft.objects.count() == 0
    # the script's last save arrives after the form: it keeps nothing
    late = moved(planned, WORDS, draft_by="script", draft_key=marks["form_key"])
    assert office.ask("post", "/drafts/save", late).status_code == 200
    assert Draft.objects.count() == 0


def test_a_refused_form_is_kept_as_a_draft(visit, planned):
    office = visit("business_unit")
    page = office.post(address(planned), moved(planned, WORDS, "", form_key="r" * 30))
    assert "There is a problem" in page
    assert WORDS in office.get(address(planned))


def test_a_draft_is_discarded_and_the_form_shows_what_stands(visit, planned):
    office = visit("business_unit")
    office.post("/drafts/save", moved(planned, WORDS), status=302)
    assert "Town Hall" not in office.get(address(planned))
    assert office.post("/drafts/discard", moved(planned, WORDS), status=302) == address(planned)
    page = office.get(address(planned))
    assert "Town Hall" in page
    assert WORDS not in page


def test_what_was_sent_after_the_session_ran_out_is_there_after_signing_in(visit, scene, planned):
    office = visit("business_unit")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("UPDATE accounts_session SET expires_at = now() - interval '1 minute'")
        cursor.execute("SET ROLE sightline_worker")
    where = office.post(address(planned), moved(planned, WORDS, form_key="q" * 30), status=302)
    assert where == f"/account/sign-in/?next={address(planned)}"
    assert WORDS in visit("business_unit").get(address(planned))


@pytest.mark.parametrize("how", ["ended", "long ago", "no second factor", "shut out", "made up"])
def test_no_other_token_keeps_a_draft_for_anybody(scene, planned, how):
    person = scene.people["business_unit"]
    office = Visitor(token=sessions.start(person.pk, second_factor=how != "no second factor"))
    change = {
        "ended": "ended_at = now()",
        "long ago": "expires_at = now(), last_seen_at = now() - interval '25 hours'",
    }.get(how, "expires_at = now() - interval '1 minute'")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"UPDATE accounts_session SET {change}")
        cursor.execute("SET ROLE sightline_worker")
    if how == "shut out":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    if how == "made up":
        office.token = "m" * 43
    office.post(address(planned), moved(planned, WORDS, form_key="q" * 30), status=302)
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("where", ["https://example.org/", "//example.org/", "/no/such/page", "",
                                   "/meetings?q=name", "/\\example.org"])  # fmt: skip
def test_a_draft_of_no_page_of_this_site_is_not_kept(visit, planned, where):
    sent = moved(planned, WORDS) | {"draft_of": where, "draft_page": where}
    assert visit("business_unit").ask("post", "/drafts/save", sent).status_code == 404
    assert Draft.objects.count() == 0


def test_a_text_too_long_to_keep_is_refused_with_a_sentence(visit, planned):
    sent = moved(planned, "x" * 200_001, draft_by="script")
    answer = visit("business_unit").ask("post", "/drafts/save", sent)
    assert answer.status_code == 400
    assert "too long to keep" in answer.content.decode()


def test_who_saves_second_sees_both_texts_and_overwrites_nothing_unawares(visit, planned):
    first, second = visit("business_unit"), visit("business_manager")
    marks, others = begin(first, planned), begin(second, planned)
    first.post(address(planned), moved(planned, "Library", **marks), status=302)
    page = second.post(address(planned), moved(planned, "Church hall", **others))
    assert "Somebody else saved this while you were writing" in page
    assert page.index("Library") < page.index("Church hall")  # what stands, then what was typed
    assert "Discard draft" in page
    assert Meeting.objects.get(pk=planned.pk).venue == "Library"
    assert Draft.objects.get().typed["venue"] == ["Church hall"]
    # the page carries what stands now, so that saving it again is a decision
    mended = moved(planned, "Church hall", stood=hidden(page, "stood"), form_key="z" * 30)
    second.post(address(planned), mended, status=302)
    assert Meeting.objects.get(pk=planned.pk).venue == "Church hall"
    assert Draft.objects.count() == 0


def test_a_draft_from_before_a_change_tells_of_the_change_when_it_is_taken_up(visit, planned):
    first, second = visit("business_unit"), visit("business_manager")
    others = begin(second, planned)
    second.post("/drafts/save", moved(planned, "Church hall", stood=others["stood"]), status=302)
    first.post(address(planned), moved(planned, "Library", **begin(first, planned)), status=302)
    page = second.get(address(planned))
    assert "Somebody else saved this while you were writing" in page
    assert "Library" in page
    assert "Church hall" in page


def test_two_who_write_the_same_do_not_hear_of_each_other(visit, planned):
    first, second = visit("business_unit"), visit("business_manager")
    marks, others = begin(first, planned), begin(second, planned)
    same = {"venue": "Library", "reason": ""}
    first.post(address(planned), moved(planned, **same, **marks) | {"reason": "Moved"}, status=302)
    page = second.post(address(planned), moved(planned, **same, **others))
    assert "What stands now" not in page


def test_attendance_that_two_people_record_is_not_overwritten(visit, scene, planned):
    """Hand-drawn forms opt in with the same word."""
    page = visit("business_unit").get(f"/meetings/{planned.record.reference}/attendance")
    assert 'name="draft_of"' in page
    assert 'name="stood"' in page
    assert "govuk/drafts.js" in page
    assert "Save draft" in page
    assert "<script>" not in page


def test_the_list_of_drafts_names_the_form_and_not_its_words(visit, planned):
    office = visit("business_unit")
    office.post("/drafts/save", moved(planned, WORDS), status=302)
    page = office.get("/drafts")
    assert f"Move meeting, {planned.record.reference}" in page
    assert WORDS not in page
    inspect(office.ask("get", "/drafts"))
