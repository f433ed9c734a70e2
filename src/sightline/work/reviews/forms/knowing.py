"""Whether somebody has an interest in a case."""

from __future__ import annotations

from sightline.foundation.govuk.forms import ChoiceField, GovukForm, TextField


class ConflictForm(GovukForm):
    """What is decided about one reader."""

    is_conflict = ChoiceField(
        "Do they have an interest?", called="whether they have an interest",
        choices=[
            ("yes", "Yes: they know somebody in the case, or may"),
            ("no", "No: it is another person of that name"),
        ],
    )  # fmt: skip
    reason = TextField("How do you know?", called="how you know", max_length=300)
