"""Who the people of a case are, and why one is revealed."""

from __future__ import annotations

from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    GovukForm,
    LongTextField,
    TextField,
)
from sightline.work.reviews.rules.identities import PARTS


class KnownForm(GovukForm):
    """What is known of somebody in a case. Never kept as a draft."""

    name = TextField("Full name", max_length=200)
    aliases = TextField("Other names they are known by", max_length=300, required=False)
    born_on = DateField("Date of birth", required=False)
    nhs_number = TextField("NHS number", max_length=12, width=10, required=False)
    address = LongTextField("Address", rows=3, max_length=500, required=False)
    school = TextField("School or nursery", max_length=200, required=False)


class IdentityForm(KnownForm):
    """Somebody in a case: what they are called in it, and who they are."""

    field_order = ("label", "part")

    label = TextField(
        "What are they called in the case?", called="what they are called in the case",
        max_length=40, width=20, hint="For example, Child A. No initials of their name",
    )  # fmt: skip
    part = ChoiceField("Who are they in it?", called="who they are in it", choices=PARTS.items())


class CorrectForm(KnownForm):
    """What is right of somebody in a case, and why it is corrected."""

    aliases = TextField(
        "Other names they are known by", max_length=300, required=False,
        hint="An earlier name that was right belongs here",
    )  # fmt: skip
    reason = LongTextField(
        "Why is it corrected?", called="why it is corrected", rows=3, max_length=500,
        hint="Who sees the people of the case reads it: no names",
    )  # fmt: skip


class RevealForm(GovukForm):
    """Why an identity is revealed."""

    reason = LongTextField(
        "Why do you need to see who they are?", called="why you need to see who they are", rows=3,
        max_length=500, hint="The reason is kept and read by those who answer for the case",
    )  # fmt: skip
