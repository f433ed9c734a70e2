"""Tests of signing in need whole requests with real commits: each uses people of its own."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, settings: Any
) -> Iterator[None]:
    """The database, with nothing undone afterwards, and the small site of `accounts_site`."""
    settings.ROOT_URLCONF = "foundation.accounts_site"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    ours = copy.deepcopy(settings.TEMPLATES)
    # the menu belongs to rooms above this one
    ours[0]["OPTIONS"]["context_processors"] = ["sightline.foundation.govuk.context.of_the_page"]
    settings.TEMPLATES = ours
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE sightline_worker")
        yield
        connection.close()
