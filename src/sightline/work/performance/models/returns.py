"""What an agency owes for a period, its draft, and what it sealed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sightline.foundation.files.models import StoredFile
from sightline.registers.partnership.models import Agency, Partnership
from sightline.registers.records.models import Record
from sightline.work.performance.models.figures import Indicator


class AgencyReturn(models.Model):
    """What one agency is asked to return for one period, by a day; the agency's own until it is
    submitted (agency-confidential)."""

    class State(models.TextChoices):
        OPEN = "open", "Not submitted"
        SUBMITTED = "submitted", "Submitted"
        CORRECTING = "correcting", "Being corrected"
        WITHDRAWN = "withdrawn", "No longer asked for"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="agency_return")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=10)
    period = models.IntegerField()
    owes = ArrayField(models.BigIntegerField())  # indicators, in the order of the form
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    correction_reason = models.CharField(max_length=500, blank=True)
    # when the agency first saved anything: from then on nobody else fills it in
    begun_at = models.DateTimeField(null=True)
    # the agency sent its figures to the office, which fills the return in for it
    taken_in_at = models.DateTimeField(null=True)
    taken_in_by = models.CharField(max_length=200, blank=True, db_default="")
    taken_in_words = models.CharField(max_length=300, blank=True, db_default="")
    # the spreadsheet it was last filled in from, as it was sent
    sent_file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    # the agency's own spreadsheet, until it is taken over
    own_file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "agency", "period_kind", "period"],
                condition=~Q(state="withdrawn"),
                name="one_return_a_period",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "withdrawn"], submitted_at__isnull=True, submitted_by=""
                )
                | (
                    ~Q(state__in=["open", "withdrawn"])
                    & Q(submitted_at__isnull=False)
                    & ~Q(submitted_by="")
                ),
                name="return_submitted_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="") & ~Q(state="withdrawn")
                | (
                    Q(withdrawn_at__isnull=False, state="withdrawn")
                    & ~Q(withdrawn_by="")
                    & ~Q(withdrawn_reason="")
                ),
                name="return_withdrawn_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(taken_in_at__isnull=True, taken_in_by="", taken_in_words="")
                | (Q(taken_in_at__isnull=False) & ~Q(taken_in_by="") & ~Q(taken_in_words="")),
                name="return_taken_in_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(taken_in_at__isnull=True)
                | Q(begun_at__isnull=True)
                | Q(begun_at__gte=F("taken_in_at")),
                name="what_an_agency_began_is_its_own",
            ),
            models.CheckConstraint(
                condition=~Q(state="correcting") | ~Q(correction_reason=""),
                name="return_corrected_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"return {self.pk}"


class ReturnLine(models.Model):
    """One figure of a return as the agency drafts it: seen by nobody else before it is sealed."""

    agency_return = models.ForeignKey(AgencyReturn, on_delete=models.PROTECT, related_name="lines")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    days = ArrayField(models.DateField(), null=True)  # of the events, where they are asked for
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_return", "indicator"], name="one_line_an_indicator"
            )
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"


class Submission(models.Model):
    """A return as it was sealed: its figures and words, with the hash of them. A correction is a
    further one with its reason; none is ever changed."""

    agency_return = models.ForeignKey(
        AgencyReturn, on_delete=models.PROTECT, related_name="submissions"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency_return", "number"], name="submission_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="correction_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"submission {self.number}"


class EventDay(models.Model):
    """The day of one rare event, as its agency sealed it. Held more closely than counts: read by
    the agency and by those who see counts as small as they are, and let out to nobody. It is never
    changed; a correction brings days of its own."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="event_days")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    period = models.IntegerField()
    happened_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["indicator", "period"], name="days_of_an_indicator")]

    def __str__(self) -> str:
        return f"day {self.pk}"


class OwnLayout(models.Model):
    """How an agency's own spreadsheet is read: said once, offered each time after."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "agency"], name="one_layout_an_agency")
        ]

    def __str__(self) -> str:
        return f"layout {self.pk}"
