"""What was destroyed, for those who may read it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from sightline.assurance.retention.models import Certificate
from sightline.assurance.retention.queries.keeping import SHOWN
from sightline.assurance.retention.rules import BY_CODE, amount, in_arithmetic
from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.documents.parts import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Part,
    TableOf,
)
from sightline.foundation.govuk.words import moment
from sightline.foundation.permissions import Actor


def certificates(actor: Actor) -> list[Certificate]:
    """Certificates that the actor may read, the newest first."""
    rows = Certificate.objects.filter(_readable(actor), partnership=actor.partnership_id)
    return list(rows.order_by("-pk")[:SHOWN])


def certificate_by(actor: Actor, reference: str) -> Certificate:
    """One certificate that the actor may read; another and an absent one are alike."""
    rows = Certificate.objects.filter(
        _readable(actor), partnership=actor.partnership_id, reference=reference
    )
    found = rows.first()
    if found is None:
        raise NotSeen
    return found


def _readable(actor: Actor) -> Q:
    """Who might see the record when it went, who agreed on it, and the data protection officer; who
    had an interest in it never. The database holds the same."""
    if actor.is_system:
        return Q()
    me = actor.person_id
    reads = Q(proposed_by_number=me) | Q(decided_by_number=me) | Q(open_to__contains=[me])
    reads |= Q(audience__overlap=sorted(actor.keys))
    if "data-protection-officer" in actor.capacities:
        reads = ~Q(pk__in=[])
    elif "business-manager" in actor.capacities:
        reads |= Q(marking__in=["public", "internal"])
    return reads & ~Q(hidden_from__contains=[me])


def note_of(certificate: Certificate) -> dict[str, Any]:
    """What is left of a certificate beside the stored files: enough to know again what a restored
    backup brings back, and no word of it."""
    return {
        "name": f"{certificate.partnership_id}-{certificate.reference}",
        "partnership": certificate.partnership_id,
        "record": certificate.record_number,
        "reference": certificate.record_reference,
        "opened_at": certificate.opened_at.isoformat(),
        "certificate": certificate.reference,
        "destroyed_at": certificate.destroyed_at.isoformat(),
        "sha256": sorted({file["sha256"] for file in certificate.files}),
    }


def facts_of(certificate: Certificate) -> list[tuple[str, str]]:
    """What a certificate says, on its page and in its file alike."""
    return [
        ("Record", certificate.record_reference),
        ("Class", BY_CODE[certificate.class_code].name),
        ("Marking", certificate.get_marking_display()),
        ("Opened", moment(certificate.opened_at)),
        ("Rule", in_arithmetic(certificate.changed_on, certificate.years)),
        ("What went", amount(certificate.row_count, certificate.file_count)),
        ("Proposed", f"{certificate.proposed_by}, {moment(certificate.proposed_at)}"),
        ("Agreed", f"{certificate.decided_by}, {moment(certificate.decided_at)}"),
        ("Why", certificate.reason),
        ("Destroyed", moment(certificate.destroyed_at)),
    ]


def told_of(file: dict[str, Any]) -> str:
    """One file of a certificate: its SHA-256, and what became of its content."""
    became = "stays, for another document" if file["stays"] else "destroyed"
    return f"{file['sha256']} ({file['size']} bytes): {became}"


def paper_of(certificate: Certificate, partnership: str) -> Document:
    """A certificate as a paper."""
    parts: list[Part] = [Heading("Files")]
    if certificate.files:  # a list: a checksum is too wide for the column of a table
        parts.append(Bullets([told_of(file) for file in certificate.files]))
    else:
        parts.append(Paragraph("No file was stored with it."))
    parts.append(Heading("Rows by table"))
    parts.append(
        TableOf("Rows that were destroyed", ("Table", "Rows"), sorted(certificate.rows.items()),
                frozenset({1}))
    )  # fmt: skip
    if certificate.went_along:
        parts += [Heading("Records that went with it"), Bullets(certificate.went_along)]
    return Document(
        title=f"Certificate of destruction {certificate.reference}",
        parts=parts,
        on=timezone.localdate(certificate.destroyed_at),
        partnership=partnership,
        marking=certificate.get_marking_display(),
        facts=facts_of(certificate),
    )
