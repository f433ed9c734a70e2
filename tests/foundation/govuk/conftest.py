"""Pages of the kit alone: no menu, no rooms above it, static files by their own names."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory

PARTNERSHIP = {"name": "Invented Vale Safeguarding Children Partnership"}


@pytest.fixture(autouse=True)
def kit_alone(settings: Any) -> None:
    """The kit's own settings, without what the rooms above add."""
    ours = copy.deepcopy(settings.TEMPLATES)
    ours[0]["OPTIONS"]["context_processors"] = []
    settings.TEMPLATES = ours
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def draw() -> Callable[..., HttpResponse]:
    """Draw a page from its source, as a view would answer with it."""

    def drawn(source: str, *, path: str = "/here", **values: Any) -> HttpResponse:
        template = engines["jinja"].from_string(source)
        context = {"partnership": PARTNERSHIP, "path": path, **values}
        return HttpResponse(template.render(context, RequestFactory().get(path)))

    return drawn
