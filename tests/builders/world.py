"""The world of the tests: two partnerships, a person for each role, and records of every marking.

Everything is made by the operations. Every free text carries a word that occurs nowhere else, so
that a test can tell on any page, export, message or log line whose words have come through.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from builders import figures, returning
from builders import partnership as made
from builders.acting import act
from builders.completing import complete
from builders.conferring import confer
from builders.deciding import decide
from builders.deciding_window import decide_by_hand
from builders.disclosing import disclose
from builders.emergency import open_and_end
from builders.evaluating import evaluate
from builders.governing import govern
from builders.keeping import keep
from builders.learning import learn
from builders.learning_reviewing import learn_from_reviews
from builders.local_reviewing import review_locally
from builders.minuting import minute
from builders.needing import need
from builders.planning import plan
from builders.publishing import publish
from builders.reviewing import review
from builders.spreading import spread
from builders.training import teach
from builders.withholding import withhold
from sightline.foundation.accounts import sessions
from sightline.foundation.accounts.models import Person
from sightline.foundation.diary import operations as diary
from sightline.foundation.files.models import FileText
from sightline.foundation.permissions import Actor, actor_from_keys
from sightline.registers.duties import operations as duties
from sightline.registers.duties.models import Draft, Duty, Fulfilment, Reminder, RunningClock
from sightline.registers.duties.queries import register_as_at
from sightline.registers.duties.rules.editions import Edition
from sightline.registers.evidence import operations as evidence
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.partnership import operations as partnership
from sightline.registers.partnership.models import Partnership, Place, Seat
from sightline.registers.partnership.queries import arrangement_on
from sightline.registers.partnership.rules.arrangement import Document
from sightline.registers.records import operations as records
from sightline.registers.records.models import Grant, Marking, Record
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Attendance, Meeting
from sightline.work.governance.queries import register_of
from sightline.work.performance import operations
from sightline.work.performance.rules.own_files import Layout

NOW = datetime.fromisoformat(os.environ["SIGHTLINE_TESTS_BEGAN"])
PLACES = {
    "business_manager": "business-manager",
    "business_unit": "wscp-staff",
    "lead_partner": "executive-lead-police",
    "group_chair": "practice-group-chair",
    "group_member": "practice-group-members",
    "other_group_member": "vulnerable-group-members",
    "scrutineer": "scrutineer",
    "agency_lead": "lead-swypft",
    "school_lead": "executive-secondary-head",
    "practitioner": "practitioner-forum-practitioners",
    "panel_administrator": "wscp-administration",
    "young_person": "masc-young-people",
}
"""Persona -> the place of Wakefield's arrangements that makes them what they are."""

OTHERS = ("nobody", "without_second_factor", "seat_ended", "system_administrator", "stranger")
"""Personas with no place of Wakefield's: not signed in, half signed in, ended, technical, and the
business manager of another partnership."""

PERSONAS = (*PLACES, *OTHERS)


def canary(text: str) -> str:
    """A word that stands in this text alone."""
    return "Kanarie" + "".join(letter for letter in text.title() if letter.isalpha())


@dataclass
class World:
    """What was made: people by persona, meetings and their papers by what they stand for."""

    partnership: Partnership
    other: Partnership
    people: dict[str, Person] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    papers: dict[str, DocumentVersion] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    entry: Fulfilment | None = None
    training: dict[str, Any] = field(default_factory=dict)  # courses and events, ours and theirs
    works: dict[str, Any] = field(default_factory=dict)  # of governance beside its meetings
    tokens: dict[str, str] = field(default_factory=dict)  # a live session for each persona
    feed: str = ""  # the secret of the colleague's calendar feed

    def actor(self, persona: str) -> Actor:
        """The persona as an operation takes them."""
        from django.db import connection

        person = self.people[persona]
        with connection.cursor() as cursor:
            cursor.execute("SELECT sightline_keys_of(%s)", [person.pk])
            (keys,) = cursor.fetchone() or ([],)
        return actor_from_keys(
            person_id=person.pk,
            name=person.name,
            email=person.email,
            keys=keys,
            chosen_partnership=None,
            stepped_up_at=NOW,
        )

    def record(self, name: str) -> Record:
        found = self.meetings[name] if name in self.meetings else self.works[name]
        record: Record = found.record
        return record

    def seat(self, persona: str) -> Seat:
        """The seat that makes a persona what they are."""
        return Seat.objects.get(person=self.people[persona])


