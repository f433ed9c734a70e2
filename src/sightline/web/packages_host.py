"""The second address of a site, at which packages of e-learning run: it answers nothing but them
(docs/decisions/016)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ANSWERED = ("/packages/", "/static/govuk/")


class PackagesHost:
    """Keep the two addresses apart: no page of the site at the one, no package at the other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host()
        is_packages = bool(host) and host == urlsplit(settings.PACKAGES_ADDRESS).netloc
        path = request.path_info
        is_of_packages = path.startswith("/packages/")
        if (is_packages and not path.startswith(ANSWERED)) or (is_of_packages and not is_packages):
            return HttpResponse("Not found", status=404, content_type="text/plain")
        return self.get_response(request)
