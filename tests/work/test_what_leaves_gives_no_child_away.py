"""Every file that leaves holds what may leave: a reader with a solver, who keeps every export of
every indicator, before a correction and after it, works no small count out (R10.2).

The reader is `scipy.optimize.linprog`, as in the test of the engine; it is given what stands in the
downloaded files and nothing else.
"""

from __future__ import annotations

import csv
import io
import random

import pytest
from python_calamine import CalamineWorkbook
from scipy.optimize import linprog

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.small_numbers import CHILDREN, SENSITIVE
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Clearance, Indicator, Series
from sightline.work.performance.operations.defining import Meaning
from sightline.work.performance.rules import clearing
from sightline.work.performance.rules.clearing import Counted, Seen
from sightline.work.performance.rules.periods import label
from sightline.work.performance.rules.returns import Answer
from work.test_returns_are_filled_in_and_sealed import lead_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
TOTAL, POLICE, SCHOOLS, IN_TIME = "contacts", "contacts-from-the-police", "contacts-from-schools", \
    "contacts-decided-within-a-day"  # fmt: skip


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


def family(ours: Partnership) -> dict[str, Indicator]:
    """A total, its two parts, and a share."""
    total = made.owed(ours, "swypft", made.CONTACTS, disclosure="children")
    return {
        TOTAL: total,
        POLICE: made.owed(ours, "swypft", made.BY_POLICE, part_of_id=total.pk,
                          disclosure="children"),
        SCHOOLS: made.owed(ours, "swypft", made.BY_SCHOOLS, part_of_id=total.pk,
                           disclosure="children"),
        IN_TIME: made.owed(ours, "swypft", made.IN_TIME, unit="%", denominator="All", decimals=1,
                           disclosure="children"),
    }  # fmt: skip


def answers(found: dict[str, Indicator], police: int, schools: int, late: int) -> dict[int, Answer]:
    """A period: contacts by who made them, and how many were decided late."""
    total, said = police + schools, "Looked into it"
    return {
        found[TOTAL].pk: Answer(total, words=said),
        found[POLICE].pk: Answer(police, words=said),
        found[SCHOOLS].pk: Answer(schools, words=said),
        found[IN_TIME].pk: Answer(None, total - late, total, words=said)
        if total else Answer(reason="Nobody came", words=said),
    }  # fmt: skip


Cells = dict[str, tuple[str, str, str]]


def exported(analyst: Visitor, code: str, period: str) -> tuple[str, str, str]:
    """Figure, counted and out of, as they stand in the CSV that an analyst takes away."""
    text = analyst.ask("get", f"/data-set/indicators/{code}?export=csv").streamed.decode(
        "utf-8-sig"
    )
    rows = list(csv.reader(io.StringIO(text)))
    heads = rows[1]
    [row] = [row for row in rows[2:] if row[heads.index("Period")] == period]
    return row[1], row[heads.index("Counted")], row[heads.index("Out of")]


def everything(analyst: Visitor, period: str) -> Cells:
    return {code: exported(analyst, code, period) for code in (TOTAL, POLICE, SCHOOLS, IN_TIME)}


