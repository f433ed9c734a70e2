"""The business plan of last year and of this one, judged on both sides as the year went on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sightline.foundation.permissions import Actor
from sightline.registers.actions import operations as actions
from sightline.registers.partnership.models import Body, Seat
from sightline.web.demonstration_year.world import World, acting, seat_with
from sightline.work.planning import operations as planning
from sightline.work.planning.models import Objective, Plan, Priority

Steps = tuple[tuple[str, str], ...]

# priority, why, how many of the aims it serves are skipped before its own, objectives
PLANNED = (
    ("Neglect is seen early (invented)",
     "Every review of the last three years found neglect that several services had noticed.", 3,
     (
         ("One toolkit for neglect is used in every agency (invented)",
          "An audit of forty files finds it on four in five",
          "Health and Wellbeing Board: best start in life"),
         ("Children say what they wish to happen, and hear what became of it (invented)",
          "Twenty children a year tell an adviser whether they heard back", ""),
     )),
    ("Children who are exploited are safe (invented)",
     "Missing episodes rose by a third in two years.", 6,
     (
         ("Every child who goes missing is spoken with within three days (invented)",
          "Return interviews within 72 hours, each quarter",
          "Community Safety Partnership: serious violence duty"),
         ("Schools know whom to ring about online harm (invented)",
          "Nine schools in ten name the number when they are asked", ""),
     )),
    ("Those who work with children learn together (invented)",
     "Half of the places on courses stayed empty last year.", 5,
     (
         ("The programme follows a yearly analysis of needs (invented)",
          "The analysis is published before the programme is", ""),
     )),
)  # fmt: skip

# of each objective in turn: progress and impact as the year went on, with what they rest on
JUDGED: tuple[tuple[Steps, Steps], ...] = (
    ((("little", "Two agencies of seven have begun."),
      ("good", "Six agencies of seven use it; schools begin in the new year.")),
     (("not-yet-known", "The audit of files is planned for the spring."),)),
    ((("some", "A form was tried in two teams."),
      ("little", "The two teams stopped when their manager left.")),
     (("none", "None of eight children asked had heard back."),)),
    ((("some", "Seven interviews in ten were in time."),
      ("good", "Nine interviews in ten were in time.")),
     (("not-yet-known", "Too early to tell."),
      ("some", "Fewer children went missing a third time within the quarter."))),
    ((("none", "The post that was to do it is vacant."),), ()),
    ((("complete", "The analysis is out, and the programme follows it."),),
     (("clear", "Bookings rose by a fifth; managers name what changed in practice."),)),
)  # fmt: skip


def build(world: World) -> Iterator[str]:
    """Plan last year and this one, enter actions of the objectives, and judge them."""
    manager = seat_with(world.partnership, capacities__contains=["business-manager"])
    groups = list(Body.objects.filter(partnership=world.partnership, kind="group").order_by("pk"))
    if manager is None or not groups:
        return
    office, month = acting(manager), world.arrangement.year_starts_month
    began = world.today.year if world.today.month >= month else world.today.year - 1
    first = _plan(world, began - 1, month, office, groups)
    ended = first.ends_on - timedelta(days=30)
    standing = list(first.objectives.select_related("plan", "record").order_by("pk"))
    for objective, (progress, impact) in zip(standing, JUDGED, strict=True):
        _judge(world, objective, progress[:1], impact[:1], office, ended)
    now = world.at(date(began, month, 1) - timedelta(days=40))
    this = planning.copy_plan(plan=first, carried=[one.pk for one in standing], by=office, now=now)
    _agree(world, this, office)
    objectives = list(this.objectives.select_related("plan", "record", "body").order_by("pk"))
    for objective, (progress, impact) in zip(objectives, JUDGED, strict=True):
        _judge(world, objective, progress, impact, _chair_of(world, objective, office), world.today)
    made = _act(world, objectives, office)
    yield f"business plans of two years, {len(objectives)} objectives, {made} actions of theirs"


def _plan(world: World, year: int, month: int, office: Actor, groups: list[Body]) -> Plan:
    at = world.at(date(year, month, 1) - timedelta(days=60))
    lead = seat_with(world.partnership, is_lead_partner=True)
    aims = [one.id for one in world.arrangement.aims]
    made = planning.draw_up_plan(
        partnership_id=world.partnership.pk,
        year=year,
        words="What reviews and audits showed decides what comes first (invented).",
        by=office,
        now=at,
    )
    for place, (name, why, skipped, objectives) in enumerate(PLANNED):
        priority: Priority = planning.add_priority(
            plan=made, name=name, why=why, aims=aims[skipped : skipped + 1], by=office, now=at
        )
        for what, measure, alignment in objectives:
            planning.add_objective(
                priority=priority,
                what=what,
                measure=measure,
                body=groups[place % len(groups)],
                agency=lead.place.agency if lead else None,
                alignment=alignment,
                by=office,
                now=at,
            )
    _agree(world, made, office)
    return made


def _agree(world: World, plan: Plan, office: Actor) -> None:
    on = plan.starts_on - timedelta(days=12)
    planning.agree_plan(
        plan=plan, agreed_on=on, where="Meeting of the Executive (invented)", by=office,
        now=world.at(on, 16),
    )  # fmt: skip
    plan.refresh_from_db()


def _judge(
    world: World, objective: Objective, progress: Steps, impact: Steps, by: Actor, until: date
) -> None:
    """Each step a quarter before the next, the last of them at `until`; none before the year."""
    for side, steps in (("progress", progress), ("impact", impact)):
        for back, (value, words) in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
            on = max(objective.plan.starts_on, until - timedelta(days=91 * back + 10))
            on = min(on, world.today)
            planning.judge_objective(
                objective=objective,
                side=side,
                value=value,
                words=f"{words} (invented)",
                judged_on=on,
                by=by,
                now=world.at(on, 12),
            )


def _chair_of(world: World, objective: Objective, office: Actor) -> Actor:
    seat = seat_with(world.partnership, function="chair", body=objective.body,
                     capacities__contains=["group-chair"])  # fmt: skip
    return acting(seat) if seat else office


def _act(world: World, objectives: list[Objective], office: Actor) -> int:
    owner: Seat | None = seat_with(world.partnership, capacities__contains=["agency-lead"])
    if owner is None:
        return 0
    made = 0
    for days, within, place, what in (
        (60, 120, 0, "Bring the toolkit into schools (invented)"),
        (90, 60, 1, "Name somebody in each team who tells children what became of it (invented)"),
        (45, 90, 2, "Ring each evening whoever came back that day (invented)"),
    ):
        entered = world.today - timedelta(days=days)
        actions.make_action(
            body=objectives[place].body,
            what=what,
            due_on=entered + timedelta(days=within),
            owner_id=owner.person_id,
            source=objectives[place].record,
            by=office,
            now=world.at(entered),
        )
        made += 1
    return made