def build() -> World:
    """Make the world."""
    ours = _with_duties(made.FOLDER, in_front=True)
    world = World(ours, _with_duties(made.SALTMARSH, in_front=False))
    _people(world)
    _meetings(world)
    _sight(world)
    _evidence(world)
    _figures(world)
    world.feed = diary.make_feed(by=world.actor("colleague"), now=NOW)
    teach(world)
    evaluate(world)
    need(world)
    complete(world)
    learn(world)
    confer(world)
    govern(world)
    act(world)
    spread(world)
    minute(world)
    plan(world)
    sign_in(world)
    open_and_end(world)
    review(world)
    decide(world)
    decide_by_hand(world)
    review_locally(world)
    publish(world)
    learn_from_reviews(world)
    withhold(world)
    disclose(world)
    keep(world)
    return world


def sign_in(world: World) -> None:
    """Everybody signs in at this moment."""
    world.tokens = {
        persona: sessions.start(person.pk, second_factor=persona != "without_second_factor")
        for persona, person in world.people.items()
    }


def _with_duties(folder, *, in_front: bool) -> Partnership:  # type: ignore[no-untyped-def]
    from sightline.registers.partnership.rules.reading import read_arrangement

    done = duties.take_on_arrangements(
        arrangement=read_arrangement(folder),
        source={path.name: path.read_text() for path in sorted(folder.glob("*.toml"))},
        in_front=in_front,
        by=made.BY,
        now=made.SINCE,
    )
    assert done.partnership is not None
    return done.partnership


def _people(world: World) -> None:
    ours = world.partnership
    for persona, key in PLACES.items():
        who = made.person(f"{persona.replace('_', ' ').title()} {canary('name ' + persona)}")
        world.people[persona] = made.appointed(ours, key, who).person
    world.people["without_second_factor"] = made.appointed(ours, "wscp-staff").person
    ended = made.appointed(ours, "executive-lead-health")
    partnership.end_seat(
        seat=ended, reason="Left the service", by=made.BY, now=NOW - timedelta(days=1)
    )
    world.people["seat_ended"] = ended.person
    Place.objects.create(
        partnership=ours,
        key="system-administrator",
        name="System administrator",
        function=Place.Function.OFFICE,
        capacities=["system-administrator"],
    )
    world.people["system_administrator"] = made.appointed(ours, "system-administrator").person
    world.people["stranger"] = made.appointed(world.other, "coordinator").person
    # whose seat is ended and passed on by tests, and who is nobody's persona
    world.people["colleague"] = made.appointed(
        ours, "learning-group-members", made.person(canary("name colleague"))
    ).person


def _meetings(world: World) -> None:
    past, future = NOW.date() - timedelta(days=30), NOW.date() + timedelta(days=30)
    _meeting(world, "planned", "executive", future)
    _meeting(world, "held", "practice-group", past)
    _meeting(world, "other_body", "vulnerable-group", past)
    _meeting(world, "closed", "practice-group", past - timedelta(days=9))
    _meeting(world, "identified", "practice-group", past - timedelta(days=18))
    _meeting(world, "conflicted", "practice-group", past - timedelta(days=27))
    _meeting(world, "embargoed", "practice-group", past - timedelta(days=36))
    _meeting(world, "public", "practice-group", past - timedelta(days=45))
    _meeting(world, "theirs", "deaths", past, world.other)


def _meeting(
    world: World, name: str, body: str, on: date, whose: Partnership | None = None
) -> None:
    whose = whose or world.partnership
    meeting = governance.plan_meeting(
        body=whose.body_set.get(key=body),
        on=on,
        starts_at=time(10),
        ends_at=time(12),
        venue=canary(f"venue {name}"),
        by=made.BY,
        now=NOW,
    )
    world.meetings[name] = meeting
    document = evidence.file_document(
        record=meeting.record,
        kind="paper",
        title=f"Paper {canary(f'paper {name}')}",
        upload=SimpleUploadedFile(
            f"{canary(f'file {name}')}.txt",
            f"quagga {canary(f'content {name}')}".encode(),
            "text/plain",
        ),
        by=made.BY,
        now=NOW,
    )
    version = DocumentVersion.objects.get(document=document)
    world.papers[name] = version
    FileText.objects.get_or_create(
        stored_file=version.stored_file,
        defaults={"text": canary(f"content {name}"), "is_complete": True, "read_at": NOW},
    )
    evidence.index_words(number=version.pk)
    if on < NOW.date():
        _hold(world, meeting, name)


