"""What people type about an action."""

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
    YesNoField,
)
from sightline.registers.actions.models import Action, Proof

Pairs = Iterable[tuple[Any, str]]
NO_NAMES = (
    "Whoever must act reads this, also those who may not read where it comes from. Do not name a "
    "child or a family, and do not tell the case"
)


class ActionForm(GovukForm):
    """A new action."""

    keeps_draft = True

    what = TextField("What is to be done?", max_length=300, called="what is to be done",
                     size="m", hint=NO_NAMES)  # fmt: skip
    detail = LongTextField("More about it", rows=3, max_length=5000, required=False)
    kind = ChoiceField(
        "What kind of action is it?",
        called="the kind of action",
        drawn_as="select",
        choices=Action.Kind.choices,
        hint="What later shows a difference must be of another kind",
    )
    body = ChoiceField(
        "Which group owns it?", called="a group", drawn_as="select",
        hint="It follows the action, and says in the end whether it made a difference",
    )  # fmt: skip
    owner = ChoiceField("Who does it?", called="the owner", drawn_as="select",
                        nothing="Nobody by name yet", required=False)  # fmt: skip
    agency = ChoiceField("For which agency?", called="an agency", drawn_as="select",
                         nothing="The owner's own", required=False)  # fmt: skip
    due_on = DateField("By when?", called="the day it is due")
    steps = LongTextField("Steps, one on each line", rows=4, required=False)

    def __init__(
        self, *args: Any, bodies: Pairs, people: Pairs, agencies: Pairs, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]
        self.fields["agency"].offer(agencies)  # type: ignore[attr-defined]


class ProgressForm(GovukForm):
    """What was done since."""

    keeps_draft = True

    words = LongTextField("What was done since?", called="what was done", rows=4, max_length=5000)
    steps_done = MultipleChoice("Which steps are done?", called="steps", required=False)
    is_blocked = YesNoField(
        "Does anything stand in the way?",
        called="anything stands in the way",
        reveals={"yes": ["blocked_by"]},
    )
    blocked_by = TextField("What stands in the way?", called="what stands in the way",
                           max_length=300)  # fmt: skip

    def __init__(self, *args: Any, steps: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(steps)
        if offered:
            self.fields["steps_done"].offer(offered)  # type: ignore[attr-defined]
        else:
            del self.fields["steps_done"]


class ReDateForm(GovukForm):
    """Another day."""

    due_on = DateField("The new day", called="the new day")
    reason = TextField("Why is it moved?", called="the reason", max_length=300,
                       hint="Every day it ever had stays in view")  # fmt: skip


class HandOverForm(GovukForm):
    """Another owner."""

    owner = ChoiceField("Who does it from now on?", called="the owner", drawn_as="select")
    reason = TextField("Why?", called="the reason", max_length=300)

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]


class MergeForm(GovukForm):
    """The action that stays."""

    reference = TextField(
        "Reference of the action that stays", called="the reference", max_length=40, width=20,
        hint="For example, ACT-2026-014. Both histories are kept",
    )  # fmt: skip


class CompleteForm(GovukForm):
    """What changed, and when it was complete."""

    keeps_draft = True

    completed_on = DateField("When was it complete?", called="the day it was complete")
    what_changed = LongTextField(
        "What changed?", called="what changed", rows=4, max_length=5000,
        hint="Not only that it was done: what is different now, and for whom. Whether it made a "
        "difference for children is for the group to say later, by other evidence",
    )  # fmt: skip


class ProofForm(GovukForm):
    """What was seen of practice."""

    keeps_draft = True

    kind = ChoiceField("What shows it?", called="what shows it", choices=Proof.Kind.choices)
    shows = ChoiceField("What does it show?", called="what it shows", choices=Proof.Shows.choices)
    words = LongTextField("What was seen?", called="what was seen", rows=4, max_length=5000,
                          hint=NO_NAMES)  # fmt: skip
    seen_on = DateField("When was it seen?", called="the day it was seen")
    reference = TextField(
        "Reference of its record", called="the reference", max_length=40, width=20, required=False,
        hint="Of the audit, visit or report, where it is in Sightline",
    )  # fmt: skip


class EvidenceForm(GovukForm):
    """A file that shows what was done."""

    title = TextField("What is it?", called="what it is", max_length=300,
                      hint="For example: the new referral form. " + NO_NAMES)  # fmt: skip
    upload = FileField(
        "File", called="file", hint="Word, PDF, Excel, PowerPoint, a picture, text or CSV"
    )


class DifferenceForm(GovukForm):
    """What the group found."""

    keeps_draft = True

    is_different = ChoiceField(
        "What did the group find?",
        called="what the group found",
        choices=[("yes", "It made a difference"), ("no", "No difference is seen")],
    )
    verified_on = DateField("When did the group say so?", called="the day")
    verdict = LongTextField("What did the group say?", called="what the group said", rows=4,
                            max_length=3000)  # fmt: skip


class ReasonForm(GovukForm):
    """Why."""

    reason = TextField("Why?", called="the reason", max_length=300)


class MoveForm(GovukForm):
    """One day and one reason for several actions."""

    chosen = MultipleChoice("Which actions?", called="the actions to move")
    due_on = DateField("The new day for all of them", called="the new day")
    reason = TextField("Why are they moved?", called="the reason", max_length=300)

    def __init__(self, *args: Any, offered: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].offer(offered)  # type: ignore[attr-defined]
