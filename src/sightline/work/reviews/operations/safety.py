"""What is to be published, version by version, and the safety check of each (R6.6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.files import store
from sightline.foundation.files.models import StoredFile
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor, system_actor
from sightline.work.reviews import events, permissions, queries
from sightline.work.reviews.models import (
    ChangeTold,
    HitJustified,
    Identity,
    Incident,
    PublicationText,
    PublishedReview,
    ReportFile,
    SafetyCheck,
    SafetyHit,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import publishing
from sightline.work.reviews.rules import publishing as rules
from sightline.work.reviews.rules.rapid_review import check_caseworker
from sightline.work.reviews.rules.safety import finding, people, reading
from sightline.work.reviews.rules.safety.jigsaw import Published
from sightline.work.reviews.rules.safety.pieces import Piece
from sightline.work.reviews.rules.words import check_told

KINDS = ("docx", "pdf")
Outcome = SafetyCheck.Outcome


@transaction.atomic
def upload_report(
    *, incident: Incident, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> ReportFile:
    """Take a version of the final report in, and have it checked. It is never published."""
    held = to_publish(incident=incident, by=by, now=now)
    stored = files.accept(upload, by=by, now=now)
    if stored.kind not in KINDS:
        raise RuleBroken("Choose a Word (docx) or PDF file.", field="upload")
    made = ReportFile.objects.create(
        record=held.record,
        incident=held,
        number=_next(ReportFile, held),
        stored_file=stored,
        kind=stored.kind,
        size=stored.size,
        uploaded_at=now,
        uploaded_by=by.name,
    )
    _ask(held, by, now, report_file=made)
    write(record=held.record, event=events.report_uploaded, by=by, now=now)
    return made


@transaction.atomic
def write_text(
    *, incident: Incident, kind: str, title: str, body: str, by: Actor, now: datetime
) -> PublicationText:
    """Write what is to be published, and have it checked as a file is."""
    held = to_publish(incident=incident, by=by, now=now)
    rules.check_text(title, body, kind)
    made = PublicationText.objects.create(
        record=held.record,
        incident=held,
        number=_next(PublicationText, held),
        kind=kind,
        title=" ".join(title.split()),
        body=body.strip(),
        written_at=now,
        written_by=by.name,
    )
    _ask(held, by, now, text=made)
    write(record=held.record, event=events.publication_text_written, by=by, now=now)
    return made


@transaction.atomic
def tell_change(
    *, incident: Incident, recommendation: str, done: str, by: Actor, now: datetime
) -> ChangeTold:
    """Write in plain words what changed because of a review, and have it checked."""
    held = to_publish(incident=incident, by=by, now=now)
    check_told(recommendation, "recommendation", "Give the recommendation as it was published")
    check_told(done, "done", "Say what was done")
    made = ChangeTold.objects.create(
        record=held.record,
        incident=held,
        number=_next(ChangeTold, held),
        recommendation=recommendation.strip(),
        done=done.strip(),
        written_at=now,
        written_by=by.name,
    )
    _ask(held, by, now, change=made)
    write(record=held.record, event=events.change_told, by=by, now=now)
    return made


def to_publish(*, incident: Incident, by: Actor, now: datetime) -> Incident:
    """The case, for nobody else to change meanwhile, if its caseworker asks and a local review of
    it was initiated."""
    permissions.publish_reviews.check(by)
    held = queries.case_to_change(incident)
    check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    if queries.deciding_of(held).initiated is None:
        raise RuleBroken("The Executive has not initiated a local review.")
    return held


def _next(model: Any, incident: Incident) -> int:
    last = model.objects.filter(incident=incident).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _ask(incident: Incident, by: Actor, now: datetime, **of: Any) -> SafetyCheck:
    made = SafetyCheck.objects.create(
        record_id=incident.identities_id,
        incident=incident,
        number=_next(SafetyCheck, incident),
        author_id=by.person_id or 0,
        asked_at=now,
        asked_by=by.name,
        **of,
    )
    enqueue("check_safety", number=made.pk)
    return made


@transaction.atomic
def check_safety(*, number: int, now: datetime) -> str:
    """Hold what is to be published against everybody who must not be found in it: the people of
    this case and of all others. A file that the scanner has not let through yet waits."""
    held = SafetyCheck.objects.select_for_update(of=("self",)).select_related("incident__record")
    check = held.get(pk=number)
    if check.outcome != Outcome.WAITING:
        return check.outcome
    stored = check.report_file.stored_file if check.report_file else None
    if stored is not None and stored.scan == StoredFile.Scan.HELD:
        return check.outcome
    pieces = _pieces(check, stored)
    check.outcome = Outcome.UNREADABLE if pieces is None else Outcome.READ
    if pieces is not None:
        _keep(check, pieces)
        check.words = "\n\n".join(one.text for one in pieces if _is_of_the_text(one))
    check.done_at = now
    check.save(update_fields=["outcome", "done_at", "words"])
    incident = check.incident
    by = system_actor("Safety check", partnership_id=incident.partnership_id)
    write(record=incident.record, event=events.safety_checked, by=by, now=now)
    return check.outcome


def _is_of_the_text(piece: Piece) -> bool:
    return not piece.hidden and piece.part.startswith(("Text", "Table", "Page"))


def _pieces(check: SafetyCheck, stored: StoredFile | None) -> list[Piece] | None:
    if stored is not None:
        if not stored.may_be_served:
            return None
        named = Piece("Name of the file", stored.original_name.rpartition(".")[0])
        found = reading.read_apart(store.path_of(stored.sha256), stored.kind)
        return None if found is None else [named, *found]
    if check.text is not None:
        return [Piece("Title", check.text.title), *reading.of_text(check.text.body, "Text")]
    assert check.change is not None  # a check is of one of the three
    change = check.change
    return [Piece("Recommendation", change.recommendation), Piece("What was done", change.done)]


def _keep(check: SafetyCheck, pieces: list[Piece]) -> None:
    account = check.incident.accounts.order_by("-number").first()
    hits = finding.check(
        pieces,
        list(_everybody(check.incident)),
        happened_on=account.happened_on if account else None,
        places=[account.home_authority] if account and account.home_authority else [],
        earlier=list(_published_of_others(check.incident)),
    )
    SafetyHit.objects.bulk_create(
        SafetyHit(
            record_id=check.record_id,
            safety_check=check,
            kind=one.kind,
            part=one.part[:200],
            before=one.before,
            found=one.found,
            after=one.after,
        )
        for one in hits
    )


def _everybody(incident: Incident) -> Iterator[people.Somebody]:
    for one in Identity.objects.iterator():
        yield people.Somebody(
            name=one.name,
            aliases=one.aliases,
            born_on=one.born_on,
            nhs_number=one.nhs_number,
            address=one.address,
            school=one.school,
            is_ours=one.record_id == incident.identities_id,
        )


def _published_of_others(incident: Incident) -> Iterator[Published]:
    own = publishing.slugs_of(incident)
    for one in PublishedReview.objects.exclude(slug__in=own).iterator():
        yield Published(one.title, f"{one.title}\n\n{one.body}")


@transaction.atomic
def justify_hits(
    *, check: SafetyCheck, hits: Collection[int], reason: str, by: Actor, now: datetime
) -> int:
    """Say, as a second person, why hits may stay: never who uploaded or wrote it (R6.6)."""
    permissions.justify_hits.check(by)
    rules.check_second_person(author=check.author_id, person=by.person_id or 0)
    check_told(reason, "reason", "Say why it identifies nobody")
    known = {one.pk for one in publishing.hits_of(check) if not hasattr(one, "justified")}
    if not hits:
        raise RuleBroken("Choose what you justify.", field="hits")
    if not set(hits) <= known:
        raise RuleBroken("Somebody has justified one of these meanwhile. Look again.", field="hits")
    for number in sorted(hits):
        HitJustified.objects.create(
            record_id=check.record_id,
            hit_id=number,
            reason=reason.strip(),
            person_id=by.person_id or 0,
            justified_at=now,
            justified_by=by.name,
        )
    write(record=check.incident.record, event=events.hits_justified, by=by, now=now)
    return len(hits)