def _hold(world: World, meeting: Meeting, name: str) -> None:
    at = datetime.combine(meeting.on, time(10), UTC)
    rows = register_of(meeting, at)
    filled = [
        governance.PlaceFilled(row.place, row.seat, Attendance.How.DEPUTY, row.name,
                               canary(f"deputy {name}"))
        for row in rows if row.seat
    ] or [
        governance.PlaceFilled(row.place, None, Attendance.How.DEPUTY, "", canary(f"deputy {name}"))
        for row in rows[:1]
    ]  # fmt: skip
    governance.record_attendance(meeting=meeting, filled=filled, by=made.BY, now=NOW)
    governance.receive_report(
        meeting=meeting,
        source_key="learning-group",
        source_name=canary(f"report {name}"),
        by=made.BY,
        now=NOW,
    )
    if any(one.how == Attendance.How.DEPUTY for one in filled):
        governance.hold_meeting(
            meeting=meeting,
            chaired_by=None,
            chair_name=canary(f"chair {name}"),
            late_reason=canary(f"late {name}"),
            by=made.BY,
            now=NOW,
            today=NOW.date(),
        )
    meeting.refresh_from_db()


def _sight(world: World) -> None:
    """No room of this issue marks a record otherwise than internal yet: the worker does it here,
    and gives and takes sight by the operations."""

    def mark(name: str, marking: Marking, audience: list[str], opens_at: datetime | None = None):  # type: ignore[no-untyped-def]
        Record.objects.filter(pk=world.record(name).pk).update(
            marking=marking, audience=audience, opens_at=opens_at
        )

    body = world.meetings["held"].body_id
    number = world.partnership.pk
    everybody = [f"body:{body}", f"capacity:{number}:business-manager"]
    mark("closed", Marking.RESTRICTED, [f"body:{body}"])
    mark("identified", Marking.IDENTIFIED, everybody)
    mark("conflicted", Marking.RESTRICTED, everybody)
    mark("embargoed", Marking.PUBLIC, [f"body:{body}"], NOW + timedelta(days=5))
    mark("public", Marking.PUBLIC, [])
    manager = world.actor("business_manager")
    identified = world.record("identified")
    for persona, starts, ends, ended in (
        ("lead_partner", NOW, NOW + timedelta(days=7), None),
        ("group_chair", NOW - timedelta(days=9), NOW - timedelta(days=2), None),
        ("group_member", NOW + timedelta(days=2), NOW + timedelta(days=9), None),
        ("scrutineer", NOW, NOW + timedelta(days=7), NOW),
    ):
        grant = records.grant_sight(
            record=identified,
            person_id=world.people[persona].pk,
            reason=f"For the panel {canary('grant ' + persona)}",
            ends_at=ends,
            by=manager,
            now=starts,
        )
        world.grants[persona] = grant
        if ended:
            records.end_sight(grant=grant, by=manager, now=NOW)
    records.grant_sight(
        record=world.record("conflicted"),
        person_id=world.people["group_chair"].pk,
        reason="Given before the interest was known",
        ends_at=NOW + timedelta(days=7),
        by=manager,
        now=NOW,
    )
    world.works["interest"] = records.declare_on_appointment(
        nature=canary("standing interest"), by=world.actor("group_member"), now=NOW
    )
    records.detect_conflict(
        record=world.record("conflicted"),
        person_id=world.people["group_chair"].pk,
        nature=canary("nature"),
        by=manager,
        now=NOW,
    )
    records.link(source=world.record("held"), target=identified, how="about", now=NOW)
    records.link(source=world.record("held"), target=world.record("public"), how="about", now=NOW)


def _evidence(world: World) -> None:
    duty = Duty.objects.filter(partnership=world.partnership, ends_on__isnull=True).first()
    assert duty is not None
    world.entry = duties.attest(
        duty=duty,
        on=NOW.date(),
        words=f"Done and written up {canary('entry words')}",
        link=f"Shared folder {canary('entry link')}",
        late_reason=canary("entry late"),
        by=world.actor("business_manager"),
        now=NOW,
    )
    _register(world, duty)
    _drafts(world)
    theirs = Duty.objects.filter(partnership=world.other, ends_on__isnull=True).first()
    assert theirs is not None
    duties.attest(
        duty=theirs,
        on=NOW.date(),
        words=f"Done next door {canary('theirs entry')}",
        link="",
        by=made.BY,
        now=NOW,
    )


def _drafts(world: World) -> None:
    """A draft before the Executive, sent back with words."""
    sheet = duties.offer_for_approval(
        document=_document(world, "threshold-document"),
        body=world.partnership.body_set.get(key="executive"),
        upload=SimpleUploadedFile("draft.txt", canary("offered content").encode(), "text/plain"),
        by=world.actor("business_manager"),
        now=NOW,
    )
    duties.answer_draft(
        draft=Draft.objects.get(record=sheet),
        is_agreed=False,
        on=NOW.date(),
        words=f"The levels are to be named {canary('offered words')}",
        by=world.actor("business_manager"),
        now=NOW,
    )
    world.works["offered ours"] = sheet.draft
    register = register_as_at(world.partnership.pk, NOW.date(), today=NOW.date())
    assert register is not None
    duties.begin_edition(
        partnership=world.partnership,
        register=register,
        document=_document(world, "threshold-document"),
        proposed=Edition("Version 1", NOW.date()),
        by=world.actor("business_manager"),
        now=NOW,
    )


