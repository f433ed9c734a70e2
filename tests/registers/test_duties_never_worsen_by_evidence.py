"""Properties that hold for any run of events: more evidence never makes a duty look worse, the past
does not depend on the future, and what has no figure is never overdue."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from builders.duties import QUARTERLY, SIX_WEEKS, arrangement, day, edition, settle
from sightline.registers.duties.rules.facts import FROM_BEST_TO_WORST, Happened, Held

FIRST, LAST = date(2019, 5, 1), date(2022, 6, 30)
DAYS = some.dates(FIRST, LAST)
ITEMS = ({"id": "one", "says": "One"}, {"id": "two", "says": "Two"})
STEPS = (
    {"id": "one", "does": "agrees it", "by_body": "executive"},
    {"id": "two", "does": "endorses it", "by_body": "forum"},
)
PARTS = {
    "content": [{"id": "all", "heading": "Report", "document": "report", "items": ITEMS}],
    "chains": [{"id": "all", "heading": "Report", "document": "report", "steps": STEPS}],
}
EVENT: list[dict[str, Any]] = [{"kind": "event-held"}]


def plan(**duty: Any) -> Any:
    return arrangement({"evidenced_by": EVENT, **duty}, **PARTS)


TWO_STAGES = [SIX_WEEKS | {"to": day("2019-12-15")}, QUARTERLY | {"from": day("2020-01-01")}]
BACK_AGAIN = [QUARTERLY | {"to": day("2020-06-30")}, SIX_WEEKS | {"from": day("2020-07-01")}]
YEARLY = {"times": {"n": 3, "per": "year"}, "printed": "three times a year"}
MONTHLY = {"every": {"n": 1, "unit": "months"}, "printed": "monthly"}
REVIEWED = {"document": "report", "review_every": {"n": 12, "unit": "months"}}
BOUND = [
    plan(stages=TWO_STAGES),
    plan(stages=BACK_AGAIN),
    plan(stages=[YEARLY], counting="calendar"),
    plan(stages=[YEARLY], counting="from-start"),
    plan(stages=[MONTHLY], kind="reporting-line"),
    plan(kind="quota", quota={"members_of": "executive", "n": 1, "per": "quarter"}),
    plan(kind="quota", quota={"members_of": "executive", "n": 2, "per": "half-year"}),
    plan(kind="fixed-date", fixed={"due_on": day("2020-09-30"), "printed": "September 2020"}),
    plan(kind="document", document=REVIEWED),
]
UNBOUND = [
    plan(kind="continuing"),
    plan(kind="cadence"),
    plan(kind="reporting-line"),
    plan(kind="document", document={"document": "report"}),
    plan(kind="required-content", content="all"),
    plan(kind="approval-chain", chain="all"),
]
MEMBERS = (
    Held("a", "First member", date(2019, 6, 1)),
    Held("b", "Second member", date(2019, 11, 4), date(2021, 2, 3)),
)


@some.composite
def an_event(draw: some.DrawFn) -> Happened:
    on = draw(DAYS)
    return Happened(
        "event-held",
        on,
        on,
        document="report",
        topic=draw(some.sampled_from(["one", "two"])),
        place=draw(some.sampled_from(["a", "b"])),
        edition=draw(some.sampled_from(["", "2020"])),
    )


EVENTS = some.lists(an_event(), max_size=14)


def rank(which: Any, as_at: date, events: list[Happened]) -> int:
    state = settle(which, as_at.isoformat(), events, held=MEMBERS)
    return FROM_BEST_TO_WORST.index(state.code)


@settings(max_examples=400, deadline=None)
@given(some.sampled_from(BOUND + UNBOUND), DAYS, EVENTS, an_event())
def test_one_more_event_never_makes_a_state_worse(
    which: Any, as_at: date, events: list[Happened], one_more: Happened
) -> None:
    assert rank(which, as_at, [*events, one_more]) <= rank(which, as_at, events)


@settings(max_examples=200, deadline=None)
@given(some.sampled_from(BOUND + UNBOUND), DAYS, EVENTS)
def test_the_state_as_at_a_day_does_not_depend_on_later_events(
    which: Any, as_at: date, events: list[Happened]
) -> None:
    known = [one for one in events if one.on <= as_at]
    whole = settle(which, as_at.isoformat(), events, held=MEMBERS)
    assert whole == settle(which, as_at.isoformat(), known, held=MEMBERS)


@settings(max_examples=200, deadline=None)
@given(some.sampled_from(UNBOUND), DAYS, EVENTS)
def test_what_has_no_figure_is_never_overdue(
    which: Any, as_at: date, events: list[Happened]
) -> None:
    state = settle(which, as_at.isoformat(), events, held=MEMBERS)
    assert state.code not in ("overdue", "due", "due-soon")
    assert state.next_due is None


@settings(max_examples=200, deadline=None)
@given(some.sampled_from(BOUND), DAYS, EVENTS)
def test_what_is_overdue_says_since_when(which: Any, as_at: date, events: list[Happened]) -> None:
    state = settle(which, as_at.isoformat(), events, held=MEMBERS)
    if state.code == "overdue":
        assert state.next_due is not None and state.next_due < as_at
        assert any("overdue on" in one for one in state.arithmetic)
    elif state.next_due is not None:
        assert state.next_due >= as_at
    if state.code in ("due", "due-soon"):
        assert state.next_due is not None and (state.next_due - as_at).days <= 28


@settings(max_examples=200, deadline=None)
@given(some.sampled_from(UNBOUND), DAYS, EVENTS, an_event())
def test_one_more_event_never_makes_the_state_of_an_edition_worse(
    which: Any, as_at: date, events: list[Happened], one_more: Happened
) -> None:
    begun = (edition("2020", "2020-02-01"), edition("2021", "2021-02-01"))

    def place(known: list[Happened]) -> int:
        code = settle(which, as_at.isoformat(), known, held=MEMBERS, editions=begun).code
        return FROM_BEST_TO_WORST.index(code)

    assert place([*events, one_more]) <= place(events)
