"""Rapid reviews: an agency's draft is its authors' alone, sealed once it is submitted, the
caseworkers' then, and the panel's once it is released."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import RUNS, SEES, kept

EVENT, SUMMARY = "reviews_chronologyevent", "reviews_agencysummary"


def author(request: str) -> str:
    """A condition: the person writes for the agency, and sees its space."""
    return (
        f"{SEES} AND EXISTS (SELECT 1 FROM reviews_agencyauthor a WHERE a.request_id = {request}"
        " AND a.person_id = (SELECT sightline_person()))"
    )


def of_request(table: str) -> str:
    """A condition: the row's request is that of its record."""
    return (
        f"EXISTS (SELECT 1 FROM reviews_agencyrequest q WHERE q.id = {table}.request_id"
        f" AND q.record_id = {table}.record_id)"
    )


AUTHOR = author(f"{SUMMARY}.request_id")
READ = f"""(submitted_at IS NULL AND {AUTHOR})
    OR (submitted_at IS NOT NULL AND {SEES})
    OR (released_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM records_record r WHERE r.id = review_record_id OFFSET 0))"""
OF_REVIEW = (
    "EXISTS (SELECT 1 FROM reviews_agencyrequest q JOIN reviews_rapidreview v ON v.id = q.review_id"
    f" WHERE q.id = {SUMMARY}.request_id AND q.record_id = {SUMMARY}.record_id"
    f" AND q.agency_id = {SUMMARY}.agency_id AND v.record_id = {SUMMARY}.review_record_id)"
)
OF_SUMMARY = f"EXISTS (SELECT 1 FROM {SUMMARY} s WHERE s.request_id = {EVENT}.summary_id OFFSET 0)"
OF_DRAFT = (
    f"{author(f'{EVENT}.summary_id')} AND EXISTS (SELECT 1 FROM {SUMMARY} s"
    f" WHERE s.request_id = {EVENT}.summary_id AND s.record_id = {EVENT}.record_id"
    " AND s.submitted_at IS NULL)"
)

