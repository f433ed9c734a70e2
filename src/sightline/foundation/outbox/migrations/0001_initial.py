import uuid

from django.db import migrations, models

from sightline.foundation import row_policies

# The web process may add a message: these columns, no reading, no change.
RIGHTS = """
REVOKE ALL ON outbox_message FROM sightline_web;
GRANT INSERT (id, notice, facts, to_person_id, to_email, about, key, queued_at, next_attempt_at)
    ON outbox_message TO sightline_web;
CREATE FUNCTION sightline_outbox_overview()
RETURNS TABLE (notice varchar, state varchar, count bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT m.notice, m.state, count(*), min(m.queued_at) FROM outbox_message m
    GROUP BY m.notice, m.state ORDER BY m.notice, m.state
$$;
CREATE FUNCTION sightline_outbox_failures()
RETURNS TABLE (number uuid, notice varchar, queued_at timestamptz, attempts smallint, error varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT m.id, m.notice, m.queued_at, m.attempts, m.last_error FROM outbox_message m
    WHERE m.state = 'failed' ORDER BY m.queued_at DESC LIMIT 200
$$;
"""
BACK = """
DROP FUNCTION sightline_outbox_failures();
DROP FUNCTION sightline_outbox_overview();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("trail", "0001_initial"), ("jobs", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("notice", models.CharField(max_length=60)),
                ("facts", models.JSONField(default=dict)),
                ("to_person_id", models.BigIntegerField(null=True)),
                ("to_email", models.EmailField(blank=True, max_length=254)),
                ("about", models.CharField(blank=True, max_length=60)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("queued_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("withdrawn", "Withdrawn: the recipient may no longer receive it"),
                        ],
                        db_default="queued",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(db_default=0)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(db_default="", max_length=60)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "sending"])),
                        fields=["next_attempt_at"],
                        name="message_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_email", ""), ("to_person_id__isnull", False)),
                            models.Q(
                                ("to_person_id__isnull", True),
                                models.Q(("to_email", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="message_has_one_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about", ""), ("to_person_id__isnull", False), _connector="OR"
                        ),
                        name="message_about_a_record_is_to_a_person",
                    ),
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, BACK),
        row_policies.protect("outbox_message", read="false", change="false"),
        row_policies.never_deleted("outbox_message"),
    ]
