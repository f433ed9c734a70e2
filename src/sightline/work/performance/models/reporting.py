"""That the group received the report of a period."""

from __future__ import annotations

from django.db import models

from sightline.registers.partnership.models import Body, Partnership
from sightline.registers.records.models import Record


class ReportReceived(models.Model):
    """The group that reads the data set received the report of a period on a day (R9.1). It is
    never changed."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="report_received")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    period = models.IntegerField()
    received_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "period", "received_on"], name="one_report_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"report of {self.period}"
