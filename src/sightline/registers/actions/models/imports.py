"""Files of actions that were sent in, and whether they were brought in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Body, Partnership


class ActionImport(models.Model):
    """One spreadsheet of actions. Only whoever sent it sees it; it is brought in once or never."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    stored_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT)
    usual_body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="action_imports"
    )
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)
    brought_in_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(brought_in_at__isnull=True, count__isnull=True)
                | Q(brought_in_at__isnull=False, count__isnull=False),
                name="action_import_counted",
            )
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"
