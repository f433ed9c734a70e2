"""The rapid review: begun, agencies asked, released to the panel, purposes answered (R6.2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.calendar import WorkingCalendar, calendar_for
from sightline.foundation.clocks import due
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Agency, Seat
from sightline.registers.partnership.queries import one_off_days
from sightline.registers.records import operations as records
from sightline.registers.records.models import Marking, Record
from sightline.work.reviews import deadlines, events, permissions, queries
from sightline.work.reviews.models import (
    AgencyAuthor,
    AgencyRequest,
    AgencySummary,
    Incident,
    PurposeAnswer,
    RapidReview,
    RequestExtension,
    Withdrawal,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import rapid_review as rules
from sightline.work.reviews.rules.words import check_told


@transaction.atomic
def begin_rapid_review(*, incident: Incident, by: Actor, now: datetime) -> RapidReview:
    """Begin the rapid review of a notified case. Fifteen working days run from the notification;
    the day reckoned from awareness stands beside it, so that a late notification hides nothing."""
    permissions.run_rapid_reviews.check(by)
    held = queries.case_to_change(incident)
    rules.check_caseworker(queries.caseworkers_of(held.pk), by.keys)
    sent = held.sendings.filter(recipient="panel").order_by("sent_at").first()
    rules.check_begin(
        is_notified=sent is not None,
        is_withdrawn=Withdrawal.objects.filter(incident=held).exists(),
        is_begun=RapidReview.objects.filter(incident=held).exists(),
    )
    assert sent is not None
    aware_on = timezone.localdate(held.accounts.order_by("-number")[0].became_aware_at)
    notified_on, calendar = timezone.localdate(sent.sent_at), _calendar(held.partnership_id, now)
    ends = due(deadlines.RAPID_REVIEW, notified_on, calendar)
    marker = due(deadlines.RAPID_REVIEW_FROM_AWARE, aware_on, calendar)
    record = _open(held.record, "reviews:rapid_review", list(held.record.audience), by, now)
    made = RapidReview.objects.create(
        record=record,
        incident=held,
        partnership_id=held.partnership_id,
        notified_on=notified_on,
        aware_on=aware_on,
        due_on=ends.day,
        aware_due_on=marker.day,
        is_provisional=ends.is_provisional,
        workings=f"{ends.workings} From awareness: {marker.workings}",
        rule_version=ends.version,
        begun_at=now,
        begun_by=by.name,
    )
    write(record=record, event=events.rapid_review_begun, by=by, now=now)
    return made


def _open(source: Record, kind: str, seats: list[str], by: Actor, now: datetime) -> Record:
    kept: dict[str, Any] = {
        "partnership_id": source.partnership_id,
        "marking": Marking.IDENTIFIED,
        "audience": seats,
        "on": timezone.localdate(now),
        "now": now,
        "arises_from": source,
        "owner_id": by.person_id,
    }
    if kind == "reviews:rapid_review":
        return records.open_record(
            prefix="RAP", kind="reviews:rapid_review", title="Review", **kept
        )
    return records.open_record(
        prefix="ASK", kind="reviews:agency_request", title="Request to an agency", **kept
    )


def _calendar(partnership_id: int, now: datetime) -> WorkingCalendar:
    days = {one.day: one.name for one in one_off_days(partnership_id)}
    return calendar_for(timezone.localdate(now), days)


@transaction.atomic
def ask_agency(
    *, review: RapidReview, agency: Agency, author: Seat, words: str, by: Actor, now: datetime
) -> AgencyRequest:
    """Ask an agency what it knew, in a space that its author and the caseworkers see. The agency is
    not told who else was asked."""
    permissions.run_rapid_reviews.check(by)
    check_told(words, "words", "Say whom it is about and what you ask")
    rules.check_caseworker(queries.caseworkers_of(review.incident_id), by.keys)
    if AgencyRequest.objects.filter(review=review, agency=agency).exists():
        raise RuleBroken("This agency was asked already.", field="agency")
    _check_author(agency, author, by)
    today = timezone.localdate(now)
    ends = due(deadlines.AGENCY_ANSWERS, today, _calendar(review.partnership_id, now))
    seats = [*queries.caseworkers_of(review.incident_id), f"seat:{author.pk}"]
    record = _open(review.record, "reviews:agency_request", seats, by, now)
    made = AgencyRequest.objects.create(
        record=record,
        review=review,
        partnership_id=review.partnership_id,
        agency=agency,
        words=words.strip(),
        due_on=ends.day,
        workings=ends.workings,
        asked_at=now,
        asked_by=by.name,
    )
    _name_author(made, author, by, now)
    AgencySummary.objects.create(
        request=made, record=record, review_record=review.record, agency=agency
    )
    write(record=record, event=events.agency_asked, by=by, now=now)
    return made


def _name_author(request: AgencyRequest, author: Seat, by: Actor, now: datetime) -> None:
    AgencyAuthor.objects.create(
        request=request,
        record=request.record,
        seat=author,
        person=author.person,
        name=author.person.name,
        named_at=now,
        named_by=by.name,
    )


def _check_author(agency: Agency, author: Seat, by: Actor) -> None:
    if author.place.agency_id != agency.pk or author.ended_at is not None:
        raise RuleBroken("Choose somebody who sits for that agency.", field="author")
    if author.person_id == by.person_id:
        raise RuleBroken("A caseworker does not write for an agency.", field="author")


@transaction.atomic
def extend_request(
    *, request: AgencyRequest, until_on: date, reason: str, by: Actor, now: datetime
) -> RequestExtension:
    """Give an agency more time, for a reason; the days before stay on record."""
    permissions.run_rapid_reviews.check(by)
    rules.check_extension(
        until_on=until_on, stands_until_on=queries.stands_until(request), reason=reason
    )
    made = RequestExtension.objects.create(
        request=request,
        record=request.record,
        until_on=until_on,
        reason=reason.strip(),
        extended_at=now,
        extended_by=by.name,
    )
    write(record=request.record, event=events.agency_given_time, by=by, now=now)
    return made


@transaction.atomic
def release_summary(*, request: AgencyRequest, by: Actor, now: datetime) -> AgencySummary:
    """Release what an agency submitted to the panel: who sees the review reads it from now on."""
    permissions.run_rapid_reviews.check(by)
    found = AgencySummary.objects.select_for_update().filter(request=request).first()
    rules.check_release(
        is_submitted=found is not None and found.submitted_at is not None,
        is_released=found is not None and found.released_at is not None,
    )
    assert found is not None
    found.released_at, found.released_by = now, by.name
    found.save(update_fields=["released_at", "released_by"])
    write(record=request.record, event=events.summary_released, by=by, now=now)
    return found


@transaction.atomic
def answer_purpose(
    *, review: RapidReview, purpose: str, words: str, by: Actor, now: datetime
) -> PurposeAnswer:
    """Answer one of the four purposes of a rapid review. A later answer replaces an earlier one,
    which stays on record."""
    permissions.run_rapid_reviews.check(by)
    if purpose not in rules.PURPOSES:
        raise RuleBroken("There is no such purpose.")
    check_told(words, "words", "Answer the question")
    made = PurposeAnswer.objects.create(
        record=review.record,
        review=review,
        purpose=purpose,
        words=words.strip(),
        answered_at=now,
        answered_by=by.name,
    )
    write(record=review.record, event=events.purpose_answered, by=by, now=now)
    return made
