"""What people enter about duties, cleaned."""

from __future__ import annotations

from sightline.foundation.govuk.forms import DateField, GovukForm, LongTextField, TextField


class EvidenceForm(GovukForm):
    """What was done, when, and where it can be seen; the person who enters it vouches for it."""

    on = DateField("When was it done?", called="date it was done")
    words = LongTextField(
        "What was done?",
        called="what was done",
        hint="A sentence or two. Do not name a child or a family.",
        max_length=2000,
    )
    link = TextField(
        "Where can it be seen?",
        required=False,
        max_length=500,
        hint="For example a link, or the name of the document and who keeps it",
    )
    late_reason = TextField(
        "If this is entered late, why?", required=False, max_length=300, called="reason"
    )


class DispenseForm(GovukForm):
    """A decision that the duty need not be kept for a time."""

    starts_on = DateField("First day", called="first day")
    ends_on = DateField("Last day", called="last day")
    decided_by = TextField(
        "Who decided?", called="who decided", max_length=200, hint="For example, the Executive"
    )
    decided_on = DateField("When was it decided?", called="day of the decision")
    reason = LongTextField("Why?", called="reason", rows=4, max_length=2000)


class WithdrawForm(GovukForm):
    """Why an entry is withdrawn."""

    reason = LongTextField("Why is it withdrawn?", called="reason", rows=3, max_length=300)
