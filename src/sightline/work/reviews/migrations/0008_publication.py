"""Publication of a review and the safety check before it: added and never changed, seen with the
case. What the check finds is written by the worker alone, who knows everybody; hits are justified
by a second person. What is published stands apart from the case, and the database gives it to
nobody before its moment, nor while an approval is missing."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import RUNS, SEES, kept, of

SECONDS = row_policies.capacity_at_record(
    "caseworker", "business-manager", "notifier", "data-protection-officer"
)
DECISION, CHECK, HIT = "reviews_publicationdecision", "reviews_safetycheck", "reviews_safetyhit"
REVIEW, CHANGE = "reviews_publishedreview", "reviews_publishedchange"
OF_INCIDENT = ("reviews_reportfile", "reviews_publicationtext", "reviews_changetold",
               "reviews_familytold", "reviews_accuracyconfirmed", DECISION)  # fmt: skip
OF_OTHERS = {
    "reviews_publicationposition": (DECISION, "decision_id"),
    "reviews_copysent": (DECISION, "decision_id"),
    "reviews_release": (DECISION, "decision_id"),
    "reviews_changereleased": ("reviews_changetold", "change_id"),
    "reviews_takendown": ("reviews_release", "release_id"),
    "reviews_deposit": ("reviews_release", "release_id"),
}

# Whether a check has ended and each of its hits is justified; asked by whom it is public for, too,
# who sees neither.
FUNCTIONS = """
CREATE FUNCTION sightline_check_is_clear(wanted bigint) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM reviews_safetycheck c WHERE c.id = wanted AND c.outcome = 'read'
        AND NOT EXISTS (SELECT 1 FROM reviews_safetyhit h WHERE h.safety_check_id = c.id
            AND NOT EXISTS (SELECT 1 FROM reviews_hitjustified j WHERE j.hit_id = h.id)))
$$;
CREATE FUNCTION sightline_review_is_public(wanted text) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM reviews_publishedreview p
        JOIN reviews_release r ON r.slug = p.slug AND r.opens_at = p.opens_at
        JOIN reviews_publicationdecision d ON d.id = r.decision_id
        JOIN reviews_publicationtext t ON t.id = d.text_id AND t.incident_id = d.incident_id
            AND t.title = p.title AND t.body = p.body AND t.kind = p.kind
        JOIN reviews_safetycheck c ON c.text_id = t.id
        WHERE p.slug = wanted AND r.opens_at <= statement_timestamp()
        AND d.outcome IN ('publish', 'improvements')
        AND NOT EXISTS (SELECT 1 FROM reviews_publicationdecision e
            WHERE e.incident_id = d.incident_id AND e.number > d.number)
        AND sightline_check_is_clear(c.id)
        AND (d.outcome <> 'publish' OR EXISTS (
            SELECT 1 FROM reviews_reportfile f
            JOIN reviews_safetycheck k ON k.report_file_id = f.id
            WHERE f.incident_id = d.incident_id AND f.uploaded_at <= r.released_at
            AND sightline_check_is_clear(k.id)))
        AND EXISTS (SELECT 1 FROM reviews_familytold f WHERE f.incident_id = d.incident_id)
        AND EXISTS (SELECT 1 FROM reviews_accuracyconfirmed a WHERE a.incident_id = d.incident_id)
        AND 2 = (SELECT count(DISTINCT s.recipient) FROM reviews_copysent s
            WHERE s.decision_id = d.id AND s.recipient IN ('panel', 'secretary-of-state')
            AND s.what = t.kind AND s.sent_on <= r.copies_by_on)
        AND (d.outcome = 'publish' OR 2 = (
            SELECT count(DISTINCT s.recipient) FROM reviews_copysent s
            WHERE s.decision_id = d.id AND s.recipient IN ('panel', 'secretary-of-state')
            AND s.what = 'justification'))
        AND NOT EXISTS (SELECT 1 FROM reviews_takendown o WHERE o.release_id = r.id))
$$;
CREATE FUNCTION sightline_change_is_public(wanted text) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM reviews_publishedchange p
        JOIN reviews_changereleased r ON r.code = p.code
        JOIN reviews_changetold t ON t.id = r.change_id
            AND t.recommendation = p.recommendation AND t.done = p.done
        JOIN reviews_safetycheck c ON c.change_id = t.id
        WHERE p.code = wanted AND sightline_check_is_clear(c.id)
        AND sightline_review_is_public(p.review_id))
$$;
-- once it is public, no other decision takes it back: it stays its year (R6.6)
CREATE FUNCTION sightline_case_is_public(wanted bigint) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM reviews_release r JOIN reviews_publicationdecision d
        ON d.id = r.decision_id WHERE d.incident_id = wanted
        AND sightline_review_is_public(r.slug))
$$;
CREATE FUNCTION sightline_stays_its_year() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM reviews_release r WHERE r.id = NEW.release_id
        AND r.stays_until_on <= (statement_timestamp() AT TIME ZONE 'Europe/London')::date
        AND r.opens_at + interval '1 year' <= statement_timestamp()) THEN
        RAISE EXCEPTION 'a published review stays for at least a year';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_its_year BEFORE INSERT ON reviews_takendown
    FOR EACH ROW EXECUTE FUNCTION sightline_stays_its_year();
