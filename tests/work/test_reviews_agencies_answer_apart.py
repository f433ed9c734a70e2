"""Each agency answers in a space of its own: its draft is its authors' alone, submitted it is
sealed and the caseworker's, released it is the panel's. No agency learns who else was asked. The
review's days are reckoned from the notification and from awareness (R6.2; domain 1.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders.reviewing import asked, caseworker, facts, judged, written
from builders.world import NOW, PERSONAS, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import AgencySummary, ChronologyEvent, RapidReview
from sightline.work.reviews.queries.merged_chronology import events_at, events_shown, line_of
from sightline.work.reviews.rules.notifying import Sent
from sightline.work.reviews.rules.rapid_review import Happening, Summary, seal
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
DRAFT, DONE = canary("written draft"), canary("written done")
AUTHORS = {"draft": "agency_lead", "done": "lead_partner"}


@pytest.fixture
def manager(scene):
    """The caseworker of our case."""
    return scene.actor("business_manager")


def begun(scene, aware, sent):
    """A review of which the authority became aware, and which it notified, at these moments."""
    by = scene.actor("notifier")
    found = reviews.record_incident(facts=facts(aware), by=by, now=NOW)
    judged(found, by, NOW)
    reviews.decide_notifying(
        incident=found, is_to_notify=True, reasons="All three criteria are met.", by=by, now=NOW
    )
    form = Sent("panel", "The form", sent, "x", "It was a busy week", "Director", sent.date())
    reviews.record_sending(incident=found, sent=form, by=by, now=NOW)
    caseworker(found, scene.seat("business_manager"), by, NOW)
    return reviews.begin_rapid_review(incident=found, by=scene.actor("business_manager"), now=NOW)


# By hand. Notified Thursday 2 April 2026 (Good Friday 3, Easter Monday 6): working days 7 to 10
# (4), 13 to 17 (9), 20 to 24 (14), 27 (15). Aware Friday 27 March: 30, 31 March, 1, 2 April (4),
# then 7 to 10 (8), 13 to 17 (13), 20 (14), 21 (15). The two of Christmas are domain 1.8.
@pytest.mark.parametrize(
    ("aware", "sent", "due_on", "marker"),
    [
        ((2026, 3, 27), (2026, 4, 2), date(2026, 4, 27), date(2026, 4, 21)),
        ((2025, 12, 22), (2025, 12, 22), date(2026, 1, 15), date(2026, 1, 15)),
        ((2019, 12, 20), (2019, 12, 20), date(2020, 1, 15), date(2020, 1, 15)),
    ],
)
def test_both_days_are_reckoned_and_kept(scene, aware, sent, due_on, marker):
    found = begun(scene, datetime(*aware, 9, tzinfo=UTC), datetime(*sent, 12, tzinfo=UTC))
    assert (found.due_on, found.aware_due_on) == (due_on, marker)
    assert "15 working days after" in found.workings


def test_a_review_begins_once_with_a_notification_that_stands(scene, manager):
    with pytest.raises(RuleBroken, match="begun already"):
        reviews.begin_rapid_review(incident=scene.works["case ours"], by=manager, now=NOW)
    by = scene.actor("notifier")
    found = reviews.record_incident(facts=facts(NOW - timedelta(hours=1)), by=by, now=NOW)
    caseworker(found, scene.seat("business_manager"), by, NOW)
    with pytest.raises(RuleBroken, match="begins with what was sent"):
        reviews.begin_rapid_review(incident=found, by=manager, now=NOW)


def test_sight_for_a_time_runs_no_review(scene, manager):
    """Whoever was given sight of a case reads it; its caseworker is named."""
    found = begun(scene, NOW - timedelta(hours=3), NOW)
    named = found.incident.named.get(part="caseworker")
    reviews.end_naming(named=named, by=scene.actor("notifier"), now=NOW)
    records.grant_sight(
        record=found.record, person_id=scene.people["business_manager"].pk,
        reason="Covers for a colleague", ends_at=NOW + timedelta(days=1),
        by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="named to the case"):
        asked(scene, found, "agency_lead")


# Who reads what


def words(token):
    """What the database gives of summaries and events."""
    with as_web(token):
        told = [*AgencySummary.objects.values_list("known", flat=True)]
        told += ChronologyEvent.objects.values_list("what", flat=True)
    return " ".join(told)


@pytest.mark.parametrize("persona", [*PERSONAS, "notifier", "colleague"])
def test_the_database_gives_a_draft_to_its_author_and_what_is_released_to_the_panel(scene, persona):
    told = words(scene.tokens.get(persona, ""))
    assert (DRAFT in told) == (persona == "agency_lead")
    panel = {"notifier", "business_manager", "group_chair", "lead_partner"}
    assert (DONE in told) == (persona in panel)


@pytest.mark.parametrize("persona", ["business_manager", "agency_lead", "lead_partner"])
def test_the_query_gives_what_the_database_gives(scene, persona):
    for which, author in AUTHORS.items():
        found = queries.summary_of(scene.works[f"request {which}"], scene.actor(persona))
        with as_web(scene.tokens[persona]):
            given = AgencySummary.objects.filter(pk=scene.works[f"request {which}"].pk).exists()
        sees = persona == author or (which == "done" and persona == "business_manager")
        assert (found is not None, given) == (sees or which == "done", sees), which


def test_an_agency_learns_of_no_other_before_anything_is_released(scene):
    """Nor of the review: of the case it has its own space."""
    for which, author in AUTHORS.items():
        other = "done" if which == "draft" else "draft"
        visitor = Visitor(token=scene.tokens[author])
        reference = scene.record(f"request {which}").reference
        shown = visitor.get(f"/agency-requests/{reference}") + visitor.get("/cases")
        hidden = scene.record(f"request {other}").reference
        assert reference in shown
        for text in (hidden, scene.record("review ours").reference,
                     scene.record("case ours").reference):  # fmt: skip
            assert text not in shown
        visitor.get(f"/agency-requests/{hidden}", status=404)
        with as_web(scene.tokens[author]):
            assert RapidReview.objects.count() == 0


def test_the_caseworker_sees_that_a_draft_is_one_and_no_word_of_it(scene):
    visitor = Visitor(token=scene.tokens["business_manager"])
    shown = visitor.get(f"/agency-requests/{scene.record('request draft').reference}")
    assert "has not submitted anything yet" in shown
    assert DRAFT not in shown
    for verb in ("write", "events", "submit"):
        path = f"/agency-requests/{scene.record('request draft').reference}/{verb}"
        assert visitor.ask("get", path).status_code == 404


# Submitted, sealed, released


def test_what_is_submitted_is_sealed_for_its_author_and_for_everybody(scene):
    by, request = scene.actor("agency_lead"), scene.works["request draft"]
    reviews.submit_summary(request=request, is_nil=False, by=by, now=NOW)
    with pytest.raises(RuleBroken, match="sealed"):
        reviews.save_summary(
            request=request, summary=Summary("Other words", "x", ""), by=by, now=NOW
        )
    with pytest.raises(RuleBroken, match="sealed"):
        reviews.submit_summary(request=request, is_nil=False, by=by, now=NOW)
    event = ChronologyEvent.objects.filter(summary=request.pk)[0]
    for sql, number in (
        ("UPDATE reviews_agencysummary SET known = 'x' WHERE request_id = %s", request.pk),
        ("UPDATE reviews_chronologyevent SET what = 'x' WHERE id = %s", event.pk),
    ):  # by the worker, whom no policy binds
        with (
            pytest.raises(DatabaseError, match="sealed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [number])


def test_nothing_is_released_before_it_is_submitted_nor_twice(scene, manager):
    request = scene.works["request draft"]
    with pytest.raises(RuleBroken, match="not submitted it yet"):
        reviews.release_summary(request=request, by=manager, now=NOW)
    reviews.submit_summary(request=request, is_nil=False, by=scene.actor("agency_lead"), now=NOW)
    assert DRAFT in words(scene.tokens["business_manager"])
    assert DRAFT not in words(scene.tokens["group_chair"])
    visitor = Visitor(token=scene.tokens["business_manager"])
    path = f"/agency-requests/{request.record.reference}"
    assert "The seal is whole" in visitor.get(path)
    assert visitor.post(f"{path}/release", {}, status=302) == path
    assert DRAFT in words(scene.tokens["group_chair"])
    with pytest.raises(RuleBroken, match="already"):
        reviews.release_summary(request=request, by=manager, now=NOW)


def test_a_seal_changes_with_any_word():
    summary = Summary("We knew Child A", "Too late", "")
    event = Happening(date(2026, 4, 2), "10:00", "Visit", "", "contact", "seen")
    whole = seal(summary, False, [event])
    assert whole == seal(summary, False, [event])
    assert whole != seal(summary, False, [])
    assert whole != seal(Summary("We knew Child A.", "Too late", ""), False, [event])


def test_a_nil_return_says_how_one_looked_and_holds_no_events(scene):
    by, request = scene.actor("agency_lead"), scene.works["request draft"]
    with pytest.raises(RuleBroken, match="Remove the events first"):
        reviews.submit_summary(request=request, is_nil=True, by=by, now=NOW)
    for one in ChronologyEvent.objects.filter(summary=request.pk):
        reviews.remove_event(request=request, number=one.pk, by=by, now=NOW)
    reviews.remove_agency_document(request=request, number=1, by=by, now=NOW)
    assert reviews.submit_summary(request=request, is_nil=True, by=by, now=NOW).is_nil


@pytest.mark.parametrize("persona", ["business_manager", "lead_partner", "group_chair"])
def test_nobody_else_writes_for_an_agency(scene, persona):
    with pytest.raises(NotAllowed):
        reviews.save_summary(
            request=scene.works["request draft"], summary=Summary("x", "x", "x"),
            by=scene.actor(persona), now=NOW,
        )  # fmt: skip


def test_more_time_has_a_reason_and_moves_the_day_on(scene, manager):
    request = scene.works["request draft"]
    stands = queries.stands_until(queries.request_by(manager, request.record.reference, NOW))
    assert stands == request.due_on + timedelta(days=7)
    with pytest.raises(RuleBroken) as refused:
        reviews.extend_request(
            request=request, until_on=stands, reason="More time", by=manager, now=NOW
        )
    assert refused.value.field == "until_on"


def test_an_interest_in_the_case_takes_the_space_of_an_agency_away(scene):
    records.detect_conflict(
        record=scene.record("case ours"), person_id=scene.people["agency_lead"].pk,
        nature="Her niece", by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    path = f"/agency-requests/{scene.record('request draft').reference}"
    Visitor(token=scene.tokens["agency_lead"]).get(path, status=404)
    assert DRAFT not in words(scene.tokens["agency_lead"])


# The panel


def test_the_panel_reads_one_chronology_after_saying_why(scene):
    visitor = Visitor(token=scene.tokens["group_chair"])
    path = f"/rapid-reviews/{scene.record('review ours').reference}"
    shown = visitor.get(f"{path}/chronology")  # attested to the case already
    assert DONE in shown
    assert DRAFT not in shown
    assert DONE not in visitor.get(f"{path}/chronology?agency=schools")
    assert DONE not in visitor.get(f"{path}/chronology?theme=missed")
    assert DONE in visitor.get(f"{path}/chronology?theme=contact")
    records.grant_sight(
        record=scene.record("review ours"), person_id=scene.people["scrutineer"].pk,
        reason="Observes the panel of this review", ends_at=NOW + timedelta(days=1),
        by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    other = Visitor(token=scene.tokens["scrutineer"])
    assert other.ask("get", path)["Location"] == f"{path}/open"
    other.post(f"{path}/open", {"reason": "I observe the panel"}, status=302)
    assert scene.record("case ours").reference not in other.get(path)
    assert other.statements <= 12


def test_one_agencys_events_stand_among_the_others_in_time(scene, manager):
    review = scene.works["review ours"]
    request = scene.works["request draft"]
    written(scene, request, "agency_lead")
    early = Happening(NOW.date() - timedelta(days=9), "", "Moved house", "", "move", "not-said")
    reviews.add_event(request=request, event=early, by=scene.actor("agency_lead"), now=NOW)
    reviews.submit_summary(request=request, is_nil=False, by=scene.actor("agency_lead"), now=NOW)
    assert len(line_of(review).asked) == 2
    reviews.release_summary(request=request, by=manager, now=NOW)
    told = [one.event for one in events_shown(events_at(line_of(review)))]
    assert told[0].what == "Moved house"
    assert [one.happened_on for one in told] == sorted(one.happened_on for one in told)
    assert {one.agency for one in told} == {
        scene.works[f"request {which}"].agency.name for which in AUTHORS
    }


def test_the_four_purposes_are_answered_one_by_one(scene, manager):
    review = begun(scene, NOW - timedelta(hours=3), NOW)
    with pytest.raises(RuleBroken, match="no such purpose"):
        reviews.answer_purpose(
            review=review, purpose="blame", words="It was somebody’s fault.", by=manager, now=NOW
        )
    for words in ("As one agency tells it.", "As both agencies now tell it."):
        reviews.answer_purpose(review=review, purpose="facts", words=words, by=manager, now=NOW)
    assert queries.answers(review)["facts"].words == "As both agencies now tell it."
    assert set(queries.answers(review)) == {"facts"}


def test_an_author_writes_and_submits_by_the_pages(scene):
    visitor = Visitor(scene.people["agency_lead"])
    path = f"/agency-requests/{scene.record('request draft').reference}"
    visitor.get(path)
    for verb in ("write", "events", "submit"):
        visitor.get(f"{path}/{verb}")
    typed = {"known": "We saw Child A each month.", "analysis": "We told nobody of it in time."}
    visitor.post(f"{path}/write", typed, status=302)
    day = NOW.date()
    event = {"happened_on-day": day.day, "happened_on-month": day.month,
             "happened_on-year": day.year, "what": "Home visit", "theme": "contact",
             "child_seen": "seen"}  # fmt: skip
    visitor.post(f"{path}/events", event, status=302)
    assert "Home visit" in visitor.get(path)
    visitor.post(f"{path}/submit", {"is_nil": "no"}, status=302)
    assert "The seal is whole" in visitor.get(path)
    assert f"{path}/write" not in visitor.get(path)
    assert "sealed" in visitor.post(f"{path}/write", typed)
