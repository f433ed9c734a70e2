"""Records, what they are linked to, and who may see them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Body, Partnership


class Marking(models.TextChoices):
    """How closely a record is held, from open to a named list only."""

    PUBLIC = "public", "Public"
    INTERNAL = "internal", "OFFICIAL"
    AGENCY = "agency", "OFFICIAL – agency-confidential"
    RESTRICTED = "restricted", "OFFICIAL-SENSITIVE"
    IDENTIFIED = "identified", "OFFICIAL-SENSITIVE – named list only"
    VOICE = "voice", "OFFICIAL-SENSITIVE – voice"


class Record(models.Model):
    """The cover sheet of one piece of work. `kind` is the URL name of its page; `audience` holds
    the keys of those who may see it; `opens_at` keeps a publication back until its time."""

    # found by the indexes below, which give them in order; one of the key alone would be preferred
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, db_index=False)
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, db_index=False)
    marking = models.CharField(max_length=12, choices=Marking.choices)
    # what its room marks it, while somebody holds it more closely than that; empty otherwise
    held_from = models.CharField(
        max_length=12, choices=Marking.choices, blank=True, default="", db_default=""
    )
    audience = ArrayField(models.CharField(max_length=80), default=list)
    opens_at = models.DateTimeField(null=True)
    # the record this piece of work comes from: whoever has an interest there does not see it either
    arises_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # who answers for it, as the room that opened it decides; told of every emergency access
    owner = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    on = models.DateField(null=True)  # the date people know it by
    summary = models.TextField(blank=True)  # words found by search, of the record's own marking
    words = SearchVectorField(null=True, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "partnership"], name="record_reference")
        ]
        indexes = [
            models.Index(fields=["partnership", "kind", "-on", "-id"], name="record_newest"),
            models.Index(fields=["body", "kind", "-on", "-id"], name="record_body_newest"),
            # no list of words still to be sorted in: each search would read all of it
            GinIndex(fields=["words"], name="record_words", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.reference


class Link(models.Model):
    """Two records that belong together, and how."""

    source = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="links_in")
    how = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "how"],
                condition=Q(ended_at__isnull=True),
                name="link_once",
            )
        ]

    def __str__(self) -> str:
        return self.how


class Raising(models.Model):
    """A piece of work that waits for a body: it comes onto each of the body's agendas until it is
    settled. The room of the work says so; the room of meetings reads it, and knows no other."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="raising")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["body"], condition=Q(settled_at__isnull=True), name="raising_waits"
            )
        ]

    def __str__(self) -> str:
        return f"raising {self.pk}"


class Grant(models.Model):
    """Sight of one record for one person, for a reason and a time, given by somebody else."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="grants")
    reason = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    granted_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("granted_by")),
                name="nobody_grants_to_themselves",
                violation_error_message="Nobody can give themselves sight of a record.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="grant_dates_in_order",
                violation_error_message="A grant must end after it starts.",
            ),
        ]
        indexes = [models.Index(fields=["person", "ends_at"], name="grant_person")]

    def __str__(self) -> str:
        return f"grant {self.pk}"


class Conflict(models.Model):
    """An interest that hides a record from a person, whatever else they hold."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="conflicts")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=300)
    how = models.CharField(
        max_length=10, choices=[("declared", "Declared"), ("detected", "Detected")]
    )
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="conflict_person")]

    def __str__(self) -> str:
        return f"conflict {self.pk}"


class StandingInterest(models.Model):
    """What somebody declares on taking a place, of their work or family, before any matter comes
    up; without words: that there is nothing to declare. The secretary reads it beside a matter."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    nature = models.CharField(max_length=500, blank=True)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "person"], name="standing_interest_whose"),
            models.Index(fields=["person"], name="standing_interest_person"),
        ]

    def __str__(self) -> str:
        return f"standing interest {self.pk}"


class EmergencyAccess(models.Model):
    """Sight of one case without a grant, for reading only and for an hour, because somebody could
    not wait. The database sets both moments; a row may only be ended, and is reviewed by somebody
    else within two working days (security design, 3)."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    origin = models.ForeignKey(
        Record, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # what the record arises from: an interest there hides this row too
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    review_by_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"^\S(.|\n){28,}\S$"),
                name="emergency_has_a_reason",
                violation_error_message="Say in 30 characters or more why it cannot wait.",
            ),
        ]

    def __str__(self) -> str:
        return f"emergency access {self.pk}"


class EmergencyReview(models.Model):
    """What somebody else found when they looked at an emergency access."""

    class Finding(models.TextChoices):
        NEEDED = "needed", "It was needed"
        NOT_NEEDED = "not-needed", "It was not needed"

    access = models.OneToOneField(EmergencyAccess, on_delete=models.PROTECT, related_name="review")
    finding = models.CharField(max_length=12, choices=Finding.choices)
    words = models.CharField(max_length=500)
    reviewed_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"review of emergency access {self.access_id}"


class ReferenceCount(models.Model):
    """The last number given for a prefix and year; locked while the next is given."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    prefix = models.CharField(max_length=8)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "prefix", "year"], name="reference_count"
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:03d}"
