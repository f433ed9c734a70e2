"""Asking an agency, and what an agency answers."""

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
)
from sightline.work.reviews.rules import rapid_review as rules


class AskForm(GovukForm):
    """Whom an agency's answer is asked of, and what is asked."""

    author = ChoiceField("Who writes for the agency?", called="who writes", drawn_as="select")
    words = LongTextField(
        "Whom is it about, and what do you ask?", called="what you ask", rows=6, max_length=4000,
        hint="Only they and the caseworkers read it. Say what they need to find the child in their "
        "records, and no more",
    )  # fmt: skip

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].offer(seats)  # type: ignore[attr-defined]


class SummaryForm(GovukForm):
    """What an agency knew and makes of it."""

    keeps_draft = True

    known = LongTextField(
        "What did your agency know, and what did it do?", called="what your agency knew", rows=8,
        max_length=12000, required=False, hint="Child A, Adult B: no names",
    )  # fmt: skip
    analysis = LongTextField(
        "What went well, what could be better, and why?", called="what you make of it", rows=8,
        max_length=12000, required=False,
    )  # fmt: skip
    immediate = LongTextField(
        "What did you change at once?", called="what you changed", rows=4, max_length=4000,
        required=False,
        hint="A concern for a child now goes to your manager or to children’s social care today, "
        "not into this form",
    )  # fmt: skip


class EventForm(GovukForm):
    """One event of a chronology."""

    happened_on = DateField("When did it happen?", called="the day it happened")
    about_when = TextField(
        "Time, or how exact the day is", max_length=60, required=False,
        hint="For example, 10:30, or about the middle of the month",
    )  # fmt: skip
    what = LongTextField(
        "What happened?", called="what happened", rows=4, max_length=4000,
        hint="Child A, Adult B: no names",
    )  # fmt: skip
    response = LongTextField("What did your agency do?", rows=3, max_length=4000, required=False)
    theme = ChoiceField(
        "What kind of event is it?", called="what kind of event it is",
        choices=rules.THEMES.items(),
    )  # fmt: skip
    child_seen = ChoiceField(
        "Was the child seen?",
        called="whether the child was seen",
        choices=rules.SEEN.items(),
        inline=True,
    )


class AgencyDocumentForm(GovukForm):
    """A document that an agency adds to its answer."""

    title = TextField(
        "What is it?", called="what it is", max_length=200,
        hint="For example, minutes of the strategy meeting of 3 March. No names",
    )  # fmt: skip
    upload = FileField(
        "The document", called="the document",
        hint="Word, Excel, PowerPoint, PDF, picture or text. A name in the file name does not "
        "leave this space: whoever is handed the file gets it under the reference of your answer",
    )  # fmt: skip


class SubmitForm(GovukForm):
    """That an agency submits, or knew nobody."""

    is_nil = ChoiceField(
        "What do you submit?",
        called="what you submit",
        choices=[
            ("no", "What is written here"),
            ("yes", "A nil return: we knew neither the child nor the family"),
        ],
    )


class ExtendForm(GovukForm):
    """More time for an agency."""

    until_on = DateField("Until when?", called="the new day")
    reason = TextField("Why?", called="why they have more time", max_length=500)


class PurposeForm(GovukForm):
    """What the panel answers to one purpose."""

    keeps_draft = True

    words = LongTextField("The panel’s answer", rows=8, max_length=12000)
