"""Appointing, ending, deputising and passing on the chair, through the pages people use."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from builders import partnership as build
from sightline.foundation.accounts.models import Person
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership import operations
from sightline.registers.partnership.models import Body, Partnership, Seat
from sightline.registers.partnership.rules.rotation import whose_turn

Browse = Callable[..., Any]
TODAY = timezone.localdate()


def on(day: Any, name: str = "starts_on") -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


@pytest.mark.parametrize(
    ("held_by", "next_one"), [(None, "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("other", "a")]
)
def test_the_turn_follows_the_order_of_the_file(held_by: str | None, next_one: str) -> None:
    assert whose_turn(["a", "b", "c"], held_by) == next_one


def test_somebody_known_is_appointed_after_a_check(
    browse: Browse, ours: Partnership, business_manager: Person, lead_partner: Person
) -> None:
    manager = browse(business_manager)
    answers = {"place": "lead-swypft", "person": str(lead_partner.pk), **on(TODAY)}

    check = manager.post("/people/appoint", answers)
    nothing_yet = Seat.objects.filter(place__key="lead-swypft").exists()
    goes_to = manager.post("/people/appoint", {**answers, "confirm": "yes"}, status=302)

    assert "Check before you go on" in check
    assert not nothing_yet
    assert goes_to == f"/people/{lead_partner.pk}"
    assert Seat.objects.get(place__key="lead-swypft").person == lead_partner
    assert (
        TrailEvent.objects.filter(code="person_appointed").last().person_id == business_manager.pk
    )


def test_the_same_check_sent_twice_counts_once(
    browse: Browse, ours: Partnership, business_manager: Person, lead_partner: Person
) -> None:
    manager = browse(business_manager)
    answers = {"place": "lead-swypft", "person": str(lead_partner.pk), **on(TODAY)}
    check = manager.post("/people/appoint", answers)
    (key,) = re.findall(r'name="form_key" value="([^"]+)"', check)
    sent = {**answers, "confirm": "yes", "form_key": key}

    places = [manager.post("/people/appoint", sent, status=302) for _ in range(2)]

    assert places == [f"/people/{lead_partner.pk}"] * 2
    assert Seat.objects.filter(place__key="lead-swypft").count() == 1


def test_changing_the_answers_brings_them_back(
    browse: Browse, ours: Partnership, business_manager: Person, lead_partner: Person
) -> None:
    answers = {"place": "lead-swypft", "person": str(lead_partner.pk), **on(TODAY)}

    page = browse(business_manager).post("/people/appoint", {**answers, "change": "yes"})

    assert f'<option value="{lead_partner.pk}" selected' in page
    assert not Seat.objects.filter(place__key="lead-swypft").exists()


def test_somebody_new_is_invited_and_holds_the_place(
    browse: Browse,
    ours: Partnership,
    business_manager: Person,
    django_capture_on_commit_callbacks: Any,
) -> None:
    answers = {
        "place": "lead-myht", "person": "new", "email": "Kit.Lumb@example.org",
        "name": "Kit Lumb", "confirm": "yes", **on(TODAY),
    }  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        browse(business_manager).post("/people/appoint", answers, status=302)

    assert Seat.objects.get(place__key="lead-myht").person.email == "kit.lumb@example.org"
    assert [letter.to for letter in mail.outbox] == [["kit.lumb@example.org"]]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Choose a place"),
        ({"place": "lead-myht"}, "Choose a person, or invite somebody new"),
        ({"place": "lead-myht", "person": "new"}, "Enter the e-mail address of the person"),
        ({"place": "lead-myht", "person": "new", "email": "x"}, "like name@example.com"),
    ],
)
def test_what_is_missing_is_said_at_the_top(
    answers: dict[str, str], sentence: str, browse: Browse, business_manager: Person
) -> None:
    page = browse(business_manager).post("/people/appoint", answers)

    assert "There is a problem" in page
    assert sentence in page


def test_a_place_for_one_takes_nobody_until_its_seat_has_ended(ours: Partnership) -> None:
    held = build.appointed(ours, "executive-lead-police")

    with pytest.raises(RuleBroken):
        build.appointed(ours, "executive-lead-police")
    ended_at = build.SINCE + timedelta(days=30)
    operations.end_seat(seat=held, reason="Moved on", by=build.BY, now=ended_at)
    with pytest.raises(RuleBroken):  # the day before, it was still held
        build.appointed(ours, "executive-lead-police", since=ended_at - timedelta(days=1))

    assert build.appointed(ours, "executive-lead-police", since=ended_at).starts_at == ended_at


def test_ending_a_seat_ends_its_deputies_and_keeps_it_on_record(
    browse: Browse, ours: Partnership, business_manager: Person, lead_partner: Person
) -> None:
    seat = Seat.objects.get(person=lead_partner)
    deputy = build.appointed(
        ours, "executive-lead-police", build.person("Dev Ingham"), deputises_for=seat
    )
    answers = {"reason": "Retired", "confirm": "yes", **on(TODAY - timedelta(days=1), "ended_on")}

    manager = browse(business_manager)
    manager.post(f"/people/seats/{seat.pk}/end", answers, status=302)
    again = manager.post(f"/people/seats/{seat.pk}/end", answers)

    seat.refresh_from_db()
    deputy.refresh_from_db()
    assert seat.ended_at is not None
    assert deputy.ended_at == seat.ended_at
    assert "This seat has ended already" in again
    assert "Retired" in manager.get(f"/people/{lead_partner.pk}")
    browse(lead_partner).get("/people", status=403)  # no seat, no rights


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (TODAY + timedelta(days=1), "The last day must be today or in the past"),
        (build.SINCE.date() - timedelta(days=9), "This seat began on 1 October 2019"),
    ],
)
def test_a_seat_ends_neither_in_the_future_nor_before_it_began(
    day: Any, sentence: str, browse: Browse, business_manager: Person, lead_partner: Person
) -> None:
    seat = Seat.objects.get(person=lead_partner)
    answers = {"reason": "Retired", "confirm": "yes", **on(day, "ended_on")}

    page = browse(business_manager).post(f"/people/seats/{seat.pk}/end", answers)

    assert sentence in page
    assert Seat.objects.get(pk=seat.pk).ended_at is None


def test_a_deputy_is_named_for_a_seat(
    browse: Browse, ours: Partnership, business_manager: Person, lead_partner: Person
) -> None:
    seat = Seat.objects.get(person=lead_partner)
    somebody = build.appointed(ours, "lead-swypft", build.person("Lou Fairbank")).person
    answers = {"person": str(somebody.pk), "confirm": "yes", **on(TODAY)}

    browse(business_manager).post(f"/people/seats/{seat.pk}/deputy", answers, status=302)

    assert Seat.objects.get(deputises_for=seat).person == somebody


def test_the_chair_passes_to_whose_turn_it_is(
    browse: Browse, ours: Partnership, business_manager: Person, lead_partner: Person
) -> None:
    executive = Body.objects.get(key="executive")
    police = Seat.objects.get(person=lead_partner)
    council = build.appointed(ours, "executive-lead-council", build.person("Colm Whitaker"))
    now = timezone.now()
    operations.rotate_chair(
        body=executive, to_seat=police, by=build.BY, now=now, at=now - timedelta(days=365)
    )
    manager = browse(business_manager)

    page = manager.get("/bodies/executive/rotate")
    manager.post(
        "/bodies/executive/rotate",
        {"seat": str(council.pk), "confirm": "yes", **on(TODAY)},
        status=302,
    )

    assert "Pia Holroyd has chaired since" in page
    assert f'value="{council.pk}" checked' in page
    chairs = Seat.objects.filter(place__key="executive-chair").order_by("pk")
    assert [(seat.person.name, seat.ended_at is None) for seat in chairs] == [
        ("Pia Holroyd", False),
        ("Colm Whitaker", True),
    ]


def test_a_chair_that_does_not_rotate_is_not_passed_on(
    browse: Browse, business_manager: Person
) -> None:
    browse(business_manager).get("/bodies/masc/rotate", status=404)


def test_only_the_business_unit_appoints(ours: Partnership, lead_partner: Person) -> None:
    actor = Actor(
        person_id=lead_partner.pk, name="Pia Holroyd", capacities=frozenset({"lead-partner"})
    )
    now = timezone.now()

    with pytest.raises(NotAllowed):
        operations.appoint(
            place=build.place(ours, "lead-swypft"), person_id=lead_partner.pk, starts_at=now,
            by=actor, now=now,
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        operations.appoint_by_invitation(
            place=build.place(ours, "lead-swypft"), email="kit@example.org", name="Kit Lumb",
            starts_at=now, by=actor, now=now,
        )  # fmt: skip
