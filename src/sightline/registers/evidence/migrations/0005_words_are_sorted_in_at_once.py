"""Words are sorted into their index at once: what waits to be sorted in, every search reads."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_filed_by_those_who_file")]
    operations = [
        migrations.RemoveIndex(model_name="documentversion", name="document_words"),
        migrations.AddIndex(
            model_name="documentversion",
            index=GinIndex(fields=["words"], name="document_words", fastupdate=False),
        ),
    ]
