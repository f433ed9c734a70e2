"""A job exists if the change it follows from does, and failed ones are seen and put back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.jobs import operations, queries
from sightline.foundation.jobs.queue import ATTEMPTS, job, wait_before
from sightline.foundation.permissions import Actor, system_actor
from sightline.foundation.trail.models import TrailEvent

pytestmark = pytest.mark.django_db
done: list[int] = []
clerk = Actor(
    person_id=1,
    name="A clerk",
    partnership_id=1,
    capacities=frozenset({"business-manager"}),
)
visitor = Actor(person_id=2, name="A visitor", partnership_id=1)


@pytest.fixture(autouse=True)
def declared_jobs() -> Iterator[None]:
    @job("count_for_a_test")
    def count(number: int) -> None:
        done.append(number)

    @job("fail_for_a_test")
    def fail(number: int) -> None:
        raise ValueError("a sentence that a person wrote")

    done.clear()
    yield
    for name in ("count_for_a_test", "fail_for_a_test"):
        del app.tasks[name]


def make_due() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")


def fail_for_good() -> int:
    operations.enqueue("fail_for_a_test", number=4)
    for _ in range(ATTEMPTS):
        make_due()
        operations.run_worker(one_shot=True)
    (failed,) = queries.failed_jobs()
    return failed.job_id


def test_a_job_entered_in_a_change_that_is_undone_is_never_done() -> None:
    with transaction.atomic():
        operations.enqueue("count_for_a_test", number=1)
        transaction.set_rollback(True)
    operations.enqueue("count_for_a_test", number=2)
    operations.run_worker(one_shot=True)
    assert done == [2]


def test_the_web_process_may_enter_a_job_but_not_take_or_delete_one(as_role) -> None:
    with as_role("sightline_web"):
        operations.enqueue("count_for_a_test", number=3)
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM procrastinate_jobs")
    operations.run_worker(one_shot=True)
    assert done == [3]


def test_of_two_jobs_with_one_key_only_one_waits_and_the_change_goes_on() -> None:
    assert operations.enqueue("count_for_a_test", key="the same", number=1) is True
    assert operations.enqueue("count_for_a_test", key="the same", number=2) is False
    operations.enqueue("count_for_a_test", number=3)  # the transaction is still usable
    operations.run_worker(one_shot=True)
    assert done == [1, 3]


def test_a_job_that_no_room_declares_is_refused() -> None:
    with pytest.raises(LookupError, match="nobody_declares_this"):
        operations.enqueue("nobody_declares_this")


def test_a_failed_job_waits_longer_each_time() -> None:
    assert [wait_before(made) for made in (1, 2, 3, 4, 5)] == [
        timedelta(seconds=seconds) for seconds in (20, 40, 80, 160, 320)
    ]
    assert wait_before(30) == timedelta(hours=1)
    before = timezone.now()
    operations.enqueue("fail_for_a_test", number=4)
    operations.run_worker(one_shot=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, scheduled_at FROM procrastinate_jobs")
        ((status, at),) = cursor.fetchall()
    assert status == "todo"
    assert timedelta(seconds=20) <= at - before <= timedelta(seconds=25)


def test_after_the_last_attempt_a_job_is_on_the_list_without_the_words_of_its_error() -> None:
    number = fail_for_good()
    (failed,) = queries.failed_jobs()
    assert failed.job_id == number
    assert failed.job_name == "fail_for_a_test"
    assert failed.arguments == {"number": 4}
    assert failed.attempts == ATTEMPTS
    assert failed.error == "ValueError"
    (line,) = queries.overview()
    assert (line.waiting, line.in_hand, line.failed) == (0, 0, 1)


def test_a_failed_job_is_put_back_by_a_person_and_the_trail_says_so(as_role) -> None:
    number = fail_for_good()
    with as_role("sightline_web"):
        operations.retry_failed(job_id=number, by=clerk, now=timezone.now())
    assert queries.failed_jobs() == []
    assert queries.overview()[0].waiting == 1
    line = TrailEvent.objects.get(code="failed_job_retried")
    assert (line.actor, line.facts) == ("A clerk", {"job": "fail_for_a_test"})


def test_somebody_without_the_permission_cannot_put_a_job_back() -> None:
    number = fail_for_good()
    with pytest.raises(NotAllowed):
        operations.retry_failed(job_id=number, by=visitor, now=timezone.now())
    assert len(queries.failed_jobs()) == 1


def test_a_job_that_waits_cannot_be_put_back_again() -> None:
    number = fail_for_good()
    operations.retry_failed(job_id=number, by=clerk, now=timezone.now())
    with pytest.raises(RuleBroken, match="not on the list"):
        operations.retry_failed(job_id=number, by=system_actor("a test"), now=timezone.now())


def test_a_job_that_took_its_worker_down_at_every_attempt_is_given_up() -> None:
    operations.enqueue("count_for_a_test", number=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s", [ATTEMPTS - 1]
        )
    assert operations.rescue_stalled_jobs(now=timezone.now()) == 1
    (failed,) = queries.failed_jobs()
    assert failed.error == "WorkerLost"
    assert done == []
