"""E-learning taken here (R8.3): pages, questions, a pass mark; a version that does not change under
who learns; what passing brings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from builders import partnership as made
from builders.learning import QUESTIONS, RIGHT, begun, drafted, taught, took
from builders.needing import role, staffed
from builders.training import published
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.work.training import operations, queries
from sightline.work.training.models import Certificate, Completion, Module
from sightline.work.training.rules import learning

ASKED = [
    {"options": learning.read_options(kind, options)} for kind, _, options, _ in QUESTIONS
]  # three questions: each is a third


@pytest.mark.parametrize(
    "answers, pass_mark, score, passes",
    [
        ([[1], [0, 1], [1]], 100, 100, True),
        ([[1], [0], [1]], 66, 66, True),  # half of "several" counts for nothing: 2 of 3
        ([[1], [0, 1, 2], [1]], 66, 66, True),  # one too many neither
        ([[1], [0], [1]], 67, 66, False),  # 66.67 is not 67, and is shown as 66
        ([[0], [0], [1]], 33, 33, True),
        ([[0], [2], [0]], 1, 0, False),
    ],
)
def test_a_question_counts_where_exactly_the_right_answers_are_chosen(
    answers, pass_mark, score, passes
):
    marked = learning.mark(ASKED, answers, pass_mark)
    assert (marked.score, marked.has_passed) == (score, passes)


@pytest.mark.parametrize(
    "kind, typed, says",
    [
        ("one", "* only", "Write 2 to 10 answers"),
        ("one", "a\nb", "the one answer that is right"),
        ("one", "* a\n* b", "the one answer that is right"),
        ("several", "a\nb", "before each answer"),
        ("truth", "* Yes\nNo", "True and False"),
        ("one", "* Same\nsame", "are the same"),
        ("one", "*\nb", "words after each star"),
    ],
)
def test_answers_that_nobody_could_choose_rightly_are_refused(kind, typed, says):
    with pytest.raises(RuleBroken, match=says):
        learning.read_options(kind, typed)


def test_tries_are_counted_by_day():
    today = date(2026, 11, 28)
    learning.check_tries([today, today - timedelta(days=1)], today, 2)
    with pytest.raises(RuleBroken, match="2 times today"):
        learning.check_tries([today, today], today, 2)


@pytest.fixture
def course(scene):
    return published(scene.partnership, "E-neglect", kind="e-learning", refresher_months=24)


@pytest.fixture
def practitioner(scene):
    return scene.actor("practitioner")


def test_passing_is_a_completion_and_a_certificate_that_anybody_may_check(course, practitioner):
    taught(course)
    done = took(course, practitioner, now=NOW)
    assert (done.score, done.has_passed) == (100, True)
    completion = Completion.objects.get(course=course)
    day = timezone.localdate(NOW)
    assert completion.completed_on == day
    assert completion.expires_on == day.replace(year=day.year + 2)
    certificate = Certificate.objects.get(completion=completion)
    checked = queries.check_code(certificate.code)
    assert checked == (done.learner.name, "E-neglect", day)
    lines = set(TrailEvent.objects.filter(about=f"LRN-{done.pk}").values_list("code", flat=True))
    assert lines == {f"training_learning_{what}" for what in ("begun", "read", "passed")}


def test_not_passing_earns_nothing_and_may_be_tried_again_until_the_day_is_used_up(
    course, practitioner
):
    taught(course, tries_a_day=2)
    wrong = [[0], [2], [0]]
    for _ in range(2):
        assert took(course, practitioner, wrong, now=NOW).score == 0
    assert not Completion.objects.filter(course=course).exists()
    with pytest.raises(RuleBroken, match="try tomorrow"):
        begun(course, practitioner, NOW)
    assert took(course, practitioner, now=NOW + timedelta(days=1)).has_passed


def test_where_one_was_is_kept_and_no_page_is_skipped(course, practitioner):
    taught(course)
    held = begun(course, practitioner)
    when = {"by": practitioner, "now": NOW}
    with pytest.raises(RuleBroken, match="in their order"):
        operations.read_page(attempt=held, place=2, **when)
    with pytest.raises(RuleBroken, match="every page"):
        operations.answer_module(attempt=held, answers=RIGHT, **when)
    operations.read_page(attempt=held, place=1, **when)
    again = begun(course, practitioner)
    assert (again.pk, again.pages_read) == (held.pk, 1)


def test_a_published_version_does_not_change_under_who_learns(course, practitioner):
    first = taught(course)
    held = begun(course, practitioner)
    second = drafted(course)
    assert (second.number, second.pages) == (2, first.pages + first.pages)  # copied, and written on
    operations.publish_module(module=second, version=second.version, by=made.BY, now=NOW)
    assert took(course, practitioner).module == first  # went on with what was begun
    assert begun(course, practitioner).module == second
    assert held.module_id == first.pk
    first.refresh_from_db()
    with pytest.raises(RuleBroken, match="as it stands"):
        operations.drop_part(
            module=first, version=first.version, part="pages", place=1, by=made.BY, now=NOW
        )
    with pytest.raises(DatabaseError, match="not changed under"), transaction.atomic():
        Module.objects.filter(pk=first.pk).update(pages=[])


def test_nothing_is_published_that_cannot_be_learnt_from(course):
    empty = drafted(course, pages=(), questions=())
    with pytest.raises(RuleBroken, match="Add a page and a question"):
        operations.publish_module(module=empty, version=empty.version, by=made.BY, now=NOW)
    with pytest.raises(RuleBroken, match="begun already"):
        operations.begin_module(course=course, by=made.BY, now=NOW)
    with pytest.raises(RuleBroken, match="Somebody else"):
        operations.move_part_up(
            module=empty, version=empty.version + 1, part="pages", place=1, by=made.BY, now=NOW
        )


def test_a_course_given_at_events_has_no_module(scene):
    with pytest.raises(RuleBroken, match="Only a course of e-learning"):
        operations.begin_module(course=published(scene.partnership), by=made.BY, now=NOW)


def test_the_office_alone_writes_and_nobody_answers_for_another(scene, course, practitioner):
    lead = scene.actor("agency_lead")
    with pytest.raises(NotAllowed):
        operations.begin_module(course=course, by=lead, now=NOW)
    taught(course)
    held = begun(course, practitioner)
    with pytest.raises(NotSeen):
        operations.read_page(attempt=held, place=1, by=lead, now=NOW)
    operations.withdraw_course(course=course, reason="Out of date", by=made.BY, now=NOW)
    course.refresh_from_db()
    with pytest.raises(RuleBroken, match="nothing to learn"):
        begun(course, lead)


def test_what_is_completed_here_covers_the_need(scene, course, practitioner):
    taught(course)
    done = took(course, practitioner, now=NOW)
    worker = role(scene.partnership, "Youth worker", course)
    staffed(done.learner.agency, worker, 2)
    type(done.learner).objects.filter(pk=done.learner_id).update(role="youth worker")
    rows = queries.gaps_of(scene.actor("business_unit"), NOW.date())
    assert [one.covered for one in rows if one.course == "E-neglect"] == [1]


def test_somebody_takes_it_page_by_page_without_script(scene, course):
    taught(course, pages=[("Signs", "## See\n- Look\n<script>no</script>"), ("Act", "Do **it**.")])
    reader = Visitor(scene.people["practitioner"])
    address = f"/training/courses/{course.reference}/learn"
    assert "Take this course" in reader.get(f"/training/courses/{course.reference}")
    assert "about 20 minutes" in reader.get(address)
    first = reader.post(address, {"begin": "yes"}, status=302)
    page = reader.get(first)
    assert "<h2" in page and "&lt;script&gt;no" in page and "page 1 of 2" in page
    second = reader.post(first, {}, status=302)
    assert "Go on with E-neglect" in reader.get("/training/bookings")
    assert "You have read 1 of 2 pages" in reader.get(address)
    assert reader.post(address, {"begin": "yes"}, status=302) == second  # continue where I was
    questions = reader.post(second, {}, status=302)
    refused = reader.post(questions, {"question-0": "1"})
    assert "Question 2: select an answer" in refused
    led = reader.post(
        questions, {"question-0": "1", "question-1": ["0", "1"], "question-2": "1"}, status=302
    )
    page = reader.get(led)
    assert "You have passed" in page and "It builds up." in page
    page = reader.get("/training/bookings")
    number = Completion.objects.get(course=course).pk
    assert f"/training/completions/{number}/certificate" in page
    paper = reader.ask("get", f"/training/completions/{number}/certificate")
    assert paper["Content-Type"] == "application/pdf"


def test_the_office_writes_it_on_pages(scene, course):
    desk = Visitor(scene.people["business_unit"])
    home = f"/programme/courses/{course.reference}/module"
    assert "Nothing is written yet" in desk.get(home)
    desk.post(f"{home}/begin", {}, status=302)
    assert "select" in desk.post(f"{home}/set", {"minutes": "x"}).lower()
    desk.post(f"{home}/set", {"minutes": "30", "pass_mark": "70", "tries_a_day": "2",
                              "is_example": "yes"}, status=302)  # fmt: skip
    for title in ("One", "Two"):
        desk.post(f"{home}/pages/add", {"title": title, "words": "Words"}, status=302)
    question = {"kind": "one", "words": "Which?", "options": "a\nb", "feedback": "So."}
    assert "one answer that is right" in desk.post(f"{home}/questions/add", question)
    desk.post(f"{home}/questions/add", {**question, "options": "* a\nb"}, status=302)
    assert "* a" in desk.get(f"{home}/questions/1")
    draft = Module.objects.get(course=course)
    late = desk.post(f"{home}/pages/2", {"title": "Two", "words": "Late", "seen_version": "1"})
    assert "Somebody else changed this" in late
    desk.post(f"{home}/arrange", {"step": "up", "part": "pages", "place": "2",
                                  "seen_version": draft.version}, status=302)  # fmt: skip
    draft.refresh_from_db()
    assert [one["title"] for one in draft.pages] == ["Two", "One"]
    assert [one["words"] for one in draft.pages] == ["Words", "Words"]  # who was late changed none
    desk.post(f"{home}/publish", {"seen_version": draft.version}, status=302)
    page = desk.get(home)
    assert "Version 1 is what people learn from" in page and "Change<" not in page


def test_the_example_catalogue_has_the_four_core_topics_of_the_arrangements(scene):
    """R8.3: neglect, sexual abuse, physical abuse and emotional abuse, each said to be an example,
    and each of them can be passed."""
    from sightline.web.demonstration_year import modules

    topics = ("neglect", "sexual abuse", "physical abuse", "emotional abuse")
    courses = [
        published(scene.partnership, f"E-learning: {topic} (example)", kind="e-learning")
        for topic in topics
    ]
    assert modules.teach(courses, made.BY, NOW) == 4
    for course in courses:
        held = Module.objects.get(course=course, state="published")
        assert held.is_example and len(held.pages) == 3 and len(held.questions) == 4
        right = [
            [at for at, option in enumerate(one["options"]) if option["is_right"]]
            for one in held.questions
        ]
        done = took(course, scene.actor("practitioner"), right)
        assert done.has_passed and Completion.objects.filter(course=course).count() == 1