"""
UNDONE = """
DROP TRIGGER stays_its_year ON reviews_takendown;
DROP FUNCTION sightline_stays_its_year();
DROP FUNCTION sightline_case_is_public(bigint);
DROP FUNCTION sightline_change_is_public(text);
DROP FUNCTION sightline_review_is_public(text);
DROP FUNCTION sightline_check_is_clear(bigint);
"""
# what was found names people, and so it stands behind the record of the people of the case
OF_THE_PEOPLE = (
    f"EXISTS (SELECT 1 FROM reviews_incident i WHERE i.id = {CHECK}.incident_id"
    f" AND i.identities_id = {CHECK}.record_id)"
)
SECOND_PERSON = (
    "person_id = (SELECT sightline_person()) AND EXISTS (SELECT 1 FROM reviews_safetyhit h"
    " JOIN reviews_safetycheck c ON c.id = h.safety_check_id"
    " WHERE h.id = hit_id AND h.record_id = reviews_hitjustified.record_id"
    " AND c.author_id <> reviews_hitjustified.person_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("partnership", "0001_initial"),
        ("records", "0012_what_waits_for_a_body"),
        ("reviews", "0007_local_review_report"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccuracyConfirmed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("who", models.CharField(max_length=200)),
                ("words", models.TextField(blank=True)),
                ("confirmed_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accuracy_confirmed",
                        to="reviews.incident",
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
            name="ChangeTold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("recommendation", models.TextField()),
                ("done", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_told",
                        to="reviews.incident",
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
                    models.UniqueConstraint(
                        fields=("incident", "number"), name="change_told_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeReleased",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=90, unique=True)),
                ("released_at", models.DateTimeField()),
                ("released_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="released",
                        to="reviews.changetold",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FamilyTold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("who", models.CharField(max_length=100)),
                ("told_on", models.DateField(null=True)),
                ("why_not", models.TextField(blank=True)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="family_told",
                        to="reviews.incident",
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
                            models.Q(("told_on__isnull", False), ("why_not", "")),
                            models.Q(
                                ("told_on__isnull", True), models.Q(("why_not", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="family_told_or_why_not",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("publish", "Publish the report"),
                            ("improvements", "Publish information on improvements only"),
                            ("withheld", "Publish nothing"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reasons", models.TextField()),
                ("dissent", models.TextField(blank=True)),
                ("decided_on", models.DateField()),
                ("changed_because", models.TextField(blank=True)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication_decisions",
                        to="reviews.incident",
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
                    models.UniqueConstraint(
                        fields=("incident", "number"), name="publication_decision_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("changed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="publication_decision_changed_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CopySent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        choices=[
                            ("panel", "The Panel"),
                            ("secretary-of-state", "The Secretary of State"),
                            ("ofsted", "Ofsted"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("report", "The report"),
                            ("improvements", "The information on improvements"),
                            ("justification", "The justification for not publishing"),
                        ],
                        max_length=14,
                    ),
                ),
                ("sent_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="reviews.publicationdecision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublicationPosition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("partner", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("publish", "Publish the report"),
                            ("improvements", "Publish information on improvements only"),
                            ("withheld", "Publish nothing"),
                            ("no-view", "No view was given"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reasons", models.TextField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="reviews.publicationdecision",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.place",
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
                    models.UniqueConstraint(
                        fields=("decision", "place"), name="publication_position_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "The report of the review"),
                            ("improvements", "Information on improvements"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("body", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication_texts",
                        to="reviews.incident",
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
                    models.UniqueConstraint(
                        fields=("incident", "number"), name="publication_text_number"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="publicationdecision",
            name="text",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="reviews.publicationtext",
            ),
        ),
        migrations.CreateModel(
            name="PublishedReview",
            fields=[
                ("slug", models.CharField(max_length=80, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "The report of the review"),
                            ("improvements", "Information on improvements"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("body", models.TextField()),
                ("opens_at", models.DateTimeField()),
                ("stays_until_on", models.DateField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedChange",
            fields=[
                ("code", models.CharField(max_length=90, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("recommendation", models.TextField()),
                ("done", models.TextField()),
                ("told_on", models.DateField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="reviews.publishedreview",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=80, unique=True)),
                ("opens_at", models.DateTimeField()),
                ("copies_by_on", models.DateField()),
                ("stays_until_on", models.DateField()),
                ("released_at", models.DateTimeField()),
                ("released_by", models.CharField(max_length=200)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="reviews.publicationdecision",
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
            name="Deposit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deposited_on", models.DateField()),
                ("until_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deposits",
                        to="reviews.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gt", models.F("deposited_on"))),
                        name="deposit_has_a_window",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=5)),
                ("size", models.PositiveBigIntegerField()),
                ("uploaded_at", models.DateTimeField()),
                ("uploaded_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_files",
                        to="reviews.incident",
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
                    "stored_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="files.storedfile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incident", "number"), name="report_file_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Being checked"),
                            ("read", "Checked"),
                            ("unreadable", "It could not be read"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("words", models.TextField(blank=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "change",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safety_check",
                        to="reviews.changetold",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safety_checks",
                        to="reviews.incident",
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
                    "report_file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safety_check",
                        to="reviews.reportfile",
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safety_check",
                        to="reviews.publicationtext",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incident", "number"), name="safety_check_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("change__isnull", True),
                                ("report_file__isnull", False),
                                ("text__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("report_file__isnull", True),
                                ("text__isnull", False),
                            ),
                            models.Q(
                                ("change__isnull", False),
                                ("report_file__isnull", True),
                                ("text__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="safety_check_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("outcome", "waiting")),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True),
                                ("done_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="safety_check_done_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyHit",
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
                        choices=[
                            ("name", "A name of somebody in this case"),
                            ("near-name", "Nearly a name of somebody in this case"),
                            ("born-on", "A date of birth of somebody in this case"),
                            ("nhs-number", "An NHS number"),
                            ("address", "An address of somebody in this case"),
                            ("postcode", "A postcode"),
                            ("school", "A school of somebody in this case"),
                            ("contact", "A telephone number or an e-mail address"),
                            ("reference", "The reference of a case"),
                            ("happened-on", "The day it happened"),
                            ("somebody-else", "A detail that identifies somebody else"),
                            ("exact-date", "An exact day: a month or a season says less"),
                            ("together", "These details together could tell who it is"),
                            ("unusual", "Unusual, and not the only unusual detail in the text"),
                            (
                                "published-before",
                                "The same stands in a review published before",
                            ),
                            ("too-many", "There is more than is shown: mend these first"),
                            ("comment", "A comment stands in the file"),
                            ("inserted", "A tracked insertion is not accepted yet"),
                            ("deleted", "Deleted text is still in the file, as a tracked change"),
                            ("hidden-text", "Hidden text: it is in the file and not on the page"),
                            ("pale-text", "Text in the colour of its background"),
                            ("tiny-text", "Text too small to be seen"),
                            (
                                "covered",
                                "Text under a box or a picture: whoever copies it can read it",
                            ),
                            ("off-page", "Text outside the page"),
                            ("metadata", "A property of the file says who it is from"),
                            ("embedded", "Another file is carried inside this one"),
                            (
                                "hidden-sheet",
                                "A hidden sheet, row or column of a workbook inside the file",
                            ),
                            ("annotation", "A note or a mark was laid over the page"),
                            (
                                "layer-off",
                                "A layer is switched off, and its words are still in the file",
                            ),
                            (
                                "earlier-revision",
                                "An earlier version of the text is still in the file",
                            ),
                            ("unreadable", "A page is a picture: its words cannot be checked"),
                        ],
                        max_length=20,
                    ),
                ),
                ("part", models.CharField(max_length=200)),
                ("before", models.TextField(blank=True)),
                ("found", models.TextField()),
                ("after", models.TextField(blank=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "safety_check",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hits",
                        to="reviews.safetycheck",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HitJustified",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("justified_at", models.DateTimeField()),
                ("justified_by", models.CharField(max_length=200)),
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
                    "hit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="justified",
                        to="reviews.safetyhit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TakenDown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("taken_down_at", models.DateTimeField()),
                ("taken_down_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_down",
                        to="reviews.release",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="publicationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "withheld"), ("text__isnull", True)),
                    models.Q(
                        models.Q(("outcome", "withheld"), _negated=True), ("text__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="publication_decision_of_a_text",
            ),
        ),
        migrations.RunSQL(FUNCTIONS, UNDONE),
        *(
            operation
            for table in OF_INCIDENT
            for operation in kept(
                table,
                write=f"{RUNS} AND {of('reviews_incident', 'incident_id', table)}"
                + (" AND NOT sightline_case_is_public(incident_id)" if table == DECISION else ""),
            )
        ),
        *(
            operation
            for table, (parent, key) in OF_OTHERS.items()
            for operation in kept(table, write=f"{RUNS} AND {of(parent, key, table)}")
        ),
        row_policies.protect(
            CHECK,
            read=SEES,
            write=f"{RUNS} AND {OF_THE_PEOPLE}"
            " AND author_id = (SELECT sightline_person()) AND outcome = 'waiting'",
            change="false",
        ),
        row_policies.never_deleted(CHECK),
        *kept(HIT, write="false"),
        *kept("reviews_hitjustified", write=f"{SECONDS} AND {SECOND_PERSON}"),
        *kept(
            REVIEW,
            read="opens_at <= statement_timestamp() AND sightline_review_is_public(slug)",
            write=f"{row_policies.capacity('caseworker', 'business-manager')} AND EXISTS ("
            f"SELECT 1 FROM reviews_release r WHERE r.slug = {REVIEW}.slug)",
        ),
        *kept(
            CHANGE,
            read="sightline_change_is_public(code)",
            write=f"{row_policies.capacity('caseworker', 'business-manager')} AND EXISTS ("
            f"SELECT 1 FROM reviews_changereleased r WHERE r.code = {CHANGE}.code)",
        ),
    ]
