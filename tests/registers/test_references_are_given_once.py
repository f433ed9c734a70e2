"""A reference is never given twice, however many ask at once."""

from __future__ import annotations

import threading

from django.db import connection, transaction

from sightline.registers.partnership.models import Partnership
from sightline.registers.records.operations import next_reference


def test_no_reference_is_given_twice_when_many_ask_at_once(own_database):
    ours = Partnership.objects.create(key="racing", name="Racing Partnership", in_front=True)
    given: list[str] = []
    ready = threading.Barrier(4)

    def ask():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE sightline_web")
            ready.wait(10)
            for _ in range(5):
                with transaction.atomic():
                    given.append(next_reference(partnership_id=ours.pk, prefix="EXE", year=2030))
        finally:
            connection.close()

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(20)
    # four who ask five times each: the numbers 1 to 20, each once
    assert sorted(given) == [f"EXE-2030-{number:03d}" for number in range(1, 21)]
