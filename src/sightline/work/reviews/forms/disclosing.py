"""Requests for what is held of a case, what is given, and the second check."""

from __future__ import annotations

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    TextField,
)
from sightline.work.reviews.rules.disclosing import KINDS


class DisclosureRequestForm(GovukForm):
    """Who asks for what, and since when."""

    keeps_draft = True

    kind = ChoiceField("What kind of request is it?", called="the kind", choices=KINDS.items())
    who = TextField("Who asks?", called="who asks", max_length=200,
                    hint="As they are called in this case, or the office that asks.")  # fmt: skip
    wanted = LongTextField("What do they ask for?", called="what they ask for", rows=5,
                           max_length=8000)  # fmt: skip
    received_on = DateField("When did it come?", called="the day it came")


class DisclosureAnswerForm(GovukForm):
    """What is disclosed and withheld."""

    keeps_draft = True

    disclosed = LongTextField("What is disclosed?", called="what is disclosed", rows=5,
                              max_length=8000, required=False)  # fmt: skip
    withheld = LongTextField("What is withheld?", called="what is withheld", rows=5,
                             max_length=8000, required=False,
                             hint="Leave it empty if nothing is.")  # fmt: skip
    why_withheld = LongTextField("Why is it withheld?", called="why it is withheld", rows=4,
                                 max_length=8000, required=False,
                                 hint="The exemption, and why it applies here.")  # fmt: skip


class DisclosureCheckForm(GovukForm):
    """What the second person says."""

    is_agreed = ChoiceField(
        "May this answer go out?", called="whether it may go out",
        choices=[("yes", "Yes"), ("no", "No: it goes back to who prepared it")],
    )  # fmt: skip
    words = LongTextField("What did you look at, and what did you find?",
                          called="what you looked at", rows=4, max_length=4000)  # fmt: skip


class DisclosureSentForm(GovukForm):
    """When it went out."""

    sent_on = DateField("When was it sent?", called="the day it was sent")
