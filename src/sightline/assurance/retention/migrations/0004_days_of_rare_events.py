"""The days of rare events go with the return that brought them."""

from __future__ import annotations

from django.db import migrations

from sightline.assurance.retention.migrations import _hanging


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0003_approvals_and_corrections_go_with_their_case"),
        ("performance", "0016_days_of_rare_events"),
    ]

    operations = [_hanging.hang(goes="performance_eventday: submission_id")]
