"""Beside whom an indicator is read: region, England, the statistical neighbours in force."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("performance", "0016_days_of_rare_events")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="comparators",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=12), null=True, size=None
            ),
        ),
    ]
