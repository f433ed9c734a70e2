"""What is gathered when a process starts: the declarations of every room."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from importlib.util import find_spec
from types import ModuleType

from django.apps import AppConfig, apps


class WebConfig(AppConfig):
    """The front door, started last: every room is there to be asked what it declares."""

    name = "sightline.web"

    def ready(self) -> None:
        from sightline.foundation.trail import events

        events.gather(declaring("events"))


def declaring(name: str) -> Iterator[ModuleType]:
    """The modules of this name (`events`, `permissions`, `notices`) that rooms have."""
    for config in apps.get_app_configs():
        if config.name.startswith("sightline.") and find_spec(f"{config.name}.{name}"):
            yield importlib.import_module(f"{config.name}.{name}")
