"""Which rows of the training programme the database gives to whom."""

from __future__ import annotations

import pytest
from django.db.models import Model

from builders.world import PERSONAS, World
from sightline.work.training.models import (
    AudienceGroup,
    Booking,
    BookingNeeds,
    BriefingReceipt,
    Certificate,
    Charge,
    ChargingRules,
    Completion,
    CompletionFile,
    Course,
    Delegate,
    Evaluation,
    EvaluationComment,
    EvaluationItem,
    EvaluationScore,
    EvaluationTheme,
    Event,
    EventPlaces,
    EventSession,
    Joining,
    Learner,
    MissedSearch,
    Module,
    ModuleTry,
    RoleNeed,
    SessionAttendance,
    SortedComment,
    TrainerRate,
    WorkforceCount,
    WorkforceRole,
    Workshop,
    WorkshopChoice,
)
from web.roles import UNIT
from web.test_policy_and_database_give_the_same_rows import as_web, rows


def of_agencies(world: World, persona: str) -> tuple[int, set[int], set[int]]:
    """Of training: the person, the agencies they book for, the partnerships they are the office of.
    The lead of an agency and whom they named book for that one alone (R0.6)."""
    if persona in ("nobody", "without_second_factor"):
        return 0, set(), set()
    one = world.training["booking one ours"].agency_id
    agencies = {"agency_lead": {one}, "group_member": {one}}.get(persona, set())
    if persona == "stranger":
        agencies = {world.training["booking one theirs"].agency_id}
    whose = world.other if persona == "stranger" else world.partnership
    return world.people[persona].pk, agencies, {whose.pk} if persona in UNIT else set()


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_place_is_seen_by_the_person_the_agency_and_the_office(
    world: World, persona: str
) -> None:
    person, agencies, offices = of_agencies(world, persona)

    def seen(model: type[Model], *, by_agency: bool = True) -> set[int]:
        return {
            row.pk
            for row in model._default_manager.all()
            if row.person_id == person
            or row.partnership_id in offices
            or (by_agency and row.agency_id in agencies)
        }

    bookings, learners, delegates = seen(Booking), seen(Learner), seen(Delegate)
    certificates = seen(Certificate)
    attended = {row.pk for row in SessionAttendance.objects.all() if row.booking_id in bookings}
    credited = [row for row in Charge.objects.all() if row.taught_id]
    assert credited, "no credit to hide"
    charges = {row.pk for row in Charge.objects.all() if row.booking_id in bookings} | {
        row.pk for row in credited if row.partnership_id in offices or row.agency_id in agencies
    }
    rates = {row.pk for row in TrainerRate.objects.all() if row.partnership_id in offices}
    member = persona not in ("nobody", "without_second_factor", "seat_ended")
    whose = world.other if persona == "stranger" else world.partnership
    rules = {row.pk for row in ChargingRules.objects.all()
             if member and row.partnership_id == whose.pk}  # fmt: skip
    with as_web(world.tokens.get(persona, "")):
        assert rows(Booking) == bookings
        assert (rows(Learner), rows(Delegate)) == (learners, delegates)
        assert (rows(Certificate), rows(SessionAttendance)) == (certificates, attended)
        assert (rows(Charge), rows(ChargingRules)) == (charges, rules)
        assert rows(TrainerRate) == rates


