"""A small site for the tests of signing in: the account pages, one member page, one own page."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.urls import include, path

from sightline.foundation.permissions import EVERYBODY, Permission
from sightline.foundation.requests import PageRequest, page, signed_in_page

READ_PAPERS = Permission("tests.read_papers", "Read papers", frozenset({EVERYBODY}))


@page(READ_PAPERS)
def papers(request: PageRequest) -> HttpResponse:
    return HttpResponse("papers")


@signed_in_page
def who(request: PageRequest) -> HttpResponse:
    return JsonResponse(
        {"name": request.actor.name, "stepped_up": request.actor.has_stepped_up(request.now)}
    )


urlpatterns = [
    path("account/", include("sightline.foundation.accounts.urls")),
    path("papers", papers),
    path("who", who),
]
