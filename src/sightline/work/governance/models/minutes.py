"""What a meeting did: minutes item by item, decisions with each partner's position, approval."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership, Place
from sightline.registers.records.models import Record
from sightline.work.governance.models.agenda import AgendaItem
from sightline.work.governance.models.meetings import Meeting


class Minute(models.Model):
    """The minute of one item, under the item's cover sheet."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minute")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    words = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"minute {self.pk}"


class Amendment(models.Model):
    """A change to a minute after its chair approved it: what stood, what stands, and why."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="amendments")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    before = models.TextField()
    after = models.TextField()
    reason = models.CharField(max_length=300)
    amended_at = models.DateTimeField()
    amended_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="amendment_with_reason",
                violation_error_message="Say why the minute is amended.",
            )
        ]

    def __str__(self) -> str:
        return f"amendment {self.pk}"


class Approval(models.Model):
    """The minutes of a meeting approved: first by its chair, then by a later meeting."""

    class Stage(models.TextChoices):
        CHAIR = "chair", "Approved by the chair"
        MEETING = "meeting", "Approved at a meeting"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="approvals")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    at_meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    approved_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "stage"], name="each_approval_once"),
            models.CheckConstraint(
                condition=Q(stage="chair", at_meeting__isnull=True)
                | Q(stage="meeting", at_meeting__isnull=False),
                name="approved_at_which_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.stage


class Decision(models.Model):
    """What was decided on an item, out of which options and why. A joint one is the decision of
    all lead partners together (R2.1). `document_key` names the document it agreed."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    words = models.TextField()
    options = models.TextField(blank=True)
    reasons = models.TextField()
    dissent = models.TextField(blank=True)
    is_joint = models.BooleanField(default=False)
    document_key = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="decision_withdrawn_with_reason",
                violation_error_message="Say why the decision is withdrawn.",
            )
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Position(models.Model):
    """Where one lead partner stood on a decision."""

    class Stance(models.TextChoices):
        AGREED = "agreed", "Agreed"
        DISAGREED = "disagreed", "Did not agree"
        ABSTAINED = "abstained", "Took no position"
        ABSENT = "absent", "Did not take part"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="positions")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    stance = models.CharField(max_length=10, choices=Stance.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "place"], name="one_position_a_partner")
        ]

    def __str__(self) -> str:
        return self.stance