@pytest.mark.parametrize("persona", PERSONAS)
def test_what_a_person_needs_is_not_for_their_agency(world: World, persona: str) -> None:
    person, _, offices = of_agencies(world, persona)
    wanted = {
        row.pk
        for row in BookingNeeds.objects.all()
        if row.person_id == person or row.partnership_id in offices
    }
    with as_web(world.tokens.get(persona, "")):
        assert rows(BookingNeeds) == wanted


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_catalogue_is_for_everybody_and_drafts_for_the_office(
    world: World, persona: str
) -> None:
    """R8.2: no account is needed to read; a draft is nobody's but the office's own."""
    mine = {"stranger": world.other}.get(persona, world.partnership)
    whose = {mine.pk} if persona in UNIT else set()

    def seen(model: type[Model], path: str = "") -> set[int]:
        found = model._default_manager.values_list("pk", "partnership_id", f"{path}state")
        return {pk for pk, of, state in found if state != "draft" or of in whose}

    # how to join: the office, who is booked there, and who books for an agency with a place there
    person, agencies, _ = of_agencies(world, persona)
    there = {
        one.event_id
        for one in Booking.objects.filter(state="booked")
        if one.person_id == person or one.agency_id in agencies
    }
    joining = {
        row.pk for row in Joining.objects.all() if row.partnership_id in whose or row.pk in there
    }
    expected = [
        seen(Course), seen(Event), seen(EventSession, "event__"), seen(EventPlaces, "event__"),
        {row.pk for row in AudienceGroup.objects.all()}, joining,
    ]  # fmt: skip
    with as_web(world.tokens.get(persona, "")):
        assert [
            rows(Course), rows(Event), rows(EventSession), rows(EventPlaces), rows(AudienceGroup),
            rows(Joining),
        ] == expected  # fmt: skip


@pytest.mark.parametrize("persona", PERSONAS)
def test_answers_are_for_who_gave_them_and_the_office_and_no_agency(
    world: World, persona: str
) -> None:
    """R8.4: what one agency's people answer is not seen by another's, nor by their own."""
    person, _, offices = of_agencies(world, persona)
    asked = {
        row.pk
        for row in Evaluation.objects.all()
        if row.person_id == person or row.partnership_id in offices
    }
    scores = {row.pk for row in EvaluationScore.objects.all() if row.evaluation_id in asked}
    written = {row.pk for row in EvaluationComment.objects.all() if row.evaluation_id in asked}
    ordered = {row.pk for row in SortedComment.objects.all() if row.partnership_id in offices}
    results = UNIT | {"group_chair", "lead_partner", "scrutineer"}
    whose = {"stranger": world.other}.get(persona, world.partnership)
    themes = {
        row.pk
        for row in EvaluationTheme.objects.all()
        if persona in results and row.partnership_id == whose.pk
    }
    items = {
        row.pk
        for row in EvaluationItem.objects.select_related("course")
        if row.course.state != "draft" or row.partnership_id in offices
    }
    assert asked or persona not in ("practitioner", "stranger", "business_unit")
    with as_web(world.tokens.get(persona, "")):
        assert (rows(Evaluation), rows(EvaluationScore)) == (asked, scores)
        assert (rows(EvaluationComment), rows(SortedComment)) == (written, ordered)
        assert (rows(EvaluationTheme), rows(EvaluationItem)) == (themes, items)


def test_the_database_adds_answers_up_for_those_who_read_results_alone(world: World) -> None:
    """Sums leave the database, never an answer; and not for the other partnership."""
    from django.db import connection

    readers = UNIT | {"group_chair", "lead_partner", "scrutineer"}
    for which, whose in (("ours", "ours"), ("theirs", "theirs")):
        course = world.training[f"course {which}"].pk
        for persona in PERSONAS:
            expected = persona in readers and (persona == "stranger") == (whose == "theirs")
            with as_web(world.tokens.get(persona, "")), connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM sightline_training_answered(%s)", [course])
                assert (cursor.fetchone() > (0,)) == expected, persona
                cursor.execute("SELECT count(*) FROM sightline_training_themes(%s)", [course])
                assert (cursor.fetchone() > (0,)) == expected, persona


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_has_read_what_is_known_to_them_and_the_office(world: World, persona: str) -> None:
    person, _, offices = of_agencies(world, persona)
    wanted = {
        row.pk
        for row in BriefingReceipt.objects.all()
        if row.person_id == person or row.partnership_id in offices
    }
    assert BriefingReceipt.objects.count() == 2
    with as_web(world.tokens.get(persona, "")):
        assert rows(BriefingReceipt) == wanted


