"""That the group received the report of a period."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Body, Partnership
from sightline.registers.records.models import Record


class ReportReceived(models.Model):
    """The group that reads the data set received the report of a period on a day (R9.1). What was
    recorded by mistake is taken back with a reason, and stays."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="report_received")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    period = models.IntegerField()
    received_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True, db_default="")
    withdrawn_reason = models.CharField(max_length=500, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "period", "received_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_report_a_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_reason="")),
                name="report_taken_back_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"report of {self.period}"
