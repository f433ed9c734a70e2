import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("partnership", "0001_initial"),
        ("training", "0008_learning"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="moduletry",
            name="try_scored_when_finished",
        ),
        migrations.AddField(
            model_name="module",
            name="launch",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="module",
            name="package",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="module",
            name="package_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="module",
            name="package_title",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="module",
            name="standard",
            field=models.CharField(blank=True, max_length=4),
        ),
        migrations.AddField(
            model_name="moduletry",
            name="reported",
            field=models.JSONField(default=dict),
        ),
        migrations.AddConstraint(
            model_name="module",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("launch", ""),
                        ("package__isnull", True),
                        ("package_sha256", ""),
                        ("standard", ""),
                    ),
                    models.Q(
                        ("package__isnull", False),
                        ("standard__in", ("1.2", "2004")),
                        models.Q(("package_sha256", ""), _negated=True),
                        models.Q(("launch", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="package_whole_or_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="moduletry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("finished_at__isnull", True),
                        ("has_passed", False),
                        ("score__isnull", True),
                    ),
                    models.Q(
                        ("finished_at__isnull", False),
                        models.Q(
                            ("score__isnull", True), ("score__range", (0, 100)), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="try_scored_when_finished",
            ),
        ),
    ]
