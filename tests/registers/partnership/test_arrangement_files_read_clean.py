"""Both arrangement files are read without a problem and use the whole schema between them."""

from pathlib import Path

import pytest

from sightline.registers.partnership.rules.arrangement import Arrangement, Part
from sightline.registers.partnership.rules.reading import check_arrangement, read_arrangement
from sightline.registers.partnership.rules.references import LEADS_TO, NAMES_OF_CLOCKS
from sightline.registers.partnership.rules.schema import (
    hints_of,
    is_key,
    part_in,
    parts_with_places,
)

WAKEFIELD = Path(__file__).parents[3] / "arrangements" / "wakefield-2019"
SALTMARSH = Path(__file__).parent / "riverside"
WITHIN_ONE_PART = {  # names that lead to a seat or a reading beside them
    ("ChairRule", "among"),
    ("Quorum", "must_include"),
    ("Contradiction", "decision"),
}


@pytest.mark.parametrize("folder", [WAKEFIELD, SALTMARSH], ids=["wakefield", "saltmarsh"])
def test_a_shipped_file_has_no_problem(folder: Path) -> None:
    checked = check_arrangement(folder)

    assert [str(problem) for problem in checked.problems] == []
    assert checked.arrangement == read_arrangement(folder)


def test_wakefield_is_what_the_document_says_it_is() -> None:
    wakefield = read_arrangement(WAKEFIELD)

    assert wakefield.name == "Wakefield Safeguarding Children Partnership"
    assert wakefield.published == "June 2019"
    assert wakefield.vision == (
        "Children and young people in the Wakefield district will be safe and will feel safe "
        "within their homes, schools and communities."
    )


def test_every_key_of_the_schema_is_used_by_one_of_the_two_files() -> None:
    used: set[tuple[str, str]] = set()
    for folder in (WAKEFIELD, SALTMARSH):
        for _, part in parts_with_places(read_arrangement(folder)):
            used |= {(type(part).__name__, field) for field in part.model_fields_set}
    assert {field for _, field in used} >= {"starts_on", "ends_on"}

    # The dates that every part may carry need not be used by each kind of part.
    every = {(it.__name__, field) for it in _models() for field in it.__annotations__}
    assert every - used == set()


def test_saltmarsh_differs_from_wakefield_in_kind() -> None:
    wakefield, saltmarsh = read_arrangement(WAKEFIELD), read_arrangement(SALTMARSH)

    def partners(file: Arrangement) -> int:
        return sum(agency.lead_partner for agency in file.agencies)

    assert (partners(wakefield), partners(saltmarsh)) == (3, 4)
    assert wakefield.bodies[0].chair.kind == "rotation"
    assert saltmarsh.bodies[0].chair.kind == "independent"
    assert not any(it.decision for it in wakefield.contradictions)
    assert all(it.decision for it in saltmarsh.contradictions)
    assert (wakefield.counting, saltmarsh.counting) == ("calendar", "financial")


def test_every_name_in_the_schema_is_known_to_lead_somewhere() -> None:
    leading = {(model.__name__, name) for model, names in LEADS_TO.items() for name in names}
    clocks = {(model.__name__, name) for model, name in NAMES_OF_CLOCKS.items()}
    keys = {
        (model.__name__, field)
        for model in _models()
        for field, hint in hints_of(model).items()
        if is_key(hint) and field != "id"
    }

    assert keys == leading | clocks | WITHIN_ONE_PART


def _models() -> list[type[Part]]:
    found: list[type[Part]] = [Arrangement]
    for model in found:
        for hint in hints_of(model).values():
            inner = part_in(hint)
            if inner and inner not in found:
                found.append(inner)
    return found
