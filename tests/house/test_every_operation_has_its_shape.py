"""A write says by whom and when, in one transaction, with every argument named."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from house.source import python_files, room_of, tree, where

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "execute",
}  # fmt: skip

# Functions of `operations` that do not take both `by` and `now`, each with its reason.
OTHERWISE = {
    "work/training: read_workforce": "keeps nothing: a file is read before it is counted",
    "foundation/files: accept": "the upload comes first",
    "foundation/files: look_into": "keeps nothing: an upload is read before it is accepted",
    "foundation/files: may_discard": "nobody acts: the timetable asks before it clears the disk",
    "foundation/files: discard": "part of clearing the disk after what was destroyed",
    "foundation/files: leave_note": "part of clearing the disk after what was destroyed",
    "assurance/retention: discard_contents": "nobody acts: the timetable clears the disk",
    "foundation/files: scan_again": "nobody acts: the queue asks the scanner again",
    "foundation/files: read_words": "nobody acts: the queue reads what was stored",
    "foundation/outbox: queue": "the notice comes first; part of the operation it tells of",
    "foundation/outbox: send": "nobody acts: the queue sends what is due",
    "foundation/outbox: give_up_unknown": "nobody acts: the queue looks after itself",
    "foundation/outbox: retry_failed": "what `ask_to_retry` asks the queue to do",
    "foundation/drafts: wait_for_others": "part of the post of a form",
    "foundation/drafts: settle": "part of the post of a form",
    "foundation/drafts: rescue": "nobody is signed in; the database asks for the session",
    "foundation/drafts: clear_drafts": "nobody acts: the timetable ends what is old",
    "foundation/diary: keep_occasion": "part of the operation that plans what happens",
    "foundation/diary: cancel_occasion": "part of the operation that cancels what happens",
    "foundation/diary: invite": "part of the operation that books or appoints",
    "foundation/diary: invite_exactly": "part of the operation that plans what happens",
    "foundation/diary: end_feeds_of_leavers": "nobody acts: the timetable ends what has no seat",
    "foundation/jobs: enqueue": "the name of the job comes first; part of another operation",
    "foundation/jobs: enqueue_if_declared": "as `enqueue`",
    "foundation/jobs: run_worker": "begins a worker; every job in it has its own moment",
    "foundation/jobs: rescue_stalled_jobs": "the queue looks after itself",
    "foundation/jobs: forget_failures_of_finished_jobs": "the queue looks after itself",
    "foundation/accounts: send_invitation": "sends the link that inviting made",
    "foundation/accounts: accept_invitation": "whoever holds the link acts, and is nobody yet",
    "foundation/accounts: join_without_password": "whoever holds the link acts, and is nobody yet",
    "foundation/accounts: send_sign_in_link": "somebody not signed in asks for it",
    "foundation/accounts: send_password_link": "somebody not signed in asks for it",
    "foundation/accounts: choose_password": "whoever holds the link acts, and is nobody yet",
    "foundation/accounts: change_own_password": "the database asks the session who acts",
    "foundation/accounts: use_sign_in_link": "whoever holds the link acts, and is nobody yet",
    "foundation/accounts: verify_address": "part of joining",
    "foundation/accounts: note": "the event comes first, as in the trail",
    "foundation/accounts: note_failure": "the event comes first, as in the trail",
    "foundation/accounts: post": "the letter comes first; it leaves when the change is certain",
    "foundation/trail: record": "the event comes first, as a sentence does",
    "foundation/trail: record_read": "the event comes first, as a sentence does",
    "foundation/trail: take_key": "the mark of a post, of somebody known or not",
    "foundation/trail: keep_where_post_led": "the mark of a post, of somebody known or not",
    "registers/partnership: preview_loading": "tells what loading would do, and does nothing",
    "registers/duties: keep_duties": "part of loading the arrangements, which has both",
    "registers/actions: tell": "part of the operation it tells of",
    "work/reviews: raise_unusual_reading": "nobody acts: the timetable asks what was read",
    "work/reviews: look_for_conflicts": "nobody acts: the timetable compares names",
    "work/reviews: look_for_conflicts_of": "nobody acts: the queue compares names",
    "work/reviews: give_case_back": "what `decide_conflict` asks the queue to do",
    "registers/records: end_detected": "part of what a decision asks the queue to do",
    "work/reviews: chase_agencies": "nobody acts: the timetable asks what is due",
    "work/planning: remind_of_reviews": "nobody acts: the timetable asks what is due",
    "registers/actions: remind_of_actions": "nobody acts: the timetable asks what is due",
    "registers/actions: send_digests": "nobody acts: the timetable asks what is due",
    "registers/records: tell_of_emergency_access": "nobody acts: the queue tells of it",
    "registers/records: remind_of_emergency_access": "nobody acts: the timetable asks what is late",
    "registers/evidence: index_words": "nobody acts: the queue reads what was filed",
    "registers/duties: remind": "nobody acts: the timetable asks what is due",
    "registers/duties: send_digest": "nobody acts: the timetable asks what is due",
    "registers/duties: unfulfil": "part of undoing a record, which says by whom",
    "registers/records: next_reference": "part of opening a record",
    "registers/records: open_record": "part of the operation that opens the work it covers",
    "registers/records: retitle": "part of the operation that changes the work it covers",
    "registers/records: mark": "part of the operation that publishes or withdraws the work",
    "registers/records: raise_with": "part of the operation that opens what a body is asked",
    "registers/records: settle": "part of the operation that closes it",
    "registers/records: link": "part of the operation that ties two pieces of work",
    "registers/records: end_link": "part of the operation that ties two pieces of work",
    "work/governance: keep_in_diaries": "part of planning, moving and cancelling a meeting",
    "work/governance: use_link": "whoever holds the link acts, and is nobody to us",
    "work/reviews: check_safety": "nobody acts: the queue checks what was uploaded or written",
    "work/reviews: remind_of_days": "nobody acts: the timetable asks what is due",
    "work/governance: follow_seats": "nobody acts: the timetable follows who holds a seat",
}
# Writes by one statement, which is atomic by itself, always inside an operation.
ONE_STATEMENT = {
    "foundation/drafts: wait_for_others",
    "foundation/accounts: verify_address",
    "foundation/jobs: forget_failures_of_finished_jobs",
    "registers/evidence: index_words",
    "foundation/trail: keep_where_post_led",
    "foundation/trail: record",
    "foundation/trail: take_key",
    "registers/records: next_reference",
}


def operations() -> Iterator[tuple[str, Path, ast.FunctionDef]]:
    for path in python_files():
        if "operations" not in (path.stem, path.parent.name):
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{room_of(path)}: {node.name}", path, node


def is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list) or any(
        isinstance(node, ast.With) and "atomic" in ast.unparse(node.items[0])
        for node in ast.walk(function)
    )


def writes(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        for node in ast.walk(function)
    )


def test_there_are_operations() -> None:
    assert len(list(operations())) > 15


def test_every_argument_is_named() -> None:
    wrong = [
        where(path, node.lineno)
        for name, path, node in operations()
        if (node.args.args or node.args.posonlyargs or node.args.vararg) and name not in OTHERWISE
    ]
    assert wrong == []


def test_every_operation_takes_who_acts_and_when() -> None:
    wrong = []
    for name, path, node in operations():
        given = {argument.arg: argument.annotation for argument in node.args.kwonlyargs}
        expected = {"by": "Actor", "now": "datetime"}
        stated = {key: ast.unparse(value) for key, value in given.items() if value}
        is_told = all(stated.get(key) == value for key, value in expected.items())
        if not is_told and name not in OTHERWISE:
            wrong.append(where(path, node.lineno))
    assert wrong == []


def test_every_operation_that_writes_is_one_transaction() -> None:
    wrong = [
        where(path, node.lineno)
        for name, path, node in operations()
        if writes(node) and not is_atomic(node) and name not in ONE_STATEMENT
    ]
    assert wrong == []


def test_every_operation_says_what_it_settles() -> None:
    wrong = [
        where(path, node.lineno) for _, path, node in operations() if not ast.get_docstring(node)
    ]
    assert wrong == []


def test_no_exception_is_listed_in_vain() -> None:
    known = {name: node for name, _, node in operations()}
    assert set(OTHERWISE) | ONE_STATEMENT <= set(known)
    for name in OTHERWISE:
        arguments = known[name].args
        named = {argument.arg for argument in arguments.kwonlyargs}
        assert arguments.args or not {"by", "now"} <= named, f"{name} has its shape: take it off"
    for name in ONE_STATEMENT:
        assert not is_atomic(known[name]), f"{name} is atomic: take it off"


# Where work begins is where its moment is taken.
AT_THE_EDGE = {
    "src/sightline/foundation/jobs/operations.py",
    "src/sightline/registers/records/queries.py",  # the outbox asks at the moment of sending
}


def test_no_operation_asks_the_clock() -> None:
    """`now` is an argument: what happened is told of the moment the request or job began."""
    wrong = []
    for path in python_files():
        if where(path) in AT_THE_EDGE:
            continue
        if {"operations", "rules", "deadlines", "queries"} & {path.stem, path.parent.name}:
            wrong += [
                where(path, node.lineno)
                for node in ast.walk(tree(path))
                if isinstance(node, ast.Call)
                and not node.args
                and ast.unparse(node.func).endswith(("timezone.now", "date.today", "datetime.now",
                                                      "localdate", "time.time"))
            ]  # fmt: skip
    assert wrong == []


def test_saved_rows_name_their_fields() -> None:
    """A whole-row save undoes what somebody else changed meanwhile."""
    wrong = []
    for path in python_files():
        if "operations" not in (path.stem, path.parent.name):
            continue
        wrong += [
            where(path, node.lineno)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call)
            and getattr(node.func, "attr", "") == "save"
            and not {"update_fields", "force_insert"} & {word.arg for word in node.keywords}
        ]
    assert wrong == []


def test_no_signal_and_no_save_override_carries_the_domain() -> None:
    wrong = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            is_signal = (
                isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals"
            )
            is_override = (
                isinstance(node, ast.FunctionDef)
                and node.name in ("save", "delete")
                and path.stem == "models"
            )
            if is_signal or is_override:
                wrong.append(where(path, getattr(node, "lineno", None)))
    assert wrong == []
