"""The trail's tables. Rows are written by `operations` and never changed."""

from __future__ import annotations

from django.db import models


class TrailEvent(models.Model):
    """One line of the trail: somebody did, read or was refused something."""

    class Kind(models.TextChoices):
        CHANGE = "change", "Change"
        READ = "read", "Reading of a restricted record"
        REFUSAL = "refusal", "Refusal"

    partnership_id = models.BigIntegerField(default=0)  # 0: the installation itself
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    code = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    about = models.CharField(max_length=60, blank=True)  # reference of the record, as text
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64, default="")

    class Meta:
        indexes = [
            models.Index(fields=["partnership_id", "about", "-id"], name="trail_about"),
            models.Index(fields=["partnership_id", "-id"], name="trail_newest"),
            models.Index(fields=["person_id", "-id"], name="trail_person"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.about}".strip()


class TrailHead(models.Model):
    """The last link of one partnership's chain; locked while a link is added."""

    chain = models.BigIntegerField(primary_key=True)
    last_id = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "trail_head"

    def __str__(self) -> str:
        return f"chain {self.chain}"


class PostedForm(models.Model):
    """A form that was posted once and where it led, so that the same post changes things once."""

    key = models.CharField(max_length=40, primary_key=True)
    person_id = models.BigIntegerField(null=True)
    path = models.CharField(max_length=300)
    location = models.CharField(max_length=300)
    posted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
