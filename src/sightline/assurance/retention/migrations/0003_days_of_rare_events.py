"""The days of rare events go with the return that brought them."""

from django.db import migrations

from sightline.assurance.retention.migrations import _hanging


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_two_persons_and_a_certificate"),
        ("performance", "0016_days_of_rare_events"),
    ]

    operations = [_hanging.hang(goes="performance_eventday: submission_id")]
