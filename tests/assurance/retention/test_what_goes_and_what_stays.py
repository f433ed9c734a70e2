"""What is destroyed with a record, to the row; what stays, to the byte; what is left on disk."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from assurance.retention.keeping import age, agreed, destroyed, propose
from builders import partnership as made
from builders.world import NOW, World, canary
from sightline.assurance.retention import operations
from sightline.assurance.retention.models import Certificate, Proposal
from sightline.assurance.retention.rules import BY_KIND, CLASSES
from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import store
from sightline.foundation.files.models import StoredFile
from sightline.foundation.outbox.models import Message
from sightline.foundation.trail.queries import verify_chain
from sightline.registers.evidence import operations as evidence
from sightline.registers.records.models import Record

# Tables in which something is added by destroying, or that tell of sessions.
NOT_COMPARED = (
    "accounts_session", "accounts_throttle", "records_referencecount", "retention_certificate",
    "trail_head", "trail_trailevent",
)  # fmt: skip


def rows() -> dict[str, set[str]]:
    """Every row of every table as text, as the owner of all of them reads it."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
            " AND c.relkind = 'r' AND c.relname !~ '^procrastinate'"
        )
        tables = [name for (name,) in cursor.fetchall() if name not in NOT_COMPARED]
        cursor.execute("SET ROLE sightline_owner")
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[table] = {text for (text,) in cursor.fetchall()}
        cursor.execute("SET ROLE sightline_worker")
    return found


def of(scene: World, name: str) -> Record:
    return Record.objects.get(pk=scene.record(name).pk)


def test_what_goes_is_what_was_reckoned_and_no_other_row_changes(scene: World) -> None:
    age()
    record = of(scene, "held")
    proposal = agreed(scene, record)
    before = rows()
    certificate = operations.destroy(number=proposal.pk, by=_job(), now=NOW)
    after = rows()
    gone = {table: len(before[table] - after[table]) for table in before}
    assert {table: many for table, many in gone.items() if many} == {
        **certificate.rows, **_cleared(before, after)
    }  # fmt: skip
    counted = sum(
        many
        for table, many in certificate.rows.items()
        if not table.startswith(("retention_", "outbox_", "drafts_", "files_"))
    )
    assert counted == proposal.row_count == certificate.row_count
    assert certificate.rows.get("files_storedfile", 0) == proposal.file_count


def _cleared(before: dict[str, set[str]], after: dict[str, set[str]]) -> dict[str, int]:
    """Rows of other work that pointed at what went: one here is as many as one there."""
    both = {table: (before[table] - after[table], after[table] - before[table]) for table in before}
    return {table: len(lost) for table, (lost, new) in both.items() if new}


def _job():  # type: ignore[no-untyped-def]
    from assurance.retention.keeping import JOB

    return JOB


def test_of_its_neighbour_nothing_changes(scene: World) -> None:
    age()
    neighbour = of(scene, "other_body")
    before = rows_of(neighbour)
    assert len(before) > 5
    destroyed(scene, of(scene, "held"))
    assert rows_of(neighbour) == before


