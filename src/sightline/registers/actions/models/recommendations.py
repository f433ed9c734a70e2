"""Recommendations, how they were spread, and what shows that practice changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Agency, Body, Partnership
from sightline.registers.records.models import Record


class Recommendation(models.Model):
    """What a review, an audit, a visit or a person asks to be changed, to whom, and the response
    (R0.4). `body` is the group that follows it; its wording can be read without the case."""

    class Origin(models.TextChoices):
        REVIEW = "review", "Review of a case"
        AUDIT = "audit", "Audit"
        VISIT = "visit", "Visit"
        PEER = "peer", "Peer review"
        SCRUTINEER = "scrutineer", "Independent scrutineer"
        CHILD_DEATHS = "child-deaths", "Child death overview"
        CHILD = "child", "Children and families"
        PRACTITIONER = "practitioner", "Practitioners"
        INSPECTION = "inspection", "Inspection"
        MEETING = "meeting", "Meeting"
        OTHER = "other", "Somewhere else"

    class Response(models.TextChoices):
        NONE = "none", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in-part", "Accepted in part"
        NOT = "not", "Not accepted"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="recommendation")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    source = models.ForeignKey(
        Record, null=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    origin = models.CharField(max_length=12, choices=Origin.choices)
    said_on = models.DateField()
    said_by = models.CharField(max_length=200, blank=True)  # a name from outside
    wording = models.TextField()
    hoped_for = models.TextField()  # what should be different for children
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="recommendations")
    to_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    to_whom = models.CharField(max_length=200)
    response = models.CharField(max_length=8, choices=Response.choices, default=Response.NONE)
    reason = models.TextField(blank=True)
    responded_on = models.DateField(null=True)
    responded_by = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "response"], name="recommendation_response"),
            models.Index(fields=["body"], name="recommendation_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(responded_on__isnull=True, responded_by="", response="none")
                | (Q(responded_on__isnull=False) & ~Q(responded_by="") & ~Q(response="none")),
                name="recommendation_responded_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(response__in=["in-part", "not"]) | ~Q(reason=""),
                name="recommendation_refused_with_reason",
                violation_error_message="Say why it is not accepted, or only in part.",
            ),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"


class Dissemination(models.Model):
    """How a recommendation was made known: by what, on which day, to whom, how many it reached."""

    class How(models.TextChoices):
        BRIEFING = "briefing", "Briefing"
        TRAINING = "training", "Training"
        EVENT = "event", "Event"
        WEBSITE = "website", "Website"
        BULLETIN = "bulletin", "Bulletin"
        CONFERENCE = "conference", "Conference"
        SOCIAL = "social", "Social media"
        READING = "reading", "Reading materials"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="disseminations")
    how = models.CharField(max_length=10, choices=How.choices)
    happened_on = models.DateField()
    to_whom = models.CharField(max_length=300)
    reached = models.PositiveIntegerField(null=True)
    told_in = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.how} on {self.happened_on}"


class Proof(models.Model):
    """What was seen of practice after a recommendation or an action: `record` is the cover sheet of
    either, `evidence` the record of the audit, visit or return that shows it."""

    class Kind(models.TextChoices):
        AUDIT = "audit", "Audit"
        RE_AUDIT = "re-audit", "Re-audit or dip sample"
        VISIT = "visit", "Visit"
        DATA = "data", "Figures"
        FEEDBACK = "feedback", "What children, families or practitioners say"
        SCRUTINY = "scrutiny", "Scrutiny"

    class Shows(models.TextChoices):
        CHANGE = "change", "Practice has changed"
        SOME = "some", "Some change"
        NONE = "none", "No change"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    shows = models.CharField(max_length=8, choices=Shows.choices)
    words = models.TextField()
    seen_on = models.DateField()
    evidence = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.kind} of {self.seen_on}"
