"""Returns bring numerator and denominator, so that shares and rates are drawn as p and u charts and
rare events by what lies between them; a person may overrule the kind, with a reason (R9.1, R10.2).
Limits by hand."""

from __future__ import annotations

from math import sqrt

import pytest

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import ChartDecision, Commentary, Indicator
from sightline.work.performance.rules import kinds
from sightline.work.performance.rules.charts import Setting, propose
from sightline.work.performance.rules.kinds import Gap, Known
from sightline.work.performance.rules.returns import Answer
from work.test_returns_are_filled_in_and_sealed import lead_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


def returned(ours: Partnership, indicator: Indicator, answers: list[Answer]) -> None:
    """So many quarters of one indicator, sealed one after the other."""
    for period, answer in zip(made.quarters(len(answers)), answers, strict=True):
        [asked] = made.asked(ours, period)
        explained = Answer(answer.value, answer.numerator, answer.denominator, "", "Looked into it")
        made.sealed(asked, {indicator.pk: explained}, lead_of(ours))


def somebody(ours: Partnership, capacity: str) -> Actor:
    return Actor(person_id=None, name="Reader", partnership_id=ours.pk,
                 capacities=frozenset({capacity}), keys=frozenset())  # fmt: skip


def test_the_data_propose_the_kind() -> None:
    assert propose([0, 1, 0, 0], [90.0, 80.0, 85.0, 88.0], is_share=True)[0] == "g"
    assert propose([0, 0, 0, 1], None, is_share=True)[0] == "xmr"  # a share is no count
    assert kinds.possible(Known([50.0] * 3, [(5, 10)] * 3, "%")) == ["xmr", "p", "t", "g"]
    assert kinds.possible(Known([50.5] * 3, None, "%")) == ["xmr"]
    assert kinds.possible(Known([3.0, 4.0])) == ["xmr", "t"]
    counts = Known([3.0, 4.0])
    assert kinds.chosen(counts, "t")[0] == "t"
    assert kinds.chosen(counts, "p")[0] == "xmr"  # the data no longer allow what was decided


def test_cases_between_events_are_counted_through_the_periods() -> None:
    """Ten cases a period. Two events of one period lie at its 2.5th and 7.5th case, one alone at
    the 5th: from 5 to 22.5 to 27.5 to 45."""
    data = Known([0.0] * 5, [(1, 10), (0, 10), (2, 10), (0, 10), (1, 10)])
    assert kinds.gaps_of("g", data) == [Gap(2, 18), Gap(2, 5), Gap(4, 18)]
    assert kinds.gaps_of("t", data) == [Gap(2, 2), Gap(2, 0), Gap(4, 2)]


def test_a_baseline_and_limits_begun_anew_act_on_what_lies_between_events() -> None:
    """Twelve gaps of 10 cases, then twelve of 1. The median of a geometric distribution with mean
    m: log(0.5) / log(m / (m + 1)) - 1, so 6.27 for 10, and for a mean of 1 the mean itself."""
    gaps = [Gap(place, 10 if place < 12 else 1) for place in range(24)]
    periods = list(range(100, 124))

    def centres(*decisions: tuple[str, int]) -> tuple[float, float]:
        read = kinds.read_gaps("g", gaps, polarity="low", periods=periods, decisions=decisions)
        lines = (read.points[0].lines, read.points[-1].lines)
        return tuple(round(line.centre, 2) for line in lines if line)  # type: ignore[return-value]

    assert centres(("baseline", 111)) == (6.27, 6.27)
    assert centres(("rebase", 112)) == (6.27, 1.0)
    # of all: mean 5.5, log(0.5) / log(5.5 / 6.5) - 1
    assert centres() == centres(("baseline", 105)) == (3.15, 3.15)  # six gaps give no limits


def test_a_rate_is_read_in_its_own_unit() -> None:
    """40 in 10,000 each of twelve periods: a u chart at 40 per 10,000, limits 40 ± 3 √40."""
    data = Known([40.0] * 12, [(40, 10_000)] * 12, "per 10,000", 10_000)
    reading = kinds.read_as("u", data, polarity="low", target=60.0, setting=Setting())
    lines = reading.points[-1].lines
    assert lines is not None and lines.upper is not None and lines.lower is not None
    assert reading.points[-1].value == pytest.approx(40)
    assert lines.centre == pytest.approx(40)
    assert lines.upper == pytest.approx(40 + 3 * sqrt(40))
    assert lines.lower == pytest.approx(40 - 3 * sqrt(40))
    assert reading.assurance == "passes"  # 60 lies above 58.97, and low is good


def test_a_returned_share_is_a_p_chart_on_its_page_and_in_the_overview(ours: Partnership) -> None:
    """Twelve quarters of 50 in 100, then 70 in 100. Over all thirteen the mean is 670 in 1,300; the
    scores of the points keep within chance, so the limits are the mean ± 3 √(p(1-p)/100)."""
    share = made.owed(ours, "swypft", "Seen in time", unit="%", denominator="All", decimals=1,
                      polarity="high")  # fmt: skip
    half = Answer(numerator=50, denominator=100)
    returned(ours, share, [*[half] * 12, Answer(numerator=70, denominator=100)])
    series = figures.series(ours, share.code)
    picture = queries.picture(BY, series)
    mean = 670 / 1300
    upper = 100 * (mean + 3 * sqrt(mean * (1 - mean) / 100))
    assert picture.kind == "p"
    newest = picture.known[-1]
    assert newest.point is not None and newest.point.lines is not None
    assert newest.point.lines.upper == pytest.approx(upper)
    assert (newest.value, newest.numerator, newest.denominator) == (70.0, 70, 100)
    assert newest.point.flags.outside and newest.point.verdict == "improvement"
    assert series.upper == pytest.approx(upper)  # the worker read the same chart
    assert (series.verdict, series.counted[-1]) == ("improvement", 70)
    page = Visitor(appointed(ours, "business-manager").person).get(
        f"/data-set/indicators/{share.code}"
    )
    assert "p: a share of a known number" in page
    assert "70 out of 100" in page


