"""What is done before a review is published, and what the Executive decides on it (R6.5, R6.6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from sightline.foundation.calendar import LONDON, calendar_for
from sightline.foundation.clocks import due
from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Place
from sightline.work.reviews import deadlines, events, permissions, queries
from sightline.work.reviews.models import (
    AccuracyConfirmed,
    ChangeReleased,
    ChangeTold,
    CopySent,
    Deposit,
    FamilyTold,
    Incident,
    PublicationDecision,
    PublicationPosition,
    PublicationText,
    PublishedChange,
    PublishedReview,
    Release,
    TakenDown,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.operations.safety import to_publish
from sightline.work.reviews.queries import publishing
from sightline.work.reviews.rules import publishing as rules
from sightline.work.reviews.rules.words import check_told


@transaction.atomic
def record_family_told(
    *, incident: Incident, who: str, told_on: date | None, why_not: str, by: Actor, now: datetime
) -> FamilyTold:
    """Record that somebody of the family was told of the publication; or why they were not."""
    held = to_publish(incident=incident, by=by, now=now)
    check_told(who, "who", "Say who, as they are called in the case", least=3)
    rules.check_family(told_on=told_on, why_not=why_not, today=timezone.localdate(now))
    made = FamilyTold.objects.create(
        record=held.record,
        incident=held,
        who=who.strip(),
        told_on=told_on,
        why_not=why_not.strip(),
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.family_told, by=by, now=now)
    return made


@transaction.atomic
def confirm_accuracy(
    *, incident: Incident, who: str, words: str, confirmed_on: date, by: Actor, now: datetime
) -> AccuracyConfirmed:
    """Record who confirmed that what is to be published is accurate."""
    held = to_publish(incident=incident, by=by, now=now)
    check_told(who, "who", "Say who confirmed it", least=3)
    rules.check_not_to_come(confirmed_on, "confirmed_on", timezone.localdate(now))
    made = AccuracyConfirmed.objects.create(
        record=held.record,
        incident=held,
        who=who.strip(),
        words=words.strip(),
        confirmed_on=confirmed_on,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.accuracy_confirmed, by=by, now=now)
    return made


@transaction.atomic
def decide_publication(
    *, incident: Incident, given: rules.Decided, by: Actor, now: datetime
) -> PublicationDecision:
    """Record what the Executive decided on publication, with each lead partner's position. It
    approves the last text that was found safe, or withholds; the six months end with the one or the
    other (R6.4, R6.5). Once it is public, nothing is decided anew."""
    permissions.record_decisions.check(by)
    held = to_publish(incident=incident, by=by, now=now)
    found = publishing.publishing_of(held)
    if found.is_public(now):
        raise RuleBroken("It is public: it stays on the website for its year.")
    places = queries.partners(held.partnership_id)
    initiated = queries.deciding_of(held).initiated
    assert initiated is not None and initiated.initiated_on is not None  # to_publish asked
    rules.check_decision(
        given,
        partners=places,
        initiated_on=initiated.initiated_on,
        today=timezone.localdate(now),
        is_first=found.decision is None,
        ready=found.ready(given.outcome),
    )
    made = PublicationDecision.objects.create(
        record=held.record,
        incident=held,
        number=len(found.decisions) + 1,
        outcome=given.outcome,
        text=found.text_of(given.outcome),
        reasons=given.reasons.strip(),
        dissent=given.dissent.strip(),
        decided_on=given.decided_on,
        changed_because=given.changed_because.strip() if found.decision else "",
        entered_at=now,
        entered_by=by.name,
    )
    _place(given, places, made)
    write(record=held.record, event=events.publication_decided, by=by, now=now)
    return made


def _place(given: rules.Decided, places: Mapping[int, Place], made: PublicationDecision) -> None:
    PublicationPosition.objects.bulk_create(
        PublicationPosition(
            record=made.record,
            decision=made,
            place=places[number],
            partner=places[number].name,
            outcome=one.outcome,
            reasons=one.reasons.strip(),
        )
        for number, one in given.positions.items()
    )


@transaction.atomic
def record_copy(
    *, incident: Incident, recipient: str, what: str, sent_on: date, by: Actor, now: datetime
) -> CopySent:
    """Record that a copy, or the justification for not publishing, was sent (R6.5)."""
    held = to_publish(incident=incident, by=by, now=now)
    decided = publishing.publishing_of(held).decision
    if decided is None:
        raise RuleBroken("The Executive has not decided on publication.")
    rules.check_sending(
        recipient,
        what,
        sent_on,
        outcome=decided.outcome,
        decided_on=decided.decided_on,
        today=timezone.localdate(now),
    )
    made = CopySent.objects.create(
        record=held.record,
        decision=decided,
        recipient=recipient,
        what=what,
        sent_on=sent_on,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.copy_sent, by=by, now=now)
    return made


@transaction.atomic
def release_review(
    *, incident: Incident, public_on: date, public_at: time, by: Actor, now: datetime
) -> Release:
    """Set from which moment the approved text is public. It is built anew from the text, under a
    name of its own; the database gives it to nobody before (R6.6)."""
    held = to_publish(incident=incident, by=by, now=now)
    found = publishing.publishing_of(held)
    decided = found.decision
    opens_at = datetime.combine(public_on, public_at, tzinfo=LONDON)
    copies_by = publishing.copies_by_on(held.partnership_id, public_on, timezone.localdate(now))
    rules.check_release(
        found.ready(),
        opens_at=opens_at,
        now=now,
        copies_by_on=copies_by,
        working_days=settings.PUBLICATION_COPY_DAYS,
    )
    if found.release is not None:
        raise RuleBroken("It is released already. Another decision begins the path anew.")
    assert decided is not None and decided.text is not None  # the rule asked
    stays = due(deadlines.STAYS_ONLINE, public_on, calendar_for(timezone.localdate(now))).day
    slug = rules.slug_of(decided.text.title, get_random_string(6, "0123456789"))
    made = Release.objects.create(
        record=held.record,
        decision=decided,
        slug=slug,
        opens_at=opens_at,
        copies_by_on=copies_by,
        stays_until_on=stays,
        released_at=now,
        released_by=by.name,
    )
    _put_apart(made, decided.text, held)
    write(record=held.record, event=events.review_released, by=by, now=now)
    return made


def _put_apart(made: Release, text: PublicationText, incident: Incident) -> None:
    PublishedReview.objects.create(
        slug=made.slug,
        partnership_id=incident.partnership_id,
        kind=text.kind,
        title=text.title,
        body=text.body,
        opens_at=made.opens_at,
        stays_until_on=made.stays_until_on,
    )


@transaction.atomic
def release_change(*, change: ChangeTold, by: Actor, now: datetime) -> ChangeReleased:
    """Put what changed because of a review on the website, once it was found safe."""
    held = to_publish(incident=change.incident, by=by, now=now)
    found = next((one for one in publishing.changes_of(held) if one.pk == change.pk), None)
    release = publishing.publishing_of(held).release
    if found is None or release is None:
        raise RuleBroken("Set first from when the review is public.")
    if hasattr(found, "released"):
        raise RuleBroken("It is on the website already.")
    if publishing.is_outdated(found, publishing.people_since(held)):
        raise RuleBroken(rules.OUTDATED)
    if not publishing.is_safe(found):
        raise RuleBroken("Its safety check has not ended, or has hits that are open.")
    code = f"{release.slug}-{found.number}"
    made = ChangeReleased.objects.create(
        record=held.record, change=found, code=code, released_at=now, released_by=by.name
    )
    PublishedChange.objects.create(
        code=code,
        review_id=release.slug,
        partnership_id=held.partnership_id,
        number=found.number,
        recommendation=found.recommendation,
        done=found.done,
        told_on=timezone.localdate(now),
    )
    write(record=held.record, event=events.change_released, by=by, now=now)
    return made


@transaction.atomic
def take_down(*, incident: Incident, why: str, reason: str, by: Actor, now: datetime) -> TakenDown:
    """Take a review off the website for a reason that is kept: after its year there, or at once
    because it makes somebody `known` (R6.6). What is mended is checked and decided anew."""
    held = to_publish(incident=incident, by=by, now=now)
    found = publishing.publishing_of(held)
    release = found.release
    rules.check_take_down(
        reason=reason,
        is_urgent=why == "known",
        stays_until_on=release.stays_until_on if release else timezone.localdate(now),
        today=timezone.localdate(now),
        is_public=found.is_public(now),
    )
    assert release is not None  # it is public
    made = TakenDown.objects.create(
        record=held.record,
        release=release,
        is_urgent=why == "known",
        reason=reason.strip(),
        taken_down_at=now,
        taken_down_by=by.name,
    )
    write(record=held.record, event=events.review_taken_down, by=by, now=now)
    return made


@transaction.atomic
def record_deposit(*, incident: Incident, deposited_on: date, by: Actor, now: datetime) -> Deposit:
    """Record that a published review was deposited with the NSPCC's repository, and until when it
    stays there (R6.6)."""
    held = to_publish(incident=incident, by=by, now=now)
    found = publishing.publishing_of(held)
    release = found.release
    if release is None or release.opens_at > now:
        raise RuleBroken("It is not published yet.")
    rules.check_not_to_come(deposited_on, "deposited_on", timezone.localdate(now))
    if deposited_on < timezone.localdate(release.opens_at):
        raise RuleBroken("The day must not be before it was published.", field="deposited_on")
    until = due(deadlines.NSPCC_REPOSITORY, deposited_on, calendar_for(deposited_on)).day
    made = Deposit.objects.create(
        record=held.record,
        release=release,
        deposited_on=deposited_on,
        until_on=until,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.review_deposited, by=by, now=now)
    return made
