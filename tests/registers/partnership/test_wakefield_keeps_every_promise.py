"""Wakefield's file holds every promise of the published text, with the figure as printed."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from registers.partnership.wakefield_promises import NATIONAL, PROMISES
from sightline.registers.partnership.rules.arrangement import CadenceStage, Duty, Every, Times
from sightline.registers.partnership.rules.reading import read_arrangement
from sightline.registers.partnership.rules.schema import NOUNS, lists_of_parts, parts_with_places

WAKEFIELD = read_arrangement(Path(__file__).parents[3] / "arrangements" / "wakefield-2019")
DUTIES = {duty.id: duty for duty in WAKEFIELD.duties}
BODIES = {body.id: body for body in WAKEFIELD.bodies}
TEXT_OF_SOURCE = os.environ.get("SIGHTLINE_PUBLISHED_TEXT")  # a path, where the text is at hand


def plain(words: str) -> str:
    """Words without bold, table marks and differences of space."""
    marks = re.sub(r"</?p>|^[-#]+ ", " ", words, flags=re.MULTILINE)
    return " ".join(marks.replace("**", "").split())


def printed() -> str:
    return plain(" ".join(paragraph.words for paragraph in WAKEFIELD.coverage)).lower()


@pytest.mark.parametrize(
    ("words", "name", "kind", "figure"), PROMISES, ids=[row[1] for row in PROMISES]
)
def test_a_promise_of_the_text_is_a_duty(
    words: str, name: str, kind: str, figure: str | None
) -> None:
    duty = DUTIES[name]
    making_it = [it for it in WAKEFIELD.coverage if words.lower() in plain(it.words).lower()]

    assert making_it, f"the text does not say: {words}"
    assert any(f"duty:{name}" in it.holds and it.heading == duty.heading for it in making_it)
    assert (duty.kind, duty.figure, duty.basis.kind) == (kind, figure, "source")


def test_nothing_is_promised_that_neither_the_text_nor_the_law_says() -> None:
    assert set(DUTIES) == {name for _, name, _, _ in PROMISES} | set(NATIONAL)


@pytest.mark.parametrize("name", NATIONAL)
def test_a_national_rule_has_its_citation_and_its_length(name: str) -> None:
    duty = DUTIES[name]

    assert duty.basis.kind == "national"
    assert duty.basis.citation
    assert duty.figure is None
    clock = duty.deadline
    length = (clock.n, clock.unit, clock.backwards) if clock else (None, None, None)
    assert (*length, duty.basis.mark) == NATIONAL[name]


def test_no_figure_is_given_that_the_text_does_not_print() -> None:
    text = printed()
    said = [
        (name, part.strip())
        for name, duty in DUTIES.items()
        if duty.figure
        for part in duty.figure.split(";")
    ]
    for loc, part in parts_with_places(WAKEFIELD):
        if isinstance(part, CadenceStage) or getattr(part, "printed", None):
            said.append((str(loc), str(getattr(part, "printed", ""))))

    assert [(where, words) for where, words in said if words.lower() not in text] == []


def test_a_duty_without_a_figure_has_no_schedule() -> None:
    def scheduled(duty: Duty) -> bool:
        return bool(duty.stages or duty.quota or duty.deadline or duty.fixed)

    from_the_text = [duty for duty in DUTIES.values() if duty.basis.kind == "source"]

    assert [it.id for it in from_the_text if scheduled(it) and not it.figure] == []


def test_the_schedules_mean_what_is_printed() -> None:
    quarterly, six_weekly = Times(n=1, per="quarter"), Every(n=6, unit="weeks")

    assert [(it.every, it.times) for it in DUTIES["executive-meets"].stages] == [
        (six_weekly, None),
        (None, quarterly),
    ]
    assert DUTIES["masc-meets"].stages[0].times == Times(n=2, per="year")
    for name in (
        "practitioner-forum-meets",
        "scrutineer-reviews-effectiveness-group",
        "scrutineer-reports-to-executive",
    ):
        assert [stage.times for stage in DUTIES[name].stages] == [quarterly]
    assert DUTIES["chair-rotates"].stages[0].every == Every(n=1, unit="years")
    assert DUTIES["annual-report-produced"].stages[0].every == Every(n=12, unit="months")
    visits = DUTIES["visits-by-members"].quota
    assert visits and (visits.members_of, visits.n, visits.per) == ("executive", 1, "quarter")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("fully-operational", date(2019, 9, 30)),
        ("scrutineer-appointed", date(2019, 9, 30)),
        ("twelve-month-review", date(2020, 9, 30)),
        ("single-panel", date(2019, 6, 30)),
        ("panel-arrangements-in-place", date(2019, 9, 29)),
    ],
)
def test_a_month_without_a_day_means_its_last_day(name: str, day: date) -> None:
    fixed = DUTIES[name].fixed

    assert fixed and fixed.due_on == day


def test_two_lengths_of_months_are_printed() -> None:
    reviews, board = DUTIES["reviews-within-six-months"], DUTIES["former-board-finishes-reviews"]

    assert reviews.deadline and (reviews.deadline.n, reviews.deadline.unit) == (6, "months")
    assert board.deadline and (board.deadline.n, board.deadline.unit) == (12, "months")


def test_bodies_chairs_and_cadences_are_as_printed() -> None:
    chairs = {body.id: (body.chair.kind, body.chair.role) for body in WAKEFIELD.bodies}

    assert chairs == {
        "executive": ("rotation", None),
        "masc": ("independent", "scrutineer"),
        "practice-group": ("named", "quality-standards-manager"),
        "cdop": ("named", "public-health-professional"),
        "learning-group": ("named", "nursing-director"),
        "effectiveness-group": ("named", "strategy-director"),
        "vulnerable-group": ("named", "detective-chief-inspector"),
        "practitioner-forum": ("not-stated", None),
        "former-board": ("not-stated", None),
    }
    with_cadence = {body.id for body in WAKEFIELD.bodies if body.cadence}
    assert with_cadence == {"executive", "masc", "practitioner-forum"}
    assert all(body.quorum is None for body in WAKEFIELD.bodies)


def test_the_executive_has_the_seats_of_the_text() -> None:
    executive = BODIES["executive"]

    assert [seat.id for seat in executive.seats if seat.lead_partner] == list(executive.chair.among)
    assert [seat.id for seat in executive.seats if not seat.many] == [
        "lead-police",
        "lead-council",
        "lead-health",
        "education-and-inclusion",
        "secondary-head",
        "primary-head",
        "special-head",
    ]


def test_the_relevant_agencies_have_places_on_every_group() -> None:
    groups = [it for it in WAKEFIELD.bodies if it.kind in ("group", "panel")]

    assert len(groups) == 5
    assert [it.id for it in groups if "members" not in {seat.id for seat in it.seats}] == []


def test_the_panel_covers_three_areas_and_one_is_wakefields_own() -> None:
    assert BODIES["cdop"].areas == ("wakefield", "calderdale", "kirklees")
    assert [(area.id, area.code, area.own) for area in WAKEFIELD.areas] == [
        ("wakefield", "384", True),
        ("calderdale", "381", False),
        ("kirklees", "382", False),
    ]


def test_every_relevant_partner_of_appendix_3_is_an_agency_in_its_order() -> None:
    listed = [it for it in WAKEFIELD.agencies if it.heading == "Appendix 3"]

    assert [it.name + (f" ({it.short})" if it.short else "") for it in listed] == [
        "Bradford District Care Trust (BDCT)",
        "CAFCASS",
        "Community Rehabilitation Company (CRC)",
        "Early Years Representatives",
        "Mid Yorkshire Hospitals NHS Trust (MYHT)",
        "NHS England",
        "National Probation Service (NPS)",
        "Primary and Secondary School Representation",
        "Public Health",
        "South West Yorkshire Partnership NHS Foundation Trust (SWYPFT)",
        "Spectrum",
        "Turning Point",
        "Voluntary and Community Sector (VCS)",
        "Wakefield College",
        "Wakefield District Housing (WDH)",
        "WMDC Education and Inclusion",
        "West Yorkshire Fire Service",
    ]


def test_the_lists_have_as_many_entries_as_the_text() -> None:
    counts = {name: len(getattr(WAKEFIELD, name)) for name in lists_of_parts()}

    assert counts["aims"] == 7
    assert counts["audit_sources"] == 6
    assert counts["staff_responsibilities"] == 8
    assert counts["dissemination_channels"] == 5
    assert counts["elearning_topics"] == 5  # four named, and "additional modules"
    assert counts["linked_boards"] == 9  # seven in Legislation, two more in Links
    assert counts["escalation_stages"] == 4
    content = {it.id: len(it.items) for it in WAKEFIELD.content}
    assert content == {"annual-report": 5, "threshold-document": 5}
    assert all(stage.figure is None for stage in WAKEFIELD.escalation_stages)


def test_contradictions_are_undecided_and_both_readings_are_told() -> None:
    assert {it.id for it in WAKEFIELD.contradictions} == {
        "executive-frequency",
        "special-school-seat",
        "who-notifies",
        "day-of-effect",
        "audit-outcomes",
        "board-or-partnership",
        "contents-numbering",
        "name-of-scrutineer",
        "name-of-voice-coordinator",
        "direct-or-through-manager",
    }
    assert [it.id for it in WAKEFIELD.contradictions if it.decision] == []


def test_what_a_reading_quotes_is_printed() -> None:
    text = printed()
    quotes = [
        (about.id, plain(quote).strip("… ").lower())
        for about in WAKEFIELD.contradictions
        for reading in about.readings
        for quote in re.findall("“([^”]+)”", reading.says)
    ]

    assert len(quotes) >= 14
    assert [(about, quote) for about, quote in quotes if quote not in text] == []


def test_each_reading_of_the_executives_cadence_carries_its_schedule() -> None:
    (about,) = (it for it in WAKEFIELD.contradictions if it.id == "executive-frequency")
    first, second = about.readings

    assert DUTIES["executive-meets"].contradiction == about.id
    assert [(it.every, it.times, it.starts_on, it.ends_on) for it in first.stages] == [
        (Every(n=6, unit="weeks"), None, None, date(2019, 9, 30)),
        (None, Times(n=1, per="quarter"), date(2019, 10, 1), None),
    ]
    assert [(it.every, it.times, it.starts_on, it.ends_on) for it in second.stages] == [
        (Every(n=6, unit="weeks"), None, None, None),
    ]


def test_every_heading_is_printed_in_the_text() -> None:
    sections = {section.heading for section in WAKEFIELD.sections} | {"Contents"}
    sections.add(WAKEFIELD.document_title)
    headings = {
        heading
        for _, part in parts_with_places(WAKEFIELD)
        if (heading := getattr(part, "heading", None)) is not None
    }

    assert headings - sections == set()


def test_every_part_is_held_by_a_paragraph() -> None:
    held = {name for paragraph in WAKEFIELD.coverage for name in paragraph.holds}
    missing = [
        f"{NOUNS[name].replace(' ', '-')}:{part.id}"
        for name in lists_of_parts()
        if name not in ("coverage", "sections", "terms", "topics")
        for part in getattr(WAKEFIELD, name)
    ]

    assert [name for name in missing if name not in held] == []


def test_every_duty_says_which_records_keep_it() -> None:
    assert [duty.id for duty in DUTIES.values() if not duty.evidenced_by] == []


def test_no_number_is_invented_for_raising_a_concern() -> None:
    concern = WAKEFIELD.concern

    assert concern and "999" in concern.emergency
    numbers = {it.telephone for it in concern.contacts}
    assert numbers == {"999", "101", None}  # the national numbers of the police
    assert all(it.to_confirm for it in concern.contacts if it.telephone is None)


def test_every_paragraph_of_the_sections_is_covered() -> None:
    covered = {plain(paragraph.words) for paragraph in WAKEFIELD.coverage}
    drawn = "The document prints the structure of the partnership here as a picture."
    left = [
        line
        for section in WAKEFIELD.sections
        for line in (section.text or "").split("\n")
        if plain(line) and plain(line) not in covered and line != drawn
    ]

    assert left == []


@pytest.mark.skipif(TEXT_OF_SOURCE is None, reason="the published text is not at hand")
def test_the_paragraphs_are_those_of_the_published_text_and_no_other() -> None:
    source = Path(str(TEXT_OF_SOURCE)).read_text(encoding="utf-8")
    headings = {part for it in WAKEFIELD.sections for part in it.heading.split(": ")}
    headings.add("Contents")
    paragraphs: list[str] = []
    for line in source.split("\n"):
        cells = re.split(r"\t|<p>", line) if "<p>" in line or "(Chair" in line else [line]
        paragraphs += [plain(cell) for cell in cells if plain(cell)]
    kept = [
        it
        for it in paragraphs
        if re.sub(r"^\d+\. ", "", it) not in headings
        and not re.fullmatch(r"Appendix [23]- [A-Z ]+", it)
    ]

    assert kept == [plain(paragraph.words) for paragraph in WAKEFIELD.coverage]


def test_every_duty_cites_the_requirements_it_answers() -> None:
    cited = {duty.id: duty.requirements for duty in DUTIES.values()}

    assert [name for name, ids in cited.items() if not ids] == []
    assert [it for ids in cited.values() for it in ids if not re.fullmatch(r"R\d+\.\d", it)] == []