def test_a_share_of_few_is_hidden_as_a_small_count_is(ours: Partnership) -> None:
    share = made.owed(ours, "swypft", "Harmed", unit="%", denominator="All", decimals=1,
                      disclosure="children")  # fmt: skip
    returned(ours, share, [Answer(numerator=3, denominator=40)])
    series = figures.series(ours, share.code)
    [entry] = queries.picture(somebody(ours, "group-member"), series).entries
    shown = (entry.value, entry.symbol, entry.numerator, entry.first_value)
    assert shown == (None, "s", None, None)
    [line] = queries.overview(somebody(ours, "group-member"), "384").lines
    assert (line.newest, line.symbol) == (None, "s")
    [line] = queries.overview(somebody(ours, "analyst"), "384").lines
    assert line.newest == 7.5


def test_rare_events_are_drawn_by_what_lies_between_them(ours: Partnership) -> None:
    rare = made.owed(ours, "swypft", "Young people sent to custody", polarity="low")
    returned(ours, rare, [Answer(value=each) for each in (1, 0) * 13])
    picture = queries.picture(BY, figures.series(ours, rare.code))
    assert picture.kind == "t"
    assert [point.value for _, point in picture.gaps] == [2] * 12
    page = Visitor(appointed(ours, "business-manager").person).get(
        f"/data-set/indicators/{rare.code}"
    )
    assert "2 quarters after the one before" in page
    # a reader from whom small counts are hidden gets no gaps to count them by
    Indicator.objects.filter(pk=rare.pk).update(disclosure="sensitive")
    seen = queries.picture(somebody(ours, "group-member"), figures.series(ours, rare.code))
    assert (seen.hides_small, seen.gaps) == (True, [])


def test_the_kind_is_overruled_with_a_reason_and_brought_back(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    series = figures.series(ours, "referrals-referral-count")
    reason = "Events are few in some years and many in others"
    with pytest.raises(NotAllowed):
        operations.overrule_kind(series=series, kind="t", reason=reason,
                                 by=somebody(ours, "agency-lead"), now=NOW)  # fmt: skip
    for kind, words, says in (("t", "Why not", "fits better"), ("pie", reason, "can be drawn as")):
        with pytest.raises(RuleBroken, match=says):
            operations.overrule_kind(series=series, kind=kind, reason=words, by=BY, now=NOW)
    share = made.owed(ours, "swypft", "Seen", unit="%", denominator="All", decimals=1)
    returned(ours, share, [Answer(numerator=50 + n % 3, denominator=100) for n in range(13)])
    manager = Visitor(appointed(ours, "business-manager").person)
    where = f"/data-set/indicators/{share.code}"
    assert f"{where}/kind" in manager.get(where)
    form = {"kind": "xmr", "reason": "The denominators are estimates and not counts"}
    manager.post(f"{where}/kind", form, status=302)
    decision = ChartDecision.objects.get()
    assert (decision.what, decision.kind, bool(decision.decided_by)) == ("kind", "xmr", True)
    assert queries.picture(BY, figures.series(ours, share.code)).kind == "xmr"
    page = manager.get(where)
    assert "by the decision below" in page
    assert "The denominators are estimates" in page
    assert TrailEvent.objects.filter(code="chart_decided").exists()
    with pytest.raises(RuleBroken, match="decided already"):
        operations.overrule_kind(
            series=figures.series(ours, share.code), kind="p", reason=reason, by=BY, now=NOW
        )
    manager.post(f"/data-set/decisions/{decision.pk}/withdraw", {}, status=302)
    assert queries.picture(BY, figures.series(ours, share.code)).kind == "p"


def test_words_of_the_agency_and_of_the_office_stand_beside_the_figure(ours: Partnership) -> None:
    share = made.owed(ours, "swypft", "Seen in time", unit="%", denominator="All", decimals=1)
    returned(ours, share, [Answer(numerator=50, denominator=100)])
    series = figures.series(ours, share.code)
    assert Commentary.objects.get().words == "Looked into it"  # written beside the figure
    with pytest.raises(RuleBroken, match="in a sentence"):
        operations.comment_on_figure(series=series, period=202506, words="Fine", by=BY, now=NOW)
    with pytest.raises(RuleBroken, match="has a figure"):
        operations.comment_on_figure(
            series=series, period=201006, words="We saw it coming", by=BY, now=NOW
        )
    with pytest.raises(NotAllowed):
        operations.comment_on_figure(
            series=series,
            period=202506,
            words="We saw it coming",
            by=somebody(ours, "agency-lead"),
            now=NOW,
        )
    where = f"/data-set/indicators/{share.code}"
    lead = Visitor(appointed(ours, "lead-swypft").person)
    manager = Visitor(appointed(ours, "business-manager").person)
    lead.post(f"{where}/comment", {"period": "202506", "words": "A team was short"}, status=302)
    manager.post(f"{where}/comment", {"period": "202506", "words": "As in the region"}, status=302)
    page = manager.get(where)
    assert "Apr to Jun 2025</strong>: A team was short" in page
    assert "For the office" in page
    assert {each.agency_id is None for each in Commentary.objects.all()} == {True, False}
