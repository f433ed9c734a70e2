"""Nothing is destroyed but by the retention job, with two persons and a certificate (security
design, 7; decision 019)."""

from __future__ import annotations

import pytest
from django.db import connection

from assurance.retention.keeping import age, destroyed
from builders.world import World
from sightline.registers.records.models import Record


def test_a_meeting_goes_with_all_that_hangs_on_it(scene: World) -> None:
    age()
    record = scene.record("held")
    certificate = destroyed(scene, record)
    assert not Record.objects.filter(pk=record.pk).exists()
    assert certificate.record_reference == record.reference
