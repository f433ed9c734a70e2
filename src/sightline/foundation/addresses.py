"""Addresses of pages, worked out once a process: what a name and a reference lead to never changes
while it runs, and a list of fifty rows would work it out fifty times."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

KEPT = 20_000  # the addresses of what people look at in some hours


def address(name: str, *args: object) -> str:
    """The address of a page by its name, such as `governance:meeting`, and what it takes."""
    return _address(settings.ROOT_URLCONF, name, *args)


def static(path: str) -> str:
    """The address of a static file, with the mark of its content."""
    return _static(str(settings.STATIC_ROOT), path)


@lru_cache(maxsize=KEPT)
def _address(site: str, name: str, *args: object) -> str:
    return reverse(name, site, args)


@lru_cache(maxsize=200)
def _static(folder: str, path: str) -> str:
    return str(staticfiles_storage.url(path))
