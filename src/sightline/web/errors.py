"""Answers to what went wrong, in plain words and without a hint of what is hidden."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from sightline.foundation.requests import not_found, render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood."""
    return render(request, "govuk/errors/400.html", {}, status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person's roles do not hold the permission."""
    return render(request, "govuk/errors/403.html", {}, status=403)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Absent or hidden."""
    return not_found(request)


def failed(request: HttpRequest) -> HttpResponse:
    """Something of ours failed."""
    return render(request, "govuk/errors/500.html", {}, status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent without its token, or after signing in elsewhere."""
    return render(request, "govuk/errors/csrf.html", {}, status=403)
