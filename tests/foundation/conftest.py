"""Tests of signing in need whole requests with real commits: each uses people of its own."""

from __future__ import annotations

import copy
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from sightline.web.surroundings import read_state_file, state_folder


@pytest.fixture
def committed(own_database: str, settings: Any, tmp_path: Path) -> None:
    """A database of its own, with nothing undone, and the small site of `accounts_site`."""
    settings.STATIC_ROOT = str(tmp_path)  # there need be no collected files
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


@pytest.fixture
def serve(committed: None) -> Iterator[Callable[..., str]]:
    """Start the small site in a process of its own, on the same database; gives its address."""
    running: list[subprocess.Popen[str]] = []

    def start(**environment: str) -> str:
        ours = connection.settings_dict
        given = {**read_state_file(state_folder()), **os.environ}["DATABASE_URL_WEB"]
        database = urlsplit(given)._replace(path=f"/{ours['NAME']}").geturl()
        server = subprocess.Popen(
            [sys.executable, "-m", "foundation.accounts_server", "0"],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "SIGHTLINE_ROLE": "web",
                "DATABASE_URL_WEB": database,
                **environment,
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(server)
        assert server.stdout is not None
        return f"http://localhost:{int(server.stdout.readline())}"

    yield start
    for server in running:
        server.terminate()
        server.wait(10)


@pytest.fixture
def provider() -> Iterator[str]:
    """An OpenID Connect provider in a process of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://localhost:{port}"
    process.terminate()
    process.wait(10)
