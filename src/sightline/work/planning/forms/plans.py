"""What people type about a business plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    FileField,
    GovukForm,
    LongTextField,
    MultipleChoice,
    TextField,
)

Pairs = Iterable[tuple[Any, str]]
NO_NAMES = "Do not name a child or a family"
AGREED = "The plan is agreed: what was changed, and why, stays visible"


class _WithReason(GovukForm):
    """A change that an agreed plan asks a reason for."""

    def __init__(self, *args: Any, is_agreed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_agreed:
            del self.fields["reason"]


class DrawUpForm(GovukForm):
    """A new plan."""

    keeps_draft = True

    year = ChoiceField("Which year is it for?", called="the year", drawn_as="select")
    words = LongTextField(
        "What does the plan say first?", called="what it says first", rows=4, max_length=5000,
        required=False, hint="For example, what the year before has shown",
    )  # fmt: skip

    def __init__(self, *args: Any, years: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].offer(list(years))  # type: ignore[attr-defined]


class ChangePlanForm(_WithReason):
    """Other words."""

    keeps_draft = True
    tells_late = True

    words = LongTextField("What does the plan say first?", called="what it says first", rows=6,
                          max_length=5000, required=False)  # fmt: skip
    reason = TextField("Why is it changed?", called="the reason", max_length=300, hint=AGREED)


class PriorityForm(_WithReason):
    """A priority."""

    keeps_draft = True
    tells_late = True

    name = TextField("Name of the priority", max_length=200, called="name of the priority")
    why = LongTextField("Why does it matter?", called="why it matters", rows=4, max_length=3000,
                        required=False)  # fmt: skip
    aims = MultipleChoice("Which aims of the partnership does it serve?", called="the aims",
                          required=False)  # fmt: skip
    reason = TextField("Why is it changed?", called="the reason", max_length=300, hint=AGREED)

    def __init__(self, *args: Any, aims: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aims"].offer(list(aims))  # type: ignore[attr-defined]


class ObjectiveForm(_WithReason):
    """An objective."""

    keeps_draft = True
    tells_late = True

    what = TextField("What is to be reached?", max_length=300, called="what is to be reached",
                     hint=NO_NAMES)  # fmt: skip
    measure = LongTextField(
        "How will you know?", called="how you will know", rows=3, max_length=3000,
        hint="The measure: a figure, an audit, what children say",
    )  # fmt: skip
    body = ChoiceField("Which body owns it?", called="a body", drawn_as="select",
                       hint="Its chair judges progress and impact")  # fmt: skip
    agency = ChoiceField("Which agency leads?", called="an agency", drawn_as="select",
                         nothing="None alone", required=False)  # fmt: skip
    reach_by_on = DateField("By when?", called="the day", required=False)
    alignment = LongTextField(
        "Where does it meet the plans of other boards?", called="the alignment", rows=3,
        max_length=3000, required=False,
    )  # fmt: skip
    reason = TextField("Why is it changed?", called="the reason", max_length=300, hint=AGREED)

    def __init__(self, *args: Any, bodies: Pairs, agencies: Pairs, boards: str = "",
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(list(bodies))  # type: ignore[attr-defined]
        self.fields["agency"].offer(list(agencies))  # type: ignore[attr-defined]
        self.fields["alignment"].help_text = boards


class DropForm(GovukForm):
    """Why it is dropped."""

    reason = TextField("Why is it dropped?", called="the reason", max_length=300,
                       hint="It stays on record with all that was judged of it")  # fmt: skip


class AgreeForm(GovukForm):
    """When and where it was agreed."""

    agreed_on = DateField("When was it agreed?", called="the day it was agreed")
    where = TextField("Where?", called="where it was agreed", max_length=200,
                      hint="For example, the meeting of the Executive and its item")  # fmt: skip


class TakeBackForm(GovukForm):
    """Why it is taken back."""

    reason = TextField("Why is it taken back?", called="the reason", max_length=300,
                       hint="For example: recorded for the wrong meeting")  # fmt: skip


class CopyForm(GovukForm):
    """What goes on next year."""

    carried = MultipleChoice(
        "Which objectives go on?", called="objectives", required=False,
        hint="Priorities go on in any case. What was judged stays with this year",
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(offered)
        if choices:
            self.fields["carried"].offer(choices)  # type: ignore[attr-defined]
        else:
            del self.fields["carried"]


class EvidenceForm(GovukForm):
    """A document that shows something of an objective."""

    title = TextField("Title", max_length=300, hint=NO_NAMES)
    upload = FileField(
        "File", called="file", hint="Word, PDF, Excel, PowerPoint, a picture, text or CSV"
    )


class JudgeForm(GovukForm):
    """A judgement of one side."""

    keeps_draft = True

    value = ChoiceField("What do you judge?", called="what you judge")
    words = LongTextField("What does that rest on?", called="what it rests on", rows=4,
                          max_length=3000, hint=NO_NAMES)  # fmt: skip
    judged_on = DateField("As of which day?", called="the day")

    def __init__(self, *args: Any, values: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].offer(list(values))  # type: ignore[attr-defined]
