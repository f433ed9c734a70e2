"""What lead partners were asked and answered on a delay goes with its case."""

from __future__ import annotations

from django.db import migrations

from sightline.assurance.retention.migrations import _hanging


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_two_persons_and_a_certificate"),
        ("reviews", "0020_lead_partners_approve_delays"),
    ]

    operations = [
        _hanging.hang(
            goes="reviews_delayapproval: delay_id record_id;"
            " reviews_delayasked: decision_id record_id window_id"
        ),
    ]
