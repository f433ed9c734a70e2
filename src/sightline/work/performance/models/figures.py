"""What is measured, and the figures of each period with the release that brought them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.foundation.files.models import StoredFile
from sightline.registers.partnership.models import Agency, Partnership
from sightline.work.performance.models.places import Area
from sightline.work.performance.rules.targets import in_force


class Indicator(models.Model):
    """What is measured, as defined now; earlier versions stay in `IndicatorVersion`."""

    class Polarity(models.TextChoices):
        HIGH = "high", "High is good"
        LOW = "low", "Low is good"
        NONE = "none", "Context only: neither is good"

    class Comparator(models.TextChoices):
        NEIGHBOURS = "neighbours", "The statistical neighbours in force"
        REGION = "region", "The region"
        ENGLAND = "england", "England"

    class Source(models.TextChoices):
        PUBLISHED = "published", "Published figures"
        RETURNED = "returned", "An agency's return"
        DEFINED = "defined", "Defined, no figures yet"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    code = models.SlugField(max_length=150)
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=10, choices=Source.choices)
    source_column = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=300)
    question = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    unit = models.CharField(max_length=80, blank=True)
    period_kind = models.CharField(max_length=10)
    polarity = models.CharField(max_length=5, choices=Polarity.choices)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    target = models.FloatField(null=True)
    # pairs of the first period and the target, in order of time: `rules.targets`
    targets = models.JSONField(default=list)
    decimals = models.PositiveSmallIntegerField(default=0)
    disclosure = models.CharField(max_length=20, default="open")
    # of a rare event: its agency gives the days, and a t chart counts days between them
    has_days = models.BooleanField(default=False, db_default=False)
    # beside whom it is read; none chosen: beside all of them
    comparators = ArrayField(models.CharField(max_length=12), null=True)
    # what a return is held to: its range, the total it is a part of, and what a zero is doubted by
    at_least = models.FloatField(null=True)
    at_most = models.FloatField(null=True)
    part_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    zero_beside = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="indicator_code")
        ]

    def __str__(self) -> str:
        return self.name

    def target_at(self, period: int) -> float | None:
        """The target in force for a period."""
        return in_force(self.targets, self.target, period)

    @property
    def newest_target(self) -> float | None:
        """The target set last, which may begin in the future."""
        return float(self.targets[-1][1]) if self.targets else self.target


class IndicatorVersion(models.Model):
    """One version of a definition, whole, with who made it and why. It is never changed."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicator_version")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Release(models.Model):
    """One file that was loaded, or refused with its faults, or one sealed return of an agency;
    figures stay those of their release."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        LOADED = "loaded", "Loaded"
        REFUSED = "refused", "Not loaded"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    title = models.CharField(max_length=200)
    published_on = models.DateField()
    stored_file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    submission = models.OneToOneField(
        "performance.Submission", null=True, on_delete=models.PROTECT, related_name="release"
    )
    sha256 = models.CharField(max_length=64)
    filename = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    layout = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True)
    lines_read = models.PositiveIntegerField(default=0)
    figures_new = models.PositiveIntegerField(default=0)
    figures_revised = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-id"], name="release_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "sha256"],
                condition=~Q(state="refused"),
                name="a_file_is_loaded_once",
                violation_error_message="This very file has been loaded already.",
            ),
            models.CheckConstraint(
                condition=Q(stored_file__isnull=False, submission__isnull=True)
                | Q(stored_file__isnull=True, submission__isnull=False),
                name="release_of_a_file_or_a_return",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """How far the worker has read a file, told while its figures are not yet there to be seen."""

    release = models.OneToOneField(Release, primary_key=True, on_delete=models.PROTECT)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    lines_read = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.lines_read} lines"


class Series(models.Model):
    """One indicator at one place, with its newest picture as last read: what the pages of many
    charts show without reading the figures one by one."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    # Both are held by triggers that look at all rows of a statement at once, as those of figures: a
    # file brings fifty thousand series. Neither is ever deleted, and a series stays with both.
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="series", db_constraint=False
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    audience = ArrayField(models.CharField(max_length=80))
    periods = ArrayField(models.IntegerField(), default=list)
    figures = ArrayField(models.FloatField(null=True), default=list)
    symbols = models.TextField(blank=True)  # one character a period
    # numerators by period, where an agency returned them: a share of few is a small number too
    counted = ArrayField(models.FloatField(null=True), default=list)
    # the figures as they may leave, by period, where they are held closely (`Clearance`)
    leaving = ArrayField(models.FloatField(null=True), default=list)
    has_limits = models.BooleanField(default=False)
    centre = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    chance = models.FloatField(default=1.0)  # of a newest point as odd as this, by noise alone
    verdict = models.CharField(max_length=12, blank=True)  # of the newest point
    assurance = models.CharField(max_length=12, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "area"], name="one_series_a_place")
        ]
        indexes = [models.Index(fields=["partnership", "area"], name="series_of_a_place")]

    def __str__(self) -> str:
        return f"series {self.pk}"


class Figure(models.Model):
    """One figure of one period in one release; a symbol stands where the publisher gives none. What
    is revised is added, so that the figure first seen stays."""

    pk = models.CompositePrimaryKey("series_id", "period", "release_id")
    # Both are held by a trigger that looks at all rows of a statement at once: a million figures
    # of a file took longer to be asked one by one than to be read, compared and added.
    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        related_name="history",
        db_index=False,
        db_constraint=False,
    )
    period = models.IntegerField()
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    value = models.FloatField(null=True)
    symbol = models.CharField(max_length=1, blank=True)
    numerator = models.FloatField(null=True)  # both, where an agency returned both
    denominator = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(symbol=""), name="a_figure_or_a_symbol"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}"


class ChartDecision(models.Model):
    """A judgement about one chart: its kind, a fixed baseline, or limits that begin anew."""

    class What(models.TextChoices):
        BASELINE = "baseline", "Limits rest on the points up to this period"
        REBASE = "rebase", "Limits begin anew at this period"
        KIND = "kind", "Another kind of chart is drawn"

    class Kind(models.TextChoices):
        XMR = "xmr", "XmR: one figure a period"
        P = "p", "p: a share of a known number"
        U = "u", "u: a rate over a known number"
        T = "t", "t: time between rare events"
        G = "g", "g: cases between rare events"

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="decisions")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    what = models.CharField(max_length=10, choices=What.choices)
    period = models.IntegerField()  # of a kind: the newest when it was decided
    kind = models.CharField(max_length=3, blank=True, choices=Kind.choices)
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "what", "period"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_decision_a_period",
            ),
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(withdrawn_at__isnull=True, what="kind"),
                name="one_kind_a_chart",
            ),
            models.CheckConstraint(
                condition=Q(what="kind") & ~Q(kind="") | ~Q(what="kind") & Q(kind=""),
                name="kind_where_kind_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="chart_decision_withdrawn_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} at {self.period}"
