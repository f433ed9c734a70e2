"""What loading a file will change is said part by part, in words."""

from pathlib import Path

from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.differences import differences, in_words
from sightline.registers.partnership.rules.reading import check_text, read_arrangement
from sightline.registers.partnership.rules.schema import lists_of_parts

FOLDER = Path(__file__).parent / "riverside"


def saltmarsh(*changes: tuple[str, str]) -> Arrangement:
    files = {path.name: path.read_text() for path in FOLDER.glob("*.toml")}
    for old, new in changes:
        assert sum(text.count(old) for text in files.values()) >= 1
        files = {name: text.replace(old, new, 1) for name, text in files.items()}
    checked = check_text({name: text.encode() for name, text in files.items()})
    assert checked.arrangement, checked.problems
    return checked.arrangement


def told(*changes: tuple[str, str]) -> list[str]:
    return [str(it) for it in differences(saltmarsh(), saltmarsh(*changes))]


def test_the_same_file_changes_nothing() -> None:
    assert differences(saltmarsh(), saltmarsh()) == ()


def test_the_first_file_adds_everything_in_it() -> None:
    new = read_arrangement(FOLDER)

    found = differences(None, new)

    assert {it.kind for it in found} == {"added"}
    assert len(found) == sum(len(getattr(new, name)) for name in lists_of_parts())
    assert "Body “Alliance Board” (board) is added." in map(str, found)


def test_a_part_that_is_gone_is_ended() -> None:
    gone = '[[grades]]\nid = "weak"\nheading = "Learning"\nname = "Weak"\n'

    assert told((gone, "")) == ["Grade “Weak” (weak) is ended."]


def test_a_part_that_gets_a_last_day_is_ended_on_it() -> None:
    changes = told(('id = "open-meeting"', 'id = "open-meeting"\nto = 2026-03-31'))

    assert changes == [
        "Body “Open Meeting” (open-meeting) is ended: last day: nothing → 31 March 2026."
    ]


def test_a_changed_figure_is_told_before_and_after() -> None:
    changes = told(('figure = "within 4 hours"', 'figure = "within 2 hours"'), ("n = 4,", "n = 2,"))

    assert changes == [
        "Duty “The police tell the other partners within 4 hours.” (first-call) changes. "
        "figure: within 4 hours → within 2 hours; deadline, n: 4 → 2."
    ]


def test_a_change_inside_a_body_names_the_seat() -> None:
    changes = told(('title = "Legal advisers"', 'title = "Lawyers"'))

    assert changes == [
        "Body “Alliance Board” (board) changes. seats “advisers”, title: Legal advisers → Lawyers."
    ]


def test_a_new_seat_is_told_whole() -> None:
    old = '{ id = "west", title = "West" }'

    (change,) = told((old, old + ', { id = "south", title = "South" }'))

    assert "seats “south”: nothing → (id south, title South, function member)" in change


def test_a_changed_order_is_told() -> None:
    old = '{ id = "east", title = "East" }, { id = "west", title = "West" }'
    new = '{ id = "west", title = "West" }, { id = "east", title = "East" }'

    assert told((old, new)) == [
        "Body “Learning Circle” (learning) changes. seats, order: east, west → west, east."
    ]


def test_what_stands_at_the_head_of_the_file_is_told_too() -> None:
    (change,) = told(('short = "SFSCA"', 'short = "SFA"'))

    assert change.endswith("changes. short: SFSCA → SFA.")


def test_values_are_written_as_a_reader_would_say_them() -> None:
    board = saltmarsh().bodies[0]

    assert in_words(True) == "yes"
    assert in_words(()) == "nothing"
    assert in_words(board.cadence[1]) == (
        "(first day 1 April 2025, every (n 2, unit months), printed every two months from then on)"
    )
