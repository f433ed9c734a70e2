"""Whose figures are a partnership's own, and the places that figures are about."""

from __future__ import annotations

from django.db import models

from sightline.registers.partnership.models import Body, Partnership


class Framework(models.Model):
    """How a partnership watches its data set: whose figures are its own, and who reads them."""

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT)
    area_code = models.CharField(max_length=12)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    set_up_at = models.DateTimeField()
    set_up_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.area_code


class Area(models.Model):
    """A place that figures are about. The three-digit code stays when statistical codes change."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "Local authority"
        REGION = "region", "Region"
        COUNTRY = "country", "Country"
        WARD = "ward", "Ward"
        LOCALITY = "locality", "Part of a district"

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    ons_code = models.CharField(max_length=12, blank=True)
    region_code = models.CharField(max_length=12, blank=True)
    part_of_code = models.CharField(max_length=12, blank=True)  # a part's authority

    def __str__(self) -> str:
        return self.name


class StatisticalNeighbour(models.Model):
    """One of the ten authorities most like another, in one model and from its first day."""

    area_code = models.CharField(max_length=3)
    neighbour_code = models.CharField(max_length=3)
    rank = models.PositiveSmallIntegerField()
    closeness = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "starts_on", "rank"], name="one_neighbour_a_rank"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_code}: {self.neighbour_code}"
