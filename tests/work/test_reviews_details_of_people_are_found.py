"""Names, days, numbers and places of people are found however they are written; of somebody of
another case nothing is told but that it identifies somebody (R6.6). Everybody is invented."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.work.reviews.rules.safety import dates, numbers
from sightline.work.reviews.rules.safety.finding import check
from sightline.work.reviews.rules.safety.jigsaw import Published
from sightline.work.reviews.rules.safety.people import Somebody
from sightline.work.reviews.rules.safety.pieces import Piece

CHILD = Somebody(
    name="Robin Fenwick", aliases="Bobby F, Squeak", born_on=date(2021, 5, 4),
    nhs_number="9434765919", address="12 Tarnbeck Lane, Overthwaite, WF99 9ZZ",
    school="Thornwick Primary School",
)  # fmt: skip
MOTHER = Somebody(name="Zoë O’Shaughnessy-Quill")
ELSE = Somebody(
    name="Kestrel Harrowgate", aliases="Starling Moss", born_on=date(2019, 2, 3),
    nhs_number="4010232137", address="7 Quarryfell Road, LS99 1AA", school="Moorbeck Academy",
    is_ours=False,
)  # fmt: skip


def kinds(text, who=(CHILD, MOTHER, ELSE), **more):
    return [one.kind for one in check([Piece("Text", text)], who, **more)]


@pytest.mark.parametrize("text", [
    "It was Robin Fenwick who told us.", "Robin told her teacher.", "ROBIN FENWICK",
    "robin fenwick",
    "Robin’s aunt", "Robin's aunt", "R Fenwick", "R. Fenwick", "Fenwick, Robin", "the Fenwicks",
    "Mr Fenwick rang", "robin.fenwick@", "Robin James Fenwick", "Róbin Fénwick", "R\u00adobin",
    "RobinFenwick", "R o b i n  F e n w i c k", "Squeak was tired", "Fen-\nwick",
    "Rоbin",  # a Cyrillic letter
    "Zoe O'Shaughnessy", "Zoë Quill", "Ms O’Shaughnessy", "ZOË QUILL’S flat", "Fenwick-Jones",
])  # fmt: skip
def test_a_name_is_found(text):
    assert "name" in kinds(text)


@pytest.mark.parametrize("text", ["Robyn said so", "Mr Fenwich", "Mr Fenwck", "Mrs Fennwick",
                                  "Zoë O’Shaugnessy"])  # fmt: skip
def test_a_name_with_a_slip_of_the_pen_is_found(text):
    assert {"near-name", "name"} & set(kinds(text))


@pytest.mark.parametrize("text", [
    "The child was robbed of a childhood.", "Agencies found it hard to reach her.",
    "A quilt lay on the bed.", "Workers in the fens know this.", "The squeaky wheel gets the oil.",
])  # fmt: skip
def test_an_ordinary_word_is_not_taken_for_a_name(text):
    assert kinds(text) == []


@pytest.mark.parametrize("text", [
    "4 May 2021", "4th May 2021", "4th of May, 2021", "04/05/2021", "4/5/21", "04.05.2021",
    "4-5-2021", "2021-05-04", "May 4, 2021", "May 4th 2021", "the fourth of May 2021", "04052021",
    "20210504", "4 May", "4th day of May 2021", "Tuesday 4 May 2021", "04 05 2021", "4May2021",
    "5/4/2021", "4 May '21", "04-May-21",
])  # fmt: skip
def test_a_date_of_birth_is_found_however_it_is_written(text):
    assert "born-on" in kinds(f"Born {text}.")


@pytest.mark.parametrize("text", ["943 476 5919", "9434765919", "943-476-5919", "943 4765919"])
def test_an_nhs_number_is_found_spaced_or_not(text):
    assert kinds(f"Number {text} was used.") == ["nhs-number"]


def test_ten_digits_that_fail_the_check_are_no_nhs_number():
    # 9434765919 has check digit 9: weighted sum 299, 299 mod 11 = 2, 11 - 2 = 9
    assert numbers.digits_of("9434765919") == "9434765919"
    assert numbers.digits_of("9434765918") == ""
    assert kinds("Order 9434765918 of the shop.") == []


@pytest.mark.parametrize("text, kind", [
    ("They lived at 12 Tarnbeck Lane.", "address"), ("in TARNBECK LANE", "address"),
    ("at WF99 9ZZ", "postcode"), ("at wf999zz", "postcode"), ("near SW1A 1AA", "postcode"),
    ("the WF99 area", "postcode"), ("at Thornwick Primary School", "school"),
    ("a pupil of Thornwick", "school"), ("call 07700 900123", "contact"),
    ("call +44 7700 900 123", "contact"), ("ring (01924) 496 012", "contact"),
    ("write to jo@example.org", "contact"), ("write to jo(at)example.org", "contact"),
    ("Case CAS-2026-001", "reference"),
])  # fmt: skip
def test_where_somebody_is_found_is_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize("text", [
    "Kestrel Harrowgate was there.", "K. Harrowgate", "Ms Harrowgate", "Starling Moss",
    "Born 3 February 2019", "at 7 Quarryfell Road", "a pupil of Moorbeck Academy",
    "KESTREL HARROWGATE’S", "Kestrel Harowgate",
])  # fmt: skip
def test_somebody_of_another_case_is_told_of_without_saying_who_or_what(text):
    found = check([Piece("Text", text)], (CHILD, ELSE))
    assert {one.kind for one in found} <= {"somebody-else", "exact-date"}
    assert "somebody-else" in {one.kind for one in found}


def test_a_detail_of_both_cases_tells_nothing_of_the_other():
    both = Somebody(name="Robin Fenwick", born_on=date(2021, 5, 4), is_ours=False)
    with_both = kinds("Robin Fenwick, born 4 May 2021", (CHILD, both))
    assert with_both == kinds("Robin Fenwick, born 4 May 2021", (CHILD,))


def test_a_given_name_of_another_case_alone_is_nobody():
    assert kinds("Kestrel is a bird.", (ELSE,)) == []


def test_the_day_it_happened_is_found():
    assert "happened-on" in kinds("On 2 March 2026 an ambulance came.", (),
                                  happened_on=date(2026, 3, 2))  # fmt: skip


# Pieces that together could tell


def test_an_exact_day_is_told_of_and_a_season_is_not():
    assert kinds("They moved on 12 June 2024.", ()) == ["exact-date"]
    assert kinds("They moved in the summer of 2024.", ()) == []


def test_age_gender_and_place_in_one_paragraph_are_told_of_together():
    assert "together" in kinds("A boy aged 3 was taken to Pinder Hospital.", ())
    assert kinds("A child aged 3 was taken ill.", ()) == []


def test_unusual_details_count_also_where_they_stand_far_apart():
    text = [Piece("Text", "The parent was a vicar."), Piece("Text", "There were eight children.")]
    assert [one.kind for one in check(text, ())] == ["unusual", "unusual"]
    assert check(text[:1], ()) == []


def test_what_was_published_before_is_put_beside_it():
    before = Published("Child Q", "A vicar came. They moved on 12 June 2024.")
    here = "A vicar knew. They moved on 12/06/2024."
    assert kinds(here, (), earlier=[before]).count("published-before") == 2
    other = Published("Child R", "A vicar came. They moved in June.")
    assert "published-before" not in kinds(here, (), earlier=[other])


def test_the_home_authority_is_a_place():
    assert "together" in kinds("A boy aged 3 from Overthwaite.", (), places=["Overthwaite"])


@pytest.mark.parametrize("text", ["You may 2 or 3 times ask.", "from 1 in 20 to 3 in 20",
                                  "31/02/2021", "Section 47", "in 2021/22"])  # fmt: skip
def test_what_is_no_day_is_not_taken_for_one(text):
    assert [one for one in dates.written(text) if all(day[0] for day in one.means)] == []