def _document(world: World, key: str) -> Document:
    found = arrangement_on(world.partnership.pk, NOW.date())
    assert found is not None
    return next(one for one in found.documents if one.id == key)


def _register(world: World, duty: Duty) -> None:
    """A row in every other table of the register and the calendar."""
    today, manager = NOW.date(), world.actor("business_manager")
    duties.dispense(
        duty=duty,
        starts_on=today,
        ends_on=today,
        reason=f"Agreed for a day {canary('dispensation reason')}",
        decided_by="The Executive",
        decided_on=today,
        by=manager,
        now=NOW,
    )
    partnership.add_one_off_day(
        partnership_id=world.partnership.pk,
        day=today + timedelta(days=90),
        name=canary("day name"),
        by=manager,
        now=NOW,
    )
    arrangement = arrangement_on(world.partnership.pk, today)
    assert arrangement is not None
    about = arrangement.contradictions[0]
    partnership.decide_contradiction(
        partnership=world.partnership,
        arrangement=arrangement,
        contradiction_key=about.id,
        reading_key=about.readings[0].id,
        decided_on=today,
        decided_by="The Executive",
        reason=f"The later statement {canary('decision reason')}",
        by=manager,
        now=NOW,
    )
    RunningClock.objects.create(
        partnership=world.partnership,
        duty=duty,
        started_on=today,
        due_on=today + timedelta(days=15),
        rule_version="1",
        workings="15 days from today",
        entered_at=NOW,
        entered_by="The tests",
    )
    duties.send_digest(partnership=world.partnership, today=today, now=NOW)
    Reminder.objects.create(
        partnership=world.partnership,
        duty=duty,
        person=world.people["lead_partner"],
        occasion="due-soon",
        queued_at=NOW,
    )


def _figures(world: World) -> None:
    """Published figures in both partnerships, and a decision about a chart."""
    figures.set_up(world.partnership, body="effectiveness-group", area="384")
    figures.load(world.partnership, figures.neighbours_2025("384"), title=canary("file title"))
    figures.load(world.partnership, figures.referrals("384"), title=canary("release title"))
    figures.decide(world.partnership, "384", f"The front door changed {canary('chart reason')}")
    world.works["question"] = figures.ask(
        world.partnership,
        agency="swypft",
        words=f"What is behind the rise {canary('question words')}",
        reply=f"A campaign in schools {canary('question reply')}",
    )
    figures.scrutinise(world.partnership, f"Who comes back {canary('scrutiny words')}")
    world.works["figures received"] = figures.received(world.partnership)
    _returns(world)
    figures.set_up(world.other, body="board", area="901")
    figures.load(world.other, figures.referrals("901"), title=canary("theirs release"))
    figures.scrutinise(world.other, "What do the others ask of it?")


def _returns(world: World) -> None:
    """A return that was sealed and is being corrected, and one that is only a draft."""
    sent, drafted = (
        returning.owed(
            world.partnership,
            "swypft",
            f"Owed {number}",
            period_kind=kind,
            disclosure="children",
            has_days=kind == "quarter",
        )
        for number, kind in enumerate(("quarter", "month"))
    )
    lead = world.actor("agency_lead")
    [one] = returning.asked(world.partnership)
    layout = Layout(indicator="Measure", value="n", names={sent.code: "Ours"})
    operations.keep_layout(agency_return=one, layout=layout, by=lead, now=NOW)
    words = f"Asked about {canary('return words')}"
    returning.sealed(
        one, {sent.pk: returning.Answer(value=31, words=words, days=(date(2025, 7, 9),))}, lead
    )
    office = world.actor("business_manager")
    operations.make_token(
        seat=Seat.objects.get(person=office.person_id), name=canary("token name"),
        scope="all", by=office, now=NOW,
    )  # fmt: skip
    operations.mark_headline(
        indicator=sent, words="What it tells", by=world.actor("business_manager"), now=NOW
    )
    operations.correct_return(
        agency_return=one,
        reason=f"Counted twice {canary('correction reason')}",
        by=lead,
        now=NOW,
    )
    again = f"Mended {canary('draft of correction')}"
    operations.save_return(
        agency_return=one,
        answers={sent.pk: returning.Answer(value=30, words=again)},
        by=lead,
        now=NOW,
    )
    [two] = returning.asked(world.partnership, kind="month")
    operations.save_return(
        agency_return=two,
        answers={drafted.pk: returning.Answer(reason=canary("draft reason"))},
        by=lead,
        now=NOW,
    )
    world.works["return sealed"], world.works["return drafted"] = one, two
