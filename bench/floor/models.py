"""The fifty rows."""

from __future__ import annotations

from django.db import models


class Line(models.Model):
    """One row of the floor's list, about as wide as a row of ours."""

    owner = models.IntegerField()
    on = models.DateField()
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    who = models.CharField(max_length=200)

    class Meta:
        app_label = "floor"
        indexes = [models.Index(fields=["owner", "-on", "-id"], name="line_newest")]

    def __str__(self) -> str:
        return self.reference
