"""The family, practitioners, drafts, findings and the end of a local review: added beside it by who
runs it, and never changed."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.work.reviews.migrations._guards import beside_review, of

# called as in the case, and of the people of that case
OF_CASE = (
    "EXISTS (SELECT 1 FROM reviews_caseperson c JOIN reviews_incident i"
    " ON i.identities_id = c.record_id JOIN reviews_localreview v ON v.incident_id = i.id"
    " WHERE c.id = case_person_id AND v.id = review_id AND c.label = reviews_familyplan.label)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0003_spreadsheets"),
        ("evidence", "0006_search_knows_what_arises"),
        ("records", "0012_what_waits_for_a_body"),
        ("reviews", "0006_local_review_agencies"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccuracyCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("agency", models.CharField(max_length=200)),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
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
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("asked_on"))),
                        name="accuracy_due_later",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccuracyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("accurate", "Accurate"), ("corrections", "Asks for corrections")],
                        max_length=12,
                    ),
                ),
                ("who", models.CharField(max_length=200)),
                ("answered_on", models.DateField()),
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
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
                (
                    "asked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="reviews.accuracycheck",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FamilyPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("label", models.CharField(max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                ("speaker", models.CharField(max_length=200)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("visit", "A visit"),
                            ("meeting", "A meeting"),
                            ("letter", "A letter"),
                            ("telephone", "Telephone or video"),
                            ("advocate", "Through an advocate or interpreter"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField()),
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
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "case_person", "number"), name="family_plan_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("offered", "Offered to take part"),
                            ("declined", "Declined"),
                            ("took-part", "Took part"),
                            ("draft-told", "Told of the draft"),
                            ("draft-view", "Gave their view of the draft"),
                        ],
                        max_length=12,
                    ),
                ),
                ("happened_on", models.DateField()),
                ("words", models.TextField(blank=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reviews.familyplan",
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                ("evidence", models.TextField()),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("child-heard", "The child’s experience and voice"),
                            ("family", "Work with parents, fathers and the wider family"),
                            ("risk", "Assessment of risk and thresholds"),
                            ("sharing", "Sharing and use of information"),
                            ("together", "Agencies working together"),
                            ("challenge", "Supervision, challenge and management"),
                            ("equality", "Culture, ethnicity, language and disability"),
                            ("system", "Capacity, systems and commissioning"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("review", "number"), name="finding_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingRecommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="made",
                        to="reviews.finding",
                    ),
                ),
                (
                    "recommendation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.recommendation",
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InterimLearning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("words", models.TextField()),
                ("done", models.TextField()),
                ("acted_on", models.DateField()),
                ("told", models.CharField(max_length=500)),
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
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PractitionerEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("held_on", models.DateField()),
                ("about", models.CharField(max_length=300)),
                ("learnt", models.TextField()),
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
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PractitionersCame",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("agency", models.CharField(max_length=200)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came",
                        to="reviews.practitionerevent",
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "agency"), name="practitioners_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="practitioners_are_some"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("number", models.PositiveSmallIntegerField()),
                ("drafted_on", models.DateField()),
                ("author", models.CharField(max_length=200)),
                ("changed", models.TextField(blank=True)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.document",
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "number"), name="review_draft_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("changed", ""), _negated=True), _connector="OR"
                        ),
                        name="review_draft_says_what_changed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewCompletion",
            fields=[
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="completion",
                        serialize=False,
                        to="reviews.localreview",
                    ),
                ),
                ("completed_on", models.DateField()),
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
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.reviewdraft",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="accuracycheck",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="reviews.reviewdraft",
            ),
        ),
        migrations.CreateModel(
            name="DraftCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("wanted", models.TextField()),
                ("is_accepted", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="reviews.accuracyanswer",
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_accepted", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="correction_refused_with_reason",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="accuracycheck",
            constraint=models.UniqueConstraint(
                fields=("draft", "agency"), name="accuracy_asked_once"
            ),
        ),
        *beside_review("reviews_familyplan", OF_CASE),
        *beside_review(
            "reviews_familystep", of("reviews_familyplan", "plan_id", "reviews_familystep")
        ),
        *beside_review("reviews_practitionerevent"),
        *beside_review(
            "reviews_practitionerscame",
            of("reviews_practitionerevent", "event_id", "reviews_practitionerscame"),
        ),
        *beside_review(
            "reviews_reviewdraft",
            of("evidence_document", "document_id", "reviews_reviewdraft"),
        ),
        *beside_review(
            "reviews_accuracycheck", of("reviews_reviewdraft", "draft_id", "reviews_accuracycheck")
        ),
        *beside_review(
            "reviews_accuracyanswer",
            of("reviews_accuracycheck", "asked_id", "reviews_accuracyanswer"),
        ),
        *beside_review(
            "reviews_draftcorrection",
            of("reviews_accuracyanswer", "answer_id", "reviews_draftcorrection"),
        ),
        *beside_review("reviews_finding"),
        *beside_review(
            "reviews_findingrecommendation",
            of("reviews_finding", "finding_id", "reviews_findingrecommendation"),
            "EXISTS (SELECT 1 FROM actions_recommendation a WHERE a.id = recommendation_id"
            " AND a.source_id = reviews_findingrecommendation.record_id)",
        ),
        *beside_review("reviews_interimlearning"),
        *beside_review(
            "reviews_reviewcompletion",
            of("reviews_reviewdraft", "draft_id", "reviews_reviewcompletion"),
        ),
    ]
