"""What every column of the database holds, and how long it is kept: a file for each room.

A room's file is found by being here; a file that it takes tables from has no `TABLES`. A house test
holds all of them against the models: no column may be missing or stale.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from sightline.web.classification.classes import CLASSES, Kept, Table

__all__ = ["CLASSES", "TABLES", "Kept", "Table"]

TABLES: tuple[Table, ...] = tuple(
    table
    for room in pkgutil.iter_modules(__path__)
    if room.name != "classes"
    for table in getattr(import_module(f"{__name__}.{room.name}"), "TABLES", ())
)
