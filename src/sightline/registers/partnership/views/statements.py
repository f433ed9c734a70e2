"""Statements about this website that are true of the software itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from sightline.foundation.requests import PageRequest, public_page, render
from sightline.registers.partnership import queries


@public_page
def accessibility(request: PageRequest) -> HttpResponse:
    """How accessible this website is, how it was tested, and what is known not to work."""
    partnership = queries.partnership_in_view(request)
    says = queries.arrangement_on(partnership.pk, request.today) if partnership else None
    website = says.website if says else None
    return render(request, "partnership/accessibility.html", {"website": website})


@public_page
def cookies(request: PageRequest) -> HttpResponse:
    """The cookies this website sets, all of them needed."""
    return render(
        request,
        "partnership/cookies.html",
        {
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
            "longest_hours": settings.SESSION_COOKIE_AGE // 3600,
            "idle_minutes": settings.SESSION_IDLE_SECONDS // 60,
        },
    )


@public_page
def privacy(request: PageRequest) -> HttpResponse:
    """What this website keeps about people, for whom and why."""
    return render(request, "partnership/privacy.html", {})
