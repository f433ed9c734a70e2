"""What the worker does for the data set: load files, and read charts anew after a decision."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import job, scheduled
from sightline.foundation.permissions import system_actor
from sightline.work.performance import operations
from sightline.work.performance.models import Framework, Indicator

BY = system_actor("Sightline")


@job("load_release")
def load_release(number: int) -> None:
    """Load a received file; one that is loaded already stays as it is."""
    now = timezone.now()
    release = operations.load_release(number=number, by=BY, now=now)
    operations.renew_headlines(partnership_id=release.partnership_id, by=BY, now=now)


@job("read_indicator_anew")
def read_indicator_anew(number: int) -> None:
    """Read the charts of one indicator after it was defined anew or a chart was decided on."""
    indicator = Indicator.objects.get(pk=number)
    whose, now = indicator.partnership_id, timezone.now()
    operations.read_anew(partnership_id=whose, indicator_id=number, by=BY, now=now)
    operations.renew_headlines(partnership_id=whose, by=BY, now=now)


@scheduled("chase_replies", cron="45 5 * * *")
def chase_replies(at: datetime) -> None:
    """Every morning: the leads of agencies whose replies are late, once for each question; and
    questions that stand on no agenda yet are put there."""
    operations.raise_what_waits(by=BY, now=at)
    operations.chase_replies(today=timezone.localdate(at), by=BY, now=at)


@job("take_submission")
def take_submission(number: int) -> None:
    """Turn a sealed return into figures; one that was taken already stays as it is."""
    now = timezone.now()
    release = operations.take_submission(number=number, by=BY, now=now)
    operations.renew_headlines(partnership_id=release.partnership_id, by=BY, now=now)


@scheduled("chase_returns", cron="50 5 * * *")
def chase_returns(at: datetime) -> None:
    """Every morning: the leads of agencies whose returns are due soon or late, once for each."""
    operations.chase_returns(today=timezone.localdate(at), by=BY, now=at)


@scheduled("clear_figures", cron="10 4 * * *")
def clear_figures(at: datetime) -> None:
    """Every night: settle what may leave of figures that no arrival has settled yet."""
    for number in Framework.objects.values_list("partnership_id", flat=True):
        operations.clear_figures(partnership_id=number, by=BY, now=at)
        operations.renew_headlines(partnership_id=number, by=BY, now=at)
