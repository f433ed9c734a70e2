"""Reviews on their way to everybody, made by the operations: what is uploaded, written, checked,
justified, decided, sent and released. Everybody in them is invented."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from builders import redacting
from builders.deciding import decided as initiated
from builders.deciding import places, purposes_answered, recommended
from builders.reviewing import Stands, caseworker, facts, notified, notifier_of
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import Incident, ReportFile, SafetyCheck
from sightline.work.reviews.operations import publishing, safety
from sightline.work.reviews.rules.publishing import Decided, Position

if TYPE_CHECKING:
    from builders.world import World

WHY = "Two agencies each knew a part of it, and more will be learned from it."
BODY = """# What we reviewed

The partnership reviewed how agencies worked together. Nobody is named here.

## What we found

Agencies knew different parts of the story, and no meeting brought them together.

- Visits were not told of.
- Letters were not answered.

1. Ask who else knows the family.
2. Write down what was agreed.

| Recommendation | By whom |
| --- | --- |
| Ask who else knows the family | All agencies |
"""
TITLE = "How agencies worked together"


def begun(world: World, at: datetime, **more: Any) -> Incident:
    """A case of which the Executive has initiated a local review, with an invented child."""
    by, manager = notifier_of(world, world.partnership), world.actor("business_manager")
    found = reviews.record_incident(facts=facts(at - timedelta(hours=3)), by=by, now=at)
    notified(found, by, at)
    caseworker(found, world.seat("business_manager"), by, at)
    reviews.attest(record=found.record, reason="I run its review", by=manager, now=at)
    known = {"name": redacting.NAME, "born_on": date(2021, 5, 4), "nhs_number": "9434765919"}
    reviews.keep_identity(
        people=found.identities, label="Child A", part="child", by=by, now=at, **{**known, **more}
    )
    review = reviews.begin_rapid_review(incident=found, by=manager, now=at)
    purposes_answered(world, review, at)
    day = timezone.localdate(at)
    reviews.recommend_review(review=review, given=recommended(day), by=manager, now=at)
    given = initiated(world.partnership, day)
    reviews.record_review_decision(incident=found, given=given, by=manager, now=at)
    return found


def uploaded(
    world: World, incident: Incident, at: datetime, content: bytes = b"", kind: str = "docx"
) -> ReportFile:
    """The final report as a file, clean unless another is given, and checked."""
    upload = SimpleUploadedFile(f"report.{kind}", content or redacting.word())
    made = safety.upload_report(
        incident=incident, upload=upload, by=world.actor("business_manager"), now=at
    )
    check_of(made, at)
    return made


def written(world: World, incident: Incident, at: datetime, **more: Any) -> Any:
    """The words for everybody, and checked."""
    given = {"kind": "report", "title": TITLE, "body": BODY, **more}
    made = safety.write_text(incident=incident, by=world.actor("business_manager"), now=at, **given)
    check_of(made, at)
    return made


def check_of(checked: Any, at: datetime) -> SafetyCheck:
    """The check of a file, text or change, made as the worker makes it."""
    number = SafetyCheck.objects.get(pk=checked.safety_check.pk).pk
    safety.check_safety(number=number, now=at)
    return SafetyCheck.objects.get(pk=number)


def decided(world: World, on: date, outcome: str = "publish", **more: Any) -> Decided:
    """A decision of the Executive on publication, which each partner holds too."""
    held = {one.pk: Position(outcome, f"Agrees. {WHY}") for one in places(world.partnership)}
    known = {
        "outcome": outcome, "positions": held, "reasons": WHY, "dissent": "", "decided_on": on,
    }  # fmt: skip
    return Decided(**{**known, **more})


def prepared(world: World, incident: Incident, at: datetime, word: str = "") -> None:
    """Uploaded, written, the family told, accurate."""
    by = world.actor("business_manager")
    uploaded(world, incident, at)
    written(world, incident, at, body=f"{BODY}\n{word}")
    day = timezone.localdate(at)
    publishing.record_family_told(
        incident=incident, who="Adult B", told_on=day, why_not="", by=by, now=at
    )
    publishing.confirm_accuracy(
        incident=incident, who="The hospital trust", words="", confirmed_on=day, by=by, now=at
    )


def sent(world: World, incident: Incident, on: date, at: datetime, what: str = "report") -> None:
    """Copies to the Panel and the Secretary of State."""
    for recipient in ("panel", "secretary-of-state"):
        publishing.record_copy(
            incident=incident, recipient=recipient, what=what, sent_on=on,
            by=world.actor("business_manager"), now=at,
        )  # fmt: skip


def released(world: World, incident: Incident, on: date, at: datetime) -> Any:
    """Public from ten in the morning of a day."""
    return publishing.release_review(
        incident=incident, public_on=on, public_at=time(10), by=world.actor("business_manager"),
        now=at,
    )  # fmt: skip


def publish(world: World) -> None:
    """One review that is public, one that was taken down after its time; each free text of the
    first with a word of its own."""
    from builders.world import NOW

    for name, days in (("published", 100), ("taken down", 900)):
        _publish(world, name, NOW - timedelta(days=days))
    incident, by = world.works["case taken down"], world.actor("business_manager")
    publishing.take_down(
        incident=incident, why="over", reason="Its time on the website is over.", by=by, now=NOW
    )


def _publish(world: World, name: str, at: datetime) -> None:
    from builders.world import canary

    by, day = world.actor("business_manager"), timezone.localdate(at)
    mark = (lambda text: canary(f"publication {text}")) if name == "published" else lambda _: ""
    incident = begun(world, at)
    world.works[f"case {name}"] = incident
    world.works[f"people {name}"] = Stands(incident.identities)
    file = uploaded(world, incident, at, redacting.word(redacting.in_header))
    check = SafetyCheck.objects.get(report_file=file)
    safety.justify_hits(
        check=check, hits=[one.pk for one in check.hits.all()],
        reason=f"The header is not published. {mark('justified')}", by=world.actor("notifier"),
        now=at,
    )  # fmt: skip
    written(world, incident, at, title=f"{TITLE} {mark('title')}", body=f"{BODY}\n{mark('body')}")
    publishing.record_family_told(
        incident=incident, who="Adult B", told_on=None,
        why_not=f"They moved away and cannot be found. {mark('why not')}", by=by, now=at,
    )  # fmt: skip
    publishing.confirm_accuracy(
        incident=incident, who="The hospital trust", words=f"It is right. {mark('accuracy')}",
        confirmed_on=day, by=by, now=at,
    )  # fmt: skip
    first, *others = places(world.partnership)
    held = {
        one.pk: Position("publish", f"It should be told to all. {mark('position')}")
        for one in others
    }
    against = f"It finds the child. {mark('position')}"
    given = decided(
        world, day, reasons=f"{WHY} {mark('reasons')}",
        dissent=f"One partner would rather withhold it. {mark('dissent')}",

        positions={first.pk: Position("withheld", against), **held},
    )  # fmt: skip
    publishing.decide_publication(incident=incident, given=given, by=by, now=at)
    sent(world, incident, day, at)
    public_on = day + timedelta(days=21)
    released(world, incident, public_on, at)
    later = at + timedelta(days=30)
    change = safety.tell_change(
        incident=incident, recommendation=f"Ask who else knows the family. {mark('asked')}",
        done=f"Every agency asks it at the door. {mark('done')}", by=by, now=later,
    )  # fmt: skip
    check_of(change, later)
    publishing.release_change(change=change, by=by, now=later)
    publishing.record_deposit(incident=incident, deposited_on=public_on, by=by, now=later)
