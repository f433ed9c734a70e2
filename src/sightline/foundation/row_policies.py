"""Row-level security, written beside the table it protects.

Each function returns one migration operation. A table is protected in the migration that makes
it: FORCE, so that its owner is bound as well; no policy for a role means no rows for that role.
The worker serves many people at once and sees all rows; the web process sees what the person
behind its session token may see.
"""

from __future__ import annotations

from django.db.migrations import RunSQL

OWNER = "sightline_owner"
WEB = "sightline_web"
WORKER = "sightline_worker"
BACKUP = "sightline_backup"

KEYS = "(SELECT sightline_keys())"
STAFF = "partnership_id = ANY((SELECT sightline_partnerships())::bigint[])"  # not forum members
# The record is seen. `OFFSET 0` keeps the planner from gathering every record first: a list of
# fifty looks fifty records up, however many there are.
RECORD = "EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id OFFSET 0)"


def capacity(*names: str) -> str:
    """A condition: the person holds one of these capacities in the row's partnership."""
    wanted = ", ".join(f"'capacity:' || partnership_id || ':{name}'" for name in names)
    return f"ARRAY[{wanted}] && {KEYS}"


def capacity_at_record(*names: str) -> str:
    """A condition: the record is seen, and the person holds a capacity in its partnership."""
    wanted = ", ".join(f"'capacity:' || r.partnership_id || ':{name}'" for name in names)
    return (
        "EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id "
        f"AND ARRAY[{wanted}] && {KEYS})"
    )


def protect(
    table: str,
    *,
    read: str,
    write: str = "true",
    change: str | None = None,
    never: str | None = None,
) -> RunSQL:
    """Let the web process read rows where `read` holds, insert where `write` holds and update where
    `change` holds (default: as `read`); `never` is a restrictive condition that beats the rest."""
    change = change or read
    forward = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY web_read ON {table} FOR SELECT TO {WEB} USING ({read})",
        f"CREATE POLICY web_write ON {table} FOR INSERT TO {WEB} WITH CHECK ({write})",
        f"CREATE POLICY web_change ON {table} FOR UPDATE TO {WEB} USING ({change})",
        f"CREATE POLICY worker_all ON {table} TO {WORKER} USING (true) WITH CHECK (true)",
        # definer functions run as the owner: they may look, and may change nothing
        f"CREATE POLICY owner_reads ON {table} FOR SELECT TO {OWNER} USING (true)",
    ]
    if never:
        forward.append(
            f"CREATE POLICY web_never ON {table} AS RESTRICTIVE FOR ALL TO {WEB} "
            f"USING (NOT ({never})) WITH CHECK (true)"
        )
    names = ["web_read", "web_write", "web_change", "worker_all", "owner_reads"]
    names += ["web_never"] if never else []
    backward = [f"DROP POLICY {name} ON {table}" for name in names]
    backward.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    return RunSQL(tuple(forward), tuple(backward))


def append_only(table: str) -> RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE of a table to everyone, its owner included."""
    function = f"{table}_is_append_only"
    return RunSQL(
        [
            f"""CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{table} is append-only'; END $$""",
            f"""CREATE TRIGGER append_only_row BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {function}()""",
            f"""CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {function}()""",
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {WEB}, {WORKER}",
        ],
        [
            f"DROP TRIGGER append_only_row ON {table}",
            f"DROP TRIGGER append_only_table ON {table}",
            f"DROP FUNCTION {function}()",
        ],
    )


def never_deleted(table: str) -> RunSQL:
    """Refuse DELETE and TRUNCATE: rows end, they do not vanish."""
    function = f"{table}_is_never_deleted"
    return RunSQL(
        [
            f"""CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'rows of {table} are never deleted'; END $$""",
            f"""CREATE TRIGGER never_deleted_row BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {function}()""",
            f"""CREATE TRIGGER never_deleted_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {function}()""",
        ],
        [
            f"DROP TRIGGER never_deleted_row ON {table}",
            f"DROP TRIGGER never_deleted_table ON {table}",
            f"DROP FUNCTION {function}()",
        ],
    )


def may_delete(table: str, *roles: str) -> RunSQL:
    """Grant DELETE, which no process has by default."""
    listed = ", ".join(roles)
    return RunSQL(f"GRANT DELETE ON {table} TO {listed}", f"REVOKE DELETE ON {table} FROM {listed}")


def hidden_from_web(table: str) -> RunSQL:
    """Take every right on a table from the web process; definer functions are the only way in."""
    return RunSQL(
        f"REVOKE ALL ON {table} FROM {WEB}", f"GRANT SELECT, INSERT, UPDATE ON {table} TO {WEB}"
    )
