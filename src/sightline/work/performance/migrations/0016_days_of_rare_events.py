"""The days of rare events: asked for with an indicator, drafted with a return, sealed apart."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

OFFICE = row_policies.capacity("business-manager", "business-unit", "analyst")
# who sees counts as small as they are: `permissions.see_small_counts`
SEES_SMALL = row_policies.capacity("business-manager", "analyst", "scrutineer")
OF_AGENCY = f"'agency:' || agency_id = ANY({row_policies.KEYS}::text[])"
LEADS = f"{OF_AGENCY} AND {row_policies.capacity('agency-lead', 'lead-partner')}"
SEAL = """EXISTS (SELECT 1 FROM performance_submission s
    JOIN performance_agencyreturn r ON r.id = s.agency_return_id
    WHERE s.id = submission_id AND s.agency_id = performance_eventday.agency_id
    AND s.partnership_id = performance_eventday.partnership_id {more} OFFSET 0)"""
SEEN = SEAL.format(more="")
# the office saw them where it filled in the return, which the agency had sent to it
SEEN_FOR = SEAL.format(more="AND r.taken_in_at IS NOT NULL")
SEALING = SEAL.format(more="AND r.state <> 'submitted' AND r.state <> 'withdrawn'")
SEALING_FOR = SEAL.format(
    more="AND r.state <> 'submitted' AND r.state <> 'withdrawn' AND r.taken_in_at IS NOT NULL"
)


def _belongs(to: str, related_name: str = "+") -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to
    )


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("performance", "0015_series_are_held_by_statement"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="has_days",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="returnline",
            name="days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(), null=True, size=None
            ),
        ),
        migrations.CreateModel(
            name="EventDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.IntegerField()),
                ("happened_on", models.DateField()),
                ("agency", _belongs("partnership.agency")),
                ("indicator", _belongs("performance.indicator")),
                ("partnership", _belongs("partnership.partnership")),
                ("submission", _belongs("performance.submission", "event_days")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["indicator", "period"], name="days_of_an_indicator")
                ],
            },
        ),
        row_policies.protect(
            "performance_eventday",
            read=f"(({OF_AGENCY} OR {SEES_SMALL}) AND {SEEN}) OR ({OFFICE} AND {SEEN_FOR})",
            write=f"({LEADS} AND {SEALING}) OR ({OFFICE} AND {SEALING_FOR})",
            change="false",
        ),
        row_policies.append_only("performance_eventday"),
    ]