@pytest.mark.parametrize("persona", PERSONAS)
def test_how_many_people_an_agency_has_is_its_own_and_the_offices(
    world: World, persona: str
) -> None:
    """R8.1, R0.6: roles are the partnership's; no agency sees the numbers of another."""
    _, agencies, offices = of_agencies(world, persona)
    counts = {
        row.pk
        for row in WorkforceCount.objects.all()
        if row.agency_id in agencies or row.partnership_id in offices
    }
    whose = {"stranger": world.other}.get(persona, world.partnership)
    is_member = persona not in ("nobody", "without_second_factor", "seat_ended")
    roles, needs = (
        {row.pk for row in model.objects.all() if is_member and row.partnership_id == whose.pk}
        for model in (WorkforceRole, RoleNeed)
    )
    assert WorkforceCount.objects.count() == 4
    with as_web(world.tokens.get(persona, "")):
        assert rows(WorkforceCount) == counts
        assert (rows(WorkforceRole), rows(RoleNeed)) == (roles, needs)


@pytest.mark.parametrize("persona", PERSONAS)
def test_what_was_completed_elsewhere_is_seen_as_places_are(world: World, persona: str) -> None:
    """R8.3, R0.6: by the person, those who book for the agency, and the office; the file by it."""
    person, agencies, offices = of_agencies(world, persona)
    kept = {
        row.pk
        for row in Completion.objects.all()
        if row.person_id == person or row.agency_id in agencies or row.partnership_id in offices
    }
    files = {row.pk for row in CompletionFile.objects.all() if row.partnership_id in offices}
    assert (Completion.objects.count(), CompletionFile.objects.count()) == (4, 2)
    with as_web(world.tokens.get(persona, "")):
        assert (rows(Completion), rows(CompletionFile)) == (kept, files)


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_draft_of_a_module_is_the_offices_and_a_try_is_ones_own(
    world: World, persona: str
) -> None:
    """R8.3: how often somebody tried, and what they answered, is not for their agency."""
    person, _, offices = of_agencies(world, persona)
    whose = {"stranger": world.other}.get(persona, world.partnership)
    is_member = persona not in ("nobody", "without_second_factor", "seat_ended")
    modules = {
        row.pk
        for row in Module.objects.all()
        if row.partnership_id in offices
        or (row.state != "draft" and is_member and row.partnership_id == whose.pk)
    }
    tries = {
        row.pk
        for row in ModuleTry.objects.all()
        if row.person_id == person or row.partnership_id in offices
    }
    assert (Module.objects.count(), ModuleTry.objects.count()) == (4, 4)
    with as_web(world.tokens.get(persona, "")):
        assert (rows(Module), rows(ModuleTry)) == (modules, tries)


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_chose_a_workshop_is_seen_as_the_place_is_and_a_search_by_the_office(
    world: World, persona: str
) -> None:
    """R8.2, R0.6: workshops are as public as their event; who chose which is not another's."""
    person, agencies, offices = of_agencies(world, persona)
    choices = {
        row.pk
        for row in WorkshopChoice.objects.select_related("booking")
        if row.booking.person_id == person
        or row.booking.agency_id in agencies
        or row.partnership_id in offices
    }
    searches = {row.pk for row in MissedSearch.objects.all() if row.partnership_id in offices}
    everything = {row.pk for row in Workshop.objects.all()}
    assert (len(everything), WorkshopChoice.objects.count()) == (4, 2)
    with as_web(world.tokens.get(persona, "")):
        assert (rows(Workshop), rows(WorkshopChoice)) == (everything, choices)
        assert rows(MissedSearch) == searches


def test_agencies_are_counted_for_those_who_compare_alone(world: World) -> None:
    from django.db import connection

    compare = UNIT | {"group_chair", "lead_partner", "scrutineer", "agency_lead"}
    for persona in PERSONAS:
        for whose in (world.partnership, world.other):
            is_own = (persona == "stranger") == (whose == world.other)
            with as_web(world.tokens.get(persona, "")), connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM sightline_training_year(%s, '2000-01-01', '2100-01-01')",
                    [whose.pk],
                )
                assert (cursor.fetchone() > (0,)) == (persona in compare and is_own), persona
