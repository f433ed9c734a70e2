"""Cases: seen by those named to them, written by the local authority's notifier, never changed.

A row says which record it belongs to and which incident, and the policy of writing holds the two
together, so that two cases never mix. Identities are given only to whom they are revealed.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import SEES, kept

NOTIFIES = row_policies.capacity_at_record("notifier")
NAMES = row_policies.capacity_at_record("notifier", "caseworker", "business-manager")
OWN = "person_id = (SELECT sightline_person())"


def of_incident(table: str) -> str:
    """A condition: the row's incident is that of its record."""
    return (
        f"EXISTS (SELECT 1 FROM reviews_incident i WHERE i.id = {table}.incident_id"
        f" AND i.record_id = {table}.record_id)"
    )


def of_person(table: str) -> str:
    """A condition: the row's person of a case stands behind the row's record."""
    return (
        f"EXISTS (SELECT 1 FROM reviews_caseperson c WHERE c.id = {table}.case_person_id"
        f" AND c.record_id = {table}.record_id)"
    )


REVEALED = (
    "EXISTS (SELECT 1 FROM reviews_reveal v WHERE v.case_person_id ="
    " reviews_identity.case_person_id AND v.person_id = (SELECT sightline_person())"
    " AND v.ends_at > now())"
)

# Ten minutes by the database's clock, whatever the web process says.
MOMENTS = """
CREATE FUNCTION sightline_reveal_begins() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.revealed_at := statement_timestamp();
    NEW.ends_at := statement_timestamp() + interval '10 minutes';
    RETURN NEW;
END $$;
CREATE TRIGGER begins BEFORE INSERT ON reviews_reveal
    FOR EACH ROW EXECUTE FUNCTION sightline_reveal_begins();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0010_an_identified_record_names_seats"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CasePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("child", "The child"),
                            ("sibling", "Sibling"),
                            ("parent", "Parent or carer"),
                            ("family", "Other member of the family"),
                            ("adult", "Other adult"),
                            ("practitioner", "Practitioner"),
                        ],
                        max_length=12,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_people",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record", "label"), name="label_once_in_a_case")
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "identities",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
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
                        related_name="incident",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("happened_on", models.DateField()),
                ("became_aware_at", models.DateTimeField()),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("in-area", "In this authority’s area"),
                            (
                                "outside-england",
                                "Outside England; the child normally lives in this area",
                            ),
                            (
                                "elsewhere",
                                "In another authority’s area in England, which is then to notify",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("home_authority", models.CharField(blank=True, max_length=200)),
                ("is_death", models.BooleanField()),
                (
                    "child_status",
                    models.CharField(
                        choices=[
                            ("none", "Not known to children’s social care as one of these"),
                            ("in-need", "Child in need"),
                            ("protection-plan", "On a child protection plan"),
                            ("looked-after", "Looked after"),
                            ("care-leaver", "Care leaver"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "abuse",
                    models.CharField(
                        choices=[
                            ("known", "Known"),
                            ("suspected", "Suspected"),
                            ("not-suspected", "Not suspected"),
                        ],
                        max_length=20,
                    ),
                ),
                ("harm", models.CharField(max_length=300)),
                ("circumstances", models.TextField()),
                (
                    "parallel",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("media_interest", models.CharField(blank=True, max_length=500)),
                ("due_on", models.DateField()),
                ("is_provisional", models.BooleanField()),
                ("workings", models.TextField()),
                ("rule_version", models.CharField(max_length=60)),
                ("reason", models.CharField(blank=True, max_length=500)),
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
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="reviews.incident",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("incident", "number"), name="account_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="account_corrected_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("matter", models.CharField(max_length=12)),
                ("criterion", models.CharField(max_length=30)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("met", "Met"),
                            ("not-met", "Not met"),
                            ("not-known", "Not known yet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField()),
                ("judged_at", models.DateTimeField()),
                ("judged_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Named",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("notifier", "Notifier of the local authority"),
                            ("caseworker", "Caseworker"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("named_at", models.DateTimeField()),
                ("named_by", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named",
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
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.seat",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("incident", "seat"),
                        name="seat_named_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="naming_ended_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotifyDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_to_notify", models.BooleanField()),
                ("reasons", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
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
            name="PanelReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("panel_reference", models.CharField(max_length=60)),
                ("words", models.TextField(blank=True)),
                ("received_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
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
            name="PartnerView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("matter", models.CharField(max_length=12)),
                ("partner", models.CharField(max_length=200)),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("for", "For"),
                            ("against", "Against"),
                            ("unsettled", "No view yet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField()),
                ("given_on", models.DateField()),
                ("given_by", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
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
                        related_name="partner_views",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reveal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("revealed_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "case_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reveals",
                        to="reviews.caseperson",
                    ),
                ),
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
            options={
                "indexes": [models.Index(fields=["person", "ends_at"], name="reveal_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "^\\S(.|\\n){8,}\\S$")),
                        name="reveal_has_a_reason",
                        violation_error_message="Say in 10 characters or more why you need it.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sending",
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
                            ("panel", "The Child Safeguarding Practice Review Panel"),
                            ("partners", "The safeguarding partners of this area"),
                            ("other-partners", "The safeguarding partners of another area"),
                            ("home-authority", "The authority where the child normally lives"),
                            ("secretary-of-state", "The Secretary of State"),
                            ("ofsted", "Ofsted"),
                            ("office", "The partnership’s office"),
                        ],
                        max_length=20,
                    ),
                ),
                ("what", models.TextField()),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                ("is_late", models.BooleanField()),
                ("late_reason", models.CharField(blank=True, max_length=500)),
                ("late_approved_on", models.DateField(null=True)),
                ("late_approved_by", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sendings",
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
                            models.Q(("late_approved_by", ""), ("late_approved_on__isnull", True)),
                            models.Q(
                                ("late_approved_on__isnull", False),
                                models.Q(("late_approved_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="late_sending_approved_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_late", False),
                            models.Q(
                                models.Q(("late_reason", ""), _negated=True),
                                models.Q(("late_approved_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="late_sending_has_reason_and_approver",
                        violation_error_message="Say why it is late, and who approved it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                        choices=[("withdrawn", "Withdrawn"), ("downgraded", "Downgraded")],
                        max_length=12,
                    ),
                ),
                ("reasons", models.TextField()),
                ("decided_on", models.DateField()),
                ("decided_by", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
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
            name="Attestation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("attested_at", models.DateTimeField()),
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record", "person"), name="attested_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "^\\S(.|\\n){8,}\\S$")),
                        name="attestation_has_a_reason",
                        violation_error_message="Say in 10 characters or more why you need it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "case_person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="identity",
                        serialize=False,
                        to="reviews.caseperson",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("aliases", models.CharField(blank=True, max_length=300)),
                ("born_on", models.DateField(null=True)),
                ("nhs_number", models.CharField(blank=True, max_length=10)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("school", models.CharField(blank=True, max_length=200)),
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
        migrations.RunSQL(MOMENTS, migrations.RunSQL.noop),
        *kept(
            "reviews_incident",
            write=f"{row_policies.capacity('notifier')} AND {SEES} AND EXISTS ("
            "SELECT 1 FROM records_record r WHERE r.id = identities_id"
            " AND r.arises_from_id = record_id)",
        ),
        *(
            operation
            for table in (
                "reviews_account",
                "reviews_notifydecision",
                "reviews_panelreply",
                "reviews_sending",
                "reviews_withdrawal",
            )
            for operation in kept(table, write=f"{NOTIFIES} AND {of_incident(table)}")
        ),
        *kept("reviews_judgement", write=NOTIFIES),
        *kept("reviews_partnerview", write=NOTIFIES),
        *kept("reviews_attestation", write=f"{OWN} AND {SEES}"),
        *kept("reviews_caseperson", write=NAMES),
        *kept(
            "reviews_identity",
            read=f"{SEES} AND {REVEALED}",
            write=f"{NAMES} AND {of_person('reviews_identity')}",
        ),
        *kept("reviews_reveal", write=f"{OWN} AND {NAMES} AND {of_person('reviews_reveal')}"),
        row_policies.protect(
            "reviews_named",
            read=SEES,
            write=f"{NAMES} AND {of_incident('reviews_named')}",
            change=NAMES,
        ),
        row_policies.never_deleted("reviews_named"),
    ]
