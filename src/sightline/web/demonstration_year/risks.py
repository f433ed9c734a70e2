"""Risks that a year of assessments moved: one is before the Executive, one was looked at too late,
one is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sightline.foundation.permissions import Actor
from sightline.registers.actions import operations as actions
from sightline.registers.partnership.models import Body, Seat
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.planning import operations as planning
from sightline.work.planning.models import Risk
from sightline.work.planning.rules.risks import Rating

Pair = tuple[int, int]

# days ago entered, name, cause, event, effect, controls, before, after controls each time it was
# rated, target, days from today to the next review, what became of it
RISKS: tuple[tuple[int, str, str, str, str, str, Pair, tuple[Pair, ...], Pair, int, str], ...] = (
    (320, "Too few trained chairs of strategy meetings (invented)",
     "Two of three trained chairs retire within the year.",
     "Meetings are held late or without a trained chair.",
     "Children wait longer until somebody decides how to protect them.",
     "A rota over the three partners\nTraining for new chairs twice a year",
     (4, 4), ((4, 4), (3, 4), (2, 4)), (1, 4), 70, ""),
    (200, "Schools are missing from strategy meetings (invented)",
     "Invitations come an hour before, and nobody is free.",
     "Decisions are made without those who see the child every day.",
     "Signs of harm are not put together.",
     "A single address for invitations",
     (5, 4), ((4, 4), (4, 4)), (2, 3), 40, "raised"),
    (260, "The agreed data set is late (invented)",
     "Two agencies changed their systems in the same quarter.",
     "The Executive decides on figures that are half a year old.",
     "A rise in harm is seen too late.",
     "A reminder two weeks before each return is due",
     (4, 3), ((3, 3), (3, 3)), (2, 2), -12, ""),
    (150, "The budget of the partnership runs out before the year (invented)",
     "Reviews cost more than was set aside for them.",
     "Training is cut in the last quarter.",
     "New staff begin without knowing how to raise a concern.",
     "A forecast each quarter\nA reserve of one twentieth",
     (3, 4), ((2, 4), (2, 3)), (2, 2), 25, ""),
    (300, "Nobody may open the return interviews (invented)",
     "The agreement on sharing information ran out.",
     "What children say after they went missing stays with one agency.",
     "Those who exploit them are not found.",
     "A new agreement, signed by all partners",
     (4, 5), ((3, 5), (1, 5)), (1, 5), 60, "closed"),
)  # fmt: skip


def build(world: World) -> Iterator[str]:
    """Enter the risks of the year, rate them again, raise one and close one."""
    manager = seat_with(world.partnership, capacities__contains=["business-manager"])
    chairs = Seat.objects.filter(
        Seat.live(),
        partnership=world.partnership,
        place__function="chair",
        place__body__kind="group",
        place__capacities__contains=["group-chair"],
    ).select_related("person", "place__body")
    seats = list(chairs.order_by("pk"))
    if manager is None or not seats:
        return
    for place, about in enumerate(RISKS):
        seat = seats[place % len(seats)]
        assert seat.place.body is not None
        risk = _rate(world, about, seat, seat.place.body, acting(manager))
        _go_on(world, risk, about[-1], acting(seat), acting(manager))
    yield f"{len(RISKS)} risks, one raised to the Executive, one to be reviewed, one closed"


def _rate(
    world: World,
    about: tuple[int, str, str, str, str, str, Pair, tuple[Pair, ...], Pair, int, str],
    seat: Seat,
    body: Body,
    office: Actor,
) -> Risk:
    begun, name, cause, event, effect, controls, before, after, target, review, _ = about
    # what is overdue was looked at last a quarter before its review was due
    last = 10 if review > 0 else 91 - review
    step = (begun - last) // (len(after) - 1)
    days = [*(begun - step * n for n in range(len(after) - 1)), last]
    risk: Risk | None = None
    for back, now_rated in zip(days, after, strict=True):
        on = world.today - timedelta(days=back)
        ratings = {
            "before": Rating(*before), "after": Rating(*now_rated), "target": Rating(*target)
        }  # fmt: skip
        due = world.today + timedelta(days=review) if back == last else on + timedelta(days=91)
        if risk is None:
            risk = planning.enter_risk(
                body=body, owner_id=seat.person_id, name=name, cause=cause, event=event,
                effect=effect, ratings=ratings, words="Rated by the group (invented).",
                review_on=due, by=office, now=world.at(on), controls=controls.splitlines(),
            )  # fmt: skip
            continue
        planning.assess_risk(
            risk=risk, ratings=ratings, words="Looked at again with the group (invented).",
            assessed_on=on, review_on=due, by=office, now=world.at(on),
        )  # fmt: skip
    assert risk is not None
    return risk


def _go_on(world: World, risk: Risk, end: str, chair: Actor, office: Actor) -> None:
    week_ago = world.at(world.today - timedelta(days=7))
    if end == "raised":
        planning.raise_risk(
            risk=risk,
            reason="The group asked twice. Only the partners can free somebody to attend "
            "(invented).",
            by=chair,
            now=week_ago,
        )
    elif end == "closed":
        planning.close_risk(
            risk=risk,
            reason="All partners signed the new agreement, and it is used (invented).",
            by=office,
            now=week_ago,
        )
    else:
        actions.make_action(
            body=risk.body,
            what=f"Bring the next control into place: {risk.name.removesuffix(' (invented)')} "
            "(invented)"[:300],
            due_on=world.today + timedelta(days=40),
            owner_id=risk.owner_id,
            source=risk.record,
            by=office,
            now=week_ago,
        )
