"""What people type about a dispute in the Executive."""

from __future__ import annotations

from sightline.foundation.govuk.forms import (
    DateField,
    GovukForm,
    LongTextField,
    TextField,
    YesNoField,
)


class DisputeForm(GovukForm):
    """A dispute among the partners."""

    keeps_draft = True

    subject = TextField("What is it about?", max_length=200, called="what it is about")
    parties = TextField("Between whom?", max_length=300, called="between whom")
    reasons = LongTextField(
        "What is in dispute, and why?", called="what is in dispute", rows=6, max_length=8000
    )
    options = LongTextField(
        "Which ways out are there?", called="the ways out", rows=5, max_length=8000,
        hint="Each option, and which partner favours it",
    )  # fmt: skip


class ReferForm(GovukForm):
    """By when a stage is to be settled."""

    settle_by_on = DateField(
        "By when is it to be settled?",
        called="the day by which it is to be settled",
        hint="The arrangements print no time: the partners choose one",
    )


class SettleForm(GovukForm):
    """What came of a stage."""

    keeps_draft = True

    is_settled = YesNoField("Is the dispute settled?", called="whether it is settled")
    came_of_it = LongTextField(
        "What came of it, and why?", called="what came of it", rows=6, max_length=8000
    )


class WithdrawForm(GovukForm):
    """How the partners came to agree without the next stage."""

    keeps_draft = True

    reason = LongTextField(
        "How did the partners come to agree?", called="how they came to agree", rows=4,
        max_length=3000,
    )  # fmt: skip
