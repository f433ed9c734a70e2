"""Editions in the office: begun by who owes the document, proposed when due, each with its
own approval; and what was published, taken down and put back (R12.3, R12.4, R6.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from builders import partnership as made
from builders.trail import told
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.duties import operations, queries
from sightline.registers.duties.models import Draft, Duty, Edition, Fulfilment
from sightline.registers.duties.rules.editions import Edition as Proposed
from sightline.registers.duties.rules.facts import DutyState, Part
from sightline.registers.partnership import operations as partnership
from sightline.registers.partnership.rules.arrangement import Document
from sightline.registers.records.models import Record
from sightline.registers.records.queries import visible_to

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LAST_YEAR, YEAR_BEFORE = TODAY.year - 1, TODAY.year - 2


def register(scene: World, as_at: date = TODAY) -> queries.Register:
    found = queries.register_as_at(scene.partnership.pk, as_at, today=TODAY)
    assert found is not None
    return found


def document(scene: World, key: str = "annual-report") -> Document:
    return next(one for one in register(scene).arrangement.documents if one.id == key)


def about(year: int, begun_on: date = TODAY) -> Proposed:
    return Proposed(str(year), begun_on, date(year, 1, 1), date(year, 12, 31))


def begin(scene: World, proposed: Proposed, by: str = "business_unit") -> Edition:
    return operations.begin_edition(
        partnership=scene.partnership,
        register=register(scene), document=document(scene), proposed=proposed,
        by=scene.actor(by), now=NOW,
    )  # fmt: skip


def state(scene: World, key: str = "annual-report-approved", as_at: date = TODAY) -> DutyState:
    return register(scene, as_at).state(key)


def take_step(scene: World, step: str, on: date, edition: Edition | None = None) -> Fulfilment:
    part = Part(kind="approval-given", document="annual-report", topic=step,
                edition=edition.pk if edition else None)  # fmt: skip
    return operations.attest(
        duty=Duty.objects.get(partnership=scene.partnership, key="annual-report-approved"),
        on=on, words="It was taken; the minutes show it", link="", part=part, by=made.BY, now=NOW,
    )  # fmt: skip


def days_ago(n: int) -> date:
    return TODAY - timedelta(days=n)


def test_a_chain_starts_anew_and_the_picture_of_an_older_day_stays(scene: World) -> None:
    begin(scene, about(YEAR_BEFORE, days_ago(300)))
    for n, step in enumerate(("agree", "scrutinise", "endorse")):
        take_step(scene, step, days_ago(290 - n))
    assert state(scene).arithmetic[0].startswith(f"Edition {YEAR_BEFORE}: 3 of 7 steps taken")
    begin(scene, about(LAST_YEAR, days_ago(10)))
    found = state(scene)
    assert found.arithmetic[0] == f"Edition {LAST_YEAR}: 0 of 7 steps taken."
    assert [(one.label, one.done, one.outcome) for one in found.periods] == [
        (f"Edition {YEAR_BEFORE}", 3, "missed"),
        (f"Edition {LAST_YEAR}", 0, "open"),
    ]
    before = state(scene, as_at=days_ago(11))
    assert before.arithmetic[0].startswith(f"Edition {YEAR_BEFORE}: 3 of 7 steps taken")


def test_what_names_an_edition_is_about_it_and_the_rest_about_that_of_its_day(scene: World) -> None:
    old = begin(scene, about(YEAR_BEFORE, days_ago(300)))
    begin(scene, about(LAST_YEAR, days_ago(10)))
    take_step(scene, "agree", days_ago(5), old)
    assert state(scene).arithmetic[0] == f"Edition {LAST_YEAR}: 0 of 7 steps taken."
    take_step(scene, "agree", days_ago(5))
    assert state(scene).arithmetic[0].startswith(f"Edition {LAST_YEAR}: 1 of 7 steps taken")


def test_an_agreement_of_a_draft_is_about_the_edition_it_was_put_forward_for(scene: World) -> None:
    begin(scene, about(YEAR_BEFORE, days_ago(300)))
    record = operations.offer_for_approval(
        document=document(scene), body=scene.partnership.body_set.get(key="executive"),
        upload=SimpleUploadedFile("report.txt", b"What was done", "text/plain"),
        by=scene.actor("business_unit"), now=NOW - timedelta(days=20),
    )  # fmt: skip
    begin(scene, about(LAST_YEAR, days_ago(10)))
    operations.answer_draft(draft=Draft.objects.get(record=record), is_agreed=True, on=TODAY,
                            words="", by=scene.actor("business_unit"), now=NOW)  # fmt: skip
    found = state(scene)
    assert [(one.label, one.done) for one in found.periods] == [
        (f"Edition {YEAR_BEFORE}", 1),
        (f"Edition {LAST_YEAR}", 0),
    ]


def test_an_edition_withdrawn_leaves_what_was_told_to_its_day(scene: World) -> None:
    begin(scene, about(YEAR_BEFORE, days_ago(300)))
    wrong = begin(scene, about(LAST_YEAR, days_ago(10)))
    take_step(scene, "agree", days_ago(5), wrong)
    operations.withdraw_edition(edition=wrong, reason="Begun too early",
                                by=scene.actor("business_manager"), now=NOW)  # fmt: skip
    assert state(scene).arithmetic[0].startswith(f"Edition {YEAR_BEFORE}: 1 of 7 steps taken")
    with pytest.raises(RuleBroken, match="already"):
        operations.withdraw_edition(edition=wrong, reason="Begun too early",
                                    by=scene.actor("business_manager"), now=NOW)  # fmt: skip


def test_two_editions_of_one_name_are_refused_by_the_database_too(scene: World) -> None:
    row = begin(scene, about(LAST_YEAR))
    again = {"partnership": row.partnership, "document_key": row.document_key, "entered_at": NOW,
             "entered_by": "Somebody"}  # fmt: skip
    for name, day in ((row.name, days_ago(5)), ("Another", row.begun_on)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(name=name, begun_on=day, **again)


# Who begins one


def test_the_chair_of_the_body_that_owes_it_begins_one_and_another_chair_does_not(
    scene: World,
) -> None:
    with pytest.raises(RuleBroken, match="the chair of the body that owes it"):
        begin(scene, about(LAST_YEAR), by="lead_partner")
    partnership.rotate_chair(
        body=scene.partnership.body_set.get(key="executive"), to_seat=scene.seat("lead_partner"),
        by=made.BY, now=NOW, at=NOW - timedelta(days=100),
    )  # fmt: skip
    made_by_chair = begin(scene, about(LAST_YEAR), by="lead_partner")
    assert made_by_chair.entered_by == scene.actor("lead_partner").name
    with pytest.raises(RuleBroken, match="the chair of the body that owes it"):
        begin(scene, about(YEAR_BEFORE, days_ago(3)), by="group_chair")


@pytest.mark.parametrize("persona", ["group_member", "scrutineer", "agency_lead", "practitioner"])
def test_nobody_else_begins_one(scene: World, persona: str) -> None:
    with pytest.raises(NotAllowed):
        begin(scene, about(LAST_YEAR), by=persona)


def test_the_office_finds_the_next_edition_in_its_work_and_begins_it(scene: World) -> None:
    office = Visitor(token=scene.tokens["business_unit"])
    waits = f"Annual Report: {LAST_YEAR} (1 January {LAST_YEAR} to 31 December {LAST_YEAR})"
    assert waits in office.get("/home")
    assert waits not in Visitor(token=scene.tokens["agency_lead"]).get("/home")
    empty = office.get("/editions/annual-report")
    assert "No edition was begun yet" in empty
    assert "The next edition waits to be begun" in empty
    form = office.get("/editions/annual-report/begin")
    assert f'value="{LAST_YEAR}"' in form
    sent = {
        "name": str(LAST_YEAR),
        **_day("begun_on", TODAY),
        **_day("first", date(LAST_YEAR, 1, 1)),
        **_day("last", date(LAST_YEAR, 12, 31)),
    }
    led = office.post("/editions/annual-report/begin", sent, status=302)
    page = office.get(led)
    assert "1 edition begun by" in page
    assert "0 of 7." in page
    assert "Missing: Safeguarding Partnership Executive agrees the report" in page
    assert waits not in office.get("/home")
    again = office.post("/editions/annual-report/begin", sent)
    assert "There is an edition of that name already." in again
    row = Edition.objects.get(partnership=scene.partnership, document_key="annual-report")
    assert told("document:annual-report") == [
        f"Began {row.name} of Annual Report on {TODAY.day} {TODAY:%B %Y}"
    ]
    assert str(LAST_YEAR) in office.get("/duties/annual-report-approved/evidence")


def _day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


# What was published stays


def publish(scene: World, on: date) -> Record:
    return operations.shelve(
        partnership=scene.partnership, document=document(scene, "practice-review-report"),
        did="document-published", on=on, upload=None, by=scene.actor("business_unit"), now=NOW,
    )  # fmt: skip


def take_down(scene: World, record: Record, on: date = TODAY, by: str = "business_unit") -> None:
    operations.take_down(record=record, on=on, reason="It made a family known", now=NOW,
                         by=scene.actor(by))  # fmt: skip


def test_taken_down_before_its_year_is_over_it_is_owed_until_it_is_put_back(scene: World) -> None:
    assert state(scene, "report-stays-online").code == "not-yet-applicable"
    record = publish(scene, days_ago(100))
    assert state(scene, "report-stays-online").code == "met"
    take_down(scene, record, days_ago(1))
    found = state(scene, "report-stays-online")
    assert (found.code, found.next_due) == ("overdue", days_ago(1))
    assert "too early: It made a family known. It is to be put back." in found.arithmetic[0]
    assert state(scene, "report-stays-online", days_ago(2)).code == "met"
    record.refresh_from_db()
    assert record.marking == "internal"
    assert not visible_to(scene.actor("practitioner"), NOW).filter(pk=record.pk).exists()
    operations.put_back(record=record, on=TODAY, by=scene.actor("business_unit"), now=NOW)
    assert state(scene, "report-stays-online").code == "met"
    assert visible_to(scene.actor("practitioner"), NOW).filter(pk=record.pk).exists()
    assert [line.split(" on ")[0] for line in told(record.reference)][-2:] == [
        "Taken down", "Put back",
    ]  # fmt: skip


def test_what_was_taken_down_says_so_on_its_page(scene: World) -> None:
    record = publish(scene, days_ago(100))
    office = Visitor(token=scene.tokens["business_unit"])
    page = f"/shelf/{record.reference}"
    assert "Record that it was taken down" in office.get(page)
    short = office.post(f"{page}/take-down", {**_day("on", TODAY), "reason": "No"})
    assert "Say why it was taken down, in a sentence." in short
    office.post(f"{page}/take-down", {**_day("on", TODAY), "reason": "It made a family known"},
                status=302)  # fmt: skip
    assert "It made a family known" in office.get(page)
    office.post(f"{page}/put-back", _day("on", TODAY), status=302)
    assert "Record that it was taken down" in office.get(page)


@pytest.mark.parametrize(
    ("on", "words"),
    [(TODAY + timedelta(days=1), "in the future"), (days_ago(101), "must not be before")],
)
def test_a_day_that_cannot_be_is_refused(scene: World, on: date, words: str) -> None:
    record = publish(scene, days_ago(100))
    with pytest.raises(RuleBroken, match=words):
        take_down(scene, record, on)


def test_what_was_not_published_or_is_away_is_not_taken_down(scene: World) -> None:
    with pytest.raises(RuleBroken, match="Nothing was published"):
        take_down(scene, scene.record("offered ours"))
    record = publish(scene, days_ago(100))
    with pytest.raises(RuleBroken, match="not been taken down"):
        operations.put_back(record=record, on=TODAY, by=scene.actor("business_unit"), now=NOW)
    take_down(scene, record)
    with pytest.raises(RuleBroken, match="already"):
        take_down(scene, record)
    with pytest.raises(NotAllowed):
        take_down(scene, record, by="scrutineer")
