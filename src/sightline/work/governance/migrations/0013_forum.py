import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

SEES = row_policies.RECORD
RUNS = row_policies.capacity_at_record("business-manager", "business-unit")
RECORDS = row_policies.capacity_at_record("scrutineer", "business-manager", "business-unit")

# Whoever holds a link has no session: these two functions are all they can reach. The second uses
# the link up and gives the words of its pack, in one statement, so that two posts get one answer.
OPEN = """
CREATE POLICY owner_uses ON governance_forumlink FOR UPDATE TO sightline_owner USING (true);
CREATE FUNCTION sightline_forum_link_waits(secret text) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM governance_forumlink l
        WHERE l.token_hash = sightline_token_hash(secret) AND secret <> ''
          AND l.used_at IS NULL AND l.expires_at > statement_timestamp())
$$;
CREATE FUNCTION sightline_forum_open(secret text)
RETURNS TABLE (forum text, falls_on date, words text) LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH used AS (
        UPDATE governance_forumlink l SET used_at = statement_timestamp()
        WHERE l.token_hash = sightline_token_hash(secret) AND secret <> ''
          AND l.used_at IS NULL AND l.expires_at > statement_timestamp()
        RETURNING l.pack_id)
    SELECT b.name::text, m."on", p.words FROM used u
    JOIN governance_forumpack p ON p.id = u.pack_id
    JOIN governance_meeting m ON m.id = p.meeting_id
    JOIN partnership_body b ON b.id = m.body_id
$$;
"""
BACK = """
DROP FUNCTION sightline_forum_open(text);
DROP FUNCTION sightline_forum_link_waits(text);
DROP POLICY owner_uses ON governance_forumlink;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0012_group_reports"),
        ("partnership", "0001_initial"),
        ("records", "0005_records_are_found_in_their_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="ForumPack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=200)),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forum_pack",
                        to="governance.meeting",
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
                        related_name="forum_pack",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ForumLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("parent", "Parent or carer"),
                            ("young-person", "Young person"),
                            ("voluntary", "Voluntary or community group"),
                            ("practitioner", "Practitioner"),
                            ("other", "Somebody else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.CharField(max_length=200)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="governance.forumpack",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="forum_link_dates_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ForumTheme",
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
                        choices=[("theme", "Theme"), ("challenge", "Challenge")], max_length=10
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("parent", "Parent or carer"),
                            ("young-person", "Young person"),
                            ("voluntary", "Voluntary or community group"),
                            ("practitioner", "Practitioner"),
                            ("other", "Somebody else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("became", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="governance.forumpack",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True), ("answered_by", ""), ("became", "")
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                                models.Q(("became", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="theme_answered_by_whom",
                    )
                ],
            },
        ),
        row_policies.protect("governance_forumpack", read=SEES, write=RUNS, change=RUNS),
        row_policies.never_deleted("governance_forumpack"),
        # who was sent a link is known to those who send them
        row_policies.protect("governance_forumlink", read=RUNS, write=RUNS, change="false"),
        row_policies.never_deleted("governance_forumlink"),
        row_policies.protect("governance_forumtheme", read=SEES, write=RECORDS, change=RECORDS),
        row_policies.never_deleted("governance_forumtheme"),
        migrations.RunSQL(OPEN, BACK),
    ]
