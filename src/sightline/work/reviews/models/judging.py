"""Criteria judged one by one, and each partner's view, apart from the decision."""

from __future__ import annotations

from django.db import models

from sightline.registers.partnership.models import Place
from sightline.registers.records.models import Record
from sightline.work.reviews.rules.criteria import ANSWERS


class Judgement(models.Model):
    """What was judged of one criterion, and why. A later one replaces it; the earlier stays."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="judgements")
    matter = models.CharField(max_length=12)
    criterion = models.CharField(max_length=30)
    answer = models.CharField(max_length=10, choices=list(ANSWERS.items()))
    reasons = models.TextField()
    judged_at = models.DateTimeField()
    judged_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.criterion}: {self.answer}"


class PartnerView(models.Model):
    """What one safeguarding partner holds in a matter, recorded apart from the decision (R6.1)."""

    class Stance(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"
        UNSETTLED = "unsettled", "No view yet"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="partner_views")
    matter = models.CharField(max_length=12)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(max_length=200)
    stance = models.CharField(max_length=10, choices=Stance.choices)
    reasons = models.TextField()
    given_on = models.DateField()
    given_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.partner}: {self.stance}"
