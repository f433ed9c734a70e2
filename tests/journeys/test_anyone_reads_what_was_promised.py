"""Strangers and young people: what is published can be read by all, and nothing else."""

from __future__ import annotations

import re

import pytest

from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = pytest.mark.browser

PUBLIC = ("/", "/arrangements", "/structure", "/groups/executive", "/partners", "/raise-a-concern",
          "/accessibility", "/cookies", "/privacy", "/account/sign-in/",
          "/account/password/forgotten/", "/account/link/", "/demonstration")  # fmt: skip


def test_a_stranger_reads_the_arrangements_and_the_structure(somebody: Arrival) -> None:
    stranger = somebody().goes_to("/").is_at("Wakefield Safeguarding Children Partnership")
    stranger.follows("Read our arrangements").is_at("arrangements").sees("June 2019")
    stranger.follows("A Responsive Partnership", within="main").is_at("A Responsive Partnership")
    stranger.follows("How we are organised").is_at("How we are organised")
    _the_picture_and_its_words_say_the_same(stranger)
    stranger.follows("Child Safeguarding Practice Group", within="svg")
    stranger.is_at("Child Safeguarding Practice Group")
    stranger.follows("Partners", within="nav").is_at("Partners").sees("West Yorkshire Police")


def test_a_worried_stranger_finds_who_to_call_and_can_leave_quickly(somebody: Arrival) -> None:
    stranger = somebody().goes_to("/").follows("Raise a concern", within="nav")
    stranger.is_at("Raise a concern about a child").sees(re.compile("999"))
    first = stranger.main.get_by_text("999").first.bounding_box()
    assert first is not None and first["y"] < 500, "the emergency does not come first"
    way_out = stranger.page.get_by_role("button", name=re.compile("Exit this page"))
    assert way_out.get_attribute("href", timeout=1000), "there is nowhere to leave to"
    # nothing leaves the machine in a test: it is enough that pressing it sets off for elsewhere
    stranger.page.route(re.compile("^https://"), lambda route: route.abort())
    with stranger.page.expect_request(re.compile("^https://")):
        way_out.click()


def test_a_stranger_sees_nothing_of_the_members(somebody: Arrival) -> None:
    stranger = somebody()
    for path in ("/home", "/line-of-sight", "/people", "/meetings", "/duties/executive-meets"):
        stranger.goes_to(path).is_at("Sign in")


def test_a_young_person_sees_no_directory_and_no_register(signed_in: Arrival) -> None:
    young = signed_in("young.person")
    young.is_not_offered("Line of sight", "People")
    young.expects_refusal = True
    for path in ("/people", "/people/1", "/people/appoint", "/line-of-sight",
                 "/duties/executive-meets", "/arrangements/contradictions"):  # fmt: skip
        young.goes_to(path)
        assert young.page.locator("h1").inner_text() in (
            "You may not see this page",
            "Page not found",
        ), young.path


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_every_public_page_can_be_read_at_a_desk_and_on_a_phone(
    somebody: Arrival, phone: bool
) -> None:
    reader = somebody(phone=phone)
    for path in PUBLIC:
        reader.goes_to(path)


def test_everything_published_can_be_read_without_script(somebody: Arrival) -> None:
    reader = somebody(script=False)
    reader.goes_to("/").follows("How we are organised").sees("The same in words")
    reader.follows("Raise a concern").sees(re.compile("999"))
    reader.goes_to("/demonstration").presses("Sign in as Bilal Yarborough")
    reader.is_at("Your work").follows("Line of sight").sees("Overdue")


def _the_picture_and_its_words_say_the_same(reader: Visitor) -> None:
    picture = reader.page.locator(".app-drawing svg")
    drawn = {one.get_attribute("href") for one in picture.locator("a").all()}
    in_words = {one.get_attribute("href") for one in reader.main.locator("ul a").all()}
    groups = {href for href in drawn if href and href.startswith("/groups/")}
    assert len(groups) >= 8 and groups <= in_words
    assert picture.get_attribute("aria-labelledby") or picture.get_attribute("aria-label")
