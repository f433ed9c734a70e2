import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.foundation.row_policies import OWNER, WEB, WORKER

# A draft is its person's own, and nobody's once they hold no seat.
HAS_SEAT = """
CREATE FUNCTION sightline_has_seat() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM unnest(sightline_keys()) AS held WHERE held LIKE 'seat:%%')
$$
"""
# For somebody whose session ran out while they typed: write, never read, and only by the token of
# a session that was not ended by anyone and was in use within the last day.
RESCUE = """
CREATE FUNCTION sightline_draft_rescue(token text, address text, page text, typed jsonb)
RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH kept AS (
        INSERT INTO drafts_draft AS d (person_id, address, page, typed, saved_at)
        SELECT s.person_id, $2, $3, $4, statement_timestamp()
        FROM accounts_session s JOIN accounts_person p ON p.id = s.person_id AND p.is_active
        WHERE s.key_hash = sightline_token_hash($1) AND length($1) >= 32
          AND s.second_factor AND s.ended_at IS NULL
          AND s.last_seen_at > statement_timestamp() - interval '1 day'
        ON CONFLICT (person_id, address) DO UPDATE SET
            page = EXCLUDED.page, typed = EXCLUDED.typed, saved_at = EXCLUDED.saved_at
        RETURNING 1)
    SELECT EXISTS (SELECT FROM kept)
$$
"""
SIGNATURE = "sightline_draft_rescue(text, text, text, jsonb)"
OWN = "person_id = (SELECT sightline_person()) AND (SELECT sightline_has_seat())"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("trail", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=300)),
                ("page", models.CharField(max_length=300)),
                ("typed", models.JSONField()),
                ("saved_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["saved_at"], name="draft_saved")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "address"), name="one_draft_of_a_form"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            [
                HAS_SEAT,
                RESCUE,
                f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {WEB}, {WORKER}",
            ],
            [f"DROP FUNCTION {SIGNATURE}", "DROP FUNCTION sightline_has_seat()"],
        ),
        row_policies.protect("drafts_draft", read=OWN, write=OWN, change=OWN),
        # a draft is not work: it goes when the form is sent, discarded or forgotten
        row_policies.may_delete("drafts_draft", WEB, WORKER),
        migrations.RunSQL(
            [
                f"CREATE POLICY web_discards ON drafts_draft FOR DELETE TO {WEB} USING ({OWN})",
                f"CREATE POLICY owner_rescues ON drafts_draft FOR INSERT TO {OWNER} "
                "WITH CHECK (true)",
                f"CREATE POLICY owner_renews ON drafts_draft FOR UPDATE TO {OWNER} USING (true)",
            ],
            [
                "DROP POLICY web_discards ON drafts_draft",
                "DROP POLICY owner_rescues ON drafts_draft",
                "DROP POLICY owner_renews ON drafts_draft",
            ],
        ),
    ]
