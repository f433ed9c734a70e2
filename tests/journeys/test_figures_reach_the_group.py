"""The data set from a published file to the group that reads it (R9.1): the analyst loads a file as
it was downloaded and asks about what truly changed, an agency fills in its return and answers, and
the chair opens the report. Every figure is invented."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.conftest import Arrival
from journeys.site import Site
from journeys.test_training_is_held_and_told import worker_of
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEAD = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name",
        "region_code", "region_name", "old_la_code", "la_name", "new_la_code", "category",
        "episodes_count", "episodes_repeat_percent"]  # fmt: skip
QUARTER = "Notices about a child passed on within a day"
NEWEST = """() => [...document.querySelectorAll(".app-control svg text")].find(
    (one) => one.textContent.startsWith("Mean")).getBoundingClientRect().right"""
REPLY = "Two teams were moved in that month, and the backlog is being worked off (invented)."


@pytest.fixture(scope="module", autouse=True)
def worker(site: Site) -> Iterator[None]:
    """The worker, which has the demonstration's letters to send before it reads a file."""
    with worker_of(site):
        yield


def test_the_analyst_loads_a_file_and_asks_about_what_truly_changed(
    signed_in: Arrival, tmp_path: Path
) -> None:
    analyst = signed_in("analyst").goes_to("/data-set").presses("Load a file")
    wrong = published()
    wrong[-1][-2] = "oops"
    loads(analyst, written(tmp_path / "wrong.csv", wrong), "A file with a slip")
    analyst.sees("Not loaded", "episodes_count", "“oops” is neither a figure nor c, z, x or u")

    analyst.goes_to("/data-set/files/load")
    loads(analyst, written(tmp_path / "missing.csv", published()), "Missing 2026 (invented)")
    analyst.sees("Loaded").follows("See what the figures say").sees("What truly changed")
    raised = analyst.page.locator(".app-raised li", has_text="Episodes count")
    expect(raised).to_contain_text("340")
    raised.get_by_role("link").click()
    expect(analyst.main.locator("figcaption")).to_contain_text("because it is outside a limit")
    analyst.sees("Hidden by the publisher to protect people")
    cells = analyst.main.locator("tbody td[data-label=Figure]").all_inner_texts()
    assert "[c]" in cells and "[z]" in cells and "0" not in cells

    analyst.follows("Ask an agency about it").presses("Ask").sees("There is a problem")
    analyst.picks("Which agency is asked?", "west-yorkshire-police")
    analyst.enters("What is asked?", "Did the way episodes are recorded change (invented)?")
    analyst.enters_day("Reply by", (date.today() + timedelta(days=14)).isoformat())
    analyst.presses("Ask").sees("is asked, and told by e-mail", "Waiting for a reply")


def test_an_agency_lead_fills_in_the_return_and_answers_the_group(signed_in: Arrival) -> None:
    lead = signed_in("agency.lead", phone=True).goes_to("/data-set/returns")
    lead.page.locator("tr", has_text="Late").get_by_role("link").first.click()
    lead.is_at("Return of").presses("Fill it in")
    counted(lead, QUARTER, "How many were counted", "450")
    counted(lead, QUARTER, "Out of how many", "400")
    counted(lead, "Children missing twice", "Figure", "300")
    lead.presses("Check and go on").sees("There is a problem")
    lead.sees("450 cannot be counted out of 400", "or say why it is not available")
    lead.sees(re.compile("Above what is usual"))
    counted(lead, QUARTER, "How many were counted", "280")
    counted(lead, "Children held overnight in a cell", "Figure", "1")
    lead.presses("Check and go on").sees("There is a problem")  # what is odd wants its words
    for box in lead.main.get_by_label("If the figure is right, what is behind it?").all():
        box.fill("Counted anew with the new system (invented).")
    lead.presses("Check and go on").is_at("Look it over, then submit").sees("280 out of 400")
    lead.presses("Submit the return").sees("The return is submitted", "Seal")

    lead.goes_to("/data-set/questions")
    lead.page.locator("tr", has_text="Waiting for a reply").get_by_role("link").first.click()
    lead.presses("Reply").presses("Send the reply").sees("There is a problem")
    lead.enters("What is behind it, and what is done?", REPLY).presses("Send the reply")
    lead.sees("The reply is with the group", REPLY)


