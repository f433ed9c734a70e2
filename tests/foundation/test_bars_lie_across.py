"""Bars under long names: every name and figure can be read, and a table says the same."""

from __future__ import annotations

from xml.etree import ElementTree

from sightline.foundation.govuk.charts.across import LONGEST, BarsAcross

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["North <b>", "South West Yorkshire Partnership NHS Foundation Trust, all services"]


def drawn(*values):
    return BarsAcross("Covered", "Lowest is North.", NAMES, values, name_heading="Agency")


def test_a_bar_is_as_long_as_its_share_of_the_most():
    tree = ElementTree.fromstring(str(drawn(25, 140).svg()))
    frames, bars = (tree.findall(f"{SVG}rect")[at::2] for at in (0, 1))
    whole = float(frames[0].get("width"))
    assert [float(bar.get("width")) / whole for bar in bars] == [0.25, 1]


def test_names_and_figures_stand_as_text_and_long_names_are_cut():
    tree = ElementTree.fromstring(str(drawn(25, 62.5).svg()))
    texts = [each.text for each in tree.findall(f"{SVG}text")]
    assert texts[:2] == ["North <b>", "25%"] and texts[3] == "62.5%"
    assert len(texts[2]) == LONGEST and texts[2].endswith("…")


def test_the_table_below_holds_names_in_full_and_the_same_figures():
    page = str(drawn(25, 62.5).figure("x"))
    assert "all services</th>" in page and ">62.5</td>" in page and "North &lt;b&gt;" in page
    assert 'aria-labelledby="x-title x-desc"' in page and "style=" not in page
