"""Who is asked what, when, and once; who may answer; and what becomes of it (R8.4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import partnership as made
from builders.evaluating import answered, ask, asking
from builders.training import on_offer, published
from builders.world import NOW
from clients import Visitor
from page_inspection import read
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.foundation.trail.models import TrailEvent
from sightline.work.training import operations, queries
from sightline.work.training.models import (
    Evaluation,
    EvaluationScore,
    Learner,
)
from sightline.work.training.operations import Named

STARTS = (NOW + timedelta(days=20)).replace(hour=9, minute=0, second=0, microsecond=0)
AFTER = STARTS + timedelta(hours=4)
LATER = STARTS + timedelta(days=95)


@pytest.fixture
def course(scene):
    return asking(published(scene.partnership), "Naming the signs", "Telling somebody")


def booked(scene, course, *people, key="swypft", starts_at=STARTS):
    event = on_offer(course, starts_at=starts_at, is_consent_needed=False, places=40)
    return event, operations.book_group(
        event=event, agency=scene.partnership.agency_set.get(key=key), people=people, by=made.BY,
        now=NOW,
    )  # fmt: skip


def attend(event, bookings):
    session = event.sessions.get().pk
    operations.enter_attendance(
        event=event, entries={(one.pk, session): "full" for one in bookings}, by=made.BY, now=AFTER
    )
    operations.close_register(event=event, by=made.BY, now=AFTER)


def member(scene, persona="group_member"):
    return Named(persona, scene.people[persona].email)


def stages(one):
    return list(
        Evaluation.objects.filter(booking=one).order_by("pk").values_list("stage", flat=True)
    )


def mails(notice, asked=None):
    rows = Message.objects.filter(notice=notice)
    return rows.filter(key=f"{notice}:{asked.pk}").count() if asked else rows.count()


def test_each_stage_is_asked_when_it_has_come_and_once(scene, course):
    event, (one,) = booked(scene, course, member(scene))
    ask(NOW)
    ask(NOW)
    assert stages(one) == ["before"]
    attend(event, [one])
    ask(AFTER)
    ask(AFTER + timedelta(hours=1))
    assert stages(one) == ["before", "after"]
    ask(STARTS + timedelta(days=60))
    assert stages(one) == ["before", "after"]
    ask(LATER)
    ask(LATER)
    assert stages(one) == ["before", "after", "later"]  # no manager is known
    for notice in ("training_ask_before", "training_ask_after", "training_ask_later"):
        asked = Evaluation.objects.get(booking=one, stage=notice.rsplit("_", 1)[1])
        assert mails(notice, asked) == 1


def test_the_interval_is_the_one_of_the_course(scene, course):
    asking(course, "Naming the signs", later_after="6-weeks")
    event, (one,) = booked(scene, course, member(scene))
    attend(event, [one])
    ask(AFTER)
    ask(STARTS + timedelta(days=41))
    assert stages(one) == ["after"]
    ask(STARTS + timedelta(days=42))
    assert stages(one) == ["after", "later"]


def test_a_course_that_asks_nothing_asks_nobody(scene):
    event, (one,) = booked(scene, published(scene.partnership), member(scene))
    ask(NOW)
    attend(event, [one])
    ask(AFTER)
    assert stages(one) == []


def test_who_is_booked_far_ahead_or_did_not_come_is_not_asked(scene, course):
    _, (far,) = booked(scene, course, member(scene), starts_at=STARTS + timedelta(days=30))
    event, (came, missed) = booked(
        scene, course, member(scene), Named("Ann", "ann@example.org", "Nurse")
    )
    ask(NOW)
    assert stages(far) == [] and stages(came) == ["before"]
    session = event.sessions.get().pk
    entries = {(came.pk, session): "full", (missed.pk, session): "absent"}
    operations.enter_attendance(event=event, entries=entries, by=made.BY, now=AFTER)
    operations.close_register(event=event, by=made.BY, now=AFTER)
    ask(AFTER)
    assert stages(came)[-1] == "after" and stages(missed) == ["before"]


def test_who_gives_the_place_up_is_asked_no_more(scene, course):
    _, (one,) = booked(scene, course, member(scene))
    ask(NOW)
    operations.cancel_booking(booking=one, reason="", by=made.BY, now=NOW)
    ask(NOW + timedelta(hours=1))
    assert queries.my_questions(scene.actor("group_member"), NOW + timedelta(hours=2)) == []


def test_one_reminder_after_a_week_and_no_second(scene, course):
    _, (one,) = booked(scene, course, member(scene))
    ask(NOW)
    asked = Evaluation.objects.get(booking=one)
    for days, sent in ((6, 0), (7, 1), (8, 1), (15, 1)):
        operations.remind_of_evaluations(by=made.BY, now=NOW + timedelta(days=days))
        assert mails("training_ask_again", asked) == sent, days


def test_who_has_answered_is_not_reminded(scene, course):
    _, (one,) = booked(scene, course, member(scene))
    ask(NOW)
    asked = Evaluation.objects.get(booking=one)
    answered(asked, (2, 3), NOW)
    operations.remind_of_evaluations(by=made.BY, now=NOW + timedelta(days=8))
    assert mails("training_ask_again", asked) == 0


def items_by(asked, first, second):
    one, two = queries.items_of(asked.course_id)
    return {one.pk: first, two.pk: second}


def test_answers_are_kept_once_with_a_line_in_the_trail_that_tells_none_of_them(scene, course):
    _, (one,) = booked(scene, course, member(scene))
    ask(NOW)
    asked, by = Evaluation.objects.get(booking=one), scene.actor("group_member")
    given = {"evaluation": asked, "scores": items_by(asked, 2, 4), "words": "Unsure", "by": by}
    operations.answer_evaluation(**given, now=NOW)
    assert sorted(EvaluationScore.objects.filter(evaluation=asked).values_list(
        "score", flat=True)) == [2, 4]  # fmt: skip
    line = TrailEvent.objects.get(about=f"EVA-{asked.pk}")
    assert "Unsure" not in str(line.facts) and "4" not in str(line.facts)
    with pytest.raises(RuleBroken, match="answered already"):
        operations.answer_evaluation(**given, now=NOW)


def test_nobody_answers_for_another_nor_too_late_nor_something_else(scene, course):
    _, (one,) = booked(scene, course, member(scene))
    ask(NOW)
    asked = Evaluation.objects.get(booking=one)
    given = {"evaluation": asked, "scores": items_by(asked, 2, 4), "words": ""}
    for other in ("business_unit", "agency_lead"):
        with pytest.raises(NotAllowed):
            operations.answer_evaluation(**given, by=scene.actor(other), now=NOW)
        with pytest.raises(NotSeen):
            queries.evaluation(scene.actor(other), asked.pk)
    by = scene.actor("group_member")
    with pytest.raises(RuleBroken, match="is over"):
        operations.answer_evaluation(**given, by=by, now=STARTS)
    with pytest.raises(RuleBroken, match="have changed meanwhile"):
        operations.answer_evaluation(
            evaluation=asked, scores={1: 2}, words="", by=by, now=NOW
        )  # fmt: skip


def test_only_the_office_sets_what_is_asked_and_sorts(scene, course):
    lead = scene.actor("agency_lead")
    with pytest.raises(NotAllowed):
        operations.set_evaluation(course=course, items=[], later_after="3-months", by=lead, now=NOW)
    with pytest.raises(NotAllowed):
        operations.add_theme(course=course, name="x", by=lead, now=NOW)
    with pytest.raises(NotAllowed):
        operations.ask_evaluations(by=lead, now=NOW)


def test_other_words_are_another_item_and_the_old_one_keeps_its_answers(scene, course):
    before = {one.words: one.pk for one in queries.items_of(course.pk)}
    asking(course, "Telling somebody", "Naming the signs of neglect")
    after = {one.words: one.pk for one in queries.items_of(course.pk)}
    assert after["Telling somebody"] == before["Telling somebody"]
    assert set(after) == {"Telling somebody", "Naming the signs of neglect"}
    asking(course, "Naming the signs")
    assert {one.pk for one in queries.items_of(course.pk)} == {before["Naming the signs"]}


def test_a_manager_without_an_account_answers_by_a_link_once(scene, course):
    event, (one,) = booked(scene, course, member(scene))
    Learner.objects.filter(pk=one.learner_id).update(manager_email="lee.marsh@example.org")
    attend(event, [one])
    ask(AFTER)
    now = LATER
    ask(now)
    assert set(stages(one)) == {"after", "later", "manager"}
    asked = Evaluation.objects.get(booking=one, stage="manager")
    message = Message.objects.get(notice="training_ask_manager", to_email="lee.marsh@example.org")
    token = message.facts["link"].rsplit("/", 1)[1]
    assert asked.person_id is None and token not in asked.token_hash
    operations.remind_of_evaluations(by=made.BY, now=now + timedelta(days=8))
    again = Message.objects.get(notice="training_ask_again", to_email="lee.marsh@example.org")
    assert again.facts["link"] == message.facts["link"]
    Evaluation.objects.filter(pk=asked.pk).update(closes_at=NOW + timedelta(days=1))
    manager, path = Visitor(), f"/training/answer/{token}"
    page = manager.get(path)
    assert one.name in page and "as you have seen" in page
    sent = {f"item-{item.pk}": "4" for item in queries.items_of(course.pk)}
    assert "Enter your name" in manager.post(path, sent)
    manager.post(path, {**sent, "name": "Lee Marsh", "words": "Asks more"}, status=302)
    assert "were answered on" in manager.get(path)
    held = Evaluation.objects.get(pk=asked.pk)
    assert held.answered_by == "Lee Marsh" and held.comment.words == "Asks more"
    manager.post(path, {**sent, "name": "Somebody Else"})  # the page says that it was answered
    assert Evaluation.objects.get(pk=asked.pk).answered_by == "Lee Marsh"


def test_a_manager_with_an_account_is_asked_by_name_and_not_by_link(scene, course):
    event, (one,) = booked(scene, course, Named("Ann", "ann@example.org", "Nurse"))
    Learner.objects.filter(pk=one.learner_id).update(
        manager_email=scene.people["group_chair"].email
    )
    attend(event, [one])
    ask(AFTER)
    ask(LATER)
    asked = Evaluation.objects.get(booking=one, stage="manager")
    assert asked.person_id == scene.people["group_chair"].pk and asked.token_hash == ""
    message = Message.objects.get(key=f"training_ask_manager:{asked.pk}")
    assert message.facts["link"].endswith(f"/training/questions/{asked.pk}")
    with pytest.raises(NotSeen):
        queries.evaluation_by_token("")
    later = Evaluation.objects.get(booking=one, stage="later")
    assert later.person_id is None and len(later.token_hash) == 64


def paired_answers(scene, course, pairs, key="swypft"):
    """People who answered both stages, with the numbers they gave to the first item."""
    for number, (first, second) in enumerate(pairs):
        who = Named(f"P{number}", f"p{number}.{key}@example.org", "Nurse")
        _, (one,) = booked(scene, course, who, key=key)
        for stage, score in (("before", first), ("after", second)):
            asked = Evaluation.objects.create(
                partnership=scene.partnership, course=course, booking=one, agency=one.agency,
                stage=stage, name=one.name, attends_on=STARTS.date(), token_hash="", asked_at=NOW,
                closes_at=LATER,
            )  # fmt: skip
            answered(asked, (score, 3), NOW, "So it is")


EIGHT = [(2, 3), (1, 3), (3, 3), (2, 3), (3, 4), (2, 4), (3, 4), (4, 4)]  # differences as by hand


def test_results_show_pairs_with_their_interval_and_never_fewer_than_six(scene, course):
    paired_answers(scene, course, EIGHT[:5])
    chair = Visitor(scene.people["group_chair"])
    path = f"/training/courses/{course.reference}/results"
    page = " ".join(chair.get(path).split())
    assert "Fewer than 6 people have answered both" in page and "Rated higher" not in page
    assert 'data-label="Asked">few<' in page
    paired_answers(scene, course, EIGHT[5:], key="cafcass")
    page = " ".join(chair.get(path).split())
    assert ">8</td>" in page and ">+1.0</td>" in page and "+0.4 to +1.6" in page
    assert "Rated higher than before" in page and "not what they do with children" in page
    assert chair.statements <= 12


def test_an_answer_without_its_pair_counts_for_nothing(scene, course):
    """Six people before and six others after would make a mean; of pairs there are none."""
    paired_answers(scene, course, EIGHT[:6])
    ones = Evaluation.objects.filter(course=course, stage="after")
    Evaluation.objects.filter(pk__in=list(ones.values_list("pk", flat=True))).update(stage="later")
    before = Evaluation.objects.filter(course=course, stage="before")
    keep = list(before.values_list("pk", flat=True))[:3]
    Evaluation.objects.filter(pk__in=keep).update(stage="manager")
    page = Visitor(scene.people["scrutineer"]).get(f"/training/courses/{course.reference}/results")
    assert "Rated higher" not in page and "Managers rate" not in page


def test_the_office_reads_and_sorts_without_names(scene, course):
    paired_answers(scene, course, EIGHT[:6])
    office = Visitor(scene.people["business_unit"])
    path = f"/programme/courses/{course.reference}/comments"
    page = office.get(path)
    (words,) = [one.text for one in read(page).all("main")]
    assert "So it is" in words and "P0" not in words
    comment = queries.comments_of(course).first()
    sort = f"/programme/comments/{comment.pk}/sort"
    office.post(sort, {"name": "More time for cases"}, status=302)
    assert "More time for cases" in office.get(path)
    theme = queries.themes_of(course.pk)[0]
    results = f"/training/courses/{course.reference}/results"
    for one in queries.comments_of(course):
        operations.sort_comment(comment=one, themes=[theme], by=made.BY, now=NOW)
    assert "More time for cases: 12 comments" in office.get(results)
    operations.sort_comment(comment=comment, themes=[], by=made.BY, now=NOW)
    assert "More time for cases: 11 comments" in office.get(results)
    for one in list(queries.comments_of(course))[:8]:
        operations.sort_comment(comment=one, themes=[], by=made.BY, now=NOW)
    assert "fewer than 6 comments" in office.get(results)


def test_a_practitioner_answers_on_the_page(scene, course):
    _, (one,) = booked(scene, course, member(scene))
    ask(NOW)
    asked = Evaluation.objects.get(booking=one)
    visitor = Visitor(scene.people["group_member"])
    assert f"/training/questions/{asked.pk}" in visitor.get("/training/questions")
    path = f"/training/questions/{asked.pk}"
    page = visitor.post(path, {"words": ""})
    assert "Select a number for “Naming the signs”" in page
    sent = {f"item-{item.pk}": "4" for item in queries.items_of(course.pk)}
    visitor.post(path, sent, status=302)
    assert Evaluation.objects.get(pk=asked.pk).answered_at is not None
    Visitor(scene.people["agency_lead"]).get(path, status=404)


def test_the_example_is_offered_and_made_ones_own(scene):
    course = published(scene.partnership)
    office = Visitor(scene.people["business_unit"])
    path = f"/programme/courses/{course.reference}/evaluation"
    assert "Putting into words what daily life is like for the child" in office.get(path)
    office.post(path, {"items": "One\nTwo", "later_after": "8-weeks"}, status=302)
    assert [one.words for one in queries.items_of(course.pk)] == ["One", "Two"]
    assert "stands there twice" in office.post(
        path, {"items": "One\nOne", "later_after": "8-weeks"}
    )
