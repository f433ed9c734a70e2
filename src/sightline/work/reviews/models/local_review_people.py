"""Who of the family takes part in a local review, and what practitioners tell."""

from __future__ import annotations

from django.db import models

from sightline.work.reviews.models.identities import CasePerson
from sightline.work.reviews.models.local_review import OfLocalReview
from sightline.work.reviews.rules.local_review_people import STEPS, WAYS


class FamilyPlan(OfLocalReview):
    """How somebody of the family is to be involved; the last plan of each counts. They are called
    here as in the case, and who they are stays masked."""

    case_person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    speaker = models.CharField(max_length=200)
    way = models.CharField(max_length=10, choices=list(WAYS.items()))
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "case_person", "number"], name="family_plan_number"
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.number} for {self.label}"


class FamilyStep(OfLocalReview):
    """What happened with somebody of the family, and what they said in their words."""

    plan = models.ForeignKey(FamilyPlan, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(
        max_length=12, choices=[(key, words) for key, (words, _) in STEPS.items()]
    )
    happened_on = models.DateField()
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.step} on {self.happened_on}"


class PractitionerEvent(OfLocalReview):
    """An event where practitioners told how it was to work with the family, without blame."""

    held_on = models.DateField()
    about = models.CharField(max_length=300)
    learnt = models.TextField()

    def __str__(self) -> str:
        return f"event {self.pk}"


class PractitionersCame(OfLocalReview):
    """How many practitioners of one agency came: a number, no names."""

    event = models.ForeignKey(PractitionerEvent, on_delete=models.PROTECT, related_name="came")
    agency = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "agency"], name="practitioners_once"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="practitioners_are_some"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.agency}"
