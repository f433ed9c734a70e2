import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

OWN = "person_id = (SELECT sightline_person())"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Occasion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("partnership_id", models.BigIntegerField()),
                ("about", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=400)),
                ("falls_on", models.DateField()),
                ("starts_at", models.TimeField(null=True)),
                ("ends_at", models.TimeField(null=True)),
                ("place", models.CharField(blank=True, max_length=400)),
                ("link", models.CharField(max_length=300)),
                ("is_cancelled", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["falls_on"], name="occasion_when")],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership_id", "key"), name="occasion_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="occasion_ends_after_start",
                        violation_error_message="It must end after it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person",),
                        name="one_live_feed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_optional", models.BooleanField(default=False)),
                ("is_withdrawn", models.BooleanField(default=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occasions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitees",
                        to="diary.occasion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="invitee_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("occasion", "person"), name="invited_once")
                ],
            },
        ),
        # who knows of an occasion besides is said by the room that keeps the records (records 0003)
        row_policies.protect("diary_occasion", read="false", write="false"),
        row_policies.never_deleted("diary_occasion"),
        row_policies.protect("diary_invitee", read=OWN, write="false", change="false"),
        row_policies.never_deleted("diary_invitee"),
        row_policies.protect("diary_feed", read=OWN, write=OWN, change=OWN),
        row_policies.never_deleted("diary_feed"),
    ]
