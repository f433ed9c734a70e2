import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

SEES = row_policies.RECORD
OFFICE = row_policies.capacity("business-manager")
CHAIRS = row_policies.capacity("group-chair")
# a priority is written with the record of its own plan, by those who write the plan
OF_PLAN = (
    "EXISTS (SELECT 1 FROM planning_plan p WHERE p.id = plan_id "
    "AND p.record_id = planning_priority.record_id AND "
    f"{OFFICE.replace('partnership_id', 'p.partnership_id')})"
)
# a judgement with that of its objective, by the office or by the chair of the body that owns it
JUDGES = (
    "EXISTS (SELECT 1 FROM planning_objective o WHERE o.id = objective_id "
    "AND o.record_id = planning_judgement.record_id AND ("
    f"{OFFICE.replace('partnership_id', 'o.partnership_id')} OR "
    f"({CHAIRS.replace('partnership_id', 'o.partnership_id')} "
    f"AND ('chair:' || o.body_id) = ANY({row_policies.KEYS}::text[]))))"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0009_emergency_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("words", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("agreed", "Agreed")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("drawn_up_at", models.DateTimeField()),
                ("drawn_up_by", models.CharField(max_length=200)),
                ("agreed_on", models.DateField(null=True)),
                ("agreed_by", models.CharField(blank=True, max_length=200)),
                ("agreed_where", models.CharField(blank=True, max_length=200)),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.plan",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partnership.partnership",
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "starts_on"), name="one_plan_of_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="plan_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_by", ""), ("agreed_on__isnull", True), ("state", "draft")
                            ),
                            models.Q(
                                ("agreed_on__isnull", False),
                                ("state", "agreed"),
                                models.Q(("agreed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_agreed_by_whom",
                        violation_error_message="Say when the plan was agreed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Priority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                (
                    "aims",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="priorities",
                        to="planning.plan",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="priority_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=300)),
                ("measure", models.TextField()),
                ("alignment", models.TextField(blank=True)),
                ("reach_by_on", models.DateField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("dropped_by", models.CharField(blank=True, max_length=200)),
                ("dropped_reason", models.CharField(blank=True, max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="partnership.body",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.objective",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objective",
                        to="records.record",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="planning.plan",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="planning.priority",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("priority", "number"), name="objective_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dropped_at__isnull", True),
                                ("dropped_by", ""),
                                ("dropped_reason", ""),
                            ),
                            models.Q(
                                ("dropped_at__isnull", False),
                                models.Q(("dropped_by", ""), _negated=True),
                                models.Q(("dropped_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objective_dropped_by_whom",
                        violation_error_message="Say why it is dropped.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("progress", "Progress"), ("impact", "Impact")], max_length=10
                    ),
                ),
                ("value", models.CharField(max_length=14)),
                ("words", models.TextField()),
                ("judged_on", models.DateField()),
                ("judged_by", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="planning.objective",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["objective", "side", "-judged_on", "-id"], name="judgement_last"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("side", "progress"),
                                ("value__in", ["none", "little", "some", "good", "complete"]),
                            ),
                            models.Q(
                                ("side", "impact"),
                                ("value__in", ["not-yet-known", "none", "some", "clear"]),
                            ),
                            _connector="OR",
                        ),
                        name="judgement_of_its_side",
                    )
                ],
            },
        ),
        row_policies.protect(
            "planning_plan", read=SEES, write=f"{OFFICE} AND {SEES}", change=f"{OFFICE} AND {SEES}"
        ),
        row_policies.never_deleted("planning_plan"),
        row_policies.protect("planning_priority", read=SEES, write=OF_PLAN, change=OF_PLAN),
        row_policies.never_deleted("planning_priority"),
        row_policies.protect(
            "planning_objective",
            read=SEES,
            write=f"{OFFICE} AND {SEES}",
            change=f"{OFFICE} AND {SEES}",
        ),
        row_policies.never_deleted("planning_objective"),
        row_policies.protect("planning_judgement", read=SEES, write=JUDGES, change="false"),
        row_policies.append_only("planning_judgement"),
    ]
