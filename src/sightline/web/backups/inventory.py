"""What a database holds, in a form that two databases can be compared by."""

from __future__ import annotations

from typing import Any

from psycopg import sql

from sightline.web.backups.connecting import Connection

TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1"""
FORCED = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relrowsecurity AND relforcerowsecurity ORDER BY 1"""
POLICIES = """
    SELECT concat_ws(' | ', tablename, policyname, permissive, array_to_string(roles, ','), cmd,
                     qual, with_check)
    FROM pg_policies WHERE schemaname = 'public' ORDER BY 1"""
TRIGGERS = """
    SELECT concat(c.relname, ' | ', t.tgname, ' | ', t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 1"""
GRANTS = """
    SELECT concat(c.relname, ' | ', pg_get_userbyid(a.grantee), ' | ', a.privilege_type)
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND a.grantee <> c.relowner ORDER BY 1"""
PROTECTIONS = {"row policies": POLICIES, "forced row security": FORCED, "triggers": TRIGGERS,
               "rights": GRANTS}  # fmt: skip


def tables(connection: Connection) -> list[str]:
    """The tables of Sightline, without those of extensions."""
    return [name for (name,) in connection.execute(TABLES)]


def take(connection: Connection) -> dict[str, Any]:
    """Rows of every table, the heads of the trail, and every protection of the database."""
    found: dict[str, Any] = {"rows": {}, "trail": []}
    for table in tables(connection):
        count = connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table))
        ).fetchone()
        found["rows"][table] = count[0] if count else 0
    if "trail_head" in found["rows"]:
        heads = connection.execute("SELECT chain, last_id, hash FROM trail_head ORDER BY chain")
        found["trail"] = [list(head) for head in heads]
    for name, query in PROTECTIONS.items():
        found[name] = [line for (line,) in connection.execute(query)]
    return found


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Everything in which a restored database is not what the backup says, as sentences."""
    sentences = []
    for table in sorted(set(expected["rows"]) | set(found["rows"])):
        wanted, there = expected["rows"].get(table), found["rows"].get(table)
        if wanted is None:
            sentences.append(f"Table {table} is there, and the backup knows nothing of it.")
        elif there is None:
            sentences.append(f"Table {table} is missing.")
        elif wanted != there:
            sentences.append(f"Table {table} should hold {wanted} rows and holds {there}.")
    if expected["trail"] != found["trail"]:
        sentences.append("The head of the trail is not the one that was written down.")
    for name in PROTECTIONS:
        lost = sorted(set(expected[name]) - set(found[name]))
        new = sorted(set(found[name]) - set(expected[name]))
        sentences += [f"Lost among the {name}: {line}" for line in lost]
        sentences += [f"Not in the backup, among the {name}: {line}" for line in new]
    return sentences
