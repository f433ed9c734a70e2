"""Row policies that most tables of cases share. A change goes into a later migration."""

from __future__ import annotations

from django.db.migrations import RunSQL

from sightline.foundation import row_policies

SEES = row_policies.RECORD
RUNS = row_policies.capacity_at_record("caseworker", "business-manager")


def of(parent: str, key: str, table: str) -> str:
    """A condition: the row is of a parent that stands behind the row's record."""
    return (
        f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{key}"
        f" AND p.record_id = {table}.record_id)"
    )


def kept(table: str, *, write: str, read: str = SEES) -> list[RunSQL]:
    """A table whose rows are added and stay as they are."""
    return [
        row_policies.protect(table, read=read, write=write, change="false"),
        row_policies.append_only(table),
    ]


def beside_review(table: str, *parents: str) -> list[RunSQL]:
    """A table whose rows are added beside their local review, and stay as they are."""
    return kept(
        table, write=" AND ".join([RUNS, of("reviews_localreview", "review_id", table), *parents])
    )
