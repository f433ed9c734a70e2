import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
MINE = "person_id = (SELECT sightline_person())"
EARNED = (
    "EXISTS (SELECT 1 FROM training_moduletry t WHERE t.id = earned_in_id "
    "AND t.person_id = (SELECT sightline_person()) AND t.has_passed)"
)
COMPLETED = (
    "EXISTS (SELECT 1 FROM training_completion c WHERE c.id = completion_id "
    "AND c.person_id = (SELECT sightline_person()) AND c.earned_in_id IS NOT NULL)"
)
KEPT = """
CREATE FUNCTION sightline_module_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND to_jsonb(NEW) - 'state' - 'version'
       <> to_jsonb(OLD) - 'state' - 'version'
    THEN RAISE EXCEPTION 'what was published is not changed under those who learn'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON training_module
    FOR EACH ROW EXECUTE FUNCTION sightline_module_stays();
CREATE FUNCTION sightline_try_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.finished_at IS NOT NULL
       OR (NEW.module_id, NEW.course_id, NEW.learner_id, NEW.person_id, NEW.partnership_id)
       IS DISTINCT FROM
       (OLD.module_id, OLD.course_id, OLD.learner_id, OLD.person_id, OLD.partnership_id)
    THEN RAISE EXCEPTION 'a try that is finished stays as it is'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON training_moduletry
    FOR EACH ROW EXECUTE FUNCTION sightline_try_stays();
CREATE FUNCTION sightline_completion_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.taken_back_at IS NOT NULL
       OR to_jsonb(NEW) - 'taken_back_at' - 'taken_back_by' - 'taken_back_reason'
       <> to_jsonb(OLD) - 'taken_back_at' - 'taken_back_by' - 'taken_back_reason'
    THEN RAISE EXCEPTION 'a completion is taken back once, and else stays as it is'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON training_completion
    FOR EACH ROW EXECUTE FUNCTION sightline_completion_stays();
DROP TRIGGER append_only_row ON training_completion;
DROP TRIGGER append_only_table ON training_completion;
DROP FUNCTION training_completion_is_append_only();
"""
LEFT = """
DROP TRIGGER stays ON training_module;
DROP TRIGGER stays ON training_moduletry;
DROP TRIGGER stays ON training_completion;
DROP FUNCTION sightline_module_stays();
DROP FUNCTION sightline_try_stays();
DROP FUNCTION sightline_completion_stays();
CREATE FUNCTION training_completion_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'training_completion is append-only'; END $$;
CREATE TRIGGER append_only_row BEFORE UPDATE OR DELETE ON training_completion
    FOR EACH ROW EXECUTE FUNCTION training_completion_is_append_only();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON training_completion
    FOR EACH STATEMENT EXECUTE FUNCTION training_completion_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("training", "0007_completions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Module",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField(default=20)),
                ("pass_mark", models.PositiveSmallIntegerField(default=80)),
                ("tries_a_day", models.PositiveSmallIntegerField(default=3)),
                ("is_example", models.BooleanField(default=False)),
                ("pages", models.JSONField(default=list)),
                ("questions", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("replaced", "Replaced by a later version"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("published_at", models.DateTimeField(null=True)),
                ("published_by", models.CharField(blank=True, max_length=200)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="modules",
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
                    models.CheckConstraint(
                        condition=models.Q(("pass_mark__range", (1, 100))),
                        name="pass_mark_within_100",
                        violation_error_message="A pass mark is 1 to 100 per cent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tries_a_day__range", (1, 20))),
                        name="tries_within_reason",
                        violation_error_message="Allow 1 to 20 tries a day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by", "")),
                            models.Q(
                                ("published_at__isnull", False),
                                models.Q(("published_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="module_published_by_whom",
                    ),
                    models.UniqueConstraint(
                        fields=("course", "number"), name="module_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("course",),
                        name="one_draft_of_a_module",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("course",),
                        name="one_module_of_a_course",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ModuleTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pages_read", models.PositiveSmallIntegerField(default=0)),
                ("answers", models.JSONField(default=list)),
                ("score", models.PositiveSmallIntegerField(null=True)),
                ("has_passed", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tries",
                        to="training.course",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tries",
                        to="training.learner",
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tries",
                        to="training.module",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", True),
                                ("has_passed", False),
                                ("score__isnull", True),
                            ),
                            models.Q(("finished_at__isnull", False), ("score__range", (0, 100))),
                            _connector="OR",
                        ),
                        name="try_scored_when_finished",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("learner", "course"),
                        name="one_try_at_a_time",
                    ),
                ],
                "indexes": [models.Index(fields=["person", "-id"], name="try_of_person")],
            },
        ),
        migrations.RemoveConstraint(
            model_name="completion",
            name="completed_once_a_day",
        ),
        migrations.AddField(
            model_name="certificate",
            name="completion",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate",
                to="training.completion",
            ),
        ),
        migrations.AddField(
            model_name="completion",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="completion",
            name="taken_back_by",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="completion",
            name="taken_back_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="booking",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate",
                to="training.booking",
            ),
        ),
        migrations.AlterField(
            model_name="completion",
            name="told_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kept",
                to="training.completionfile",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("booking__isnull", True), ("completion__isnull", False)),
                    models.Q(("booking__isnull", False), ("completion__isnull", True)),
                    _connector="OR",
                ),
                name="certificate_of_one_thing",
            ),
        ),
        migrations.AddField(
            model_name="completion",
            name="earned_in",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="completion",
                to="training.moduletry",
            ),
        ),
        migrations.AddConstraint(
            model_name="completion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("learner", "course", "completed_on"),
                name="completed_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="completion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("earned_in__isnull", False), ("told_in__isnull", True)),
                    models.Q(("earned_in__isnull", True), ("told_in__isnull", False)),
                    _connector="OR",
                ),
                name="completion_from_a_file_or_a_try",
            ),
        ),
        migrations.AddConstraint(
            model_name="completion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_back_at__isnull", True),
                        ("taken_back_by", ""),
                        ("taken_back_reason", ""),
                    ),
                    models.Q(
                        ("taken_back_at__isnull", False),
                        models.Q(("taken_back_by", ""), _negated=True),
                        models.Q(("taken_back_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="completion_taken_back_with_reason",
                violation_error_message="Say why it is taken back.",
            ),
        ),
        row_policies.protect(
            "training_module",
            read=f"{OFFICE} OR (state <> 'draft' AND {MEMBER})",
            write=f"{MEMBER} AND {OFFICE}",
            change=OFFICE,
        ),
        row_policies.protect(
            "training_moduletry",
            read=f"{MINE} OR {OFFICE}",
            write=f"{MEMBER} AND {MINE}",
            change=MINE,
        ),
        row_policies.never_deleted("training_module"),
        row_policies.never_deleted("training_moduletry"),
        migrations.RunSQL(KEPT, LEFT),
        migrations.RunSQL(
            [
                f"ALTER POLICY web_write ON training_completion WITH CHECK "
                f"({MEMBER} AND ({OFFICE} OR ({MINE} AND {EARNED})))",
                f"ALTER POLICY web_change ON training_completion USING ({OFFICE})",
                f"ALTER POLICY web_write ON training_certificate WITH CHECK "
                f"({MEMBER} AND ({OFFICE} OR ({MINE} AND {COMPLETED})))",
                f"GRANT UPDATE ON training_completion TO {row_policies.WEB}, {row_policies.WORKER}",
            ],
            [
                f"ALTER POLICY web_write ON training_completion WITH CHECK ({MEMBER} AND {OFFICE})",
                "ALTER POLICY web_change ON training_completion USING (false)",
                f"ALTER POLICY web_write ON training_certificate WITH CHECK "
                f"({MEMBER} AND {OFFICE})",
                f"REVOKE UPDATE ON training_completion FROM {row_policies.WEB}, "
                f"{row_policies.WORKER}",
            ],
        ),
        row_policies.never_deleted("training_completion"),
    ]
