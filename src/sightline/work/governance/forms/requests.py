"""What people type when they ask a body, and when they answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.foundation.govuk.forms import ChoiceField, GovukForm, LongTextField, TextField
from sightline.work.governance.models import Request

Pairs = Iterable[tuple[Any, str]]
NO_NAMES = "Do not name a child or a family. Papers about a case go through the office."


class RequestForm(GovukForm):
    """Something asked of a body."""

    keeps_draft = True

    body = ChoiceField("Whom do you ask?", drawn_as="select", called="body")
    kind = ChoiceField(
        "What do you ask for?",
        called="what you ask for",
        choices=[
            (Request.Kind.CONCERN, "Discuss a concern", "It becomes an item of an agenda"),
            (Request.Kind.ATTEND, "Let somebody attend", "For one issue, at one meeting"),
            (Request.Kind.CO_OPT, "Co-opt a partner", "To report on safeguarding matters"),
        ],
    )
    standing = ChoiceField("For whom do you ask?", called="for whom you ask", drawn_as="select")
    subject = TextField("What is it about?", max_length=200, called="what it is about")
    words = LongTextField(
        "What do you ask, and why?", called="what you ask", rows=6, max_length=5000, hint=NO_NAMES
    )

    def __init__(self, *args: Any, bodies: Pairs, standings: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(list(bodies))  # type: ignore[attr-defined]
        self.fields["standing"].offer([*standings, ("own", "For myself")])  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    """The answer to a request."""

    keeps_draft = True
    tells_late = True

    verdict = ChoiceField("What is the answer?", called="the answer")
    meeting = ChoiceField("At which meeting?", called="the meeting", drawn_as="select")
    answer = LongTextField(
        "Answer to the asker", called="the answer", rows=4, max_length=3000,
        hint="They read this, word for word",
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: Pairs, needs_meeting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict = self.fields["verdict"]
        verdict.offer([("accept", "Accept it"), ("decline", "Decline it, with a reason")])  # type: ignore[attr-defined]
        if needs_meeting:
            verdict.reveals = {"accept": ["meeting"]}  # type: ignore[attr-defined]
            self.fields["meeting"].offer(list(meetings))  # type: ignore[attr-defined]
        else:
            del self.fields["meeting"]


class OutcomeForm(GovukForm):
    """What came of a request."""

    keeps_draft = True

    outcome = LongTextField("What came of it?", called="what came of it", rows=4, max_length=3000)
