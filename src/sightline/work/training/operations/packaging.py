"""Packages of e-learning by other makers, and what they report of a learner (R8.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.permissions import Actor
from sightline.work.training import events, permissions
from sightline.work.training.models import Module, ModuleTry
from sightline.work.training.operations.learning import _finish, _locked
from sightline.work.training.operations.teaching import _locked_draft, _note, _save
from sightline.work.training.rules import packages


@transaction.atomic
def receive_package(
    *, module: Module, version: int, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> Module:
    """Keep a package as what a draft teaches, in place of pages and questions of our own."""
    permissions.manage_programme.check(by)
    if not settings.PACKAGES_ADDRESS:
        raise RuleBroken(
            "Packages run at an address of their own, and this installation has none. Ask its "
            "administrator to set one.",
            field="upload",
        )
    held = _locked_draft(module, version)
    found: list[packages.Package] = []
    most = settings.FILES_LIMIT_MB * 1_000_000 * files.UNPACKED

    def check(path: Path) -> None:
        found.append(packages.look_into(path, most))

    stored = files.accept_package(upload=upload, check=check, by=by, now=now)
    held.package, held.package_sha256 = stored, stored.sha256
    held.package_title = found[0].title
    held.standard, held.launch = found[0].standard, found[0].launch
    held.pages, held.questions = [], []
    _save(held, "package", "package_sha256", "package_title", "standard", "launch", "pages",
          "questions")  # fmt: skip
    _note(held, events.package_received, by, now, standard=found[0].standard)
    return held


@transaction.atomic
def drop_package(*, module: Module, version: int, by: Actor, now: datetime) -> Module:
    """Take the package out of a draft, to write pages and questions instead."""
    permissions.manage_programme.check(by)
    held = _locked_draft(module, version)
    held.package, held.package_sha256, held.package_title = None, "", ""
    held.standard = held.launch = ""
    _save(held, "package", "package_sha256", "package_title", "standard", "launch")
    _note(held, events.package_dropped, by, now)
    return held


@transaction.atomic
def take_report(
    *, attempt: ModuleTry, said: Mapping[str, Any], has_ended: bool, by: Actor, now: datetime
) -> ModuleTry:
    """Keep what a package reports of one's own try. It is passed at once; not passed only when the
    package has ended, since some let one try again inside."""
    permissions.learn.check(by)
    held = _locked(attempt, by)
    if not held.module.launch:
        raise RuleBroken("This module is not a package.")
    report = packages.read_report(said)
    held.reported = report.kept
    held.save(update_fields=["reported"])
    if report.has_passed or (report.has_failed and has_ended):
        _finish(held, report.score, report.has_passed, by, now)
    return held
