"""What members see of bodies, agencies, people and the arrangements, and what others do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders import partnership as build
from sightline.foundation.accounts.models import Person
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Partnership, Seat

Browse = Callable[..., Any]
FOR_MEMBERS = (
    "/bodies", "/bodies/executive", "/agencies", "/agencies/swypft", "/people",
    "/arrangements/in-force", "/arrangements/versions", "/arrangements/versions/1",
    "/arrangements/versions/1/changes", "/arrangements/coverage", "/arrangements/contradictions",
    "/arrangements/contradictions/executive-frequency",
)  # fmt: skip
FOR_THE_BUSINESS_UNIT = ("/people/appoint", "/arrangements/check", "/settings/calendar")
WITH_PEOPLE = ("/people", "/arrangements/contradictions", "/people/appoint")


@pytest.mark.parametrize("path", FOR_MEMBERS + FOR_THE_BUSINESS_UNIT)
def test_the_business_manager_sees_it_and_looking_changes_nothing(
    path: str, browse: Browse, business_manager: Person
) -> None:
    before = (Seat.objects.count(), TrailEvent.objects.count())

    browse(business_manager).get(path)

    assert (Seat.objects.count(), TrailEvent.objects.count()) == before


@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_a_lead_partner_sees_it(path: str, browse: Browse, lead_partner: Person) -> None:
    browse(lead_partner).get(path)


@pytest.mark.parametrize("path", FOR_THE_BUSINESS_UNIT)
def test_a_lead_partner_is_refused_what_the_business_unit_does(
    path: str, browse: Browse, lead_partner: Person
) -> None:
    browse(lead_partner).get(path, status=403)


@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_a_stranger_is_asked_to_sign_in(path: str, browse: Browse, ours: Partnership) -> None:
    assert browse().get(path, status=302).startswith("/account/sign-in")


@pytest.mark.parametrize("path", WITH_PEOPLE)
def test_a_forum_member_is_refused_the_directory_of_people(
    path: str, browse: Browse, forum_member: Person
) -> None:
    browse(forum_member).get(path, status=403)


@pytest.mark.parametrize("path", ["/bodies", "/bodies/executive", "/agencies", "/agencies/myht"])
def test_a_forum_member_reads_of_bodies_and_agencies_without_names(
    path: str, browse: Browse, forum_member: Person, lead_partner: Person, business_manager: Person
) -> None:
    page = browse(forum_member).get(path)

    assert "Holroyd" not in page
    assert "Vacant" not in page


def test_a_member_of_another_partnership_sees_nobody_of_ours(
    browse: Browse, lead_partner: Person
) -> None:
    theirs = build.loaded(build.SALTMARSH, in_front=False)
    office = theirs.place_set.filter(capacities__contains=["business-manager"]).first()
    assert office is not None
    stranger = build.appointed(theirs, office.key).person
    ours = Seat.objects.get(person=lead_partner)

    visitor = browse(stranger)

    assert "Holroyd" not in visitor.get("/people")
    visitor.get(f"/people/{lead_partner.pk}", status=404)
    visitor.get(f"/people/seats/{ours.pk}/end", status=404)


def test_a_body_shows_who_holds_its_places_and_which_are_vacant(
    browse: Browse, ours: Partnership, lead_partner: Person
) -> None:
    seat = Seat.objects.get(person=lead_partner)
    build.appointed(ours, "executive-lead-police", build.person("Dev Ingham"), deputises_for=seat)

    page = browse(lead_partner).get("/bodies/executive")

    assert "Pia Holroyd" in page
    assert "Dev Ingham" in page
    assert "Vacant" in page


def test_an_agency_shows_its_lead_and_the_bodies_it_sits_on(
    browse: Browse, ours: Partnership, lead_partner: Person
) -> None:
    build.appointed(ours, "lead-swypft", build.person("Lou Fairbank"))

    page = browse(lead_partner).get("/agencies/swypft")

    assert "Lou Fairbank" in page
    assert "Learning and Development Group" in page


def test_people_are_found_by_name_by_body_and_among_past_seats(
    browse: Browse, ours: Partnership, business_manager: Person, lead_partner: Person
) -> None:
    build.appointed(ours, "lead-swypft", build.person("Lou Fairbank"))
    visitor = browse(business_manager)

    assert "Pia Holroyd" not in visitor.get("/people?words=fairbank")
    assert "Lou Fairbank" not in visitor.get("/people?body=executive")
    assert "Nothing matches these filters" in visitor.get("/people?when=past")


@pytest.mark.parametrize("path", ["/people", "/bodies", "/agencies", "/bodies/executive"])
def test_the_number_of_statements_does_not_grow_with_the_rows(
    path: str,
    browse: Browse,
    ours: Partnership,
    lead_partner: Person,
) -> None:
    visitor = browse(lead_partner)
    visitor.get(path)
    build.appointed(ours, "executive-co-opted")
    with CaptureQueriesContext(connection) as with_two:
        visitor.get(path)
    for _ in range(10):
        build.appointed(ours, "executive-co-opted")
    with CaptureQueriesContext(connection) as with_twelve:
        visitor.get(path)

    assert len(with_twelve) == len(with_two)


def test_coverage_counts_every_paragraph_of_the_source(
    browse: Browse, lead_partner: Person
) -> None:
    page = browse(lead_partner).get("/arrangements/coverage")

    assert "170 paragraphs" in page
    assert '<span class="app-counts__figure">0</span>' in page  # none uncovered


def test_a_file_of_a_version_is_given_back_as_it_was_loaded(
    browse: Browse, lead_partner: Person
) -> None:
    response = browse(lead_partner).ask("get", "/arrangements/versions/1/files/bodies.toml", {})

    assert response.content == (build.FOLDER / "bodies.toml").read_bytes()
    assert response["Content-Disposition"].startswith("attachment")
