"""Answers to decisions not to publish, of a case in sight."""

from __future__ import annotations

from sightline.work.reviews.models import Incident, PublicationComment


def comments_of(incident: Incident) -> list[PublicationComment]:
    """Every answer to a decision not to publish, in order, with what was made of each."""
    rows = PublicationComment.objects.filter(decision__incident=incident)
    return list(rows.select_related("considered", "decision").order_by("pk"))
