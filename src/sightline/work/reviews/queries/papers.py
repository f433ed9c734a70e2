"""What letters of a case say beside its record: the Panel’s reference, who decides, who leads."""

from __future__ import annotations

from datetime import datetime

from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Body
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import Incident, PanelReply, Reviewer


def executive_of(partnership_id: int) -> str:
    """The name of the Executive in the arrangements."""
    rows = Body.objects.filter(partnership=partnership_id, kind="executive", ends_on=None)
    return rows.order_by("pk").values_list("name", flat=True).first() or "Executive"


def panel_reference(incident: Incident) -> str:
    """The reference that the Panel gave last, or nothing."""
    rows = PanelReply.objects.filter(incident=incident).exclude(panel_reference="")
    return rows.order_by("-pk").values_list("panel_reference", flat=True).first() or ""


def reviewers_seen(incident: Incident, actor: Actor, now: datetime) -> list[str]:
    """Who leads the local review of a case now, to who sees that review."""
    rows = Reviewer.objects.filter(
        sight(actor, now, "record__"), review__incident=incident, ended__isnull=True
    )
    return [f"{one.name}, {one.organisation}" for one in rows.order_by("pk")]