class Reader:
    """Knows that a total is the sum of its parts, that who is not counted is counted among the
    others, that a correction adds or takes away, and that a hidden count is one at least."""

    def __init__(self) -> None:
        self.known: dict[str, float] = {}
        self.names: list[str] = []
        self.rows: list[dict[str, float]] = []
        self.free: set[str] = set()  # differences, which may be below one

    def cell(self, name: str, shown: str) -> str:
        if name not in self.names:
            self.names.append(name)
        try:
            self.known[name] = float(shown)
        except ValueError:
            assert shown in ("[s]", ""), shown
        return name

    def learn(self, moment: str, cells: Cells) -> None:
        at = {code: self.cell(f"{moment} {code}", cells[code][0]) for code in cells
              if code != IN_TIME}  # fmt: skip
        self.rows.append({at[TOTAL]: 1, at[POLICE]: -1, at[SCHOOLS]: -1})
        counted = self.cell(f"{moment} in time", cells[IN_TIME][1])
        out_of = self.cell(f"{moment} all", cells[IN_TIME][2])
        late = self.cell(f"{moment} late", "[s]")
        self.free.add(late)
        self.rows.append({out_of: 1, counted: -1, late: -1})

    def range_of(self, name: str) -> tuple[float, float]:
        if name in self.known:
            return self.known[name], self.known[name]
        unknown = [each for each in self.names if each not in self.known]
        sides, right = [], []
        for row in self.rows:
            side = [row.get(each, 0.0) for each in unknown]
            if any(side):
                sides.append(side)
                right.append(-sum(self.known[n] * f for n, f in row.items() if n in self.known))
        ends = []
        for sign in (1.0, -1.0):
            aim = [sign * (each == name) for each in unknown]
            lowest = [(0 if each in self.free else 1, None) for each in unknown]
            found = linprog(aim, A_eq=sides or None, b_eq=right or None, bounds=lowest)
            ends.append(sign * found.fun if found.status == 0 else float("inf"))
        return ends[0], ends[1]


@pytest.mark.parametrize("seed", range(6))
def test_a_reader_of_every_export_works_no_small_count_out(ours: Partnership, seed: int) -> None:
    chance = random.Random(seed)
    found = family(ours)
    police, schools = chance.choice((1, 2, 4, 5, 12)), chance.choice((1, 3, 5, 40))
    late = chance.choice((0, 1, 2))
    [asked] = made.asked(ours)
    made.sealed(asked, answers(found, police, schools, late), lead_of(ours))
    analyst = Visitor(appointed(ours, "business-manager").person)
    reader = Reader()
    reader.learn("then", everything(analyst, "Jul to Sep 2025"))
    more = chance.choice((1, 2, 9))
    operations.correct_return(
        agency_return=asked, reason="Counted again", by=lead_of(ours), now=NOW
    )
    made.sealed(asked, answers(found, police, schools + more, late), lead_of(ours))
    reader.learn("now", everything(analyst, "Jul to Sep 2025"))
    truth = {"contacts-from-the-police": police, "contacts-from-schools": schools,
             "in time": police + schools - late, "late": late}  # fmt: skip
    for name, count in truth.items():
        if CHILDREN.is_small(count):
            low, high = reader.range_of(f"then {name}")
            assert high - low >= CHILDREN.span - 1e-6, (name, count, low, high)
    # what a correction added is small too: nobody takes one file from the other
    if CHILDREN.is_small(more):
        low = reader.range_of("now contacts")[0] - reader.range_of("then contacts")[1]
        high = reader.range_of("now contacts")[1] - reader.range_of("then contacts")[0]
        assert high - low >= CHILDREN.span - 1e-6


def test_a_small_part_takes_another_cell_with_it_in_every_file(ours: Partnership) -> None:
    """60 contacts, 3 from the police, 57 from schools: neither part leaves, and the total does."""
    found = family(ours)
    [asked] = made.asked(ours)
    made.sealed(asked, answers(found, 3, 57, 30), lead_of(ours))
    analyst = Visitor(appointed(ours, "business-manager").person)
    cells = everything(analyst, "Jul to Sep 2025")
    assert [cells[code][0] for code in (TOTAL, POLICE, SCHOOLS)] == ["60.0", "[s]", "[s]"]
    assert cells[IN_TIME] == ("50.0", "30.0", "60.0")
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(analyst.ask("get", "/data-set/report?export=xlsx").streamed)
    )
    rows = {row[0]: row[2] for row in book.get_sheet_by_index(0).to_python()[2:]}
    assert (rows["Contacts"], rows["Contacts from the police"]) == (60.0, "[s]")
    assert rows["Contacts from schools"] == "[s]"
    assert "totals" in dict(book.get_sheet_by_name("Notes").to_python())["Small numbers"]
    # inside, who may see small counts sees them; who may not sees what may leave
    assert "57" in analyst.get(f"/data-set/indicators/{SCHOOLS}")
    chair = Visitor(appointed(ours, "executive-lead-police").person)
    page = chair.get(f"/data-set/indicators/{SCHOOLS}")
    assert "[s]" in page and "57" not in page


