import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

# who enters what (as `duties.permissions` says); duties come with the arrangements, reminders from
# the worker
WRITTEN_BY = {
    "duties_duty": "false",
    "duties_fulfilment": row_policies.capacity(
        "business-manager", "business-unit", "group-chair", "scrutineer"
    ),
    "duties_runningclock": row_policies.capacity(
        "business-manager", "business-unit", "caseworker", "panel-administrator"
    ),
    "duties_dispensation": row_policies.capacity("business-manager", "lead-partner"),
    "duties_reminder": "false",
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("promise", models.TextField()),
                ("kind", models.CharField(max_length=20)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "key"), name="duty_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispensation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("reason", models.TextField()),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispensations",
                        to="duties.duty",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="dispensation_dates_in_order",
                        violation_error_message="The last day must not be before the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Fulfilment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("on", models.DateField()),
                ("body_key", models.SlugField(blank=True, max_length=60)),
                ("source_key", models.SlugField(blank=True, max_length=60)),
                ("document_key", models.SlugField(blank=True, max_length=60)),
                ("topic", models.SlugField(blank=True, max_length=60)),
                ("place_key", models.SlugField(blank=True, max_length=60)),
                ("is_attested", models.BooleanField(default=False)),
                ("words", models.TextField(blank=True)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("late_reason", models.CharField(blank=True, max_length=300)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
                (
                    "duty",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="duties.duty"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fulfilments",
                        to="records.record",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partnership.seat",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "on"], name="fulfilment_when"),
                    models.Index(fields=["record"], name="fulfilment_record"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_attested", False),
                            models.Q(
                                ("duty__isnull", False), models.Q(("words", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="attested_entry_says_what",
                        violation_error_message="An attested entry names its duty and "
                        "says what was done.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occasion", models.CharField(max_length=60)),
                ("queued_at", models.DateTimeField()),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="duties.duty"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("duty", "person", "occasion"), name="reminded_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RunningClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_on", models.DateField()),
                ("started_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField()),
                ("due_at", models.DateTimeField(null=True)),
                ("is_provisional", models.BooleanField(default=False)),
                ("rule_version", models.CharField(max_length=60)),
                ("workings", models.TextField()),
                ("stopped_on", models.DateField(null=True)),
                ("late_reason", models.CharField(blank=True, max_length=300)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="duties.duty",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="records.record"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stopped_on__isnull", True)),
                        fields=["due_on"],
                        name="open_clocks",
                    )
                ],
            },
        ),
        *(
            row_policies.protect(table, read=row_policies.STAFF, write=write, change=write)
            for table, write in WRITTEN_BY.items()
        ),
        row_policies.never_deleted("duties_fulfilment"),
        row_policies.never_deleted("duties_dispensation"),
    ]
