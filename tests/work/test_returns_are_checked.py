"""What a return is held to before it is sealed: errors that stop it, and warnings that a sentence
explains (R9.1). Figures by hand, limits from the rules of Making Data Count."""

from __future__ import annotations

import pytest

from sightline.work.performance.rules.periods import recent
from sightline.work.performance.rules.returns import (
    Answer,
    Asked,
    figure_of,
    findings,
    scale_of,
    stops,
)

COUNT = Asked(1, "count", "Count")
SHARE = Asked(2, "share", "Share", unit="%", is_counted_out_of=True)
RATE = Asked(3, "rate", "Rate", unit="per 10,000", is_counted_out_of=True)


def found(asked: Asked, answer: Answer) -> list[tuple[str, str, bool]]:
    return [(f.part, f.sentence, f.is_error) for f in findings([asked], {asked.number: answer})]


@pytest.mark.parametrize(
    ("asked", "answer", "part", "says"),
    [
        (COUNT, Answer(), "value", "Enter a figure, or say why it is not available"),
        (SHARE, Answer(), "numerator", "Enter a figure, or say why it is not available"),
        (COUNT, Answer(value=3, reason="No system"), "reason", "not both"),
        (COUNT, Answer(value=-1), "value", "0 or more"),
        (SHARE, Answer(numerator=1), "denominator", "out of how many"),
        (SHARE, Answer(denominator=1), "numerator", "how many were counted"),
        (SHARE, Answer(numerator=11, denominator=10), "numerator", "11 cannot be counted out of"),
        (SHARE, Answer(numerator=1, denominator=-2), "denominator", "below zero"),
        (RATE, Answer(numerator=1, denominator=0), "numerator", "1 cannot be counted out of 0"),
        (Asked(1, "c", "C", at_most=50), Answer(value=51), "value", "50 or less"),
        (Asked(1, "c", "C", at_least=5), Answer(value=4), "value", "5 or more"),
        (Asked(1, "c", "C", unit="%", decimals=1), Answer(value=100.5), "value", "100 or less"),
    ],
)
def test_an_error_stands_beside_its_field(
    asked: Asked, answer: Answer, part: str, says: str
) -> None:
    [(where, sentence, is_error)] = found(asked, answer)
    assert (where, is_error) == (part, True)
    assert says in sentence
    wrong = findings([asked], {asked.number: answer})
    explained = {asked.number: Answer(words="We know better")}
    assert stops(wrong, explained) == wrong  # words do not pass an error


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (COUNT, Answer(value=0)),
        (COUNT, Answer(reason="The system was changed")),
        (SHARE, Answer(numerator=10, denominator=10)),
        (SHARE, Answer(numerator=0, denominator=0)),
        (RATE, Answer(numerator=12, denominator=10)),  # more events than people is no fault
    ],
)
def test_what_may_be_true_is_let_through(asked: Asked, answer: Answer) -> None:
    assert found(asked, answer) == []


def test_what_is_not_known_is_a_symbol_and_never_zero() -> None:
    assert figure_of(COUNT, Answer(reason="No system")) == (None, "x")
    assert figure_of(SHARE, Answer(numerator=0, denominator=0)) == (None, "z")
    assert figure_of(SHARE, Answer(numerator=18, denominator=24)) == (75.0, "")
    value, _ = figure_of(RATE, Answer(numerator=692, denominator=77481))
    assert round(value or 0, 2) == 89.31  # children looked after in Wakefield, 2025


def test_a_unit_says_what_a_share_is_multiplied_by() -> None:
    units = ("%", "per 10,000", "per 1,000 births", "", "days")
    assert [scale_of(unit) for unit in units] == [100, 10_000, 1_000, 1, 1]


