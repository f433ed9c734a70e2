"""What everybody may read without signing in: the text, the structure, bodies and partners."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from builders import partnership as build
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.rules.reading import read_arrangement

Browse = Callable[..., Any]
APPENDIX_3 = (
    "Bradford District Care Trust", "CAFCASS", "Community Rehabilitation Company",
    "Early Years Representatives", "Mid Yorkshire Hospitals NHS Trust", "NHS England",
    "National Probation Service", "Primary and Secondary School Representation", "Public Health",
    "South West Yorkshire Partnership NHS Foundation Trust", "Spectrum", "Turning Point",
    "Voluntary and Community Sector", "Wakefield College", "Wakefield District Housing",
    "Education and Inclusion", "West Yorkshire Fire Service",
)  # fmt: skip
PUBLIC = (
    "/arrangements", "/arrangements/introduction", "/arrangements/appendix-2", "/structure",
    "/groups/executive", "/groups/cdop", "/groups/practitioner-forum", "/partners",
    "/partners/wakefield-ccg", "/raise-a-concern", "/accessibility", "/cookies", "/privacy",
)  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_a_stranger_reads_it_and_gets_no_cookie(
    path: str, browse: Browse, ours: Partnership
) -> None:
    stranger = browse()

    stranger.get(path)

    assert not stranger.client.cookies


@pytest.mark.parametrize("path", ["/arrangements/nothing", "/groups/nothing", "/partners/nothing"])
def test_what_the_arrangements_do_not_name_is_absent(
    path: str, browse: Browse, ours: Partnership
) -> None:
    browse().get(path, status=404)


def test_the_contents_lead_to_every_section(browse: Browse, ours: Partnership) -> None:
    sections = read_arrangement(build.FOLDER).sections

    page = browse().get("/arrangements")

    for section in sections:
        assert f'href="/arrangements/{section.id}"' in page


def test_a_section_shows_its_text_and_the_bodies_that_come_from_it(
    browse: Browse, ours: Partnership
) -> None:
    page = browse().get("/arrangements/masc-forum")

    assert "Multi-Agency Safeguarding Children forum" in page
    assert 'href="/groups/masc"' in page


def test_every_relevant_partner_of_appendix_3_is_listed(browse: Browse, ours: Partnership) -> None:
    page = browse().get("/partners")

    assert [name for name in APPENDIX_3 if name not in page] == []


def test_each_body_in_force_is_a_link_in_the_picture_and_in_words(
    browse: Browse, ours: Partnership
) -> None:
    page = browse().get("/structure")
    drawing, words = page.split("</svg>")

    for key in ("executive", "masc", "practice-group", "cdop", "learning-group",
                "effectiveness-group", "vulnerable-group", "practitioner-forum"):  # fmt: skip
        assert f'href="/groups/{key}"' in drawing
        assert f'href="/groups/{key}"' in words


def test_a_body_says_purpose_chair_places_and_cadence_but_names_nobody(
    browse: Browse, ours: Partnership
) -> None:
    build.appointed(ours, "executive-lead-police", build.person("Pia Holroyd"))

    page = browse().get("/groups/executive")

    assert "West Yorkshire Police: District Commander" in page
    assert "on an annual rotational basis" in page
    assert "At least every 6 weeks, until 30 September 2019" in re.sub(r"<[^>]+>", "", page)
    assert "Holroyd" not in page


def test_a_concern_page_begins_with_the_emergency(browse: Browse, ours: Partnership) -> None:
    page = browse().get("/raise-a-concern")

    emergency = page.index("call 999 now")
    assert emergency < page.index("children's social care".replace("'", "&#39;"))
    assert page.count("To be confirmed by the partnership") == 2


def test_a_concern_page_helps_even_where_nothing_is_loaded(browse: Browse, db: None) -> None:
    assert "999" in browse().get("/raise-a-concern")


def test_another_partnership_in_front_shows_its_own_text(browse: Browse, ours: Partnership) -> None:
    theirs = build.loaded(build.SALTMARSH, in_front=True)

    page = browse().get("/arrangements")

    assert theirs.name in page
    assert "Wakefield" not in page
