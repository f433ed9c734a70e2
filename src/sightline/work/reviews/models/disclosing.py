"""Who asked for what is held of a case, what was given, and who checked it. Rows are added and stay
as they are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.rules.disclosing import KINDS


class DisclosureRequest(models.Model):
    """The line of the log: which case, which kind, when it came and is due. It holds no word of the
    case, for the data protection officer reads it without sight of the case."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="disclosures")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    received_on = models.DateField()
    due_on = models.DateField()
    workings = models.TextField()
    rule_version = models.CharField(max_length=60)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["partnership", "due_on"], name="disclosure_due")]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


class DisclosureAsked(models.Model):
    """Who asks and what for, which only whoever sees the case reads."""

    request = models.OneToOneField(
        DisclosureRequest, primary_key=True, on_delete=models.PROTECT, related_name="asked"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=200)
    wanted = models.TextField()

    def __str__(self) -> str:
        return f"asked {self.pk}"


class DisclosureAnswer(models.Model):
    """What is to be disclosed and withheld, and why. A later answer replaces an earlier."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(DisclosureRequest, on_delete=models.PROTECT, related_name="answers")
    disclosed = models.TextField(blank=True)
    withheld = models.TextField(blank=True)
    why_withheld = models.TextField(blank=True)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withheld="", why_withheld="") & ~Q(disclosed="")
                | (~Q(withheld="") & ~Q(why_withheld="")),
                name="withheld_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class DisclosureChecked(models.Model):
    """What a second person says of an answer: never who prepared it."""

    answer = models.OneToOneField(
        DisclosureAnswer, primary_key=True, on_delete=models.PROTECT, related_name="checked"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    is_agreed = models.BooleanField()
    words = models.TextField()
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"check of {self.pk}"


class DisclosureSent(models.Model):
    """That the answer went out, which stands only on one that another person agreed to."""

    request = models.OneToOneField(
        DisclosureRequest, primary_key=True, on_delete=models.PROTECT, related_name="sent"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    answer = models.OneToOneField(DisclosureAnswer, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"sent {self.pk}"
