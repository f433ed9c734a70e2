"""`sightline doctor`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from sightline.web.checks import database, machine, processes
from sightline.web.checks.finding import Check, Finding, Verdict, fail
from sightline.web.stopping import Refused

CHECKS: Mapping[str, Check] = {
    "python": machine.python,
    "settings": machine.settings,
    "state-folder": machine.state_folder,
    "static-files": machine.static_files,
    "disk": machine.disk,
    "database": database.reachable,
    "clock": machine.clock,
    "roles": database.roles,
    "migrations": database.migrations,
    "row-security": database.row_security,
    "trail": database.trail,
    "destroyed": database.destroyed,
    "worker": processes.worker,
    "mail": processes.mail,
    "scanner": processes.scanner,
}
# with these wrong, nothing after them can be asked
GROUNDS = ("settings", "database")


def run(options: argparse.Namespace) -> int:
    """Make every check and print what it saw; 1 when one of them fails."""
    found = examine(wanted(options.only))
    for name, finding in found.items():
        print(f"{finding.verdict:4}  {name:13} {finding.seen}")
        if finding.mend:
            print(f"      {'':13} Mend: {finding.mend}")
    failed = [name for name, finding in found.items() if finding.verdict is Verdict.FAIL]
    print(f"Failing: {', '.join(failed)}." if failed else "Nothing fails.")
    return 1 if failed else 0


def wanted(only: str | None) -> Mapping[str, Check]:
    """The checks that were asked for."""
    if not only:
        return CHECKS
    names = [name.strip() for name in only.split(",")]
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        raise Refused(f"There is no check '{unknown[0]}'. There are: {', '.join(CHECKS)}.")
    return {name: CHECKS[name] for name in names}


def examine(checks: Mapping[str, Check]) -> dict[str, Finding]:
    """Make these checks in turn; a check that cannot be made is a failing one."""
    found: dict[str, Finding] = {}
    for name, check in checks.items():
        found[name] = _made(name, check)
        if name in GROUNDS and found[name].verdict is Verdict.FAIL:
            break
    return found


def _made(name: str, check: Check) -> Finding:
    try:
        _read_settings()
        return check()
    except Exception as error:  # whatever goes wrong is what the doctor is there to say
        said = str(error).strip() or type(error).__name__
        return fail(said, f"The check '{name}' could not be made; put right what it says.")


def _read_settings() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
