"""Learning made known, within the reader's sight (R8.5)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from sightline.foundation.govuk.documents.parts import Bullets, Document, Heading, Paragraph, Part
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.actions.models import Recommendation
from sightline.registers.actions.queries import recommendation_by
from sightline.registers.records.queries import linked, sight
from sightline.work.training.models import Briefing, BriefingReach, BriefingReceipt
from sightline.work.training.rules.spreading import SEVEN


def briefings(actor: Actor, now: datetime) -> QuerySet[Briefing]:
    """Everything that was made known, newest first; drafts for the office."""
    rows = Briefing.objects.filter(
        sight(actor, now, "record__"), partnership_id=actor.partnership_id or 0
    )
    return rows.order_by("-pk")


def briefing(actor: Actor, reference: str, now: datetime) -> Briefing:
    """One piece of learning; `NotSeen` where it is absent or hidden."""
    found = briefings(actor, now).filter(reference=reference)
    return one_of(found.select_related("record", "partnership"))


def made_known_by(of: Briefing, actor: Actor, now: datetime) -> list[Recommendation]:
    """The recommendations that it makes known, as far as the reader sees them."""
    rows = [one for kind, one in linked(of.record, actor, now) if kind == "actions:recommendation"]
    return [recommendation_by(actor, one.reference, now) for one in rows]


def references_known_by(of: Briefing, actor: Actor, now: datetime) -> list[str]:
    """References of these recommendations, in one statement."""
    rows = linked(of.record, actor, now)
    return [one.reference for kind, one in rows if kind == "actions:recommendation"]


def reaches_of(of: Briefing) -> list[BriefingReach]:
    """By what, when and to whom it was made known."""
    return list(BriefingReach.objects.filter(briefing=of).order_by("-happened_on", "-pk")[:100])


def receipt_of(of: Briefing, actor: Actor) -> BriefingReceipt | None:
    """That the actor has confirmed reading it."""
    return BriefingReceipt.objects.filter(briefing=of, person=actor.person_id).first()


def receipts_of(of: Briefing) -> list[BriefingReceipt]:
    """Who confirmed and what they said; the database gives others' to the office alone."""
    return list(BriefingReceipt.objects.filter(briefing=of).order_by("-pk")[:500])


def not_counted(receipts: list[BriefingReceipt], reaches: list[BriefingReach]) -> int:
    """Receipts since the last time that reading was recorded."""
    counted = [one.entered_at for one in reaches if one.channel == "reading"]
    return sum(not counted or one.read_at > max(counted) for one in receipts)


def paper_of(of: Briefing) -> Document:
    """It as a document, for Word and PDF alike."""
    parts: list[Part] = []
    if of.words:
        parts.append(Paragraph(of.words))
    if of.kind == Briefing.Kind.BRIEFING:
        for number, ((name, _), text) in enumerate(zip(SEVEN, of.sections, strict=True), 1):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            parts.append(Heading(f"{number}. {name}"))
            parts.append(Paragraph(text.strip()) if len(lines) < 2 else Bullets(lines))
    if of.address:
        parts.append(Paragraph(of.address))
    return Document(
        title=of.title,
        subtitle=of.get_kind_display(),
        partnership=of.partnership.name,
        marking="OFFICIAL",
        on=of.issued_on or of.record.on,  # type: ignore[arg-type]
        facts=[("For", of.audience)],
        parts=parts,
    )
