"""Many choose the last places of one parallel workshop at once (R8.2): never one too many, and
nobody is told two things."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from builders import partnership as made
from builders.conferring import workshop
from builders.training import on_offer, published
from sightline.foundation.errors import RuleBroken
from sightline.registers.partnership.models import Agency, Partnership
from sightline.work.training import operations, queries
from sightline.work.training.models import WorkshopChoice
from sightline.work.training.operations import Named

RACERS, PLACES = 12, 4


def test_twelve_racing_for_four_places_get_four(own_database):
    ours = Partnership.objects.create(key="racing", name="Racing Partnership", in_front=True)
    agency = Agency.objects.create(partnership=ours, key="one", name="One Agency")
    event = on_offer(published(ours, "Conference", kind="conference"), places=RACERS)
    small, large = workshop(event, "Small", PLACES), workshop(event, "Large", RACERS)
    places = operations.book_group(
        event=event, agency=agency, by=made.BY, now=timezone.now(),
        people=[Named(f"Racer {n}", f"racer.{n}@example.org") for n in range(RACERS)],
    )  # fmt: skip
    ready, told = threading.Barrier(RACERS), {}

    def choose(booking):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE sightline_worker")
            ready.wait(20)
            now = timezone.now() + timedelta(seconds=1)
            try:
                operations.choose_workshops(booking=booking, workshops=[small], by=made.BY, now=now)
                told[booking.pk] = "Small"
            except RuleBroken as broken:
                assert "Small is full" in broken.sentence
                operations.choose_workshops(booking=booking, workshops=[large], by=made.BY, now=now)
                told[booking.pk] = "Large"
        finally:
            connection.close()

    racers = [threading.Thread(target=choose, args=[one]) for one in places]
    for one in racers:
        one.start()
    for one in racers:
        one.join(60)
    assert queries.chosen_of(event) == {small.pk: PLACES, large.pk: RACERS - PLACES}
    kept = WorkshopChoice.objects.filter(workshop__event=event, dropped_at__isnull=True)
    assert dict(kept.values_list("booking", "workshop__title")) == told
