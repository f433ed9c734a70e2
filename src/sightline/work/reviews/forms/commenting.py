"""What is answered to a decision not to publish a report, and what was made of it."""

from __future__ import annotations

from sightline.foundation.govuk.forms import ChoiceField, DateField, GovukForm, LongTextField
from sightline.work.reviews.rules.commenting import ANSWER


class CommentForm(GovukForm):
    """What the Panel or the Secretary of State answers."""

    keeps_draft = True

    sender = ChoiceField("Who answers?", called="who answers", choices=ANSWER.items())
    received_on = DateField("When did it come?", called="the day it came")
    words = LongTextField("What do they say?", called="what they say", rows=6, max_length=12000)


class ConsiderForm(GovukForm):
    """What the Executive made of it."""

    words = LongTextField("What did the Executive make of it?", called="what was made of it",
                          rows=5, max_length=8000)  # fmt: skip
    considered_on = DateField("When?", called="the day it was considered")
