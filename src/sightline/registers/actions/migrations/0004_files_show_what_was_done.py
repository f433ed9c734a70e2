"""Whoever sees an action may put a file with it as evidence, and change no document (R3.7)."""

from __future__ import annotations

from django.db import migrations

OF_ACTION = """EXISTS (SELECT 1 FROM records_record r
    WHERE r.id = record_id AND r.kind = 'actions:action')"""
FIRST = """number = 1 AND EXISTS (SELECT 1 FROM evidence_document d
    WHERE d.id = document_id AND d.kind = 'evidence'
    AND d.record_id = evidence_documentversion.record_id)"""


def _adds(table: str, condition: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY web_adds_evidence ON {table} FOR INSERT TO sightline_web"
        f" WITH CHECK ({condition} AND {OF_ACTION})",
        f"DROP POLICY web_adds_evidence ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0003_spreadsheets"),
        ("evidence", "0006_search_knows_what_arises"),
    ]
    operations = [
        _adds("evidence_document", "kind = 'evidence'"),
        _adds("evidence_documentversion", FIRST),
    ]
