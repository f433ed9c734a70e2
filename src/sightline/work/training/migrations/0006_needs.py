import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
AGENCY = "agency_id = ANY((SELECT sightline_training_agencies())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("training", "0005_dissemination"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkforceRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "also_called",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, size=None
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "name"),
                        name="workforce_role_once",
                        violation_error_message="There is a role of that name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkforceCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("staff", models.PositiveIntegerField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="training.workforcerole",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "role"), name="staff_counted_once"),
                    models.CheckConstraint(
                        condition=models.Q(("staff__lte", 100000)),
                        name="staff_within_reason",
                        violation_error_message="An agency has up to 100,000 people in a role.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.course",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="training.workforcerole",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("role", "course"),
                        name="role_needs_a_course_once",
                    )
                ],
            },
        ),
        *(
            row_policies.protect(table, read=MEMBER, write=f"{MEMBER} AND {OFFICE}", change=OFFICE)
            for table in ("training_workforcerole", "training_roleneed")
        ),
        # an agency says its own numbers, and sees no other's
        row_policies.protect(
            "training_workforcecount",
            read=f"{AGENCY} OR {OFFICE}",
            write=f"{MEMBER} AND ({AGENCY} OR {OFFICE})",
            change=f"{AGENCY} OR {OFFICE}",
        ),
        *(
            row_policies.never_deleted(f"training_{name}")
            for name in ("workforcerole", "roleneed", "workforcecount")
        ),
    ]
