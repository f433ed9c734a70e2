"""Drafts of the report are filed, and agencies asked whether they are accurate (R6.4)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.evidence import operations as evidence
from sightline.work.reviews import events, queries
from sightline.work.reviews.models import (
    AccuracyAnswer,
    AccuracyCheck,
    DraftCorrection,
    LocalReview,
    ReviewDraft,
)
from sightline.work.reviews.operations.local_review import entered, held_to_run
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import local_review_drafts as rules


@transaction.atomic
def file_draft(
    *,
    review: LocalReview,
    given: rules.Drafted,
    upload: UploadedFile[bytes],
    by: Actor,
    now: datetime,
) -> ReviewDraft:
    """File a draft of the report. It is called by its reference and number, whatever the file was
    called: a file name tells nobody what a case is about. The drafts before it stay."""
    held = held_to_run(review=review, by=by, now=now)
    last = ReviewDraft.objects.filter(review=held).order_by("-number").first()
    rules.check_draft(
        given,
        is_first=last is None,
        last=last.drafted_on if last else None,
        today=timezone.localdate(now),
    )
    number = last.number + 1 if last else 1
    name = f"{held.record.reference}-draft-{number}{PurePath(upload.name or '').suffix.lower()}"
    upload.name = name
    document = evidence.file_document(
        record=held.record,
        kind="report",
        title=f"Draft {number}, {held.record.reference}",
        upload=upload,
        by=by,
        now=now,
    )
    made = ReviewDraft.objects.create(
        number=number,
        document=document,
        **{**asdict(given), "changed": given.changed.strip() if last else ""},
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.review_draft_filed, by=by, now=now)
    return made


@transaction.atomic
def ask_about_draft(
    *, draft: ReviewDraft, agency: str, asked_on: date, due_on: date, by: Actor, now: datetime
) -> AccuracyCheck:
    """Record that an agency is asked whether a draft is accurate."""
    held = held_to_run(review=draft.review, by=by, now=now)
    rules.check_asking(
        asked_on=asked_on,
        due_on=due_on,
        drafted_on=draft.drafted_on,
        today=timezone.localdate(now),
    )
    if AccuracyCheck.objects.filter(draft=draft, agency=agency).exists():
        raise RuleBroken("They were asked about this draft already.", field="agency")
    made = AccuracyCheck.objects.create(
        draft=draft,
        agency=agency,
        asked_on=asked_on,
        due_on=due_on,
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.accuracy_asked, by=by, now=now)
    return made


@transaction.atomic
def record_accuracy(
    *, check: AccuracyCheck, outcome: str, who: str, answered_on: date, by: Actor, now: datetime
) -> AccuracyAnswer:
    """Record what an agency answered about a draft: accurate, or what it wants corrected."""
    held = held_to_run(review=check.review, by=by, now=now)
    rules.check_answer(
        outcome,
        answered_on,
        is_answered=queries.answer_of(check) is not None,
        asked_on=check.asked_on,
        today=timezone.localdate(now),
    )
    made = AccuracyAnswer.objects.create(
        asked=check,
        outcome=outcome,
        who=who.strip(),
        answered_on=answered_on,
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.accuracy_answered, by=by, now=now)
    return made


@transaction.atomic
def settle_correction(
    *,
    check: AccuracyCheck,
    wanted: str,
    is_accepted: bool,
    reason: str,
    by: Actor,
    now: datetime,
) -> DraftCorrection:
    """Record one correction that an agency wants, and whether it is accepted; if not, why."""
    held = held_to_run(review=check.review, by=by, now=now)
    answer = queries.answer_of(check)
    rules.check_correction(wanted, is_accepted, reason, outcome=answer.outcome if answer else "")
    assert answer is not None
    made = DraftCorrection.objects.create(
        answer=answer,
        wanted=wanted.strip(),
        is_accepted=is_accepted,
        reason=reason.strip(),
        **entered(held=held, by=by, now=now),
    )
    write(record=held.record, event=events.correction_settled, by=by, now=now)
    return made
