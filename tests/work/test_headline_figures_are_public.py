"""Headline figures on the public site: what may leave, with its period, chart, other places and
source; hidden figures are shown as hidden (R9.1, R10.2, R12.5)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations
from sightline.work.performance.models import Headline, Indicator
from sightline.work.performance.rules.returns import Answer
from work.test_returns_are_filled_in_and_sealed import lead_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
REFERRALS = "referrals-referral-count"


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


def marked(indicator: Indicator, words: str = "It counts forms, not children.") -> Headline:
    return operations.mark_headline(indicator=indicator, words=words, by=BY, now=NOW)


def test_before_anything_is_published_the_page_says_so(ours: Partnership) -> None:
    page = Visitor().get("/figures")
    assert "No figures are published here yet" in page
    assert reverse("performance:headlines") in Visitor().get("/")


def test_anybody_reads_the_newest_figure_with_its_source(ours: Partnership) -> None:
    """4,992 referrals in the year to March 2025, and 22.0 % of England beside the authority's."""
    figures.load(ours, figures.referrals("384"), title="Children in need 2025")
    figures.load(ours, figures.neighbours_2025("384"), title="Neighbours")
    for code in (REFERRALS, "referrals-rereferral-percent"):
        marked(Indicator.objects.get(code=code))
    visitor = Visitor()
    page = visitor.get("/figures")
    assert visitor.statements <= 5
    assert "4,992" in page and "It counts forms, not children." in page
    assert page.count("<svg") == 2
    assert "Children in need 2025, 30 October 2025" in page
    assert "Yorkshire and The Humber" in page and "England" in page
    assert "model in force since 30 October 2025" in page
    assert "[c]" in page  # what the symbols mean


def test_a_hidden_figure_is_shown_as_hidden(ours: Partnership) -> None:
    indicator = made.owed(ours, "swypft", "Children held overnight", disclosure="children")
    [asked] = made.asked(ours)
    made.sealed(asked, {indicator.pk: Answer(4, words="Looked into it")}, lead_of(ours))
    marked(indicator)
    page = Visitor().get("/figures")
    assert "<strong>[s]</strong> in Jul to Sep 2025" in page
    assert "hidden: the count is small" in page
    assert "return of figures" in page
    assert Headline.objects.get().shown["values"] == [None]
    assert "<svg" not in page
    assert "Too few of its figures may be shown for a chart." in page


def test_the_page_follows_what_may_leave(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"), title="First")
    marked(Indicator.objects.get(code=REFERRALS))
    counts = [*figures.COUNTS[:-1], 5012]
    figures.load(ours, figures.referrals("384", counts), title="Corrected")
    assert operations.renew_headlines(partnership_id=ours.pk, by=BY, now=NOW) == 1
    assert operations.renew_headlines(partnership_id=ours.pk, by=BY, now=NOW) == 0
    page = Visitor().get("/figures")
    assert "5,012" in page and "Corrected, 30 October 2025" in page


def test_an_indicator_is_put_there_and_taken_off_by_the_office(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    manager = Visitor(appointed(ours, "business-manager").person)
    page = f"/data-set/indicators/{REFERRALS}"
    assert "not among the headline figures" in manager.get(page)
    manager.post(f"{page}/headline", {"words": "Watched every month"}, status=302)
    assert "Anybody reads it" in manager.get(page)
    assert "Watched every month" in Visitor().get("/figures")
    manager.post(f"{page}/headline/end", {}, status=302)
    assert "No figures are published here yet" in Visitor().get("/figures")
    codes = list(TrailEvent.objects.order_by("pk").values_list("code", flat=True))
    assert codes[-2:] == ["headline_marked", "headline_ended"]


def test_nothing_is_put_there_without_a_figure_or_the_right(ours: Partnership) -> None:
    defined = made.owed(ours, "swypft", "Nothing yet")
    with pytest.raises(RuleBroken, match="no figure"):
        marked(defined)
    with pytest.raises(RuleBroken, match="not on the public page"):
        operations.end_headline(indicator=defined, by=BY, now=NOW)
    chair = Actor(1, "Chair", partnership_id=ours.pk, capacities=frozenset({"group-chair"}))
    for act in (
        lambda: operations.mark_headline(indicator=defined, words="", by=chair, now=NOW),
        lambda: operations.end_headline(indicator=defined, by=chair, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
