"""What is typed about a forum."""

from __future__ import annotations

from sightline.foundation.govuk.forms import (
    ChoiceField,
    EmailField,
    GovukForm,
    LongTextField,
    TextField,
)
from sightline.work.governance.models import ForumLink, ForumTheme


class PackForm(GovukForm):
    """The plain-words pack."""

    keeps_draft = True

    words = LongTextField(
        "What should members know before the forum?", called="the pack", rows=16,
        max_length=20_000,
        hint="Short sentences, no abbreviations. A blank line begins a paragraph. Never a name, "
        "and nothing of a case: whoever has the link reads it",
    )  # fmt: skip


class SendForm(GovukForm):
    """To whom a link goes."""

    name = TextField("Name, or how they want to be called", max_length=200, called="a name")
    email = EmailField("Email address", called="an email address")
    who = ChoiceField("Who are they?", choices=ForumLink.Who.choices, called="who they are")


class ThemeForm(GovukForm):
    """Something that came up."""

    keeps_draft = True

    kind = ChoiceField("What is it?", choices=ForumTheme.Kind.choices, called="what it is")
    who = ChoiceField(
        "Who said it?", choices=ForumLink.Who.choices, called="who said it",
        hint="The kind of member, never a name",
    )  # fmt: skip
    words = LongTextField("What was said?", called="what was said", rows=4, max_length=3000)


class BecameForm(GovukForm):
    """What became of it."""

    keeps_draft = True

    became = LongTextField("What became of it?", called="what became of it", max_length=3000)
