from django.db import migrations, models

from sightline.foundation import row_policies

# The web process enters jobs and may put failed ones back; the worker does and deletes them.
RIGHTS = """
REVOKE ALL ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
    procrastinate_workers FROM sightline_web, sightline_worker;
GRANT SELECT, INSERT, UPDATE ON procrastinate_jobs TO sightline_web;
GRANT SELECT, INSERT ON procrastinate_events TO sightline_web;
GRANT SELECT ON procrastinate_workers TO sightline_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events,
    procrastinate_periodic_defers, procrastinate_workers TO sightline_worker;
GRANT SELECT ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
    procrastinate_workers TO sightline_backup;
GRANT USAGE, SELECT ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq
    TO sightline_web, sightline_worker;
GRANT USAGE, SELECT ON SEQUENCE procrastinate_periodic_defers_id_seq TO sightline_worker;
REVOKE INSERT, UPDATE ON jobs_jobfailure FROM sightline_web;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("procrastinate", "0041_post_retry_failed_job"), ("trail", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="JobFailure",
            fields=[
                ("job_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("failed_at", models.DateTimeField()),
                ("error", models.CharField(max_length=100)),
            ],
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        row_policies.may_delete("jobs_jobfailure", row_policies.WORKER),
    ]