def test_a_share_of_which_few_are_left_is_hidden(ours: Partnership) -> None:
    """98 of 100 in time: the two others are children too."""
    found = family(ours)
    [asked] = made.asked(ours)
    made.sealed(asked, answers(found, 60, 40, 2), lead_of(ours))
    figure, counted, out_of = exported(
        Visitor(appointed(ours, "business-manager").person), IN_TIME, "Jul to Sep 2025"
    )
    assert figure == "[s]" and "" in (counted, out_of)
    assert Clearance.objects.get(series__indicator=found[IN_TIME]).why == "protects"


def test_what_is_settled_is_settled_once_and_kept(ours: Partnership) -> None:
    found = family(ours)
    [asked] = made.asked(ours)
    made.sealed(asked, answers(found, 3, 57, 30), lead_of(ours))
    held = dict(Clearance.objects.values_list("series__indicator__code", "why"))
    assert held == {TOTAL: "shown", POLICE: "small", SCHOOLS: "protects", IN_TIME: "shown"}
    assert operations.clear_figures(partnership_id=ours.pk, by=BY, now=NOW) == 0
    # as the group saw it before the correction
    series = Series.objects.select_related("indicator", "area").get(indicator=found[TOTAL])
    assert series.leaving == [60.0]
    assert queries.picture(BY, series, leaves=True).known[-1].value == 60


def test_a_figure_that_nobody_has_settled_does_not_leave(ours: Partnership) -> None:
    found = family(ours)
    [asked] = made.asked(ours)
    made.sealed(asked, answers(found, 30, 57, 30), lead_of(ours))
    meaning = Meaning(name=made.IN_TIME, numerator="In time", denominator="All", unit="%",
                      decimals=1, disclosure="open")  # fmt: skip
    swypft = ours.agency_set.get(key="swypft")
    operations.define_indicator(partnership=ours, indicator=found[IN_TIME], meaning=meaning,
                                agency=swypft, reason="Open now", by=BY, now=NOW)  # fmt: skip
    figures.load(ours, figures.referrals("384"))
    published = Indicator.objects.get(code="referrals-referral-count")
    Indicator.objects.filter(pk=published.pk).update(disclosure="children")
    analyst = Visitor(appointed(ours, "business-manager").person)
    assert exported(analyst, published.code, label(202503, "year"))[0] == "[s]"
    assert operations.clear_figures(partnership_id=ours.pk, by=BY, now=NOW) == 39
    assert exported(analyst, published.code, label(202503, "year"))[0] == "4992.0"


def test_figures_of_grave_harm_leave_rounded() -> None:
    """12 of 48 are 25 %; of 10 and 50, which leave, 20 %."""
    whole = [Counted(1, 12, 48, is_part_of_whole=True)]
    [cleared] = clearing.clear(whole, [], SENSITIVE).values()
    assert (cleared.count, cleared.out_of) == (10, 50)
    assert clearing.figure_of(cleared, 25.0, 100, 1, SENSITIVE) == 20.0
    hidden = clearing.clear([Counted(1, 9)], [], SENSITIVE)[1]
    assert clearing.figure_of(hidden, 9.0, 1, 0, SENSITIVE) is None


def test_a_correction_by_few_is_not_shown_beside_what_was_shown() -> None:
    """40 left; 42 would tell that two were added. 46 tells of six, which is no small number."""
    before = {1: Seen(Counted(1, 40), count_shown=True, out_of_shown=False, protects=False)}
    assert clearing.clear([Counted(1, 42)], [before], CHILDREN)[1].count is None
    assert clearing.clear([Counted(1, 46)], [before], CHILDREN)[1].count == 46
