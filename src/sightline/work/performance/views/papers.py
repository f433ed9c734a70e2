"""The report to the group as a paper: one description, written as tagged PDF and as Word (R9.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sightline.foundation.govuk.documents.parts import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Part,
    Picture,
    TableOf,
)
from sightline.work.performance import queries
from sightline.work.performance.models import Framework, Question
from sightline.work.performance.queries import Report, Shown
from sightline.work.performance.views import drawing

CHARTS = 12  # drawn in the paper; further signals are in the table

COLUMNS = (("Indicator", 5), ("Figure", 2), ("What the chart says", 4), ("Target", 4),
           ("What is said of it", 6))  # fmt: skip


def paper_of(framework: Framework, found: Report, today: date) -> Document:
    """The report of a period, of what may leave."""
    period = dict(found.periods)[found.period]
    return Document(
        title="What the figures say",
        subtitle=f"Report to the {framework.body.name}, {period}",
        partnership=found.partnership.name,
        marking="OFFICIAL",
        on=today,
        parts=[*_signals(found), *_figures(found, period), *_returns(found, today), *_asked(found),
               *_scrutiny(found), *_notes(found)],
    )  # fmt: skip


def _signals(found: Report) -> Iterator[Part]:
    yield Heading("Signals")
    if not found.signals:
        yield Paragraph("Nothing moved more than figures usually do.")
        return
    drawn = found.signals[:CHARTS]
    rest = f" The first {len(drawn)} are drawn." if len(found.signals) > len(drawn) else ""
    yield Paragraph(
        f"{len(found.signals)} of {len(found.rows)} figures moved more than usual. About two in a "
        f"hundred would by chance alone.{rest}"
    )
    for number, row in enumerate(drawn):
        verdict = drawing.VERDICTS[row.verdict][0]
        yield Heading(f"{row.series.indicator.name}: {verdict.lower()}", 2)
        chart = drawing.chart_of(row.series, row.picture)
        yield Picture(str(chart.svg(f"chart-{number}")), chart.description)
        yield Paragraph(chart.description)
        for who, words in said_of(row):
            yield Paragraph(f"{who}: {words}")
        for each in found.asked_of(row):
            yield Paragraph(_told_of(each))


def _figures(found: Report, period: str) -> Iterator[Part]:
    """Every figure; a column in which nothing stands is left out."""
    yield Heading("Every figure of the period")
    rows = [
        (
            row.series.indicator.name,
            _figure(row),
            f"{drawing.VERDICTS[row.verdict][0]}: {drawing.rules_broken(row.point)}"
            if row.verdict else "",
            drawing.ASSURANCE.get(row.picture.reading.assurance, ""),
            "\n".join(f"{who}: {words}" for who, words in said_of(row)),
        )
        for row in found.rows
    ]  # fmt: skip
    shown = [at for at in range(len(COLUMNS)) if at < 2 or any(row[at] for row in rows)]
    yield TableOf(
        f"Figures of {period}",
        [COLUMNS[at][0] for at in shown],
        [[row[at] for at in shown] for row in rows],
        frozenset({1}),
        [COLUMNS[at][1] for at in shown],
    )


def _figure(row: Shown) -> str:
    held, entry = row.series.indicator, row.entry
    told = drawing.figure(entry.value, entry.symbol, held.decimals, held.unit)
    return told if held.unit in ("", "%") or entry.value is None else f"{told} {held.unit}"


def said_of(row: Shown) -> list[tuple[str, str]]:
    """Who said what of a figure."""
    return [(each.agency.name if each.agency else "The office", each.words) for each in row.said]


def _returns(found: Report, today: date) -> Iterator[Part]:
    yield Heading("Returns of agencies")
    if not found.returns:
        yield Paragraph("No return of this period is in the sight of whoever made this paper.")
        return
    yield Bullets([
        f"{each.agency.name}: "
        + ("late" if queries.is_late(each, today) else each.get_state_display().lower())
        for each in found.returns
    ])  # fmt: skip


def _asked(found: Report) -> Iterator[Part]:
    yield Heading("What was asked")
    if not found.questions:
        yield Paragraph("No question waits.")
        return
    yield Bullets([f"{each.series.indicator.name}. {_told_of(each)}" for each in found.questions])


def _told_of(question: Question) -> str:
    """A question with the reply and what came of it."""
    told = f"{question.agency.name} was asked: {question.words}"
    told += f" Reply: {question.reply}" if question.reply else " Not replied yet."
    return f"{told} What came of it: {question.outcome}" if question.outcome else told


def _scrutiny(found: Report) -> Iterator[Part]:
    if not found.scrutiny:
        return
    yield Heading("Scrutiny questions")
    yield Bullets([
        f"{each.indicator.name}, for {each.get_asked_for_display()}: {each.words} "
        + (f"Answer: {each.answer}" if each.answer else "Not answered yet.")
        for each in found.scrutiny
    ])  # fmt: skip


def _notes(found: Report) -> Iterator[Part]:
    yield Heading("How to read this paper")
    yield Paragraph(
        "Signals are read by the four rules of NHS England's Making Data Count, from limits of the "
        "figures' own movement; below twelve points no limits are claimed."
    )
    yield Paragraph(drawing.LEAVES)
    yield Bullets([
        f"{f'[{symbol}]' if symbol.strip() else 'blank'}: {words}"
        for symbol, words in drawing.SYMBOL_WORDS.items() if symbol
    ])  # fmt: skip
