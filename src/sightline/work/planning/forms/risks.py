"""What people type about risks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    Group,
    LongTextField,
    TextField,
)
from sightline.work.planning.rules import risks as rules
from sightline.work.planning.rules.risks import Rating

Pairs = Iterable[tuple[Any, str]]
NO_NAMES = "Do not name a child or a family"
SCALES = {
    "likelihood": [(number, f"{number} {word}") for number, word in rules.LIKELIHOOD.items()],
    "impact": [(number, f"{number} {word}") for number, word in rules.IMPACT.items()],
}
GROUPS = tuple(
    Group(heading, (f"likelihood_{moment}", f"impact_{moment}"))
    for moment, heading in rules.MOMENTS.items()
)


def _scale(side: str, called: str) -> ChoiceField:
    return ChoiceField(side.capitalize(), called=called, drawn_as="select", choices=SCALES[side])


def ratings_in(given: dict[str, Any]) -> tuple[dict[str, Rating], dict[str, Any]]:
    """The ratings among the answers, and the other answers."""
    ratings = {
        moment: Rating(int(given[f"likelihood_{moment}"]), int(given[f"impact_{moment}"]))
        for moment in rules.MOMENTS
    }
    others = {
        name: value
        for name, value in given.items()
        if not name.startswith(("likelihood_", "impact_"))
    }
    return ratings, others


class _RatedForm(GovukForm):
    """Six numbers, under three headings."""

    groups = GROUPS

    likelihood_before = _scale("likelihood", "the likelihood before controls")
    impact_before = _scale("impact", "the impact before controls")
    likelihood_after = _scale("likelihood", "the likelihood after controls")
    impact_after = _scale("impact", "the impact after controls")
    likelihood_target = _scale("likelihood", "the likelihood as a target")
    impact_target = _scale("impact", "the impact as a target")


class RiskForm(GovukForm):
    """What a risk says, and whose it is."""

    keeps_draft = True
    tells_late = True

    name = TextField("Name of the risk", max_length=200, called="name of the risk")
    cause = LongTextField("What may cause it?", called="the cause", rows=3, max_length=3000,
                          hint=NO_NAMES)  # fmt: skip
    event = LongTextField("What may happen?", called="the event", rows=3, max_length=3000)
    effect = LongTextField("What would it lead to?", called="the effect", rows=3, max_length=3000)
    body = ChoiceField("Which body owns it?", called="a body", drawn_as="select")
    owner = ChoiceField("Who owns it by name?", called="the owner", drawn_as="select")

    def __init__(self, *args: Any, bodies: Pairs, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(list(bodies))  # type: ignore[attr-defined]
        self.fields["owner"].offer(list(people))  # type: ignore[attr-defined]


class EnterRiskForm(RiskForm, _RatedForm):
    """A new risk, with its first assessment."""

    tells_late = False

    controls = LongTextField(
        "Controls in place, one on each line", called="the controls", rows=4, required=False,
        max_length=3000, hint="What is still to be put in place is entered as an action later",
    )  # fmt: skip
    words = LongTextField("What does the rating rest on?", called="what the rating rests on",
                          rows=3, max_length=3000)  # fmt: skip
    review_on = DateField("When is it looked at again?", called="the next review")

    field_order = (
        "name", "cause", "event", "effect", "body", "owner", "likelihood_before", "impact_before",
        "controls", "likelihood_after", "impact_after", "likelihood_target", "impact_target",
        "words", "review_on",
    )  # fmt: skip


class AssessForm(_RatedForm):
    """A new assessment."""

    keeps_draft = True
    tells_late = True

    words = LongTextField("What does the rating rest on?", called="what the rating rests on",
                          rows=3, max_length=3000)  # fmt: skip
    assessed_on = DateField("As of which day?", called="the day")
    review_on = DateField("When is it looked at again?", called="the next review")


class RaiseForm(GovukForm):
    """Why the Executive is to know."""

    keeps_draft = True

    reason = LongTextField("Why is it raised to the Executive?", called="the reason", rows=4,
                           max_length=3000, hint=NO_NAMES)  # fmt: skip


class AnswerForm(GovukForm):
    """What the Executive said."""

    keeps_draft = True

    answer = LongTextField("What did the Executive say?", called="what the Executive said", rows=4,
                           max_length=3000)  # fmt: skip


class CloseForm(GovukForm):
    """Why it is closed."""

    reason = LongTextField("Why is it closed?", called="the reason", rows=3,
                           max_length=2000)  # fmt: skip


class ReopenForm(GovukForm):
    """Why it is opened again, and when it is looked at next."""

    reason = LongTextField("Why is it opened again?", called="the reason", rows=3,
                           max_length=2000)  # fmt: skip
    review_on = DateField("When is it looked at again?", called="the day of the next review")


class ControlForm(GovukForm):
    """A control in place."""

    words = TextField(
        "What is in place?", called="what is in place", max_length=300,
        hint="What is still to be put in place is an action: enter it on the page of the risk",
    )  # fmt: skip


class EndControlForm(GovukForm):
    """Why a control is ended."""

    reason = TextField("Why is it no longer in place?", called="the reason", max_length=300)
