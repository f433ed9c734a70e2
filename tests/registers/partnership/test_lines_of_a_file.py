"""A place in a TOML text is found on the line where it was written."""

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.registers.partnership.rules.lines import lines_of

TEXT = '''\
# a comment with [brackets] and = signs
id = "one"
long = """
[[not a table]]
key = "not a key"
"""
plain = \'\'\'it's
[here]\'\'\'
list = [
  "a", # first ]
  { n = 1, name = "}" },
]

[[bodies]]
id = "first"
[bodies.chair]
kind = "named"
[[bodies.seats]]
id = "s1"
[[bodies.seats]]
id = "s2"

[[bodies]]
id = "second"
"quoted key".inner = 3
[[bodies.seats]]
id = "s3"
'''


def test_tables_keys_and_entries_are_found() -> None:
    lines = lines_of(TEXT)

    assert lines["id",] == 2
    assert lines["long",] == 3
    assert lines["plain",] == 7
    assert lines["list",] == 9
    assert lines["list", 0] == 10
    assert lines["list", 1, "name"] == 11
    assert lines["bodies", 0] == 14
    assert lines["bodies", 0, "chair"] == 16
    assert lines["bodies", 0, "chair", "kind"] == 17
    assert lines["bodies", 0, "seats", 1, "id"] == 21
    assert lines["bodies", 1] == 23
    assert lines["bodies", 1, "quoted key", "inner"] == 25
    assert lines["bodies", 1, "seats", 0] == 26


def test_every_place_that_the_parser_finds_has_a_line() -> None:
    lines = lines_of(TEXT)

    assert [loc for loc in _places(tomllib.loads(TEXT)) if loc not in lines] == []


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_whatever_stops_the_walk(text: str) -> None:
    assert all(line >= 1 for line in lines_of(text).values())


def _places(value: object, loc: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    found = [loc] if loc else []
    for step, inner in inside:
        found += _places(inner, (*loc, step))
    return found
