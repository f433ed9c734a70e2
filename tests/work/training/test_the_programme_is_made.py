"""Making courses and events: drafts, publishing, sessions, trainers, copying a year (R8.2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.trail import told
from builders.training import course, on_offer, planned, published
from builders.world import NOW
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.duties.models import Fulfilment
from sightline.work.training import operations, queries
from sightline.work.training.models import Course, Event, EventPlaces, EventSession, Workshop
from sightline.work.training.rules import programme as rules


def office(scene):
    return {"by": scene.actor("business_unit"), "now": NOW}


def at(day, hour, minute=0):
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("persona", ["lead_partner", "group_chair", "agency_lead", "practitioner"])
def test_only_the_office_makes_a_course(scene, persona):
    with pytest.raises(NotAllowed):
        operations.make_course(
            partnership_id=scene.partnership.pk,
            title="Neglect",
            kind="core",
            summary="s",
            aims="a",
            by=scene.actor(persona),
            now=NOW,
        )


def test_a_course_begins_as_a_draft_and_its_cover_sheet_is_the_offices(scene):
    made = course(scene.partnership)
    assert (made.state, made.record.marking) == ("draft", "internal")
    assert told(made.reference) == ["Added the course Neglect"]


def test_publishing_makes_the_cover_sheet_public_and_withdrawing_takes_it_back(scene):
    made = published(scene.partnership)
    made.record.refresh_from_db()
    assert made.record.marking == "public"
    operations.withdraw_course(course=made, reason="Replaced by another", **office(scene))
    made.record.refresh_from_db()
    assert made.record.marking == "internal"


def test_an_e_learning_course_in_the_catalogue_keeps_the_promise_of_e_learning(scene):
    before = Fulfilment.objects.filter(kind="training-held", topic="e-learning").count()
    published(scene.partnership, kind="e-learning")
    assert Fulfilment.objects.filter(topic="e-learning").count() == before + 1


def test_a_late_save_of_a_course_is_refused(scene):
    made = course(scene.partnership)
    said = {"title": "Neglect and cold homes", "summary": "s", "aims": "a"}
    operations.change_course(course=made, version=1, **said, **office(scene))
    with pytest.raises(RuleBroken, match="Somebody else changed"):
        operations.change_course(course=made, version=1, **said, **office(scene))
    assert Course.objects.get(pk=made.pk).title == "Neglect and cold homes"


def test_an_event_of_a_draft_course_cannot_be_opened(scene):
    event = planned(course(scene.partnership))
    with pytest.raises(RuleBroken, match="Put the course in the catalogue first"):
        operations.open_event(event=event, **office(scene))


def test_an_event_that_lies_in_the_past_cannot_be_opened(scene):
    event = planned(published(scene.partnership), starts_at=at(1, 9) - timedelta(days=900))
    with pytest.raises(RuleBroken, match="in the past"):
        operations.open_event(event=event, **office(scene))


def test_an_open_event_is_public_and_the_trail_says_so(scene):
    event = on_offer(published(scene.partnership))
    event.record.refresh_from_db()
    assert (event.state, event.record.marking) == ("open", "public")
    assert told(event.reference)[-1].startswith("Opened the event of")


def test_there_are_never_fewer_places_than_are_taken(scene):
    event = on_offer(published(scene.partnership), places=10)
    EventPlaces.objects.filter(event=event).update(taken=7)
    with pytest.raises(RuleBroken, match="7 places are taken") as refused:
        operations.change_event(event=event, version=2, places=6, **office(scene))
    assert refused.value.field == "places"


def test_the_database_itself_refuses_one_place_too_many(scene):
    event = on_offer(published(scene.partnership), places=10)
    with pytest.raises(IntegrityError, match="never_oversold"), transaction.atomic():
        EventPlaces.objects.filter(event=event).update(taken=11)


def test_sessions_that_cross_are_refused_and_those_that_touch_are_not(scene):
    event = planned(published(scene.partnership), starts_at=at(1, 9))  # until midday
    said = {"event": event, "title": "", **office(scene)}
    with pytest.raises(RuleBroken, match="session at that time already"):
        operations.add_session(starts_at=at(1, 11, 59), ends_at=at(1, 13), **said)
    operations.add_session(starts_at=at(1, 12), ends_at=at(1, 13), **said)
    assert Event.objects.get(pk=event.pk).ends_at == at(1, 13)


def test_taking_out_the_first_session_moves_the_beginning_and_the_last_one_stays(scene):
    event = planned(published(scene.partnership), starts_at=at(1, 9))
    operations.add_session(
        event=event, title="Second day", starts_at=at(3, 9), ends_at=at(3, 12), **office(scene)
    )
    first, second = EventSession.objects.filter(event=event).order_by("starts_at")
    operations.drop_session(session=first, **office(scene))
    event.refresh_from_db()
    assert (event.starts_at, event.closes_at) == (at(3, 9), at(3, 9))
    with pytest.raises(RuleBroken, match="keeps one session"):
        operations.drop_session(session=second, **office(scene))


def test_a_trainer_cannot_be_at_two_events_at_one_time(scene):
    of = published(scene.partnership)
    here, there = planned(of, starts_at=at(1, 9)), planned(of, starts_at=at(1, 11))
    trainer = operations.add_trainer(
        partnership_id=scene.partnership.pk, name="Robin Vale", agency=None, **office(scene)
    )
    operations.name_trainer(event=here, trainer=trainer, **office(scene))
    with pytest.raises(RuleBroken, match="Robin Vale gives another event on 1 March 2027"):
        operations.name_trainer(event=there, trainer=trainer, **office(scene))
    operations.cancel_event(event=here, reason="Hall flooded", **office(scene))
    operations.name_trainer(event=there, trainer=trainer, **office(scene))


def test_a_session_is_refused_where_the_trainer_is_busy(scene):
    of = published(scene.partnership)
    here, there = planned(of, starts_at=at(1, 9)), planned(of, starts_at=at(2, 9))
    trainer = operations.add_trainer(
        partnership_id=scene.partnership.pk, name="Robin Vale", agency=None, **office(scene)
    )
    for event in (here, there):
        operations.name_trainer(event=event, trainer=trainer, **office(scene))
    with pytest.raises(RuleBroken, match="gives another event"):
        operations.add_session(
            event=here, starts_at=at(2, 10), ends_at=at(2, 11), title="", **office(scene)
        )


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_what_is_over_cannot_be_changed(scene, state):
    event = on_offer(published(scene.partnership))
    Event.objects.filter(pk=event.pk).update(state=state, cancelled_reason="Too few")
    with pytest.raises(RuleBroken, match=f"This event is {state}"):
        operations.change_event(event=event, version=2, places=10, **office(scene))


def test_a_year_is_copied_once_52_weeks_on_on_the_same_weekday_and_clock(scene):
    # 30 March 2026 is a Monday in summer time, 29 March 2027 a Monday in summer time:
    # the clocks go forward on 29 March 2026 and on 28 March 2027
    begins = datetime(2026, 3, 27, 9, 30, tzinfo=UTC)  # a Friday, winter time: 9:30am
    event = planned(published(scene.partnership), starts_at=begins, area="Town Hall")
    said = {"event": event, "partnership": scene.partnership, "time": "Morning"}
    Workshop.objects.create(title="Hearing children", places=4, **said)
    Workshop.objects.create(title="Art", places=3, dropped_at=NOW, **said)
    Event.objects.filter(pk=event.pk).update(state="held")
    asked = {"partnership_id": scene.partnership.pk, "year": 2026, **office(scene)}
    kept = Event.objects.filter(starts_at__year=2026, state__in=("open", "held")).filter(
        partnership=scene.partnership
    )
    assert operations.copy_programme(**asked) == kept.count()
    copy = Event.objects.get(copied_from=event)
    assert copy.starts_at == datetime(2027, 3, 26, 9, 30, tzinfo=UTC)  # Friday, winter time
    assert (copy.state, copy.area, copy.counted.places) == ("draft", "Town Hall", 10)
    offered = [(one.time, one.title, one.places) for one in queries.workshops_of(copy)]
    assert offered == [("Morning", "Hearing children", 4)]
    assert operations.copy_programme(**asked) == 0


def test_52_weeks_on_is_the_same_clock_time_when_summer_time_lies_between():
    # 25 October 2026 is the Sunday the clocks go back; 24 October 2027 is still summer time
    winter = datetime(2026, 10, 25, 9, 30, tzinfo=UTC)  # 9:30am GMT
    assert rules.a_year_on(winter) == datetime(2027, 10, 24, 8, 30, tzinfo=UTC)  # 9:30am BST
