import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

# A person sees what they have just uploaded; which other files they see is said by the room whose
# documents the files belong to, in a policy of its own.
OWN_UPLOAD = f"'person:' || uploaded_by_person_id = ANY({row_policies.KEYS}::text[])"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("trail", "0001_initial"), ("jobs", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=5)),
                ("media_type", models.CharField(max_length=100)),
                ("original_name", models.CharField(max_length=200)),
                ("uploaded_at", models.DateTimeField()),
                ("uploaded_by", models.CharField(max_length=200)),
                ("uploaded_by_person_id", models.BigIntegerField(null=True)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not-scanned", "Not scanned: no scanner is configured"),
                            ("held", "Held until the scanner answers"),
                            ("clean", "Scanned, nothing found"),
                            ("refused", "Refused by the scanner"),
                        ],
                        max_length=11,
                    ),
                ),
                ("scanned_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan", "held")), fields=["id"], name="file_held"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileText",
            fields=[
                (
                    "stored_file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="files.storedfile",
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("is_complete", models.BooleanField()),
                ("read_at", models.DateTimeField()),
            ],
        ),
        row_policies.protect("files_storedfile", read=OWN_UPLOAD, write=OWN_UPLOAD, change="false"),
        row_policies.never_deleted("files_storedfile"),
        row_policies.protect("files_filetext", read="false", write="false", change="false"),
        row_policies.hidden_from_web("files_filetext"),
    ]
