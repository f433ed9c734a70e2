"""The page on which something about a duty is asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest, render


def ask(
    request: PageRequest, form: GovukForm, heading: str, button: str, *, about: str, key: str
) -> HttpResponse:
    """Draw a form about the duty with this key, and lead back to the duty."""
    context = {
        "form": form,
        "page_heading": heading,
        "button": button,
        "about": about,
        "back": reverse("duties:duty", args=[key]),
        "here": request.path,
    }
    return render(request, "duties/form.html", context)
