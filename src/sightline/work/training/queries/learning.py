"""Modules of e-learning, and how far somebody came (R8.3)."""

from __future__ import annotations

from sightline.foundation.errors import NotSeen
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.work.training.models import Certificate, Completion, Course, Module, ModuleTry
from sightline.work.training.queries.places import is_office, numbers_booked_for


def modules_of(course: Course) -> list[Module]:
    """The versions of a course's module that the reader sees, the newest first."""
    return list(Module.objects.filter(course=course).order_by("-number"))


def draft_module(partnership_id: int, reference: str) -> Module:
    """The draft of a course's module; `NotSeen` where it is absent or hidden."""
    rows = Module.objects.filter(partnership=partnership_id, course__reference=reference)
    return one_of(rows.filter(state=Module.State.DRAFT).select_related("course"))


def has_module(course: Course) -> bool:
    """Whether there is something to learn here."""
    return Module.objects.filter(course=course, state=Module.State.PUBLISHED).exists()


def own_tries(actor: Actor, course: Course) -> list[ModuleTry]:
    """The actor's tries at a course, the newest first."""
    rows = ModuleTry.objects.filter(person=actor.person_id, course=course)
    return list(rows.select_related("module", "completion").order_by("-pk"))


def own_try(actor: Actor, number: int) -> ModuleTry:
    """One of the actor's own tries; `NotSeen` where it is absent or somebody else's."""
    rows = ModuleTry.objects.filter(
        pk=number, person=actor.person_id, partnership=actor.partnership_id or 0
    )
    return one_of(rows.select_related("module", "course", "learner", "completion"))


def under_way(actor: Actor) -> list[ModuleTry]:
    """What the actor has begun and not finished, the newest first."""
    rows = ModuleTry.objects.filter(
        person=actor.person_id, partnership=actor.partnership_id or 0, finished_at__isnull=True
    )
    return list(rows.select_related("course").order_by("-pk")[:20])


def own_completions(actor: Actor) -> list[Completion]:
    """What the actor completed, here or elsewhere, the newest first."""
    rows = Completion.objects.filter(
        person=actor.person_id, partnership=actor.partnership_id or 0, taken_back_at__isnull=True
    )
    return list(rows.select_related("course", "certificate").order_by("-completed_on", "-pk")[:50])


def completion_certificate(actor: Actor, number: int) -> Certificate:
    """The certificate of a completion the actor sees: their own, of the people they book for, or
    any for the office; `NotSeen` where there is none."""
    rows = Certificate.objects.filter(
        completion=number,
        partnership=actor.partnership_id or 0,
        withdrawn_at__isnull=True,
        completion__taken_back_at__isnull=True,
    )
    found = rows.first()
    if found is None:
        raise NotSeen
    ours = numbers_booked_for(actor)
    is_seen = found.person_id == actor.person_id or found.agency_id in ours
    if not (is_seen or is_office(actor)):
        raise NotSeen
    return found
