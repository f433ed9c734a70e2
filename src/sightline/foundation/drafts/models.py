"""What is kept of a form that was not sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """What one person typed into one form. `address` is where the form is sent, `page` where it
    stands. Theirs alone: no office, no chair and no administrator reads it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts", db_index=False
    )
    address = models.CharField(max_length=300)
    page = models.CharField(max_length=300)
    typed = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "address"], name="one_draft_of_a_form")
        ]
        indexes = [models.Index(fields=["saved_at"], name="draft_saved")]

    def __str__(self) -> str:
        return f"draft {self.pk}"
