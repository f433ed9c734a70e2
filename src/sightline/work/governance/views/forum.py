"""Pages of the forum: packs for members without an account, what they said, what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, public_page, render
from sightline.work.governance import operations, permissions
from sightline.work.governance.forms import forum as forms
from sightline.work.governance.models import ForumPack
from sightline.work.governance.queries import forum as queries
from sightline.work.governance.queries import meeting as meeting_of


@page(permissions.see_forum)
def forum(request: PageRequest) -> HttpResponse:
    """For the scrutineer, who chairs the forum and reports what it said: each forum with its themes
    and challenges, and what became of them."""
    packs = list(queries.packs(request.actor, request.now)[: queries.SHOWN])
    themes = [theme for pack in packs for theme in pack.themes.all()]
    context = {
        "packs": packs,
        "waiting": queries.forums_without_pack(request.actor, request.now),
        "unanswered": sum(one.answered_at is None for one in themes),
        "how_many": len(themes),
        "may_run": request.actor.may(permissions.run_forum),
        "wide": True,
    }
    return render(request, "governance/forum.html", context)


@page(permissions.see_forum)
def forum_pack(request: PageRequest, reference: str) -> HttpResponse:
    """One forum: its pack, to how many it went, what was said."""
    pack = queries.pack_by(request.actor, reference, request.now)
    links = list(pack.links.order_by("pk")) if request.actor.may(permissions.run_forum) else []
    context = {
        "pack": pack,
        "links": links,
        "may_run": request.actor.may(permissions.run_forum),
        "may_record": request.actor.may(permissions.record_themes),
        "breadcrumbs": [("Forum", reverse("governance:forum"))],
        "wide": True,
    }
    return render(request, "governance/forum_pack.html", context)


@page(permissions.run_forum)
def write_pack(request: PageRequest, reference: str) -> HttpResponse:
    """Write the plain-words pack of a forum's meeting."""
    found = meeting_of(request.actor, reference, request.now)
    pack = ForumPack.objects.filter(meeting=found).first()

    def act(given: dict[str, Any]) -> str:
        made = operations.write_pack(meeting=found, **given, by=request.actor, now=request.now)
        return reverse("governance:forum_pack", args=[made.record.reference])

    return ask(
        request,
        forms.PackForm(request.POST or None, initial={"words": pack.words if pack else ""}),
        act,
        said="The pack is written. Send it to members next.",
        heading="Write the forum's pack",
        button="Save the pack",
        back=reverse("governance:forum"),
        caption=reference,
    )


@page(permissions.run_forum)
def send_pack(request: PageRequest, reference: str) -> HttpResponse:
    """Send a one-time link to a member without an account."""
    pack = queries.pack_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.send_pack(pack=pack, **given, by=request.actor, now=request.now)
        return _address(pack)

    return ask(
        request,
        forms.SendForm(request.POST or None),
        act,
        said="The link is on its way. It opens the pack once, within three weeks.",
        heading="Send the pack to a member",
        button="Send the link",
        back=_address(pack),
        caption=reference,
    )


@page(permissions.record_themes)
def record_theme(request: PageRequest, reference: str) -> HttpResponse:
    """Record a theme or challenge."""
    pack = queries.pack_by(request.actor, reference, request.now)

    def act(given: dict[str, Any]) -> str:
        operations.record_theme(pack=pack, **given, by=request.actor, now=request.now)
        return _address(pack)

    return ask(
        request,
        forms.ThemeForm(request.POST or None),
        act,
        said="It is recorded.",
        heading="Record what was said",
        button="Record it",
        back=_address(pack),
        caption=reference,
    )


@page(permissions.record_themes)
def answer_theme(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """Say what became of a theme or challenge."""
    pack = queries.pack_by(request.actor, reference, request.now)
    theme = queries.theme_of(pack, number)

    def act(given: dict[str, Any]) -> str:
        operations.answer_theme(theme=theme, **given, by=request.actor, now=request.now)
        return _address(pack)

    return ask(
        request,
        forms.BecameForm(request.POST or None, initial={"became": theme.became}),
        act,
        said="What became of it is recorded.",
        heading="What became of it",
        button="Record it",
        back=_address(pack),
        caption=reference,
        intro=theme.words,
    )


@public_page
def open_pack(request: PageRequest, secret: str) -> HttpResponse:
    """The pack behind a one-time link: a button first, since programs that check mail follow links
    too, and would use it up."""
    opened = operations.use_link(secret=secret) if request.method == "POST" else None
    context = {
        "opened": opened,
        "waits": opened is None and request.method == "GET" and queries.link_waits(secret),
        "here": request.path,
        "exit_page": True,
    }
    answer = render(request, "governance/open_pack.html", context)
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    # the site's own policy keeps the address from others; "no-referrer" would take the origin from
    # the post as well, which then counts as forged
    return answer


def _address(pack: ForumPack) -> str:
    return reverse("governance:forum_pack", args=[pack.record.reference])
