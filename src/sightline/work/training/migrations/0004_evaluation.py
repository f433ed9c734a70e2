import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
MINE = "person_id = (SELECT sightline_person())"
BY_LINK = "token_hash = (SELECT sightline_training_consent())"  # the same setting as for consent
OF_COURSE = "EXISTS (SELECT 1 FROM training_course c WHERE c.id = course_id OFFSET 0)"
OF_EVALUATION = "EXISTS (SELECT 1 FROM training_evaluation e WHERE e.id = evaluation_id OFFSET 0)"
# whoever is asked answers, once; nobody answers for another, the office neither
ANSWERS = f"""EXISTS (SELECT 1 FROM training_evaluation e WHERE e.id = evaluation_id
    AND e.partnership_id = {{table}}.partnership_id AND e.answered_at IS NULL
    AND (e.{MINE} OR e.{BY_LINK}))"""
READS = row_policies.capacity(
    "business-manager", "business-unit", "training-coordinator", "group-chair", "lead-partner",
    "scrutineer",
)  # fmt: skip

# Sums alone leave: who reads the effect of a course sees nobody's answers. The pairs are of one
# person (one booking) on one item; the third compares a person's later answer with their manager's.
FUNCTIONS = """
CREATE FUNCTION sightline_training_reads(asked bigint) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM training_course c, unnest(sightline_keys()) AS key WHERE c.id = asked
        AND key LIKE 'capacity:' || c.partnership_id || ':%'
        AND split_part(key, ':', 3) IN ('business-manager', 'business-unit',
            'training-coordinator', 'group-chair', 'lead-partner', 'scrutineer'));
END $$;
CREATE FUNCTION sightline_training_pairs(asked bigint)
RETURNS TABLE (pair text, item bigint, n bigint, total bigint, squares bigint, began bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT sightline_training_reads(asked) THEN RETURN; END IF;
    RETURN QUERY
    SELECT named.pair, s1.item_id, count(*), sum(s2.score - s1.score)::bigint,
           sum((s2.score - s1.score) * (s2.score - s1.score))::bigint, sum(s1.score)::bigint
    FROM (VALUES ('after', 'before', 'after'), ('later', 'before', 'later'),
                 ('manager', 'later', 'manager')) AS named (pair, one, two)
    JOIN training_evaluation e1 ON e1.course_id = asked AND e1.stage = named.one
    JOIN training_evaluation e2 ON e2.booking_id = e1.booking_id AND e2.stage = named.two
    JOIN training_evaluationscore s1 ON s1.evaluation_id = e1.id
    JOIN training_evaluationscore s2 ON s2.evaluation_id = e2.id AND s2.item_id = s1.item_id
    GROUP BY named.pair, s1.item_id;
END $$;
CREATE FUNCTION sightline_training_answered(asked bigint)
RETURNS TABLE (stage varchar, invited bigint, answered bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT sightline_training_reads(asked) THEN RETURN; END IF;
    RETURN QUERY SELECT e.stage, count(*), count(e.answered_at)
    FROM training_evaluation e WHERE e.course_id = asked GROUP BY e.stage;
END $$;
CREATE FUNCTION sightline_training_themes(asked bigint)
RETURNS TABLE (theme bigint, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT sightline_training_reads(asked) THEN RETURN; END IF;
    RETURN QUERY SELECT t.id, count(c.id) FROM training_evaluationtheme t
    LEFT JOIN training_sortedcomment c ON c.theme_id = t.id AND c.dropped_at IS NULL
    WHERE t.course_id = asked GROUP BY t.id;
END $$;
"""
NAMES = (
    "sightline_training_pairs(bigint)",
    "sightline_training_answered(bigint)",
    "sightline_training_themes(bigint)",
    "sightline_training_reads(bigint)",
)


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("training", "0003_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("before", "Before the event"),
                            ("after", "Straight after"),
                            ("later", "Later"),
                            ("manager", "Later, the manager"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("attends_on", models.DateField()),
                ("token_hash", models.CharField(db_index=True, max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="training.booking",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="training.course",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["closes_at"],
                        name="evaluation_open",
                    ),
                    models.Index(fields=["person", "-id"], name="evaluation_of_person"),
                    models.Index(fields=["course", "stage"], name="evaluation_of_course"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("booking", "stage"), name="asked_once_a_stage"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evaluation_answered_by_whom",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="course",
            name="later_after",
            field=models.CharField(default="3-months", max_length=10),
        ),
        migrations.CreateModel(
            name="EvaluationComment",
            fields=[
                (
                    "evaluation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="comment",
                        serialize=False,
                        to="training.evaluation",
                    ),
                ),
                ("words", models.TextField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EvaluationItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=300)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_items",
                        to="training.course",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "words"),
                        name="evaluation_item_once",
                        violation_error_message="The course asks this already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="training.evaluation",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.evaluationitem",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evaluation", "item"), name="one_score_an_item"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score__range", (1, 5))),
                        name="score_from_one_to_five",
                        violation_error_message="A score is from 1 to 5.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_themes",
                        to="training.course",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "name"),
                        name="evaluation_theme_once",
                        violation_error_message="There is a theme of that name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SortedComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sorted_at", models.DateTimeField()),
                ("sorted_by", models.CharField(max_length=200)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="training.evaluationtheme",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="training.evaluationcomment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("comment", "theme"),
                        name="comment_once_under_a_theme",
                    )
                ],
            },
        ),
        row_policies.protect(
            "training_evaluationitem",
            read=OF_COURSE,
            write=f"{MEMBER} AND {OFFICE}",
            change=OFFICE,
        ),
        # the worker asks; whoever is asked may say that they have answered
        row_policies.protect(
            "training_evaluation",
            read=f"{MINE} OR {BY_LINK} OR {OFFICE}",
            write="false",
            change=f"{MINE} OR {BY_LINK}",
        ),
        *(
            row_policies.protect(
                table, read=OF_EVALUATION, write=ANSWERS.format(table=table), change="false"
            )
            for table in ("training_evaluationscore", "training_evaluationcomment")
        ),
        row_policies.append_only("training_evaluationscore"),
        row_policies.append_only("training_evaluationcomment"),
        row_policies.protect(
            "training_evaluationtheme",
            read=READS,
            write=f"{MEMBER} AND {OFFICE}",
            change=OFFICE,
        ),
        row_policies.protect(
            "training_sortedcomment",
            read=OFFICE,
            write=f"{MEMBER} AND {OFFICE}",
            change=OFFICE,
        ),
        *(
            row_policies.never_deleted(f"training_{name}")
            for name in ("evaluationitem", "evaluation", "evaluationtheme", "sortedcomment")
        ),
        migrations.RunSQL(FUNCTIONS, [f"DROP FUNCTION {name}" for name in NAMES]),
    ]
