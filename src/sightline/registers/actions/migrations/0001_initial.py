"""Recommendations and actions: seen with their cover sheets, never deleted; what was said of them
stays as it was said."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.foundation.row_policies import RECORD, STAFF

TABLES = (
    "recommendation", "action", "step", "note", "datechange", "proof", "dissemination",
)  # fmt: skip
OWNER = "owner_id = (SELECT sightline_person())"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0008_what_arises_from_a_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("procedure", "Write or change a procedure"),
                            ("training", "Train people"),
                            ("briefing", "Make something known"),
                            ("service", "Change a service"),
                            ("audit", "Audit"),
                            ("visit", "Visit"),
                            ("data", "Figures"),
                            ("feedback", "Ask children, families or practitioners"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                ("detail", models.TextField(blank=True)),
                ("owner_name", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not begun"),
                            ("under-way", "Under way"),
                            ("complete", "Complete"),
                            ("difference", "Made a difference"),
                            ("no-difference", "Complete, no difference seen"),
                            ("cancelled", "No longer needed"),
                            ("merged", "Merged into another"),
                        ],
                        default="open",
                        max_length=14,
                    ),
                ),
                ("due_on", models.DateField()),
                ("first_due_on", models.DateField()),
                ("times_moved", models.PositiveIntegerField(default=0)),
                ("moving_on", models.DateField()),
                ("blocked_by", models.CharField(blank=True, max_length=300)),
                ("blocked_on", models.DateField(null=True)),
                ("completed_on", models.DateField(null=True)),
                ("completed_by", models.CharField(blank=True, max_length=200)),
                ("what_changed", models.TextField(blank=True)),
                ("verified_on", models.DateField(null=True)),
                ("verified_by", models.CharField(blank=True, max_length=200)),
                ("verdict", models.TextField(blank=True)),
                ("closing_reason", models.CharField(blank=True, max_length=300)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partnership.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partnership.body",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="actions.action"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to=settings.AUTH_USER_MODEL,
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
                        related_name="action",
                        to="records.record",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "due_on", "id"], name="action_due"),
                    models.Index(fields=["owner", "due_on", "id"], name="action_owner"),
                    models.Index(fields=["agency", "due_on", "id"], name="action_agency"),
                    models.Index(fields=["body", "due_on", "id"], name="action_body"),
                    models.Index(
                        condition=models.Q(("state__in", ["open", "under-way"])),
                        fields=["partnership", "due_on"],
                        name="action_live",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner__isnull", False),
                            ("agency__isnull", False),
                            models.Q(("owner_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="action_has_an_owner",
                        violation_error_message="Say who does it: a person, or at least an agency.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("blocked_by", ""), ("blocked_on__isnull", True)),
                            models.Q(
                                ("blocked_on__isnull", False),
                                models.Q(("blocked_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_blocked_by_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("completed_by", ""), ("completed_on__isnull", True)),
                            models.Q(
                                ("completed_on__isnull", False),
                                models.Q(("completed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_completed_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verified_by", ""), ("verified_on__isnull", True)),
                            models.Q(
                                ("verified_on__isnull", False),
                                models.Q(("verified_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_verified_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["complete", "difference", "no-difference"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("completed_on__isnull", False),
                                models.Q(("what_changed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_complete_says_what_changed",
                        violation_error_message="Say what changed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["difference", "no-difference"]), _negated=True),
                            ("verified_on__isnull", False),
                            _connector="OR",
                        ),
                        name="action_difference_is_verified",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(
                                models.Q(("state", "merged"), _negated=True),
                                ("merged_into__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="action_merged_into_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="action_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dissemination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("briefing", "Briefing"),
                            ("training", "Training"),
                            ("event", "Event"),
                            ("website", "Website"),
                            ("bulletin", "Bulletin"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField()),
                ("to_whom", models.CharField(max_length=300)),
                ("reached", models.PositiveIntegerField(null=True)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disseminations",
                        to="records.record",
                    ),
                ),
                (
                    "told_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=200)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="actions.action",
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
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("audit", "Audit"),
                            ("re-audit", "Re-audit or dip sample"),
                            ("visit", "Visit"),
                            ("data", "Figures"),
                            ("feedback", "What children, families or practitioners say"),
                            ("scrutiny", "Scrutiny"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "shows",
                    models.CharField(
                        choices=[
                            ("change", "Practice has changed"),
                            ("some", "Some change"),
                            ("none", "No change"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.TextField()),
                ("seen_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "evidence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("review", "Review of a case"),
                            ("audit", "Audit"),
                            ("visit", "Visit"),
                            ("peer", "Peer review"),
                            ("scrutineer", "Independent scrutineer"),
                            ("child-deaths", "Child death overview"),
                            ("child", "Children and families"),
                            ("practitioner", "Practitioners"),
                            ("inspection", "Inspection"),
                            ("meeting", "Meeting"),
                            ("other", "Somewhere else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("said_on", models.DateField()),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("wording", models.TextField()),
                ("hoped_for", models.TextField()),
                ("to_whom", models.CharField(max_length=200)),
                (
                    "response",
                    models.CharField(
                        choices=[
                            ("none", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("in-part", "Accepted in part"),
                            ("not", "Not accepted"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("responded_on", models.DateField(null=True)),
                ("responded_by", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="partnership.body",
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
                        related_name="recommendation",
                        to="records.record",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="records.record",
                    ),
                ),
                (
                    "to_agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["partnership", "response"], name="recommendation_response"
                    ),
                    models.Index(fields=["body"], name="recommendation_body"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("responded_by", ""),
                                ("responded_on__isnull", True),
                                ("response", "none"),
                            ),
                            models.Q(
                                ("responded_on__isnull", False),
                                models.Q(("responded_by", ""), _negated=True),
                                models.Q(("response", "none"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_responded_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("response__in", ["in-part", "not"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recommendation_refused_with_reason",
                        violation_error_message="Say why it is not accepted, or only in part.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="recommendation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="actions.recommendation",
            ),
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("words", models.CharField(max_length=300)),
                ("done_on", models.DateField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=200)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="actions.action",
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
                    models.UniqueConstraint(fields=("action", "number"), name="action_step"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_by", ""), ("done_on__isnull", True)),
                            models.Q(
                                ("done_on__isnull", False), models.Q(("done_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="action_step_done_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DateChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_on", models.DateField()),
                ("new_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("moved_at", models.DateTimeField()),
                ("moved_by", models.CharField(max_length=200)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes",
                        to="actions.action",
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
                    models.CheckConstraint(
                        condition=models.Q(("new_on", models.F("old_on")), _negated=True),
                        name="action_date_moved",
                    )
                ],
            },
        ),
        row_policies.protect(
            "actions_recommendation",
            read=RECORD,
            write=f"{STAFF} AND {RECORD}",
            change=f"{STAFF} AND {RECORD}",
        ),
        # an owner need not be staff: a practitioner reports on what is theirs
        row_policies.protect(
            "actions_action",
            read=RECORD,
            write=f"{STAFF} AND {RECORD}",
            change=f"{RECORD} AND ({STAFF} OR {OWNER})",
        ),
        row_policies.protect("actions_step", read=RECORD, write=RECORD),
        *(
            row_policies.protect(f"actions_{name}", read=RECORD, write=RECORD, change="false")
            for name in ("note", "datechange", "proof", "dissemination")
        ),
        *(row_policies.never_deleted(f"actions_{name}") for name in TABLES),
    ]
