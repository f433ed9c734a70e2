"""The documentation of the arrangement file says what the schema says."""

import re
from pathlib import Path

from sightline.registers.partnership.rules.describing import describe_schema
from sightline.registers.partnership.rules.reading import check_text
from sightline.registers.partnership.rules.sense import SCHEDULES

DOCS = Path(__file__).parents[3] / "docs"


def test_the_table_of_keys_is_current() -> None:
    assert (DOCS / "generated" / "arrangement-file.md").read_text() == describe_schema()


def test_keys_are_described_with_type_choices_and_target() -> None:
    text = describe_schema()

    assert "| `owner_body` | id of: body |" in text
    assert "`working-days`" in text
    assert "| `n` | whole number, 1 to 120 |" in text
    assert "| `from` | date: `2019-09-29` |" in text
    assert "id of: body or role" in text


def test_the_example_of_the_guide_is_a_valid_file() -> None:
    guide = (DOCS / "how-to" / "write-an-arrangement-file.md").read_text()
    example = re.search(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert example

    checked = check_text({"guide.toml": example[1].encode()})

    assert [str(problem) for problem in checked.problems] == []


def test_the_guide_names_the_table_of_each_kind_of_duty() -> None:
    guide = (DOCS / "how-to" / "write-an-arrangement-file.md").read_text()

    rows = dict(re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| `([a-z]+)` \|$", guide, re.MULTILINE))

    assert rows == SCHEDULES
