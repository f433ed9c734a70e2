"""How the family takes part in a local review, and what practitioners told."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.work.reviews.models import (
    CasePerson,
    FamilyPlan,
    FamilyStep,
    LocalReview,
    PractitionerEvent,
)


@dataclass(frozen=True)
class FamilyMember:
    """Somebody of the family: every plan for them, and everything that happened, in order."""

    plans: list[FamilyPlan]
    steps: list[FamilyStep]

    @property
    def plan(self) -> FamilyPlan:
        return self.plans[-1]

    @property
    def label(self) -> str:
        return self.plan.label


def family_of(review: LocalReview) -> list[FamilyMember]:
    """Who of the family is to be involved, in the order in which they were planned for."""
    found: dict[int, FamilyMember] = {}
    person_of_plan: dict[int, int] = {}
    for plan in FamilyPlan.objects.filter(review=review).order_by("pk"):
        found.setdefault(plan.case_person_id, FamilyMember([], [])).plans.append(plan)
        person_of_plan[plan.pk] = plan.case_person_id
    for step in FamilyStep.objects.filter(review=review).order_by("happened_on", "pk"):
        found[person_of_plan[step.plan_id]].steps.append(step)
    return list(found.values())


def family_to_choose(review: LocalReview) -> dict[int, CasePerson]:
    """The people of the case, by their number, to who sees them."""
    rows = CasePerson.objects.filter(record=review.incident.identities_id)
    return {one.pk: one for one in rows.order_by("pk")}


def practitioner_events_of(review: LocalReview) -> list[PractitionerEvent]:
    """The events with practitioners, in order, each with who came."""
    rows = PractitionerEvent.objects.filter(review=review).prefetch_related("came")
    return list(rows.order_by("held_on", "pk"))