def rows_of(record: Record) -> set[tuple[str, str]]:
    """Every row that says it is this record's, in any table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'record_id'"
        )
        found = set()
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t WHERE record_id = %s', [record.pk])
            found |= {(table, text) for (text,) in cursor.fetchall()}
        cursor.execute("SELECT t::text FROM records_record t WHERE id = %s", [record.pk])
        return found | {("records_record", text) for (text,) in cursor.fetchall()}


def test_no_word_of_it_is_left_in_any_table(scene: World) -> None:
    age()
    record = of(scene, "held")
    words = [canary(f"{what} held") for what in ("venue", "paper", "content", "deputy", "file")]
    assert any(words[0] in text for texts in rows().values() for text in texts)
    destroyed(scene, record)
    left = [
        (table, word)
        for table, texts in rows().items()
        for word in words
        for text in texts
        if word in text
    ]
    assert left == []


def test_messages_and_dates_about_it_go_too(scene: World) -> None:
    age()
    record = of(scene, "held")
    Message.objects.create(
        notice="x", to_person_id=1, about=record.reference, key="k", queued_at=NOW,
        next_attempt_at=NOW,
    )  # fmt: skip
    kept = Message.objects.create(
        notice="x", to_person_id=1, about="EXE-1990-001", key="l", queued_at=NOW,
        next_attempt_at=NOW,
    )  # fmt: skip
    destroyed(scene, record)
    assert not Message.objects.filter(about=record.reference).exists()
    assert Message.objects.filter(pk=kept.pk).exists()


def test_the_trail_stays_and_its_chain_holds(scene: World, without_triggers: object) -> None:
    """The chain is read for a record that was really entered long ago: it cannot be aged."""
    from datetime import datetime

    then = datetime(1990, 3, 1, 9, 0, tzinfo=UTC)
    record = _old_document(scene, then)
    lines = _lines(record)
    assert lines
    destroyed(scene, record)
    assert _lines(record)[: len(lines)] == lines
    verdicts = list(verify_chain())
    assert [one.sentence for one in verdicts if one.broken_at is not None] == []


def _lines(record: Record) -> list[object]:
    from sightline.foundation.trail.models import TrailEvent

    return list(TrailEvent.objects.filter(about=record.reference).order_by("pk").values())


def _old_document(scene: World, then: object, content: bytes = b"Minutes of 1990") -> Record:
    from sightline.registers.records import operations as records
    from sightline.registers.records.models import Marking

    record = records.open_record(
        partnership_id=scene.partnership.pk, prefix="DOC", kind="duties:shelved",
        title="Minutes of the Area Child Protection Committee", marking=Marking.INTERNAL,
        audience=[f"staff:{scene.partnership.pk}"], on=then.date(), now=then,  # type: ignore[attr-defined]
    )  # fmt: skip
    evidence.file_document(
        record=record, kind="report", title="Minutes", by=made.BY, now=then,  # type: ignore[arg-type]
        upload=SimpleUploadedFile("minutes.txt", content, "text/plain"),
    )  # fmt: skip
    return record


def test_a_content_that_another_document_uses_stays_on_the_disk(
    scene: World, plain_surroundings: None
) -> None:
    from datetime import datetime

    then = datetime(1990, 3, 1, 9, 0, tzinfo=UTC)
    alone = _old_document(scene, then, b"Only here")
    shared = _old_document(scene, then, b"Here and there")
    other = _old_document(scene, then, b"Here and there")
    hashes = {one.pk: _hash(one) for one in (alone, shared)}
    for sha256 in hashes.values():
        os.utime(store.path_of(sha256), (0, 0))  # it came long ago
    assert [f["stays"] for f in destroyed(scene, alone).files] == [False]
    assert [f["stays"] for f in destroyed(scene, shared).files] == [True]
    operations.discard_contents(now=NOW)
    assert not store.path_of(hashes[alone.pk]).exists()
    assert store.path_of(hashes[shared.pk]).exists()
    assert StoredFile.objects.filter(sha256=hashes[shared.pk]).count() == 1
    destroyed(scene, other)
    operations.discard_contents(now=NOW)
    assert not store.path_of(hashes[shared.pk]).exists()


def test_a_content_that_comes_again_in_this_hour_is_not_taken(
    scene: World, plain_surroundings: None
) -> None:
    from datetime import datetime

    record = _old_document(scene, datetime(1990, 3, 1, 9, 0, tzinfo=UTC), b"On its way")
    sha256 = _hash(record)
    destroyed(scene, record)
    os.utime(store.path_of(sha256), (NOW.timestamp(),) * 2)  # an upload whose row is not there yet
    assert operations.discard_contents(now=NOW) == 0
    assert store.path_of(sha256).exists()


def _hash(record: Record) -> str:
    return str(
        StoredFile.objects.filter(documentversion__record=record).values_list("sha256", flat=True)[
            0
        ]
    )


def test_a_note_of_each_certificate_lies_beside_the_files(
    scene: World, plain_surroundings: None
) -> None:
    age()
    certificate = destroyed(scene, of(scene, "held"))
    operations.discard_contents(now=NOW)
    notes = [json.loads(text) for text in store.notes()]
    assert certificate.reference in [note["certificate"] for note in notes]
    assert Path(store.folder() / "destroyed").is_dir()


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_a_record_of_every_kind_can_go(scene: World, kind: str) -> None:
    """With all that the world files under it; nothing is in the way but what says so in words."""
    age(80)
    found = 0
    if kind == "duties:shelved":
        _old_document(scene, datetime(1990, 3, 1, 9, 0, tzinfo=UTC))
    free = Record.objects.filter(kind=kind, arises_from=None).exclude(
        pk__in=Proposal.objects.values("record")
    )
    for record in free.exclude(holds__ended_at=None, holds__isnull=False).order_by("pk"):
        try:
            with_force(scene, record)
            found += 1
        except RuleBroken as broken:
            assert str(broken) in (
                "Other work still needs this record. Destroy that first.",
                "This record goes with the one it belongs to. Choose that.",
            )
    assert found or kind in STANDS_UNDER_OTHERS, "the world has none that can go"


# in the world of the tests all of them come from a meeting
STANDS_UNDER_OTHERS = {"actions:action", "actions:recommendation"}


def with_force(scene: World, record: Record) -> Certificate:
    """Agreed by two persons who see everything, for what is asked here is what goes."""
    with connection.cursor() as cursor:
        keys = [f"staff:{scene.partnership.pk}", f"staff:{scene.other.pk}"]
        cursor.execute(
            "UPDATE records_record SET marking = 'internal', audience = %s, held_from = ''"
            " WHERE id = %s",
            [keys, record.pk],
        )
        cursor.execute("UPDATE records_conflict SET ended_at = now() WHERE ended_at IS NULL")
    if record.partnership_id != scene.partnership.pk:
        raise RuleBroken("Other work still needs this record. Destroy that first.")
    return destroyed(scene, record)


def test_every_class_has_kinds_a_period_and_a_source() -> None:
    assert all(one.kinds and one.years >= 1 and one.source for one in CLASSES)


def test_a_record_is_proposed_once_at_a_time(scene: World) -> None:
    age()
    record = of(scene, "held")
    propose(scene, record)
    with pytest.raises(RuleBroken, match="is proposed already"):
        propose(scene, record)
