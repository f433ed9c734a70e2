"""What lead partners were asked and answered on a delay, and what was corrected of people, goes
with its case; the guards of identities, which are new, are opened as those of other tables are."""

from __future__ import annotations

from django.db import migrations

from sightline.assurance.retention.migrations import _hanging


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_two_persons_and_a_certificate"),
        ("reviews", "0021_a_person_of_a_case_is_corrected"),
    ]

    operations = [
        _hanging.hang(
            goes="reviews_delayapproval: delay_id record_id;"
            " reviews_delayasked: decision_id record_id window_id;"
            " reviews_identitybefore: case_person_id correction_id record_id;"
            " reviews_personcorrected: case_person_id record_id"
        ),
    ]
