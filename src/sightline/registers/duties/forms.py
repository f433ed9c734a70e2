"""What people enter about duties, cleaned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    FileField,
    GovukForm,
    LongTextField,
    TextField,
)


class EvidenceForm(GovukForm):
    """What was done, when, and where it can be seen; the person who enters it vouches for it."""

    keeps_draft = True

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
    part = ChoiceField("Which part is it for?", drawn_as="select", called="which part it is for")
    edition = ChoiceField(
        "Which edition is it about?", drawn_as="select", called="which edition", required=False,
        hint="If you choose none, the one at work on that day",
    )  # fmt: skip
    late_reason = TextField(
        "If this is entered late, why?", required=False, max_length=300, called="reason"
    )

    def __init__(
        self,
        *args: Any,
        parts: Sequence[tuple[str, str]],
        editions: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer_editions(self, editions)
        if parts:
            self.fields["part"].offer(parts)  # type: ignore[attr-defined]
            self.order_fields(["part"])
        else:
            del self.fields["part"]


class DispenseForm(GovukForm):
    """A decision that the duty need not be kept for a time."""

    keeps_draft = True

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


class ShelfForm(GovukForm):
    """An edition of a document the arrangements speak of, and what was done with it."""

    keeps_draft = True

    document = ChoiceField("Which document?", drawn_as="select", called="which document")
    did = ChoiceField(
        "What was done?",
        called="what was done",
        choices=[
            ("document-published", "It was published"),
            ("document-agreed", "It was agreed"),
            ("document-reviewed", "It was reviewed"),
        ],
    )
    on = DateField("When?", called="date")
    edition = ChoiceField(
        "Which edition?", drawn_as="select", called="which edition", required=False,
        hint="If you choose none, the one at work on that day",
    )  # fmt: skip
    upload = FileField("The document", required=False, hint="Word, PDF, Excel or a picture")

    def __init__(
        self,
        *args: Any,
        documents: Sequence[tuple[str, str]],
        editions: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].offer(documents)  # type: ignore[attr-defined]
        _offer_editions(self, editions)


def _offer_editions(form: GovukForm, editions: Sequence[tuple[str, str]]) -> None:
    """Ask which edition, where there are any."""
    if editions:
        form.fields["edition"].offer(editions)  # type: ignore[attr-defined]
    else:
        del form.fields["edition"]


class EditionForm(GovukForm):
    """A new edition: its name, when work on it began, and the days it is about."""

    keeps_draft = True

    name = TextField(
        "What is this edition called?", called="its name", max_length=60,
        hint="For example 2025, or Version 3",
    )  # fmt: skip
    begun_on = DateField("When was work on it begun?", called="the day it was begun")
    first = DateField("First day it is about", called="first day", required=False)
    last = DateField("Last day it is about", called="last day", required=False)

    def __init__(self, *args: Any, is_version: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_version:
            del self.fields["first"], self.fields["last"]


class TakeDownForm(GovukForm):
    """The day on which something published was taken down, and why."""

    on = DateField("When was it taken down?", called="day")
    reason = LongTextField(
        "Why?", called="reason", rows=4, max_length=300,
        hint="Do not name a child or a family.",
    )  # fmt: skip


class PutBackForm(GovukForm):
    """The day on which it was there again."""

    on = DateField("When was it put back?", called="day")


class DraftForm(GovukForm):
    """A draft, and who is to approve it."""

    document = ChoiceField("Which document?", drawn_as="select", called="which document")
    body = ChoiceField("Who is to approve it?", drawn_as="select", called="who is to approve it")
    upload = FileField("The draft", called="the draft", hint="Word, PDF, Excel or a picture")

    def __init__(
        self,
        *args: Any,
        documents: Sequence[tuple[str, str]],
        bodies: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].offer(documents)  # type: ignore[attr-defined]
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]


class DraftAnswerForm(GovukForm):
    """What the body said of a draft."""

    keeps_draft = True

    is_agreed = ChoiceField(
        "What was said?",
        called="what was said",
        choices=[("yes", "It is agreed"), ("no", "It is not agreed as it stands")],
    )
    on = DateField("When?", called="the day")
    words = LongTextField(
        "What is to be changed, or was said besides?", called="what was said", rows=4,
        max_length=3000, required=False,
    )  # fmt: skip


class StartForm(GovukForm):
    """The day of the event that starts a clock."""

    started_on = DateField("When did it happen?", called="day")


class StopForm(GovukForm):
    """The day on which something with a deadline was done, and why it was late if it was."""

    on = DateField("When was it done?", called="day it was done")
    late_reason = TextField("If it was late, why?", required=False, max_length=300, called="reason")


class ConfirmForm(GovukForm):
    """Nothing to fill in: only to say yes."""