# whoever asks, the owner of the tables and the worker too
SEALED = f"""
CREATE FUNCTION sightline_summary_is_sealed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.released_at IS NOT NULL OR (OLD.submitted_at IS NOT NULL AND
        to_jsonb(NEW) - 'released_at' - 'released_by'
        <> to_jsonb(OLD) - 'released_at' - 'released_by')
    THEN RAISE EXCEPTION 'what was submitted is sealed'; END IF;
    IF OLD.submitted_at IS NULL AND NEW.released_at IS NOT NULL
    THEN RAISE EXCEPTION 'nothing is released before it is submitted'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE ON {SUMMARY}
    FOR EACH ROW EXECUTE FUNCTION sightline_summary_is_sealed();
-- afterwards, so that whom the policy refuses learns nothing of the summary
CREATE FUNCTION sightline_event_is_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM {SUMMARY} s WHERE s.request_id = NEW.summary_id
               AND s.submitted_at IS NOT NULL)
    THEN RAISE EXCEPTION 'what was submitted is sealed'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON {EVENT}
    FOR EACH ROW EXECUTE FUNCTION sightline_event_is_sealed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0010_an_identified_record_names_seats"),
        ("reviews", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField()),
                ("due_on", models.DateField()),
                ("workings", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
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
                        related_name="agency_request",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgencySummary",
            fields=[
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="summary",
                        serialize=False,
                        to="reviews.agencyrequest",
                    ),
                ),
                ("known", models.TextField(blank=True)),
                ("analysis", models.TextField(blank=True)),
                ("immediate", models.TextField(blank=True)),
                ("is_nil", models.BooleanField(default=False)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("submitted_by", models.CharField(blank=True, max_length=200)),
                ("seal", models.CharField(blank=True, max_length=64)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.CharField(blank=True, max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
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
                    "review_record",
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
                                ("seal", ""), ("submitted_at__isnull", True), ("submitted_by", "")
                            ),
                            models.Q(
                                ("submitted_at__isnull", False),
                                models.Q(("submitted_by", ""), _negated=True),
                                models.Q(("seal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="summary_submitted_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by", "")),
                            models.Q(
                                ("released_at__isnull", False),
                                ("submitted_at__isnull", False),
                                models.Q(("released_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="summary_released_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RapidReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("notified_on", models.DateField()),
                ("aware_on", models.DateField()),
                ("due_on", models.DateField()),
                ("aware_due_on", models.DateField()),
                ("is_provisional", models.BooleanField()),
                ("workings", models.TextField()),
                ("rule_version", models.CharField(max_length=60)),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rapid_review",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PurposeAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            (
                                "facts",
                                "What are the facts, as far as they are readily established?",
                            ),
                            (
                                "immediate-action",
                                "Is action needed now to keep children safe, and what was shared?",
                            ),
                            ("improvement", "What is the potential for improvement?"),
                            (
                                "next-steps",
                                "What are the next steps, and is a local review needed?",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                ("answered_at", models.DateTimeField()),
                ("answered_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="reviews.rapidreview",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="agencyrequest",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="reviews.rapidreview",
            ),
        ),
        migrations.CreateModel(
            name="RequestExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("extended_at", models.DateTimeField()),
                ("extended_by", models.CharField(max_length=200)),
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
                        related_name="extensions",
                        to="reviews.agencyrequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChronologyEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_on", models.DateField()),
                ("about_when", models.CharField(blank=True, max_length=60)),
                ("what", models.TextField()),
                ("response", models.TextField(blank=True)),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("contact", "Contact with the child or family"),
                            ("concern", "Concern or referral"),
                            ("decision", "Decision or plan"),
                            ("missed", "Missed appointment or no access"),
                            ("move", "Move or change of household"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "child_seen",
                    models.CharField(
                        choices=[
                            ("seen", "Seen"),
                            ("not-seen", "Not seen"),
                            ("not-said", "Not recorded"),
                        ],
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", models.CharField(blank=True, max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="reviews.agencysummary",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["summary", "happened_on"], name="event_of_summary")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by", "")),
                            models.Q(
                                ("removed_at__isnull", False),
                                models.Q(("removed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="event_removed_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("named_at", models.DateTimeField()),
                ("named_by", models.CharField(max_length=200)),
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
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.seat",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authors",
                        to="reviews.agencyrequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("request", "person"), name="author_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agencyrequest",
            constraint=models.UniqueConstraint(
                fields=("review", "agency"), name="agency_asked_once"
            ),
        ),
        *kept(
            "reviews_rapidreview",
            write=f"{RUNS} AND EXISTS (SELECT 1 FROM records_record r JOIN reviews_incident i"
            " ON i.record_id = r.arises_from_id WHERE r.id = reviews_rapidreview.record_id"
            " AND i.id = incident_id)",
        ),
        *kept(
            "reviews_agencyrequest",
            write=f"{RUNS} AND EXISTS (SELECT 1 FROM reviews_rapidreview v JOIN records_record o"
            " ON o.id = v.record_id JOIN records_record r ON r.arises_from_id = o.arises_from_id"
            " WHERE v.id = review_id AND r.id = reviews_agencyrequest.record_id)",
        ),
        *kept("reviews_agencyauthor", write=f"{RUNS} AND {of_request('reviews_agencyauthor')}"),
        *kept(
            "reviews_requestextension",
            write=f"{RUNS} AND {of_request('reviews_requestextension')}",
        ),
        *kept(
            "reviews_purposeanswer",
            write=f"{RUNS} AND EXISTS (SELECT 1 FROM reviews_rapidreview v WHERE v.id = review_id"
            " AND v.record_id = reviews_purposeanswer.record_id)",
        ),
        row_policies.protect(
            SUMMARY,
            read=READ,
            write=f"{RUNS} AND {OF_REVIEW}",
            change=f"(submitted_at IS NULL AND {AUTHOR}) OR (submitted_at IS NOT NULL AND {RUNS})",
        ),
        # submitting makes of a draft what its author may not change
        migrations.RunSQL(
            f"ALTER POLICY web_change ON {SUMMARY} WITH CHECK (({AUTHOR}) OR {RUNS})",
            migrations.RunSQL.noop,
        ),
        row_policies.never_deleted(SUMMARY),
        row_policies.protect(EVENT, read=OF_SUMMARY, write=OF_DRAFT, change=OF_DRAFT),
        row_policies.never_deleted(EVENT),
        migrations.RunSQL(SEALED, migrations.RunSQL.noop),
    ]
