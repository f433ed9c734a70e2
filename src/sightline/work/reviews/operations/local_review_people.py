"""The family’s part in a local review, and what practitioners told (R6.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.work.reviews import events
from sightline.work.reviews.models import (
    CasePerson,
    FamilyPlan,
    FamilyStep,
    LocalReview,
    PractitionerEvent,
    PractitionersCame,
)
from sightline.work.reviews.operations.local_review import entered, held_to_run
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import local_review_people as rules


@transaction.atomic
def plan_family(
    *, review: LocalReview, person: CasePerson, given: rules.Planned, by: Actor, now: datetime
) -> FamilyPlan:
    """Plan how somebody of the family is involved: who speaks to them and by what. A later plan
    replaces an earlier one, which stays. Who they are is not shown by it."""
    held = held_to_run(review=review, by=by, now=now)
    if person.record_id != held.incident.identities_id:
        raise RuleBroken("Choose among the people of this case.", field="person")
    rules.check_plan(given)
    made = FamilyPlan.objects.create(
        case_person=person,
        label=person.label,
        number=FamilyPlan.objects.filter(review=held, case_person=person).count() + 1,
        speaker=given.speaker.strip(),
        way=given.way,
        words=given.words.strip(),
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.family_planned, by=by, now=now)
    return made


@transaction.atomic
def record_family_step(
    *, plan: FamilyPlan, step: str, happened_on: date, words: str, by: Actor, now: datetime
) -> FamilyStep:
    """Record what happened with somebody of the family: offered, declined, took part, told of the
    draft, or what they think of it, in their words."""
    held = held_to_run(review=plan.review, by=by, now=now)
    before = FamilyStep.objects.filter(review=held, plan__case_person=plan.case_person_id)
    rules.check_step(
        step,
        words,
        happened_on,
        before=set(before.values_list("step", flat=True)),
        today=timezone.localdate(now),
    )
    made = FamilyStep.objects.create(
        plan=plan,
        step=step,
        happened_on=happened_on,
        words=words.strip(),
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.family_step_recorded, by=by, now=now)
    return made


@transaction.atomic
def record_practitioner_event(
    *, review: LocalReview, given: rules.Told, by: Actor, now: datetime
) -> PractitionerEvent:
    """Record an event with practitioners: how many came of each agency, and what was learnt."""
    held = held_to_run(review=review, by=by, now=now)
    rules.check_event(given, today=timezone.localdate(now))
    came = rules.counted(given.came)
    stands = entered(held=held, by=by, now=now)
    made = PractitionerEvent.objects.create(
        held_on=given.held_on, about=given.about.strip(), learnt=given.learnt.strip(), **stands
    )
    PractitionersCame.objects.bulk_create(
        PractitionersCame(event=made, agency=agency, number=number, **stands)
        for agency, number in came.items()
    )
    write(record=held.record, event=events.practitioners_heard, by=by, now=now)
    return made
