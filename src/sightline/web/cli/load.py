"""`sightline load` and what `init` shares with it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sightline.web.stopping import Refused


def run(options: argparse.Namespace) -> int:
    """Show what loading would change, ask, and load it whole or not at all."""
    loaded = load(options.file, yes=options.yes, if_absent=options.if_absent)
    return 0 if loaded else 1


def load(path: Path, *, yes: bool, if_absent: bool = False) -> bool:
    """Check a file and load it; True when its arrangements are in force afterwards."""
    from django.utils import timezone

    from sightline.foundation.permissions import system_actor
    from sightline.registers.duties.operations import take_on_arrangements
    from sightline.registers.partnership.models import Partnership
    from sightline.registers.partnership.operations import preview_loading
    from sightline.registers.partnership.rules.reading import check_arrangement

    verdict = check_arrangement(path)
    arrangement = verdict.arrangement
    if arrangement is None or verdict.problems:
        first = "; ".join(
            f"{problem.file}, line {problem.line}: {problem.wrong}"
            for problem in verdict.problems[:3]
        )
        raise Refused(
            f"{len(verdict.problems)} faults in {path}. {first}. "
            f"'sightline check-arrangements {path}' lists them all."
        )
    if if_absent and Partnership.objects.filter(key=arrangement.id).exists():
        print(f"{arrangement.name} is loaded already.")
        return True
    source = source_of(path)
    preview = preview_loading(arrangement=arrangement, source=source)
    if not preview.is_same:
        print(f"{arrangement.name}, in effect from {arrangement.starts_on:%-d %B %Y}:")
        for change in preview.changes[:40]:
            print(f"  {change}")
        if len(preview.changes) > 40:
            print(f"  … and {len(preview.changes) - 40} more")
        if not yes and input("Load it? (yes/no) ").strip().lower() not in ("y", "yes"):
            print("Nothing was changed.")
            return False
    now: datetime = timezone.now()
    done = take_on_arrangements(
        arrangement=arrangement,
        source=source,
        in_front=True,
        by=system_actor("The command line"),
        now=now,
    )
    if done.is_same:
        print(f"{arrangement.name}: these arrangements are loaded already. Nothing was changed.")
    elif done.version is not None:
        print(
            f"Loaded version {done.version.number} of {arrangement.name}: "
            f"{len(arrangement.duties)} duties, {len(arrangement.bodies)} bodies, "
            f"{len(arrangement.agencies)} agencies."
        )
    return True


def source_of(path: Path) -> Mapping[str, str]:
    """The text of each file, by name."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return {file.name: file.read_text(encoding="utf-8-sig") for file in files}
