"""What gunicorn serves."""

from __future__ import annotations

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.settings")


class FrontDoor(WSGIHandler):
    """Django's own, which takes the view that `RequestContext` found and does not look through
    every address a second time."""

    def resolve_request(self, request: HttpRequest) -> Any:
        found: ResolverMatch | None = request.resolver_match
        return found or super().resolve_request(request)


django.setup(set_prefix=False)
application = FrontDoor()
