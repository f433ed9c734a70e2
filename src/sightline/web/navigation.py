"""What is on every page: whose site it is, and where one can go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest

from sightline.assurance.retention import permissions as retention
from sightline.foundation.accounts.permissions import manage_accounts
from sightline.foundation.addresses import address
from sightline.foundation.diary.permissions import keep_own_diary
from sightline.foundation.permissions import Actor, Permission
from sightline.registers.actions import permissions as actions
from sightline.registers.duties import permissions as duties
from sightline.registers.partnership import permissions as partnership
from sightline.registers.partnership.queries import partnership_in_view
from sightline.registers.records import permissions as records
from sightline.work.governance import permissions as governance
from sightline.work.performance import permissions as performance
from sightline.work.planning import permissions as planning
from sightline.work.reviews import permissions as reviews


@dataclass(frozen=True)
class Entry:
    """One way to go, shown to those who hold its permission; `about` says what is found there, and
    `also` where other pages of it stand."""

    text: str
    name: str
    permission: Permission | None
    about: str = ""
    also: tuple[str, ...] = ()

    def shown_to(self, actor: Actor) -> bool:
        return self.permission is None or actor.may(self.permission)


class Item(NamedTuple):
    """One link of the menu, and the pages elsewhere that belong to it."""

    text: str
    href: str
    covers: tuple[str, ...] = ()


MEMBERS = (
    Entry("Your work", "web:home", None),
    Entry("Line of sight", "line_of_sight:duties", duties.see_register),
    Entry("Actions", "actions:actions", actions.see_actions, also=("/recommendations",)),
    Entry("Meetings", "governance:meetings", governance.see_meetings, also=("/items",)),
    Entry("Data", "performance:data_set", performance.see_figures),
    Entry("Training", "training:catalogue", None, also=("/programme",)),
)
"""The work of every day, in the menu of every page."""

OF_CASES = (
    "/people-of-cases",
    "/agency-requests",
    "/local-reviews",
    "/information-requests",
    "/learning-reviews",
    "/passed-learning",
    "/review-figures",
)
PARTNERSHIP = (
    Entry(
        "Bodies",
        "partnership:bodies",
        partnership.see_members,
        "The Executive, groups and forums: who sits on them, what they owe and what they delivered",
    ),
    Entry(
        "Agencies",
        "partnership:agencies",
        partnership.see_members,
        "Partners and relevant agencies: contacts, safeguarding leads, what they owe",
    ),
    Entry(
        "People",
        "partnership:people",
        partnership.see_people,
        "Who holds which place, since when; appoint, deputise, end, pass the chair on",
    ),
    Entry(
        "Interests",
        "records:interests",
        records.declare_interest,
        "What members declare on taking a place: your own and, for whoever prepares meetings, all",
    ),
    Entry(
        "Business plan",
        "planning:plans",
        planning.see_plans,
        "Aims, priorities and objectives of each year, and what was judged: progress and impact",
        ("/objectives",),
    ),
    Entry(
        "Risks",
        "planning:risks",
        planning.see_risks,
        "What may happen, how likely and how grave, what controls it, and when it is reviewed",
    ),
    Entry(
        "Requests",
        "governance:requests",
        governance.make_requests,
        "Concerns escalated to a body, requests to attend, and the answer to each",
    ),
    Entry(
        "Group reports",
        "governance:reports",
        governance.see_reports,
        "What groups report to the Executive, with the facts from the records beside it",
    ),
    Entry(
        "Task and finish groups",
        "governance:task_groups",
        governance.see_task_groups,
        "Set up by a body for one piece of work: purpose, end, report back",
    ),
    Entry(
        "What the forum said",
        "governance:forum",
        governance.see_forum,
        "Packs in plain words, themes and challenges, and what became of them",
    ),
    Entry(
        "Disputes in the Executive",
        "governance:disputes",
        governance.see_disputes,
        "Mediation by the scrutineer, then the chief officers; for a narrow circle",
    ),
    Entry(
        "Cases",
        "reviews:cases",
        reviews.see_cases,
        "Serious incidents and reviews that you are named to or were given sight of",
        OF_CASES,
    ),
    Entry(
        "Disclosures",
        "reviews:disclosure_log",
        reviews.see_disclosures,
        "Who asked for what is held of them, what was given, and who checked it",
    ),
    Entry(
        "Unusual reading",
        "reviews:unusual_reading",
        reviews.watch_reading,
        "Reading of cases that should be asked about: by whom and when",
    ),
    Entry(
        "Retention",
        "retention:retention",
        retention.see_retention,
        "How long records are kept, what is held, what two persons agreed to destroy",
    ),
    Entry(
        "My dates",
        "diary:my_dates",
        keep_own_diary,
        "What you are invited to, and how to have it in your own calendar",
    ),
    Entry(
        "Shelf",
        "duties:shelf",
        duties.see_register,
        "The documents the arrangements speak of, with every edition",
    ),
    Entry(
        "Emergency access",
        "records:emergency_accesses",
        records.see_emergency_access,
        "Cases opened for an hour because it could not wait: by whom, why, and the review of it",
    ),
    Entry(
        "Arrangements",
        "partnership:arrangements_of_members",
        partnership.see_members,
        "What was published: versions, differences, coverage, contradictions and their decisions",
    ),
)
"""What is looked up now and then, on a page of its own."""

LAST = (Entry("Settings", "web:settings", manage_accounts),)
PUBLIC = (
    Entry("Our arrangements", "partnership:arrangements", None),
    Entry("How we are organised", "partnership:structure", None),
    Entry("Partners", "partnership:partners", None),
    Entry("Figures", "performance:headlines", None),
    Entry("Training", "training:catalogue", None),
    Entry("Reviews", "reviews:published_reviews", None),
    Entry("Raise a concern", "partnership:raise_a_concern", None),
)


def of_the_site(request: HttpRequest) -> dict[str, Any]:
    """For every page: the partnership in view, the menu, and where search is."""
    actor: Actor | None = getattr(request, "actor", None)
    is_member = actor is not None and actor.partnership_id is not None
    held = [key for key in actor.keys if key.startswith("partnership:")] if actor else []
    menu = _menu_of(actor) if actor is not None and is_member else _items(PUBLIC)
    if len(held) > 1:
        menu.append(Item("Partnerships", address("web:choose_partnership")))
    searches = actor is not None and is_member and actor.may(records.search)
    return {
        "partnership": partnership_in_view(request),
        "navigation": [
            {"text": item.text, "href": item.href, "here": _here(item, request.path)}
            for item in menu
        ],
        "search_address": address("web:search") if searches else "",
        "end_emergency": address("records:end_emergency") if actor and actor.emergency else "",
    }


def _menu_of(actor: Actor) -> list[Item]:
    menu = _items(entry for entry in MEMBERS if entry.shown_to(actor))
    shown = [entry for entry in PARTNERSHIP if entry.shown_to(actor)]
    looked_up = tuple(each for entry in shown for each in (address(entry.name), *entry.also))
    if looked_up:
        menu.append(Item("The partnership", address("web:partnership"), looked_up))
    return menu + _items(entry for entry in LAST if entry.shown_to(actor))


def _items(entries: Iterable[Entry]) -> list[Item]:
    return [Item(entry.text, address(entry.name), entry.also) for entry in entries]


def _here(item: Item, path: str) -> str:
    """Whether the reader is on this very page, in this part of the site, or elsewhere."""
    if item.href == path:
        return "page"
    within = any(path == each or path.startswith(f"{each}/") for each in (item.href, *item.covers))
    return "true" if within else ""
