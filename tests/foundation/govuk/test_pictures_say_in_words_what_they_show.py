"""Charts and drawings have names, tables and lists, and nothing a strict policy would block."""

from __future__ import annotations

import re
from itertools import pairwise

from page_inspection import inspect_fragment, read
from sightline.foundation.govuk.charts import Chart, ControlChart, ReferenceLine, Series
from sightline.foundation.govuk.drawing import Drawing, Edge, Node, wrapped

VISITS = Chart(
    title="Visits made <each> quarter",
    description="Visits rose from 4 to 7.",
    labels=["Q1", "Q2", "Q3"],
    series=[Series("Made", [4, None, 7]), Series("Planned", [7, 7, 7.5])],
    lines=[ReferenceLine("Target", 6)],
)


def test_a_chart_is_named_described_and_tabled() -> None:
    html = inspect_fragment(str(VISITS.figure("visits")))

    picture = html.all("svg")[0]
    assert picture.attrs["role"] == "img"
    named = html.by_id("visits-title")
    assert named is not None and named.text == "Visits made <each> quarter"
    assert [each.text for each in html.all("td")] == ["4", "7", "6", "", "7", "6", "7", "7.5", "6"]


def test_each_series_has_a_mark_of_its_own_and_a_gap_stays_a_gap() -> None:
    drawn = read(str(VISITS.svg()))

    assert [each.text for each in drawn.all("circle")][:2] == ["Made, Q1: 4", "Made, Q3: 7"]
    assert len(drawn.all("polyline")) == 1  # "Made" has no two neighbours to join
    assert not drawn.faults


def test_points_stand_where_arithmetic_puts_them() -> None:
    chart = Chart("T", "D", ["a", "b"], [Series("S", [0, 10])])
    first, last = read(str(chart.svg())).all("circle")[:2]

    # the plot runs from 64 to 576 across and from 316 up to 24; 10 is the top of the scale 0 to 10
    assert (first.attrs["cx"], first.attrs["cy"]) == ("192.0", "316.0")
    assert (last.attrs["cx"], last.attrs["cy"]) == ("448.0", "24.0")


def test_bars_may_go_below_nothing() -> None:
    chart = Chart("T", "D", ["a"], [Series("S", [-5])], kind="bar")

    assert [each.text for each in read(str(chart.svg())).all("rect")] == ["S, a: -5"]


def test_an_empty_chart_still_draws() -> None:
    inspect_fragment(str(Chart("T", "D", [], [Series("S", [])]).figure()))


def structure(*edges: tuple[str, str]) -> Drawing:
    keys = sorted({key for edge in edges for key in edge})
    return Drawing(
        "Structure", "Who reports to whom.",
        [Node(key, f"Body {key}", "Quarterly", f"/bodies/{key}") for key in keys],
        [Edge(upper, lower) for upper, lower in edges],
    )  # fmt: skip


def test_each_box_is_a_link_and_stands_below_all_that_are_above_it() -> None:
    drawing = structure(("a", "b"), ("b", "c"), ("a", "c"), ("a", "d"))

    html = inspect_fragment(str(drawing.figure()))

    assert [[node.key for node in level] for level in drawing.levels()] == [
        ["a"],
        ["b", "d"],
        ["c"],
    ]
    boxes = [each for each in html.all("a") if each.within("svg")]
    assert [each.attrs["href"] for each in boxes] == [f"/bodies/{key}" for key in "abcd"]
    assert boxes[0].text == "Body a Quarterly"


def test_the_list_tells_every_box_even_in_a_circle() -> None:
    drawing = structure(("a", "b"), ("b", "c"), ("c", "b"), ("x", "y"), ("y", "x"))

    html = inspect_fragment(str(drawing.as_list()))
    told = [each.text for each in html.all("a")]

    assert set(told) == {f"Body {key}" for key in "abcxy"}
    inspect_fragment(str(drawing.figure()))


def test_no_two_boxes_lie_on_each_other() -> None:
    drawing = structure(*[("top", f"g{number:02}") for number in range(13)], ("g00", "low"))

    boxes = [
        tuple(float(each.attrs[name]) for name in ("x", "y", "width", "height"))
        for each in read(str(drawing.svg())).all("rect")
    ]
    for place, (x, y, wide, tall) in enumerate(boxes):
        for other_x, other_y, other_wide, other_tall in boxes[place + 1 :]:
            apart = (x + wide <= other_x or other_x + other_wide <= x
                     or y + tall <= other_y or other_y + other_tall <= y)  # fmt: skip
            assert apart
    view = re.search(r'viewBox="0 0 (\d+) (\d+)"', str(drawing.svg()))
    assert view is not None
    assert all(x >= 0 and x + wide <= int(view[1]) and y + tall <= int(view[2])
               for x, y, wide, tall in boxes)  # fmt: skip


def test_hostile_words_stay_words() -> None:
    node = Node("a", "<script>alert(1)</script>", "&amp;", '"><script>')
    html = inspect_fragment(str(Drawing("T", "D", [node], []).figure()))

    assert not html.all("script")


def test_words_wrap_between_words() -> None:
    assert wrapped("Learning and Improvement Group", 21) == ["Learning and", "Improvement Group"]


def test_names_of_lines_that_lie_close_are_moved_apart() -> None:
    """A target of 85 beside a mean of 84.9: each name has its own line of text at the right."""
    known = [84.9] * 12
    chart = ControlChart("T", "D", [str(n) for n in range(12)], known, [""] * 12, known,
                         [80.0] * 12, [90.0] * 12, [85.0] * 12)  # fmt: skip
    names = [each for each in read(str(chart.svg())).all("text") if each.attrs.get("x") == "816"]
    assert [each.text for each in names] == [
        "Upper limit 90", "Target 85", "Mean 84.9", "Lower limit 80",
    ]  # fmt: skip
    places = [float(each.attrs["y"] or 0) for each in names]
    assert all(after - before >= 19 for before, after in pairwise(places))


def test_a_target_that_no_longer_holds_is_named_where_it_began() -> None:
    known = [50.0] * 12
    chart = ControlChart("T", "D", [str(n) for n in range(12)], known, [""] * 12, known, known,
                         known, [*[40.0] * 6, *[60.0] * 6])  # fmt: skip
    words = [each.text for each in read(str(chart.svg())).all("text")]
    assert words.count("Target 40") == words.count("Target 60") == 1
