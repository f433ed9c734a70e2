"""Checks of the database: version, roles, row security, migrations, trail."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sightline.foundation.files import store
from sightline.web.backups.connecting import connect
from sightline.web.checks.finding import Finding, fail, ok, warn

SUPPORTED = range(15, 19)
FORCED = re.compile(r"ALTER TABLE (\S+) FORCE ROW LEVEL SECURITY")
RIGHTS = """
    SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, pg_has_role(r.oid, 'pg_write_all_data',
           'USAGE'), (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid AND c.relkind = 'r')
    FROM pg_roles r WHERE r.rolname = current_user"""


def reachable() -> Finding:
    """Whether the server answers and is of a version Sightline runs on."""
    with connect("owner") as connection:
        version = connection.info.server_version
    return judge_version(version)


def judge_version(version: int) -> Finding:
    """What this server version means."""
    said = f"PostgreSQL {version // 10000}.{version % 10000} answers."
    if version // 10000 not in SUPPORTED:
        return fail(said, "Sightline runs on PostgreSQL 15 to 18: move to one of these.")
    return ok(said)


def roles() -> Finding:
    """Whether web and worker are bound by the row policies, and the backup role is not."""
    for role in ("web", "worker"):
        with connect(role) as connection:
            row = connection.execute(RIGHTS).fetchone()
        finding = judge_rights(f"sightline_{role}", *(row or (True,) * 5))
        if finding is not None:
            return finding
    with connect("backup") as connection:
        row = connection.execute(
            "SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    if not row or not row[0]:
        return warn(
            "sightline_backup has no BYPASSRLS: 'sightline backup' refuses to run.",
            "ALTER ROLE sightline_backup BYPASSRLS, or keep the database service's snapshots.",
        )
    return ok("Web and worker own nothing and are bound by the row policies.")


def judge_rights(
    role: str, superuser: bool, bypasses: bool, makes_roles: bool, writes_all: bool, owned: int
) -> Finding | None:
    """What is too much for a process that serves people; None where nothing is."""
    mend = "Run set-up/roles.sql again as administrator (docs/how-to/operate.md)."
    if superuser:
        return fail(f"{role} is a superuser: no row policy binds it.", f"ALTER ROLE {role} "
                    "NOSUPERUSER")  # fmt: skip
    if bypasses:
        return fail(f"{role} passes by the row policies.", f"ALTER ROLE {role} NOBYPASSRLS")
    if makes_roles:
        return fail(f"{role} may make roles.", f"ALTER ROLE {role} NOCREATEROLE")
    if writes_all:
        return fail(f"{role} may write to every table.", mend)
    if owned:
        return fail(f"{role} owns {owned} tables.", mend)
    return None


def row_security() -> Finding:
    """Whether every table that a migration protects is protected still."""
    wanted = protected_by_migrations()
    with connect("owner") as connection:
        found = {
            name
            for (name,) in connection.execute(
                "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity "
                "AND relnamespace = 'public'::regnamespace"
            )
        }
        guarded = {name for (name,) in connection.execute("SELECT tablename FROM pg_policies")}
    open_tables = sorted((wanted | guarded) - found)
    if open_tables:
        return fail(
            f"Row security is not forced on: {', '.join(open_tables)}.",
            "ALTER TABLE … ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; and find out who "
            "took it away.",
        )
    return ok(f"Row security is forced on {len(found)} tables.")


def protected_by_migrations() -> set[str]:
    """The tables on which an applied migration of ours forces row security and still exist."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    there = set(connection.introspection.table_names())
    named: set[str] = set()
    for key in loader.applied_migrations:
        migration = loader.disk_migrations.get(key)
        for operation in migration.operations if migration else ():
            named |= set(FORCED.findall(_text(getattr(operation, "sql", ""))))
    return named & there


def _text(statements: object) -> str:
    if isinstance(statements, str):
        return statements
    if isinstance(statements, Iterable):
        return "\n".join(str(statement) for statement in statements)
    return ""


def migrations() -> Finding:
    """Whether the tables are those of this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return fail(f"{len(waiting)} migrations wait, first {waiting[0][0]}.",
                    "Make a backup, then run: sightline migrate")  # fmt: skip
    return ok("The tables are those of this version.")


def trail() -> Finding:
    """Whether every line of the trail follows from the one before."""
    from sightline.foundation.trail.queries import verify_chain

    verdicts = list(verify_chain())
    broken = [verdict for verdict in verdicts if verdict.broken_at is not None]
    if broken:
        return fail(
            f"Partnership {broken[0].chain}: {broken[0].sentence}",
            "Keep this database as it is, compare it with the last backup, and report it as an "
            "incident: somebody with the owner's rights changed the trail.",
        )
    return ok(f"{sum(verdict.links for verdict in verdicts)} lines follow from one another.")


BACK = """SELECT count(*) FILTER (WHERE EXISTS (
              SELECT FROM records_record r WHERE r.id = n.record AND r.reference = n.reference
              AND r.created_at = n.opened_at)),
          count(*) FILTER (WHERE NOT EXISTS (
              SELECT FROM retention_certificate c WHERE c.partnership_id = n.partnership
              AND c.reference = n.certificate AND c.destroyed_at = n.destroyed_at))
   FROM jsonb_to_recordset(%s::jsonb) AS n(partnership bigint, record bigint, reference text,
        opened_at timestamptz, certificate text, destroyed_at timestamptz)"""


def destroyed() -> Finding:
    """Whether a restored backup brought back what was destroyed. Certificates are noted beside the
    stored files, where a restore of the database does not reach them; none is named here."""
    notes = list(store.notes())
    with connect("owner") as connection:
        row = connection.execute(BACK, [f"[{','.join(notes)}]"]).fetchone()
    back, lost = row or (0, 0)
    mend = "See 'What was destroyed' in docs/how-to/operate.md."
    if back:
        return fail(f"Records that were destroyed are back after a restore: {back}.", mend)
    if lost:
        return warn(f"Certificates that stand only beside the stored files: {lost}.", mend)
    return ok(f"Nothing that was destroyed is back ({len(notes)} certificates).")
