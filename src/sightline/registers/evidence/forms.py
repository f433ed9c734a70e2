"""What people enter about a document that was filed."""

from __future__ import annotations

from sightline.foundation.govuk.forms import FileField, GovukForm, TextField


class VersionForm(GovukForm):
    """A newer version of a document."""

    upload = FileField(
        "The newer version",
        called="file",
        hint="Word, PDF, Excel, PowerPoint, a picture, text or CSV",
    )


class WithdrawForm(GovukForm):
    """Why a document is withdrawn."""

    reason = TextField(
        "Why is it withdrawn?", called="the reason", max_length=300,
        hint="For example: filed with the wrong meeting",
    )  # fmt: skip
