"""Editions of the documents that the arrangements speak of, and what is told of which."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

BEGINS = row_policies.capacity("business-manager", "business-unit", "lead-partner", "group-chair")
WITHDRAWS = row_policies.capacity("business-manager")


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0004_drafts"),
        ("partnership", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document_key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=60)),
                ("begun_on", models.DateField()),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("partnership", "document_key", "name"),
                        name="edition_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("partnership", "document_key", "begun_on"),
                        name="edition_begun_on",
                    ),
                ],
            },
        ),
        row_policies.protect(
            "duties_edition", read=row_policies.STAFF, write=BEGINS, change=WITHDRAWS
        ),
        row_policies.never_deleted("duties_edition"),
        migrations.AddField(
            model_name="fulfilment",
            name="edition",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="duties.edition"
            ),
        ),
    ]
