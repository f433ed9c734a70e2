import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
MINE = "person_id = (SELECT sightline_person())"
# what is issued and seen is confirmed by oneself alone
ISSUED = """EXISTS (SELECT 1 FROM training_briefing b WHERE b.id = briefing_id
    AND b.partnership_id = training_briefingreceipt.partnership_id AND b.state = 'issued')"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0009_emergency_access"),
        ("training", "0004_evaluation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Briefing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("briefing", "Seven-minute briefing"),
                            ("event", "Event"),
                            ("post", "Post on social media"),
                            ("page", "Page of a website"),
                            ("reading", "Reading"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("audience", models.CharField(max_length=300)),
                ("words", models.TextField(blank=True)),
                ("address", models.URLField(blank=True, max_length=500)),
                (
                    "sections",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(blank=True), default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("issued", "Issued")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("issued_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefing",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["partnership", "-id"], name="briefing_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_on__isnull", True), ("state", "draft")),
                            models.Q(("issued_on__isnull", False), ("state", "issued")),
                            _connector="OR",
                        ),
                        name="briefing_issued_on_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingReach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("training", "Training"),
                            ("conference", "Conference"),
                            ("social", "Social media"),
                            ("website", "Website"),
                            ("reading", "Reading materials"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField()),
                ("to_whom", models.CharField(max_length=300)),
                ("reached", models.PositiveIntegerField(null=True)),
                ("said", models.TextField(blank=True)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reaches",
                        to="training.briefing",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BriefingReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField()),
                ("said", models.TextField(blank=True)),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="training.briefing",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("briefing", "person"),
                        name="receipt_once",
                        violation_error_message="You have confirmed this already.",
                    )
                ],
            },
        ),
        row_policies.protect(
            "training_briefing",
            read=row_policies.RECORD,
            write=f"{MEMBER} AND {OFFICE} AND {row_policies.RECORD}",
            change=OFFICE,
        ),
        row_policies.protect(
            "training_briefingreach",
            read=row_policies.RECORD,
            write=f"{MEMBER} AND {OFFICE} AND {row_policies.RECORD}",
            change="false",
        ),
        row_policies.protect(
            "training_briefingreceipt",
            read=f"{MINE} OR {OFFICE}",
            write=f"{MINE} AND {ISSUED}",
            change="false",
        ),
        row_policies.never_deleted("training_briefing"),
        row_policies.append_only("training_briefingreach"),
        row_policies.append_only("training_briefingreceipt"),
    ]