def test_the_analyst_takes_in_the_spreadsheet_that_an_agency_sent(
    signed_in: Arrival, tmp_path: Path
) -> None:
    """Said once how it is read, looked at cell by cell, submitted in the agency's name."""
    analyst = signed_in("analyst").goes_to("/data-set/returns")
    analyst.page.locator("tr", has_text="Late").get_by_role("link").first.click()
    analyst.is_at("Return of").follows("Fill the return in for it")
    analyst.presses("Go on to the return").sees("There is a problem")
    analyst.enters("Who sent the figures, how and when?", "Their lead, by e-mail (invented)")
    analyst.presses("Go on to the return").sees("by e-mail (invented)")
    period = analyst.main.locator(".govuk-caption-xl").inner_text().split(", ", 1)[1]
    sheet = tmp_path / "theirs.csv"
    sheet.write_text(f"Our dashboard\nMeasure,When,Number\nNo place,{period},4 or so\n")
    analyst.follows("send your own spreadsheet")
    analyst.page.get_by_label("Your spreadsheet").set_input_files(sheet)
    analyst.presses("Send it").is_at("How your spreadsheet is read")
    analyst.picks("Which column names the figure?", "Measure")
    analyst.picks("Which column names the period? (optional)", "When")
    analyst.picks("Which column holds the figure? (optional)", "Number")
    asks = "What does your spreadsheet call “Children without a school place”? (optional)"
    analyst.enters(asks, "No place")
    analyst.presses("Go on to what it says").sees("C3", "“4 or so”")
    sheet.write_text(f"Our dashboard\nMeasure,When,Number\nNo place,{period},7\n")
    analyst.follows("send another spreadsheet")
    analyst.page.get_by_label("Your spreadsheet").set_input_files(sheet)
    analyst.presses("Send it").is_at("What your spreadsheet says")  # how it is read is remembered
    analyst.presses("Take it into the draft").presses("Check and go on")
    analyst.is_at("Look it over, then submit").presses("Submit the return")
    analyst.sees("The return is submitted", "Seal")


def test_the_chair_reads_the_report_by_keyboard(signed_in: Arrival) -> None:
    """After the agency answered: a chart for each signal, the agency's words, what was asked."""
    chair = signed_in("chair.effectiveness").goes_to("/home").follows("Data")
    chair.follows("Report to the group").is_at("What the figures say")
    signals = chair.main.locator("h3")
    assert signals.count() > 0
    assert chair.main.locator("figure svg").count() >= signals.count()
    chair.sees("What was asked", REPLY[:40])

    chair.sees(QUARTER, "Counted anew with the new system (invented).")

    before = chair.page.get_by_label("Period", exact=True)
    earlier = before.locator("option").nth(1).inner_text()
    before.focus()
    before.select_option(earlier)
    chair.page.keyboard.press("Tab")
    with chair.page.expect_navigation():
        chair.page.keyboard.press("Enter")
    expect(chair.main.locator(".govuk-caption-xl")).to_contain_text(earlier)


def test_the_report_reads_on_a_phone(signed_in: Arrival) -> None:
    chair = signed_in("chair.effectiveness", phone=True).goes_to("/data-set/report")
    chair.sees("Signals", "Returns of agencies", "What was asked", "What the symbols mean")
    end = chair.page.evaluate(NEWEST)  # a chart that scrolls shows its newest points first
    assert 0 < end <= 375, end


def published() -> list[list[object]]:
    """A small file in the real layout: thirty months of an authority, its region and England, with
    a symbol of each kind, and a newest month far outside."""
    chance = random.Random(7)
    places = (
        ["Local authority", "E92000001", "England", "E12000003", "Yorkshire and The Humber", "384",
         "Wakefield", "E08000036"],
        ["Regional", "E92000001", "England", "E12000003", "Yorkshire and The Humber", "", "", ""],
        ["National", "E92000001", "England", "", "", "", "", ""],
    )  # fmt: skip
    rows: list[list[object]] = [list(HEAD)]
    months = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(30)]
    for place, month in enumerate(months):
        for scale, where in zip((1, 10, 100), places, strict=True):
            count: object = chance.randint(90, 110) * scale
            if scale == 1 and place in (3, 6, 9, 12):
                count = "czxu"[(place - 3) // 3]
            if scale == 1 and place == len(months) - 1:
                count = 340
            share = round(chance.gauss(20, 1), 1)
            rows.append([month.year, f"{month:%B}", *where, "Missing", count, share])
    return rows


def written(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Rows as the Department for Education writes them, byte order mark and all."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    return path


def loads(analyst: Visitor, file: Path, title: str) -> None:
    """Send a file, and wait while the worker reads it."""
    analyst.enters("What is it?", title)
    analyst.enters_day("When was it published?", date.today().isoformat())
    analyst.page.get_by_label("The file").set_input_files(file)
    analyst.presses("Load the file").sees("Waiting to be read")
    for _ in range(180):
        if analyst.main.get_by_text("Waiting to be read").count() == 0:
            return
        analyst.page.wait_for_timeout(1_000)
        analyst.page.reload()


def counted(lead: Visitor, indicator: str, label: str, value: str) -> None:
    """Type one figure of a return."""
    boxes = lead.page.get_by_role("group", name=indicator)
    boxes.get_by_label(label, exact=True).fill(value)
