"""Files stay within 300 lines and functions within 40. What is longer stands here with the most
it may have, and leaves the list when it is within the limit."""

from __future__ import annotations

import ast

from house.source import python_files, templates, tree, where

FILE, FUNCTION, TEMPLATE = 300, 40, 150

LONG_FILES: dict[str, int] = {
    "src/sightline/foundation/small_numbers.py": 320,  # one proof, read in one piece
    "src/sightline/work/governance/views/meetings.py": 340,
}
LONG_FUNCTIONS: dict[str, int] = {
    "src/sightline/work/performance/operations/asking.py: ask_question": 48,
    "src/sightline/work/performance/operations/defining.py: define_indicator": 46,
    "src/sightline/work/performance/operations/loading.py: receive_file": 44,
    "src/sightline/web/demonstration_year/actions.py: _go_on": 50,
    "src/sightline/web/demonstration_year/actions.py: _follow": 42,
    "src/sightline/work/governance/operations/agenda.py: add_item": 56,
    "src/sightline/work/governance/operations/minuting.py: record_decision": 60,
    "src/sightline/registers/duties/operations/deciding.py: dispense": 41,
    "src/sightline/registers/duties/operations/telling.py: shelve": 52,
    "src/sightline/registers/actions/operations/making.py: make_action": 70,
    "src/sightline/registers/actions/operations/recommending.py: make_recommendation": 60,
    "src/sightline/registers/actions/views/actions.py: make_action": 43,
    "src/sightline/registers/partnership/operations/appointing.py: appoint": 44,
    "src/sightline/registers/partnership/operations/deciding.py: decide_contradiction": 51,
    "src/sightline/registers/partnership/operations/loading.py: _project": 44,
    "src/sightline/registers/partnership/views/published.py: contradiction": 51,
    "src/sightline/registers/partnership/views/seats.py: rotate": 48,
    "src/sightline/web/cli/load.py: load": 51,
    "src/sightline/web/demonstration_year/meetings.py: _one_meeting": 54,
    "src/sightline/work/governance/operations/forum.py: send_pack": 46,
    "src/sightline/work/governance/operations/requests.py: make_request": 49,
    "src/sightline/work/governance/operations/task_groups.py: set_up_task_group": 43,
    "src/sightline/work/governance/views/requests.py: make_request": 42,
    "src/sightline/work/governance/operations/holding.py: receive_report": 50,
}


def lengths_of_files() -> dict[str, int]:
    return {
        where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()
    }


def lengths_of_functions() -> dict[str, int]:
    """Lines of each function from its `def` to its end, its docstring not counted."""
    found: dict[str, int] = {}
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                told = first.end_lineno - first.lineno + 1 if ast.get_docstring(node) else 0  # type: ignore[operator]
                length = (node.end_lineno or 0) - node.lineno + 1 - told
                found[f"{where(path)}: {node.name}"] = length
    return found


def test_no_file_grows_beyond_its_limit() -> None:
    found = lengths_of_files()
    assert {k: n for k, n in found.items() if n > LONG_FILES.get(k, FILE)} == {}


def test_no_function_grows_beyond_its_limit() -> None:
    found = lengths_of_functions()
    assert {k: n for k, n in found.items() if n > LONG_FUNCTIONS.get(k, FUNCTION)} == {}


def test_the_lists_of_what_is_too_long_are_current() -> None:
    files, functions = lengths_of_files(), lengths_of_functions()
    assert {k for k in LONG_FILES if files.get(k, 0) <= FILE} == set()
    assert {k for k in LONG_FUNCTIONS if functions.get(k, 0) <= FUNCTION} == set()


def test_no_template_is_a_novel() -> None:
    found = {where(path): len(path.read_text().splitlines()) for path in templates()}
    assert {name: lines for name, lines in found.items() if lines > TEMPLATE} == {}
