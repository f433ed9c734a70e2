from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dissemination",
            name="how",
            field=models.CharField(
                choices=[
                    ("briefing", "Briefing"),
                    ("training", "Training"),
                    ("event", "Event"),
                    ("website", "Website"),
                    ("bulletin", "Bulletin"),
                    ("conference", "Conference"),
                    ("social", "Social media"),
                    ("reading", "Reading materials"),
                ],
                max_length=10,
            ),
        ),
    ]
