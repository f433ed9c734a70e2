"""Meetings still to come, and those nobody recorded, without reading the years of those held."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["partnership", "on"],
                condition=models.Q(state="planned"),
                name="meeting_planned",
            ),
        ),
    ]
