"""A person's own dates, and the private feed a calendar program fetches."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import parse_etags

from sightline.foundation.diary import operations, permissions, queries, rules
from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page, public_page, render


@page(permissions.keep_own_diary)
def my_dates(request: PageRequest) -> HttpResponse:
    """The reader's own dates, and how to have them in a calendar program."""
    dates = queries.dates_of(request.actor, request.now, request.today)
    context = {
        "coming": [one for one in dates if one.falls_on >= request.today],
        "feed": queries.live_feed(request.actor.person_id),
    }
    return render(request, "diary/my_dates.html", context)


@page(permissions.keep_own_diary)
def subscribe(request: PageRequest) -> HttpResponse:
    """Make the feed and show its address this one time. The page answers the post itself: the
    address may stand nowhere else, not even for the length of a redirect."""
    if request.method != "POST":
        return redirect("diary:my_dates")
    secret = operations.make_feed(by=request.actor, now=request.now)
    address = settings.ADDRESS.rstrip("/") + reverse("diary:feed", args=[secret])
    context = {
        "address": address,
        "subscribe_address": f"webcal://{address.partition('://')[2]}",
        "host": urlsplit(settings.ADDRESS).hostname,
    }
    return render(request, "diary/subscribe.html", context)


@page(permissions.keep_own_diary)
def unsubscribe(request: PageRequest) -> HttpResponse:
    """End the feed."""
    if request.method == "POST":
        operations.end_feed(by=request.actor, now=request.now)
        messages.success(request, "The feed has ended. Remove the calendar from your program too.")
    return redirect("diary:my_dates")


@public_page
def feed(request: PageRequest, secret: str) -> HttpResponse:
    """The feed behind a secret, for a calendar program that has no session: read only, in the sight
    of its person at this moment. An unknown secret and an ended one answer alike."""
    if request.method not in ("GET", "HEAD"):
        raise NotSeen
    actor = queries.actor_of_feed(secret)
    if actor is None or actor.partnership_id is None:
        raise NotSeen
    content = queries.file_of(actor, request.now, request.today)
    etag = rules.etag_of(content)
    known = [
        one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))
    ]
    answer: HttpResponse
    if etag in known or known == ["*"]:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="sightline.ics"'
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer
