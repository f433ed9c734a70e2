"""One older review, which never was: reviewed, found safe, approved and published a while ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.foundation.govuk.documents import parts, word
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Place, Seat
from sightline.web.demonstration_year import reviews as cases
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import Incident, SafetyCheck
from sightline.work.reviews.operations import publishing, safety
from sightline.work.reviews.rules import criteria, deciding, rapid_review
from sightline.work.reviews.rules import publishing as rules
from sightline.work.reviews.rules.notifying import Sent

AGO = 330
WHY = "Agencies each knew a part of it, and more is learned by looking together (invented)."
TITLE = "A young child who was not seen (an invented review)"
BODY = """# About this review

This review is invented, and so is everybody in it. It shows how a published review looks.

A young child was seriously harmed at home. The partnership asked how agencies had worked together.

# What we found

- Visits ended at the door, and nobody wrote down that the child was not seen.
- Each agency knew a part of what worried the others.
- Nobody asked which other adults were part of the family’s life.

# What we recommend

1. Write down at each visit whether the child was seen.
2. Ask which other adults are part of the child’s life.

| Recommendation | Who answers for it |
| --- | --- |
| Write down whether the child was seen | All agencies that visit at home |
| Ask about other adults | Health, schools and children’s social care |
"""
CHANGES = (
    (
        "Write down at each visit whether the child was seen.",
        "The form for visits asks it first. Two rounds of looking at files found it answered in "
        "most of them (invented).",
    ),
)


def build(world: World) -> Iterator[str]:
    """Publish one review, as its caseworker would; a notifier is the second person."""
    notifier = seat_with(world.partnership, capacities__contains=["notifier"])
    manager = seat_with(world.partnership, capacities__contains=["business-manager"])
    if notifier is None or manager is None:
        return
    second, by = acting(notifier), acting(manager)
    begun = world.today - timedelta(days=AGO)
    incident = _case(world, manager, second, by, world.at(begun))
    day = begun + timedelta(days=120)
    now = world.at(day)
    _check(world, incident, second, by, now)
    _approve(world, incident, by, now)
    public_on = day + timedelta(days=28)
    publishing.release_review(
        incident=incident, public_on=public_on, public_at=time(10), by=by, now=now
    )
    later = world.at(public_on + timedelta(days=30))
    publishing.record_deposit(
        incident=incident, deposited_on=public_on + timedelta(days=2), by=by, now=later
    )
    for recommendation, done in CHANGES:
        change = safety.tell_change(
            incident=incident, recommendation=recommendation, done=done, by=by, now=later
        )
        _checked(SafetyCheck.objects.get(change=change), second, later)
        publishing.release_change(change=change, by=by, now=later)
    yield "1 invented review, published"


def _case(world: World, manager: Seat, second: Actor, by: Actor, now: datetime) -> Incident:
    incident = reviews.record_incident(facts=cases.facts(now), by=second, now=now)
    cases.judge(world, incident, second, now)
    sent = Sent(recipient="panel", what="The form (invented)", sent_at=now, sent_by=second.name)
    reviews.record_sending(incident=incident, sent=sent, by=second, now=now)
    reviews.name_to_case(
        incident=incident,
        seat=manager,
        part="caseworker",
        reason="Runs the review for the partnership",
        by=second,
        now=now,
    )
    reviews.keep_identity(
        people=incident.identities,
        label="Child B",
        part="child",
        name="Perrin Inventedson",
        by=second,
        now=now,
    )
    _decide(world, incident, by, now)
    return incident


def _decide(world: World, incident: Incident, by: Actor, now: datetime) -> None:
    review = reviews.begin_rapid_review(incident=incident, by=by, now=now)
    for purpose in rapid_review.PURPOSES:
        reviews.answer_purpose(
            review=review, purpose=purpose, words="As the agencies told it (invented).",
            by=by, now=now,
        )  # fmt: skip
    judged = {one.key: deciding.Judged("met", WHY) for one in criteria.REVIEW}
    reviews.recommend_review(
        review=review,
        given=deciding.Recommended(judged, deciding.LOCAL_REVIEW, WHY, now.date()),
        by=by,
        now=now,
    )
    reviews.record_review_decision(
        incident=incident,
        given=deciding.Decided(
            criteria=judged,
            positions={
                one.pk: deciding.Held(deciding.LOCAL_REVIEW, WHY) for one in _partners(world)
            },
            outcome=deciding.LOCAL_REVIEW,
            reasons=WHY,
            dissent="",
            panel_view="",
            decided_on=now.date(),
        ),
        by=by,
        now=now,
    )


def _partners(world: World) -> list[Place]:
    rows = Place.objects.filter(partnership=world.partnership, is_lead_partner=True, ends_on=None)
    return list(rows.order_by("pk"))


def _check(world: World, incident: Incident, second: Actor, by: Actor, now: datetime) -> None:
    words = [parts.Paragraph(one) for one in BODY.split("\n\n")]
    content = word.write(parts.Document(TITLE, words, now.date(), world.partnership.name))
    file = safety.upload_report(
        incident=incident, upload=SimpleUploadedFile("report.docx", content), by=by, now=now
    )
    text = safety.write_text(
        incident=incident, kind=rules.REPORT, title=TITLE, body=BODY, by=by, now=now
    )
    for check in SafetyCheck.objects.filter(report_file=file) | SafetyCheck.objects.filter(
        text=text
    ):
        _checked(check, second, now)


def _checked(check: SafetyCheck, second: Actor, now: datetime) -> None:
    safety.check_safety(number=check.pk, now=now)
    hits = list(check.hits.values_list("pk", flat=True))
    if hits:
        safety.justify_hits(
            check=check, hits=hits, reason="It identifies nobody: all of it is invented.",
            by=second, now=now,
        )  # fmt: skip


def _approve(world: World, incident: Incident, by: Actor, now: datetime) -> None:
    day: date = now.date()
    publishing.record_family_told(
        incident=incident, who="Adult B (invented)", told_on=day, why_not="", by=by, now=now
    )
    publishing.confirm_accuracy(
        incident=incident, who="Each agency (invented)", words="", confirmed_on=day, by=by, now=now
    )
    held = {one.pk: rules.Position(rules.PUBLISH, WHY) for one in _partners(world)}
    given = rules.Decided(rules.PUBLISH, held, WHY, "", day)
    publishing.decide_publication(incident=incident, given=given, by=by, now=now)
    for recipient in rules.NEEDED:
        publishing.record_copy(
            incident=incident, recipient=recipient, what=rules.REPORT, sent_on=day, by=by, now=now
        )
