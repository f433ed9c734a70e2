"""Delete each permission, row policy and trigger in turn; each must turn a test red.

`make mutation`: a mutant that no test notices survives, and its name is printed. All happens in one
process and one transaction: PostgreSQL undoes the loss of a policy as it undoes anything else. What
was found is kept in a file, so that a run that was stopped goes on; `--minutes` bounds a run.

    python -m mutation [--minutes 30] [--only TEXT] [--again]
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

TESTS = Path(__file__).resolve().parent
OF_DATABASE = (
    "web/test_policy_and_database_give_the_same_rows.py",
    "web/test_the_database_refuses_what_code_never_asks.py",
    # a room with rules of its own has a file of its own
    *(f"web/{path.name}" for path in sorted(TESTS.glob("web/test_policies_of_*.py"))),
    "assurance/retention/test_two_persons_destroy_what_passed.py",
)
OF_CODE = ("web/test_every_permission_is_held_as_written.py",)
SESSION = "SIGHTLINE_WORLD_FOR_ALL"  # conftest then makes the world once for all modules


@dataclass(frozen=True)
class Mutant:
    """One thing taken away: what it is, and how."""

    kind: str
    name: str
    how: str

    @property
    def key(self) -> str:
        return f"{self.kind} {self.name}"

    def is_far_from(self, item: pytest.Item) -> bool:
        """Whether the name of a test says nothing of this table: those that do are tried first."""
        table = self.name.split(".")[0]
        told = item.nodeid.lower()
        return table not in told and f"[{table.partition('_')[2]}" not in told


def of_the_database() -> Iterator[Mutant]:
    """Row policies and triggers, as the database has them and not as somebody listed them."""
    from django.db import connection

    def found(sql: str) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    for table, policy in found(
        # a policy that is never true gives nothing that could be taken away
        """SELECT tablename, policyname FROM pg_policies
           WHERE coalesce(qual, with_check) <> 'false' ORDER BY 1, 2"""
    ):
        yield Mutant("policy", f"{table}.{policy}", f'DROP POLICY "{policy}" ON "{table}"')
    for (table,) in found("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY 1"):
        yield Mutant("security", table, f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
    for table, trigger in found(
        """SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
           WHERE NOT t.tgisinternal AND c.relname NOT LIKE 'procrastinate%' ORDER BY 1, 2"""
    ):
        yield Mutant("trigger", f"{table}.{trigger}", f'DROP TRIGGER "{trigger}" ON "{table}"')


def of_the_code() -> Iterator[Mutant]:
    """Each permission, held by everybody with a seat and then by nobody."""
    from sightline.foundation.permissions import EVERYBODY
    from sightline.web.describing import declared_permissions

    for _, permission in declared_permissions():
        for held_by in ("everybody", "nobody"):
            if held_by == "everybody" and EVERYBODY in permission.held_by:
                continue
            yield Mutant("permission", f"{permission.code} by {held_by}", held_by)


@contextlib.contextmanager
def without(mutant: Mutant) -> Iterator[None]:
    """The product with this taken away, and put back afterwards."""
    from django.db import connection, transaction

    from sightline.foundation.permissions import EVERYBODY
    from sightline.web.describing import declared_permissions

    if mutant.kind == "permission":
        code = mutant.name.split()[0]
        permission = next(one for _, one in declared_permissions() if one.code == code)
        before = permission.held_by
        held_by = {EVERYBODY} if mutant.how == "everybody" else set()
        object.__setattr__(permission, "held_by", frozenset(held_by))
        yield
        object.__setattr__(permission, "held_by", before)
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE sightline_owner")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(mutant.how)
            cursor.execute("SET LOCAL ROLE sightline_worker")
        yield
        transaction.set_rollback(True)


@dataclass
class Trial:
    """A pytest run in which the same tests are run once for each mutant."""

    minutes: float
    only: str
    kept: Path
    verdicts: dict[str, str] = field(default_factory=dict)
    wanted: list[Mutant] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from django.conf import settings

        # the personas of the world are at it for hours, and stay signed in
        settings.SESSION_IDLE_SECONDS = settings.SESSION_COOKIE_AGE = 24 * 60 * 60
        items = [item for item in session.items if "world" in getattr(item, "fixturenames", ())]
        whole = self._first_red(items)
        if whole:
            raise pytest.UsageError(f"red before anything is taken away: {whole}")
        until = time.monotonic() + self.minutes * 60
        mutants = [*of_the_code(), *of_the_database()]
        self.wanted = [one for one in mutants if self.only in one.key]
        for mutant in self.wanted:
            if mutant.key in self.verdicts:
                continue
            if time.monotonic() > until:
                print("Out of time: run again to go on.")
                break
            names = OF_CODE if mutant.kind == "permission" else OF_DATABASE
            narrow = [item for item in items if str(item.path).endswith(names)]
            narrow.sort(key=mutant.is_far_from)
            with without(mutant):
                red = self._first_red(narrow)
            self._is_whole(narrow, red)
            self.verdicts[mutant.key] = red
            print(f"{'killed  ' if red else 'SURVIVES'} {mutant.key}", flush=True)
            self.kept.write_text(json.dumps({"of": fingerprint(), "verdicts": self.verdicts}))
        still = self._first_red(items)
        if still:
            self.verdicts.clear()
            raise pytest.UsageError(f"something was not put back, so nothing is proved: {still}")
        # the last one takes the world down
        runtestprotocol(items[0], nextitem=None, log=False)
        return True

    def _is_whole(self, items: list[pytest.Item], red: str) -> None:
        """A test that turned red must be green again, or later mutants are killed by the first."""
        again = [item for item in items if item.nodeid == red]
        if again and self._first_red(again):
            raise pytest.UsageError(f"{red} stays red after its mutant is gone")

    def _first_red(self, items: list[pytest.Item]) -> str:
        """The first test that fails, or nothing."""
        # what a run that stopped half-way left standing, but for the world itself
        items[0].session._setupstate.teardown_exact(items[0])
        # after the last comes another one: an item that follows itself is not taken down, and what
        # it holds open would undo the next mutant
        every = items[0].session.items
        last = next(item for item in every if item is not items[-1])
        for item, after in zip(items, [*items[1:], last], strict=True):
            if any(report.failed for report in runtestprotocol(item, nextitem=after, log=False)):
                return item.nodeid
        return ""

    def tell(self) -> int:
        """Say what survived; 1 where something did or was not tried."""
        tried = [one for one in self.wanted if one.key in self.verdicts]
        left = [one.key for one in tried if not self.verdicts[one.key]]
        print(f"{len(tried)} of {len(self.wanted)} mutants tried, {len(left)} survive")
        for name in left:
            print(f"  {name}")
        return 1 if left or len(tried) < len(self.wanted) or not tried else 0


def fingerprint() -> str:
    """Of product and tests: another text starts the count anew."""
    texts = [*TESTS.parent.glob("src/**/*.py"), *TESTS.rglob("*.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(texts))).hexdigest()[:12]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=240)
    parser.add_argument("--only", default="", help="only names with this text in them")
    parser.add_argument("--again", action="store_true", help="forget what an earlier run found")
    given = parser.parse_args()
    kept = TESTS.parent / "var" / "mutation.json"
    kept.parent.mkdir(exist_ok=True)
    before = {} if given.again or not kept.exists() else json.loads(kept.read_text())
    verdicts = before["verdicts"] if before.get("of") == fingerprint() else {}
    trial = Trial(given.minutes, given.only, kept, verdicts)
    os.environ[SESSION] = "1"
    files = [str(TESTS / name) for name in (*OF_CODE, *OF_DATABASE)]
    pytest.main(["-q", "-p", "no:randomly", "-p", "no:logging", *files], plugins=[trial])
    return trial.tell()


if __name__ == "__main__":
    sys.exit(main())
