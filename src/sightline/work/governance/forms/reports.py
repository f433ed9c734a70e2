"""What a chair types into a report, and where the business manager puts it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import ChoiceField, GovukForm, LongTextField


class BeginForm(GovukForm):
    """Whose report."""

    body = ChoiceField("Whose report is it?", drawn_as="select", called="whose report it is")

    def __init__(self, *args: Any, bodies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(list(bodies))  # type: ignore[attr-defined]


class WriteForm(GovukForm):
    """The chair's words."""

    keeps_draft = True

    words = LongTextField(
        "What did the group do, and what did it find?", called="what the group did", rows=10,
        max_length=10_000, hint="Do not name a child or a family", required=False,
    )  # fmt: skip
    asks = LongTextField(
        "What do you ask of the body you report to?", called="what you ask", rows=4,
        max_length=3000, required=False,
    )  # fmt: skip


class PassOnForm(GovukForm):
    """Before which meeting a report is put."""

    meeting = ChoiceField("Before which meeting?", called="the meeting", drawn_as="select")

    def __init__(self, *args: Any, meetings: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].offer(list(meetings))  # type: ignore[attr-defined]
