"""Judgements, partners' views, the decision to notify, what was sent, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sightline.foundation.calendar import LONDON
from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    Group,
    LongTextField,
    TextField,
    TimeField,
)
from sightline.work.reviews.models import PartnerView, Withdrawal
from sightline.work.reviews.rules import notifying as rules
from sightline.work.reviews.rules.criteria import ANSWERS


class JudgeForm(GovukForm):
    """One criterion, judged."""

    keeps_draft = True

    answer = ChoiceField(
        "Is it met?", called="whether it is met", choices=ANSWERS.items(), inline=True
    )
    reasons = LongTextField("Why?", called="the reasons", rows=5, max_length=4000)


class ViewForm(GovukForm):
    """What one safeguarding partner holds."""

    place = ChoiceField("Which safeguarding partner?", called="the partner")
    stance = ChoiceField(
        "Do they hold that it should be notified?",
        called="what they hold",
        choices=PartnerView.Stance.choices,
    )
    reasons = LongTextField("Their reasons", rows=4, max_length=4000)
    given_by = TextField("Who said so for the partner?", called="who said so", max_length=200)
    given_on = DateField("When?", called="the day they said it")

    def __init__(self, *args: Any, places: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(places)  # type: ignore[attr-defined]


class DecideForm(GovukForm):
    """Whether the local authority notifies."""

    keeps_draft = True

    is_to_notify = ChoiceField(
        "Does the local authority notify the Panel?",
        called="whether the authority notifies",
        choices=[("yes", "Yes, notify"), ("no", "No, do not notify")],
    )
    reasons = LongTextField(
        "Reasons", called="the reasons", rows=6, max_length=8000,
        hint="Not to notify is a decision, too: say why the criteria are not met",
    )  # fmt: skip


class SendForm(GovukForm):
    """What was sent to whom, and when. The last three are asked for only where it is late."""

    groups = (
        Group("When was it sent?", ("sent_on", "sent_time")),
        Group(
            "Where it is late",
            ("late_reason", "late_approved_by", "late_approved_on"),
            "Only for what went after the day of the clock. It is recorded all the same.",
        ),
    )

    recipient = ChoiceField(
        "To whom was it sent?", called="to whom it was sent", choices=rules.RECIPIENTS.items()
    )
    what = LongTextField(
        "What was sent?", called="what was sent", rows=3, max_length=2000,
        hint="The form and what was attached, not its content",
    )  # fmt: skip
    sent_on = DateField("Date", called="the day it was sent")
    sent_time = TimeField("Time", called="the time it was sent")
    sent_by = TextField("Who sent it?", called="who sent it", max_length=200)
    late_reason = TextField("Why is it late?", max_length=500, required=False)
    late_approved_by = TextField("Who approved the reason?", max_length=200, required=False)
    late_approved_on = DateField("When was it approved?", required=False)

    def sent(self) -> rules.Sent:
        """What was typed, with the moment of sending put together."""
        found = dict(self.cleaned_data)
        at = datetime.combine(found.pop("sent_on"), found.pop("sent_time"), LONDON)
        return rules.Sent(sent_at=at, **found)


class ReplyForm(GovukForm):
    """What came back from the Panel."""

    panel_reference = TextField("The Panel’s reference", max_length=60, width=20)
    received_on = DateField("When did it come?", called="the day it came")
    words = LongTextField("What the Panel says", rows=4, max_length=4000, required=False)


class WithdrawForm(GovukForm):
    """A notification that is taken back."""

    kind = ChoiceField(
        "What becomes of it?", called="what becomes of it", choices=Withdrawal.Kind.choices
    )
    reasons = LongTextField(
        "Why are the criteria not met after all?", called="the reasons", rows=5, max_length=4000
    )
    decided_by = TextField("Who decided it?", called="who decided it", max_length=200)
    decided_on = DateField("When?", called="the day it was decided")
