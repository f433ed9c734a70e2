"""What the office types about a meeting, cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    FileField,
    GovukForm,
    LongTextField,
    TextField,
    TimeField,
)
from sightline.registers.partnership.models import Body
from sightline.work.governance.models import Attendance


class MeetingForm(GovukForm):
    """When and where a meeting is."""

    on = DateField("Date", called="date of the meeting")
    starts_at = TimeField("Start time", required=False, hint="For example, 9:30am or 14:00")
    ends_at = TimeField("End time", required=False)
    venue = TextField("Place", required=False, max_length=300, hint="An address, or how to join")


class PlanForm(MeetingForm):
    """A new meeting of a body."""

    body = ChoiceField("Body", drawn_as="select", called="body")

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer([(body.key, body.name) for body in bodies])  # type: ignore[attr-defined]
        self.order_fields(["body"])


class MoveForm(MeetingForm):
    """A planned meeting moved, and why."""

    keeps_draft = True
    tells_late = True

    reason = TextField("Why is it moved?", called="reason", max_length=300)


class ReasonForm(GovukForm):
    """Why something is cancelled or reopened."""

    reason = LongTextField("Reason", called="reason", rows=3, max_length=300)


class AttendanceForm(GovukForm):
    """Who came, place by place: one choice and, for a deputy, a name."""

    keeps_draft = True
    tells_late = True

    def __init__(self, *args: Any, rows: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for number, row in enumerate(self.rows):
            called = f"how {row.place.name} was filled"
            choices = Attendance.How.choices
            if row.seat is None:
                choices = [("vacant", "Vacant")]
            else:
                choices = [pair for pair in choices if pair[0] != "vacant"]
            how = ChoiceField(
                f"{row.place.name}: {row.name or 'vacant'}",
                called=called,
                drawn_as="select",
                choices=choices,
                initial=row.entered.how if row.entered else ("vacant" if not row.seat else None),
            )
            deputy = TextField(
                f"Deputy for {row.place.name}",
                required=False,
                max_length=200,
                initial=row.entered.deputy_name if row.entered else "",
            )
            self.fields[f"how-{number}"] = how
            self.fields[f"deputy-{number}"] = deputy

    def clean(self) -> dict[str, Any]:
        """A deputy needs a name."""
        cleaned = super().clean() or self.cleaned_data
        for number, row in enumerate(self.rows):
            if cleaned.get(f"how-{number}") == "deputy" and not cleaned.get(f"deputy-{number}"):
                self.add_error(
                    f"deputy-{number}", f"Enter the name of the deputy for {row.place.name}"
                )
        return cleaned


class ReportForm(GovukForm):
    """A report that a body or role put before the meeting, with the document if there is one."""

    source = ChoiceField("Whose report was received?", called="whose report it is")
    upload = FileField("The report", required=False, hint="Word, PDF, Excel or a picture")

    def __init__(self, *args: Any, sources: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].offer(list(sources))  # type: ignore[attr-defined]


class PaperForm(GovukForm):
    """A document for a meeting."""

    kind = ChoiceField(
        "What is it?",
        called="what it is",
        choices=[("agenda", "Agenda"), ("paper", "Paper"), ("minutes", "Minutes")],
    )
    title = TextField("Title", max_length=300)
    upload = FileField(
        "File", called="file", hint="Word, PDF, Excel, PowerPoint, a picture, text or CSV"
    )


class HeldForm(GovukForm):
    """That the meeting took place, who chaired it, and why it is entered late if it is."""

    keeps_draft = True

    chair = ChoiceField("Who chaired?", called="who chaired", reveals={"other": ["other_chair"]})
    other_chair = TextField("Name of the chair", max_length=200, called="name of the chair")
    late_reason = TextField(
        "If this is entered late, why?",
        required=False,
        max_length=300,
        hint="Shown beside the date of entry",
    )

    def __init__(self, *args: Any, chairs: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].offer([*chairs, ("other", "Somebody else")])  # type: ignore[attr-defined]