def test_parts_add_up_to_their_total_unless_one_is_not_known() -> None:
    total, one, two = COUNT, Asked(2, "a", "A", part_of=1), Asked(3, "b", "B", part_of=1)
    given = {1: Answer(value=10), 2: Answer(value=6), 3: Answer(value=3)}
    [wrong] = findings([total, one, two], given)
    assert (wrong.number, wrong.is_error) == (1, True)
    assert wrong.sentence == "The parts add up to 9, and the total is 10"
    assert findings([total, one, two], {**given, 3: Answer(value=4)}) == []
    assert findings([total, one, two], {**given, 3: Answer(reason="Not counted")}) == []
    over = {**given, 2: Answer(value=11), 3: Answer(reason="Not counted")}
    assert "add up to 11" in findings([total, one, two], over)[0].sentence


def test_a_zero_beside_a_large_related_count_is_doubted() -> None:
    """Criminal exploitation 0 beside 104 children in gangs: Wakefield's factors of 2025."""
    gangs, cce = Asked(1, "gangs", "Gangs"), Asked(2, "cce", "CCE", zero_beside=1)
    given = {1: Answer(value=104), 2: Answer(value=0)}
    [odd] = findings([gangs, cce], given)
    assert (odd.number, odd.is_error) == (2, False)
    assert "104" in odd.sentence
    assert stops([odd], given) == [odd]
    assert stops([odd], {2: Answer(value=0, words="None were found; the audit agrees")}) == []
    assert findings([gangs, cce], {1: Answer(value=19), 2: Answer(value=0)}) == []
    assert findings([gangs, cce], {1: Answer(value=104), 2: Answer(reason="Not asked")}) == []


# mean 14.0, limits 10.808 and 17.192: the trend series worked out by hand for the charts
TREND = (10.0, 12.0, 11.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0, 12.0, 11.0)


@pytest.mark.parametrize(
    ("value", "says"),
    [(17, ""), (18, "Above what is usual: at most 17"), (11, ""), (10, "at least 11")],
)
def test_a_figure_is_held_to_the_limits_of_its_chart(value: float, says: str) -> None:
    sentences = [s for _, s, _ in found(Asked(1, "c", "C", before=TREND), Answer(value=value))]
    assert len(sentences) == bool(says)
    assert says in "".join(sentences)


def test_below_twelve_points_nothing_is_claimed_but_a_sudden_zero_is_asked_about() -> None:
    short = Asked(1, "c", "C", before=TREND[:11])
    assert found(short, Answer(value=900)) == []
    assert "after 25 last time" in found(Asked(1, "c", "C", before=(24, 25)), Answer(value=0))[0][1]


def test_a_share_is_held_to_limits_that_widen_with_fewer_cases() -> None:
    """Half of 100 each quarter: limits of the next hundred are 50 ± 15, of ten 50 ± 47.4."""
    before = tuple(50.0 for _ in range(12))
    asked = Asked(1, "s", "S", unit="%", is_counted_out_of=True, before=before, sizes=(100.0,) * 12)
    assert found(asked, Answer(numerator=64, denominator=100)) == []
    assert "at most 65" in found(asked, Answer(numerator=66, denominator=100))[0][1]
    assert found(asked, Answer(numerator=9, denominator=10)) == []


def test_small_counts_are_held_to_chance() -> None:
    few = Asked(1, "c", "C", before=(1.0, 0.0, 2.0, 1.0, 0.0, 1.0, 1.0, 0.0, 2.0, 1.0, 1.0, 2.0))
    assert found(few, Answer(value=3)) == []
    assert "chance" in found(few, Answer(value=8))[0][1]


def test_a_return_that_is_last_quarters_again_is_asked_about() -> None:
    asked = [Asked(n, f"c{n}", f"C{n}", before=(float(n),)) for n in (1, 2, 3)]
    again = {n: Answer(value=n) for n in (1, 2, 3)}
    [odd] = findings(asked, again)
    assert (odd.number, odd.is_error) == (1, False)
    assert findings(asked, {**again, 3: Answer(value=4)}) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("quarter", [202509, 202506, 202503]),
        ("month", [202510, 202509, 202508]),
        ("financial", [202503, 202403, 202303]),
        ("academic", [202508, 202408, 202308]),
        ("calendar", [202412, 202312, 202212]),
    ],
)
def test_periods_that_can_be_asked_for_have_ended(kind: str, expected: list[int]) -> None:
    assert recent(kind, 3, year=2025, month=11) == expected
