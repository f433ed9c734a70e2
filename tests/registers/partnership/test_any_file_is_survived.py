"""Whatever is in a file, the check answers with problems or with an arrangement."""

import random
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.problems import Checked
from sightline.registers.partnership.rules.reading import check_text

FOLDER = Path(__file__).parent / "riverside"
FILES = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.toml"))}
PIECES = [
    b"true", b"-1", b"9" * 30, b'""', b"[]", b"{}", b"[[", b"]]", b"=", b'"""', b"'", b"\n", b"#",
    b"2024-02-30", b"2024-02-29T10:00:00Z", b"nan", b"\xff", b"\x00", b"[x.y.z]\n", b'"\\u0000"',
    b'id = "board"\n', b"[[duties]]\n", b"[[bodies.seats]]\n", b"1e400", b'parent = "learning"\n',
]  # fmt: skip


def sensible(checked: Checked) -> bool:
    """Hold that there is an arrangement or there are problems that can be read aloud."""
    if checked.arrangement is not None:
        return isinstance(checked.arrangement, Arrangement) and checked.problems == ()
    return bool(checked.problems) and all(
        problem.wrong and (problem.line is None or problem.line >= 1) and str(problem)
        for problem in checked.problems
    )


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes(content: bytes) -> None:
    assert sensible(check_text({"any.toml": content}))


@given(st.integers(min_value=0), st.sampled_from(sorted(FILES)), st.integers(1, 6))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_good_files_with_pieces_cut_and_thrown_in(seed: int, name: str, times: int) -> None:
    dice = random.Random(seed)
    content = bytearray(FILES[name])
    for _ in range(times):
        at = dice.randrange(len(content) + 1)
        content[at : at + dice.choice([0, 1, 5, 80])] = dice.choice(PIECES)

    assert sensible(check_text({**FILES, name: bytes(content)}))


@given(st.integers(min_value=0), st.sampled_from(sorted(FILES)))
@settings(max_examples=150, deadline=None)
def test_good_files_with_lines_dropped_doubled_and_moved(seed: int, name: str) -> None:
    dice = random.Random(seed)
    lines = FILES[name].split(b"\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        line = lines.pop(at)
        if dice.random() < 0.5:
            lines.insert(dice.randrange(len(lines) + 1), line)
        if dice.random() < 0.3:
            lines.insert(at, line)

    assert sensible(check_text({**FILES, name: b"\n".join(lines)}))


def toml_of(value: Any) -> str:
    """Write a value in TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {toml_of(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_of, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


NAMES = st.sampled_from(
    ["id", "name", "heading", "kind", "chair", "seats", "bodies", "duties", "stages", "every", "n",
     "unit", "from", "to", "concern", "contacts", "coverage", "holds", "readings", "decision"]
)  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.dates()
    | st.sampled_from(["x", "board", "executive", "cadence", "duty:x", "months", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_right_keys_with_wrong_values(data: dict[str, Any]) -> None:
    text = "\n".join(f'"{key}" = {toml_of(value)}' for key, value in data.items())

    assert sensible(check_text({"any.toml": text.encode()}))
