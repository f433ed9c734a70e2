"""Another case, which never was: its local review is under way, part of it done and part late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Body, Place, Seat
from sightline.web.demonstration_year.reviews import notified_case
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import Incident, InformationRequest, LocalReview
from sightline.work.reviews.rules.criteria import REVIEW
from sightline.work.reviews.rules.deciding import Decided, Held, Judged, Recommended
from sightline.work.reviews.rules.local_review import Appointed, Terms
from sightline.work.reviews.rules.local_review_agencies import Answer, Asking
from sightline.work.reviews.rules.local_review_drafts import Drafted
from sightline.work.reviews.rules.local_review_findings import Found, Learnt
from sightline.work.reviews.rules.local_review_people import Planned, Told
from sightline.work.reviews.rules.rapid_review import PURPOSES

WHY = "Agencies each knew a part, and it was not put together (invented)."
ASKED = (
    "Child A of this invented case: what did your agency know in the two years before, "
    "and what did it do?"
)


def build(world: World) -> Iterator[str]:
    """Take a second case through its rapid review and well into its local review."""
    notifier = seat_with(world.partnership, capacities__contains=["notifier"])
    manager = seat_with(world.partnership, capacities__contains=["business-manager"])
    if notifier is None or manager is None:
        return
    by, began = acting(manager), world.at(world.today - timedelta(days=100))
    incident = notified_case(world, acting(notifier), manager, began)
    review = _initiated(world, incident, by, began + timedelta(days=20))
    _terms(review, by, began + timedelta(days=30))
    _agencies(world, review, by)
    _people(world, review, by)
    _report(world, review, by)
    yield "1 invented local review, under way"


def _initiated(world: World, incident: Incident, by: Actor, now: datetime) -> LocalReview:
    rapid = reviews.begin_rapid_review(incident=incident, by=by, now=now - timedelta(days=19))
    for purpose in PURPOSES:
        reviews.answer_purpose(review=rapid, purpose=purpose, words=WHY, by=by, now=now)
    criteria = {one.key: Judged("met", WHY) for one in REVIEW}
    wanted = Recommended(criteria, "local-review", WHY, now.date())
    reviews.recommend_review(review=rapid, given=wanted, by=by, now=now)
    partners = Place.objects.filter(
        partnership=world.partnership, is_lead_partner=True, ends_on=None
    )
    decided = Decided(
        criteria=criteria,
        positions={one.pk: Held("local-review", WHY) for one in partners},
        outcome="local-review",
        reasons=WHY,
        dissent="",
        panel_view="The Panel agrees (invented).",
        decided_on=now.date(),
    )
    reviews.record_review_decision(incident=incident, given=decided, by=by, now=now)
    return reviews.begin_local_review(incident=incident, by=by, now=now + timedelta(days=1))


def _terms(review: LocalReview, by: Actor, now: datetime) -> None:
    agencies = queries.agencies_to_choose(review.partnership_id).values()
    terms = Terms(
        from_on=now.date() - timedelta(days=760),
        to_on=now.date() - timedelta(days=31),
        questions="How was the child’s daily life known?\nHow was knowledge of risk shared?\n"
        "How was the father’s part seen?",
        agencies=tuple(one.name for one in agencies)[:4],
        agreed_by="The Executive (invented)",
        agreed_on=now.date(),
    )
    reviews.set_terms(review=review, given=terms, by=by, now=now)
    reviewer = Appointed(
        name="Morgan Neverwas",
        organisation="Independent reviewer (invented)",
        competence="Has led eight reviews, and trains practitioners in systems methods (invented).",
        conflict="Asked in writing; has never worked in this area nor for its agencies (invented).",
        reasons="Experience of work with families of very young children (invented).",
        appointed_by="The three safeguarding partners",
        appointed_on=now.date(),
    )
    reviews.appoint_reviewer(review=review, given=reviewer, by=by, now=now)
    reviews.record_proceeding(
        review=review,
        kind="criminal",
        what="Police investigation concerning Adult B (invented)",
        status="open",
        effect="Adult B is not spoken to before the decision to charge (invented).",
        reviewed_on=now.date(),
        by=by,
        now=now,
    )


def _agencies(world: World, review: LocalReview, by: Actor) -> None:
    """One answers, one knew nobody, one is late and was chased twice."""
    seats: dict[int | None, Seat] = {}
    for seat in queries.seats_for_agencies(review.partnership_id):
        if seat.person_id != by.person_id:
            seats.setdefault(seat.place.agency_id, seat)
    asked_on = world.today - timedelta(days=60)
    asking = Asking(ASKED, "s16h", "", asked_on, asked_on + timedelta(days=28))
    for number, seat in enumerate(list(seats.values())[:3]):
        request = reviews.ask_for_information(
            review=review, author=seat, given=asking, by=by, now=world.at(asked_on)
        )
        if number == 0:
            answer = Answer("answered", "We knew Child A from birth (invented).", asking.due_on)
        elif number == 1:
            answer = Answer("nil", "We looked under both addresses (invented).", asking.due_on)
        else:
            _chase(world, request, by, asking.due_on)
            continue
        reviews.answer_information(
            request=request, given=answer, by=acting(seat), now=world.at(asking.due_on)
        )


def _chase(world: World, request: InformationRequest, by: Actor, due_on: date) -> None:
    for days, how in ((5, "e-mail"), (15, "telephone")):
        day = due_on + timedelta(days=days)
        reviews.chase_information(
            request=request,
            how=how,
            chased_on=day,
            words="They look in the archive (invented)",
            by=by,
            now=world.at(day),
        )


def _people(world: World, review: LocalReview, by: Actor) -> None:
    day = world.today - timedelta(days=40)
    for person in queries.family_to_choose(review).values():
        plan = reviews.plan_family(
            review=review,
            person=person,
            given=Planned("The family worker (invented)", "visit", "Through their nursery, with a "
                          "drawing and in play (invented)."),
            by=by,
            now=world.at(day),
        )  # fmt: skip
        reviews.record_family_step(
            plan=plan, step="offered", happened_on=day, words="", by=by, now=world.at(day)
        )
    told = Told(
        day,
        "How it was to work with the family (invented)",
        "Health visiting: 6\nPolice: 3\nSchools: 2",
        "Nobody was sure who led, and each thought that another did (invented).",
    )
    reviews.record_practitioner_event(review=review, given=told, by=by, now=world.at(day))


def _report(world: World, review: LocalReview, by: Actor) -> None:
    day = world.today - timedelta(days=10)
    now = world.at(day)
    upload = SimpleUploadedFile("draft.txt", b"An invented draft of an invented review.")
    draft = reviews.file_draft(
        review=review, given=Drafted(day, "Morgan Neverwas", ""), upload=upload, by=by, now=now
    )
    for agency in list(queries.agencies_to_choose(review.partnership_id).values())[:2]:
        reviews.ask_about_draft(
            draft=draft,
            agency=agency.name,
            asked_on=day,
            due_on=day + timedelta(days=21),
            by=by,
            now=now,
        )
    _findings(world, review, by, day)


def _findings(world: World, review: LocalReview, by: Actor, day: date) -> None:
    now = world.at(day)
    finding = reviews.record_finding(
        review=review,
        given=Found(WHY, "Two agencies’ reports and the chronology (invented).", "sharing"),
        by=by,
        now=now,
    )
    body = Body.objects.filter(partnership=world.partnership).order_by("pk").first()
    assert body is not None
    reviews.recommend_from_finding(
        finding=finding,
        body=body,
        wording="Agencies ring each other on the day of a missed visit to a baby (invented).",
        hoped_for="Babies who are not seen are looked for at once.",
        to_whom="All agencies",
        to_agency=None,
        by=by,
        now=now,
    )
    learnt = Learnt(
        "A missed visit was told to nobody (invented).",
        "Health visiting rings the social worker on the same day (invented).",
        day,
        "All health visitors",
    )
    reviews.record_interim_learning(review=review, given=learnt, by=by, now=now)
