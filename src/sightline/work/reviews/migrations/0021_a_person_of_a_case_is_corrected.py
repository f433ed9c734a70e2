"""Who somebody in a case is may be corrected while it is revealed, and only together with what
stood before, which is given as the identity is."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import SEES, kept

IDENTITY, CORRECTED, BEFORE = (
    "reviews_identity",
    "reviews_personcorrected",
    "reviews_identitybefore",
)
NAMES = row_policies.capacity_at_record("notifier", "caseworker", "business-manager")


def revealed(table: str) -> str:
    """A condition: the identity of the row's person is revealed to who asks, at this moment."""
    return f"""EXISTS (SELECT 1 FROM reviews_reveal v
        WHERE v.case_person_id = {table}.case_person_id
        AND v.person_id = (SELECT sightline_person()) AND v.ends_at > now())"""


def of_person(table: str) -> str:
    """A condition: the row's person of a case stands behind the row's record."""
    return f"""EXISTS (SELECT 1 FROM reviews_caseperson c WHERE c.id = {table}.case_person_id
        AND c.record_id = {table}.record_id)"""


AS_IT_STANDS = f"""EXISTS (SELECT 1 FROM {IDENTITY} i JOIN {CORRECTED} c
    ON c.case_person_id = i.case_person_id AND c.id = {BEFORE}.correction_id
    WHERE i.case_person_id = {BEFORE}.case_person_id AND i.record_id = {BEFORE}.record_id
    AND i.name = {BEFORE}.name AND i.aliases = {BEFORE}.aliases
    AND i.nhs_number = {BEFORE}.nhs_number AND i.address = {BEFORE}.address
    AND i.school = {BEFORE}.school AND NOT (i.born_on IS DISTINCT FROM {BEFORE}.born_on))"""
MAY_CORRECT = f"{SEES} AND {NAMES} AND {revealed(IDENTITY)}"
CORRECTS = (
    f"DROP TRIGGER append_only_row ON {IDENTITY}",
    f"DROP TRIGGER append_only_table ON {IDENTITY}",
    f"DROP FUNCTION {IDENTITY}_is_append_only()",
    f"DROP POLICY web_change ON {IDENTITY}",
    f"""CREATE POLICY web_change ON {IDENTITY} FOR UPDATE TO {row_policies.WEB}
        USING ({MAY_CORRECT}) WITH CHECK ({MAY_CORRECT})""",
    f"GRANT UPDATE ON {IDENTITY} TO {row_policies.WEB}, {row_policies.WORKER}",
    f"""CREATE FUNCTION sightline_identity_is_kept() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
        IF NEW.case_person_id <> OLD.case_person_id OR NEW.record_id <> OLD.record_id
            OR NOT EXISTS (SELECT 1 FROM {BEFORE} b WHERE b.case_person_id = OLD.case_person_id
                AND b.name = OLD.name AND b.aliases = OLD.aliases
                AND b.nhs_number = OLD.nhs_number AND b.address = OLD.address
                AND b.school = OLD.school AND NOT (b.born_on IS DISTINCT FROM OLD.born_on))
        THEN RAISE EXCEPTION 'what stood of an identity is kept before it is corrected'; END IF;
        RETURN NEW;
    END $$""",
    f"""CREATE TRIGGER corrected BEFORE UPDATE ON {IDENTITY}
        FOR EACH ROW EXECUTE FUNCTION sightline_identity_is_kept()""",
)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0019_links_end"),
        ("reviews", "0020_lead_partners_approve_delays"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonCorrected",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("corrected_at", models.DateTimeField()),
                ("corrected_by", models.CharField(max_length=200)),
                (
                    "case_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="reviews.caseperson",
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
        ),
        migrations.CreateModel(
            name="IdentityBefore",
            fields=[
                (
                    "correction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="before",
                        serialize=False,
                        to="reviews.personcorrected",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("aliases", models.CharField(blank=True, max_length=300)),
                ("born_on", models.DateField(null=True)),
                ("nhs_number", models.CharField(blank=True, max_length=10)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("school", models.CharField(blank=True, max_length=200)),
                (
                    "case_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.caseperson",
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
        ),
        *kept(CORRECTED, write=f"{NAMES} AND {of_person(CORRECTED)} AND {revealed(CORRECTED)}"),
        *kept(
            BEFORE,
            read=f"{SEES} AND {revealed(BEFORE)}",
            write=f"{NAMES} AND {of_person(BEFORE)} AND {AS_IT_STANDS}",
        ),
        migrations.RunSQL(CORRECTS, migrations.RunSQL.noop),
        row_policies.never_deleted(IDENTITY),
    ]
