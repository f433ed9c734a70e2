"""The people of a case: what they are called in it, and, apart and masked, who they are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.records.models import Record
from sightline.work.reviews.rules.identities import PARTS


class CasePerson(models.Model):
    """Somebody in a case, by what they are called there: Child A, Adult B."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="case_people")
    label = models.CharField(max_length=40)
    part = models.CharField(max_length=12, choices=list(PARTS.items()))
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "label"], name="label_once_in_a_case"),
        ]

    def __str__(self) -> str:
        return self.label


class Identity(models.Model):
    """Who somebody in a case is. The database gives the row only to a person for whom it is
    revealed at this moment (security 1.3)."""

    case_person = models.OneToOneField(
        CasePerson, on_delete=models.PROTECT, primary_key=True, related_name="identity"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    aliases = models.CharField(max_length=300, blank=True)
    born_on = models.DateField(null=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=500, blank=True)
    school = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"identity {self.pk}"


class PersonCorrected(models.Model):
    """That what is known of somebody in a case was corrected, by whom and why."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    case_person = models.ForeignKey(
        CasePerson, on_delete=models.PROTECT, related_name="corrections"
    )
    reason = models.CharField(max_length=500)
    corrected_at = models.DateTimeField()
    corrected_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"correction {self.pk}"


class IdentityBefore(models.Model):
    """What stood of an identity before it was corrected. It is read as the identity is: by who has
    it revealed at this moment."""

    correction = models.OneToOneField(
        PersonCorrected, on_delete=models.PROTECT, primary_key=True, related_name="before"
    )
    case_person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    aliases = models.CharField(max_length=300, blank=True)
    born_on = models.DateField(null=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=500, blank=True)
    school = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"identity before correction {self.pk}"


class Reveal(models.Model):
    """That a person had an identity shown to them, and why. The database sets both moments: it is
    over after ten minutes."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    case_person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="reveals")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    revealed_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "ends_at"], name="reveal_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"^\S(.|\n){8,}\S$"),
                name="reveal_has_a_reason",
                violation_error_message="Say in 10 characters or more why you need it.",
            ),
        ]

    def __str__(self) -> str:
        return f"reveal {self.pk}"
