"""How a review comes to be published, or why it is not (R6.5, R6.6). Rows are added and stay as
they are."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Partnership, Place
from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.models.safety import PublicationText
from sightline.work.reviews.rules.publishing import (
    OUTCOMES,
    POSITIONS,
    PUBLISHED_AS,
    RECIPIENTS,
    SENT,
    WITHHELD,
)


class FamilyTold(models.Model):
    """That somebody of the family was told of the publication, and when; or why they were not."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="family_told")
    who = models.CharField(max_length=100)
    told_on = models.DateField(null=True)
    why_not = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on__isnull=False, why_not="")
                | (Q(told_on__isnull=True) & ~Q(why_not="")),
                name="family_told_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"family {self.pk}"


class AccuracyConfirmed(models.Model):
    """That somebody confirmed that what is to be published is accurate, on which day."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="accuracy_confirmed"
    )
    who = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    confirmed_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"accuracy {self.pk}"


class PublicationDecision(models.Model):
    """What the Executive decides on publication: which text, or that nothing is published and why.
    It is changed by another decision alone, which says why, and by none once it is public."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="publication_decisions"
    )
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=list(OUTCOMES.items()))
    text = models.ForeignKey(
        PublicationText, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    reasons = models.TextField()
    dissent = models.TextField(blank=True)
    decided_on = models.DateField()
    changed_because = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "number"], name="publication_decision_number"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(changed_because=""),
                name="publication_decision_changed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome=WITHHELD, text__isnull=True)
                | (~Q(outcome=WITHHELD) & Q(text__isnull=False)),
                name="publication_decision_of_a_text",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class PublicationPosition(models.Model):
    """What one lead partner held of the publication, and why."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        PublicationDecision, on_delete=models.PROTECT, related_name="positions"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(max_length=200)
    outcome = models.CharField(max_length=12, choices=list(POSITIONS.items()))
    reasons = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "place"], name="publication_position_once"),
        ]

    def __str__(self) -> str:
        return self.partner


class CopySent(models.Model):
    """That the Panel, the Secretary of State or Ofsted was sent a copy, or the justification for
    not publishing, and on which day."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        PublicationDecision, on_delete=models.PROTECT, related_name="copies"
    )
    recipient = models.CharField(max_length=20, choices=list(RECIPIENTS.items()))
    what = models.CharField(max_length=14, choices=list(SENT.items()))
    sent_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.what} to {self.recipient}"


class Release(models.Model):
    """From which moment a text is public, under which name in its address. It counts only while the
    decision it carries out is the last one."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        PublicationDecision, on_delete=models.PROTECT, related_name="releases"
    )
    slug = models.CharField(max_length=80, unique=True)
    opens_at = models.DateTimeField()
    copies_by_on = models.DateField()
    stays_until_on = models.DateField()
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"release {self.pk}"


class PublishedReview(models.Model):
    """What everybody may read: words and a name of its own, nothing that leads to a case. The
    database gives it to nobody before its moment, nor while an approval is missing."""

    slug = models.CharField(max_length=80, primary_key=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=list(PUBLISHED_AS.items()))
    title = models.CharField(max_length=150)
    body = models.TextField()
    opens_at = models.DateTimeField()
    stays_until_on = models.DateField()

    def __str__(self) -> str:
        return self.title


class PublishedChange(models.Model):
    """What changed because of a published review, in the words that were checked for everybody."""

    code = models.CharField(max_length=90, primary_key=True)
    review = models.ForeignKey(PublishedReview, on_delete=models.PROTECT, related_name="changes")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    recommendation = models.TextField()
    done = models.TextField()
    told_on = models.DateField()

    def __str__(self) -> str:
        return f"change {self.number}"


class ChangeReleased(models.Model):
    """That a change was put on the website."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    change = models.OneToOneField(
        "reviews.ChangeTold", on_delete=models.PROTECT, related_name="released"
    )
    code = models.CharField(max_length=90, unique=True)
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"change {self.change_id}"


class TakenDown(models.Model):
    """That a review was taken off the website, by whom and why: after its time there, or at once
    because it makes somebody known."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="taken_down")
    is_urgent = models.BooleanField(default=False)
    reason = models.TextField()
    taken_down_at = models.DateTimeField()
    taken_down_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"taken down {self.release_id}"


class Deposit(models.Model):
    """That a review was deposited with the NSPCC's national case review repository, where it stays
    for five years."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="deposits")
    deposited_on = models.DateField()
    until_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("deposited_on")), name="deposit_has_a_window"
            ),
        ]

    def __str__(self) -> str:
        return f"deposit {self.pk}"
