"""Who asked for what is held of a case: seen with the case, but for the log, which the data
protection officer reads without sight of it. Whoever prepared an answer never checks it, and
nothing counts as sent before another agreed to it, whoever asks the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import RUNS, SEES, kept, of

OWN = "person_id = (SELECT sightline_person())"
LOG = "reviews_disclosurerequest"
ANSWER = "reviews_disclosureanswer"
# the trail names the references of cases to the data protection officer as well, but of those in
# which they have an interest themselves
OVERSEES = f"""({row_policies.capacity("data-protection-officer")} AND
    (partnership_id || ':' || reference) <> ALL((SELECT sightline_shut_out_of())::text[]))"""
IN_LOG = f"EXISTS (SELECT 1 FROM {LOG} q WHERE q.id = request_id OFFSET 0)"
CHECKS = row_policies.capacity_at_record(
    "notifier", "caseworker", "business-manager", "data-protection-officer"
)
OF_INCIDENT = (
    f"EXISTS (SELECT 1 FROM reviews_incident i JOIN records_record r ON r.id = i.record_id"
    f" WHERE i.id = {LOG}.incident_id AND i.record_id = {LOG}.record_id"
    f" AND i.partnership_id = {LOG}.partnership_id AND r.reference = {LOG}.reference)"
)
# afterwards, so that whom the policy refuses learns nothing of the answer
SECOND_PERSON = f"""
CREATE FUNCTION sightline_disclosure_second_person() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM {ANSWER} a WHERE a.id = NEW.answer_id
               AND (a.person_id = NEW.person_id OR a.record_id <> NEW.record_id))
    THEN RAISE EXCEPTION 'another person checks what is disclosed'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER second_person AFTER INSERT ON reviews_disclosurechecked
    FOR EACH ROW EXECUTE FUNCTION sightline_disclosure_second_person();
CREATE FUNCTION sightline_disclosure_was_checked() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM reviews_disclosurechecked c JOIN {ANSWER} a ON a.id = c.answer_id
                   WHERE a.id = NEW.answer_id AND a.request_id = NEW.request_id
                   AND a.record_id = NEW.record_id AND c.is_agreed)
       OR EXISTS (SELECT FROM {ANSWER} later WHERE later.request_id = NEW.request_id
                  AND later.id > NEW.answer_id)
    THEN RAISE EXCEPTION 'nothing is sent before another person has checked it'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER was_checked AFTER INSERT ON reviews_disclosuresent
    FOR EACH ROW EXECUTE FUNCTION sightline_disclosure_was_checked();
"""
UNDO = """
DROP TRIGGER was_checked ON reviews_disclosuresent;
DROP FUNCTION sightline_disclosure_was_checked();
DROP TRIGGER second_person ON reviews_disclosurechecked;
DROP FUNCTION sightline_disclosure_second_person();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0014_held_more_closely"),
        ("reviews", "0016_answers_to_not_publishing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DisclosureRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                "subject-access",
                                "Subject access: somebody asks for what is held about them",
                            ),
                            ("family-court", "The family court"),
                            ("criminal", "Police or prosecution"),
                            ("coroner", "The coroner"),
                            ("other", "Another lawful request"),
                        ],
                        max_length=20,
                    ),
                ),
                ("received_on", models.DateField()),
                ("due_on", models.DateField()),
                ("workings", models.TextField()),
                ("rule_version", models.CharField(max_length=60)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="reviews.incident",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DisclosureAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("disclosed", models.TextField(blank=True)),
                ("withheld", models.TextField(blank=True)),
                ("why_withheld", models.TextField(blank=True)),
                ("prepared_at", models.DateTimeField()),
                ("prepared_by", models.CharField(max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="reviews.disclosurerequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DisclosureChecked",
            fields=[
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="checked",
                        serialize=False,
                        to="reviews.disclosureanswer",
                    ),
                ),
                ("is_agreed", models.BooleanField()),
                ("words", models.TextField()),
                ("checked_at", models.DateTimeField()),
                ("checked_by", models.CharField(max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="DisclosureAsked",
            fields=[
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="asked",
                        serialize=False,
                        to="reviews.disclosurerequest",
                    ),
                ),
                ("who", models.CharField(max_length=200)),
                ("wanted", models.TextField()),
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
            name="DisclosureSent",
            fields=[
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sent",
                        serialize=False,
                        to="reviews.disclosurerequest",
                    ),
                ),
                ("sent_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.disclosureanswer",
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
        migrations.AddIndex(
            model_name="disclosurerequest",
            index=models.Index(fields=["partnership", "due_on"], name="disclosure_due"),
        ),
        migrations.AddConstraint(
            model_name="disclosureanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("why_withheld", ""),
                        ("withheld", ""),
                        models.Q(("disclosed", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("withheld", ""), _negated=True),
                        models.Q(("why_withheld", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="withheld_with_a_reason",
            ),
        ),
        *kept(LOG, read=f"({SEES} OR {OVERSEES})", write=f"{RUNS} AND {OF_INCIDENT}"),
        *kept(
            "reviews_disclosureasked",
            write=f"{RUNS} AND " + of(LOG, "request_id", "reviews_disclosureasked"),
        ),
        *kept(ANSWER, write=f"{RUNS} AND {OWN} AND " + of(LOG, "request_id", ANSWER)),
        *kept(
            "reviews_disclosurechecked",
            write=f"{CHECKS} AND {OWN} AND " + of(ANSWER, "answer_id", "reviews_disclosurechecked"),
        ),
        *kept(
            "reviews_disclosuresent",
            read=IN_LOG,
            write=f"{RUNS} AND " + of(LOG, "request_id", "reviews_disclosuresent"),
        ),
        migrations.RunSQL(SECOND_PERSON, UNDO),
    ]
