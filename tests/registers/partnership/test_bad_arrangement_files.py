"""Each way in which a file can be wrong is told with its file, its line and its place."""

from pathlib import Path

import pytest

from sightline.registers.partnership.rules.problems import ArrangementRefused, Problem
from sightline.registers.partnership.rules.reading import (
    MOST_PROBLEMS,
    check_arrangement,
    check_text,
    read_arrangement,
)

GOOD = """\
id = "fen"
name = "Fen"
short = "Fen"
document_title = "Arrangements"
published = "2024"
from = 2024-04-01

[[agencies]]
id = "council"
heading = "Who"
name = "Council"
kind = "local-authority"
lead_partner = true

[[agencies]]
id = "charity"
heading = "Who"
name = "Charity"
kind = "voluntary"

[[roles]]
id = "director"
heading = "Who"
name = "Director"

[[bodies]]
id = "board"
heading = "Board"
name = "Board"
kind = "executive"
purpose = "Leads."
chair = { kind = "rotation", among = ["east", "west"] }
seats = [{ id = "east", title = "East" }, { id = "west", title = "West" }]

[[bodies]]
id = "group"
heading = "Group"
name = "Group"
kind = "group"
purpose = "Works."
parent = "board"
reports_to = "board"
chair = { kind = "named", role = "director" }

[[documents]]
id = "plan"
heading = "Board"
name = "Plan"

[[contradictions]]
id = "how-often"
heading = "Board"
about = "How often"
readings = [
  { id = "often", heading = "Board", says = "Often." },
  { id = "seldom", heading = "Group", says = "Seldom." },
]

[[duties]]
id = "meets"
heading = "Board"
promise = "The board meets."
kind = "cadence"
owner_body = "board"
stages = [{ every = { n = 1, unit = "months" }, printed = "monthly" }]

[[duties]]
id = "listens"
heading = "Board"
promise = "The board listens."
kind = "continuing"
owner_role = "director"
"""


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    content = text.encode() if isinstance(text, str) else text
    return check_text({"fen.toml": content}).problems


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_good_file_is_good() -> None:
    assert problems_of(GOOD) == ()


# (what is replaced, by what, words on the line told, the place, words of the fault, of the remedy)
FAULTS = {
    "unknown key": (
        'name = "Director"', 'nmae = "Director"\nname = "Director"', "nmae",
        'role "director", nmae', '"nmae" is not a key', 'Did you mean "name"?',
    ),
    "unknown key of the file": (
        'id = "fen"', 'id = "fen"\nvison = "x"', "vison", "vison", "not a key", '"vision"',
    ),
    "missing key": (
        'purpose = "Works."\n', "", '[[bodies]]\nid = "group"', 'body "group", purpose',
        '"purpose" is missing', "id, heading, name, kind, purpose, chair",
    ),
    "wrong choice": (
        'kind = "voluntary"', 'kind = "voluntry"', "voluntry", 'agency "charity", kind',
        "not one of the choices", 'Did you mean "voluntary"?',
    ),
    "number where words belong": (
        'promise = "The board meets."', "promise = 7", "promise = 7", 'duty "meets", promise',
        "must be a text", "quotes",
    ),
    "words where a number belongs": (
        "n = 1,", 'n = "one",', 'n = "one"', 'duty "meets", stages 1, every, n', "whole number",
        "digits",
    ),
    "number too small": ("n = 1,", "n = 0,", "n = 0", 'duty "meets", stages 1, every, n',
        "0 is too small", "At least 1"),
    "a table where a list belongs": (
        "[[documents]]", "[documents]", "[documents]", "documents", "must be a list", "brackets",
    ),
    "words where a table belongs": (
        'chair = { kind = "named", role = "director" }', 'chair = "director"', 'chair = "director"',
        'body "group", chair', "must be a table", "{ key",
    ),
    "date that is not one": (
        "from = 2024-04-01", "from = 2024", "from = 2024", "from", "not a date", "2019-09-29",
    ),
    "date in another age": (
        "from = 2024-04-01", "from = 0204-04-01", "from = 0204", "from", "not a date", "1900",
    ),
    "empty words": (
        'promise = "The board listens."', 'promise = " "', 'promise = " "',
        'duty "listens", promise', "empty", "leave the key out",
    ),
    "bad id": (
        'id = "listens"', 'id = "Listens!"', "Listens!", 'duty "Listens!", id', "as an id",
        "Small letters",
    ),
    "invisible character": (
        'promise = "The board listens."', 'promise = "a\\u0000b"', 'promise = "a',
        'duty "listens", promise', "invisible", "again",
    ),
    "unknown reference": (
        'owner_body = "board"', 'owner_body = "bord"', '"bord"', 'duty "meets", owner_body',
        'There is no body "bord"', 'Did you mean "board"?',
    ),
    "reference to another kind": (
        'owner_role = "director"', 'owner_role = "group"', 'owner_role = "group"',
        'duty "listens", owner_role', 'There is no role "group"', "director",
    ),
    "rotation among missing seats": (
        'among = ["east", "west"]', 'among = ["east", "north"]', '"north"',
        'body "board", chair, among 2', 'no seat on "board" "north"', "east, west",
    ),
    "rotation among one": (
        'among = ["east", "west"]', 'among = ["east"]', "rotation", 'body "board", chair',
        "seats to rotate among", "at least two",
    ),
    "circle of reporting": (
        'heading = "Board"\nname = "Board"',
        'heading = "Board"\nreports_to = "group"\nname = "Board"',
        'reports_to = "group"', 'body "board", reports_to', "board → group → board", "circle",
    ),
    "its own parent": (
        'parent = "board"', 'parent = "group"', 'parent = "group"', 'body "group", parent',
        "group → group", "circle",
    ),
    "circle of mergers": (
        'kind = "voluntary"', 'kind = "voluntary"\nmerged_into = "charity"', "merged_into",
        'agency "charity", merged_into', "charity → charity", "circle",
    ),
    "circle of duties": (
        'kind = "continuing"', 'kind = "continuing"\ndepends_on = ["listens"]', "depends_on",
        'duty "listens", depends_on', "listens → listens", "circle",
    ),
    "reversed dates": (
        "from = 2024-04-01", "from = 2024-04-01\nto = 2023-04-01", "to = 2023", "to",
        "ends on 2023-04-01 but starts on 2024-04-01", "on or after",
    ),
    "two executives": (
        'kind = "group"', 'kind = "executive"', 'kind = "executive"\npurpose = "Works',
        'body "group", kind',
        "is an executive already", "One executive",
    ),
    "rule and role of a chair": (
        '{ kind = "rotation", ', '{ kind = "rotation", role = "director", ', "rotation",
        'body "board", chair, role', "Two chairs", "Take out the role",
    ),
    "two seats of a chair": (
        'role = "director" }', 'role = "director" }\nseats = [{ id = "a", title = "A", function = '
        '"chair" }, { id = "b", title = "B", function = "chair" }]', 'id = "b"',
        'body "group", seats "b", function',
        "two chairs at the same time", "One chair",
    ),
    "chair by rule and another by seat": (
        '{ id = "west", title = "West" }', '{ id = "west", title = "West", function = "chair" }',
        'function = "chair"', 'body "board", seats "west", function', "Two chairs", '"member"',
    ),
    "chair without a role": (
        '{ kind = "named", role = "director" }', '{ kind = "named" }', '{ kind = "named" }',
        'body "group", chair', "has no role", "role =",
    ),
    "chair that is not independent": (
        '{ kind = "named", role', '{ kind = "independent", role', "independent",
        'body "group", chair, role', "not marked as independent", "independent = true",
    ),
    "id given twice": (
        'id = "listens"', 'id = "meets"',
        'id = "meets"\nheading = "Board"\npromise = "The board listens',
        'duty "meets", id', "given twice", "its own id",
    ),
    "schedule missing": (
        'kind = "continuing"', 'kind = "deadline"', '[[duties]]\nid = "listens"', 'duty "listens"',
        'needs "deadline"', "another kind",
    ),
    "schedule of another kind": (
        'kind = "cadence"\n',
        'kind = "cadence"\nquota = { members_of = "board", n = 1, per = "quarter" }\n', "quota",
        'duty "meets", quota', "does not belong", "kind quota",
    ),
    "stages of another kind": (
        'kind = "cadence"', 'kind = "continuing"', "stages =", 'duty "meets", stages',
        "does not belong", "cadence or reporting-line",
    ),
    "stage with two schedules": (
        'printed = "monthly"', 'times = { n = 1, per = "year" }, printed = "monthly"', "times",
        'duty "meets", stages 1', "either an interval or a count", "times =",
    ),
    "stages that overlap": (
        'printed = "monthly" }]',
        'printed = "monthly", to = 2024-06-30 }, { from = 2024-06-30, '
        'times = { n = 1, per = "year" }, printed = "yearly" }]', "stages =",
        'duty "meets", stages 2', '"monthly" and "yearly" overlap',
        "2024-06-29",
    ),
    "nobody owns": (
        'owner_role = "director"\n', "", '[[duties]]\nid = "listens"', 'duty "listens"',
        "Nobody owns", "owner_body",
    ),
    "national without citation": (
        'kind = "continuing"', 'kind = "continuing"\nbasis = { kind = "national", mark = "V" }',
        "basis", 'duty "listens", basis', "where it stands", "citation",
    ),
    "local decision by nobody": (
        'kind = "continuing"', 'kind = "continuing"\nbasis = { kind = "local-decision" }', "basis",
        'duty "listens", basis', "by whom and when", "decided_by",
    ),
    "decision for no reading": (
        'about = "How often"',
        'about = "How often"\ndecision = "never"\ndecided_by = "Board"\ndecided_on = 2024-05-01',
        'decision = "never"', 'contradiction "how-often", decision', "not one of the readings",
        "often, seldom",
    ),
    "decision by nobody": (
        'about = "How often"', 'about = "How often"\ndecision = "often"', "decision =",
        'contradiction "how-often", decision', "by whom and when", "decided_on",
    ),
    "decided but not what": (
        'about = "How often"', 'about = "How often"\ndecided_by = "Board"', "decided_by",
        'contradiction "how-often", decided_by', "but not what", "often, seldom",
    ),
    "seat of a partner that is none": (
        'title = "West" }', 'title = "West", agency = "charity", lead_partner = true }',
        "lead_partner = true }", 'body "board", seats "west", lead_partner',
        "not one of the safeguarding partners", "lead_partner",
    ),
    "contact that leads nowhere": (
        "[[documents]]",
        '[concern]\nemergency = "999"\ncontacts = [{ name = "Door" }]\n[[documents]]',
        "contacts", "concern, contacts 1", "Nobody can be reached", "to_confirm",
    ),
    "report to nobody": (
        "[[documents]]",
        '[[reporting_lines]]\nid = "r"\nheading = "H"\nsender_body = "board"\n'
        'about = "x"\n[[documents]]',
        "[[reporting_lines]]", 'reporting line "r"', "exactly one place", "to_outside",
    ),
    "paragraph without a reason": (
        "[[documents]]", '[[coverage]]\nid = "p"\nheading = "H"\nwords = "W"\n[[documents]]',
        "[[coverage]]", 'paragraph "p"', "has a reason why not", "why",
    ),
    "paragraph held by nothing": (
        "[[documents]]",
        '[[coverage]]\nid = "p"\nheading = "H"\nwords = "W"\nholds = ["duty:mets"]\n[[documents]]',
        "holds", 'paragraph "p", holds 1', 'There is no duty "mets"', '"meets"',
    ),
    "paragraph held by an unknown kind": (
        "[[documents]]",
        '[[coverage]]\nid = "p"\nheading = "H"\nwords = "W"\nholds = ["meets"]\n[[documents]]',
        "holds", 'paragraph "p", holds 1', "does not name a part", "duty:",
    ),
    "not closed": ('name = "Fen"', 'name = "Fen', 'name = "Fen', "", "not closed", "long"),
    "given twice": ('name = "Fen"', 'name = "Fen"\nname = "Fen"', 'name = "Fen"\nshort', "",
        "second time", "once"),
    "no equals sign": ('name = "Fen"', "name Fen", "name Fen", "", 'followed by "="', "key ="),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_line_and_place(case: tuple[str, ...]) -> None:
    old, new, on_line, place, wrong, allowed = case
    text = GOOD.replace(old, new, 1)
    assert text != GOOD

    found = [it for it in problems_of(text) if wrong in it.wrong]

    assert len(found) == 1, problems_of(text)
    assert found[0].file == "fen.toml"
    assert found[0].place == place
    assert allowed in found[0].allowed
    assert found[0].line == line_of(text, on_line)


def test_all_faults_are_told_at_once() -> None:
    text = (
        GOOD.replace('kind = "voluntary"', 'kind = "voluntry"')
        .replace('owner_body = "board"', 'owner_body = "bord"')
        .replace('kind = "continuing"', 'kind = "deadline"')
    )

    places = {problem.place for problem in problems_of(text)}

    assert places == {'agency "charity", kind', 'duty "meets", owner_body', 'duty "listens"'}


def test_a_part_with_a_fault_is_still_known_to_the_others() -> None:
    text = GOOD.replace('name = "Director"', "name = 5")

    assert [problem.place for problem in problems_of(text)] == ['role "director", name']


def test_places_after_a_faulty_part_keep_their_lines() -> None:
    text = GOOD.replace('promise = "The board meets."', "promise = 7").replace(
        'owner_role = "director"', 'owner_role = "directer"'
    )

    last = problems_of(text)[-1]

    assert last.place == 'duty "listens", owner_role'
    assert last.line == line_of(text, "directer")


@pytest.mark.parametrize(
    ("content", "wrong", "line"),
    [
        (b"", "empty", None),
        (b"  \n \n", "empty", None),
        (b"PK\x03\x04 word", "Word, Excel or zip", None),
        (b"%PDF-1.7", "PDF", None),
        ("id = 'x'".encode("utf-16"), "UTF-16", None),
        ('id = "fen"\nname = "Café"'.encode("cp1252"), "not saved as UTF-8", 2),
        (b"x" * 20_000_000, "20.0 MB", None),
        (b'id = "' + b"x" * 10_001 + b'"', "characters", 1),
        (b"id = 1\n" + b"a." * 500 + b"a = 1", "more than fifteen names", 2),
        (b"id = " + b"[" * 5_000, "too deep", None),
        (b"id = " + b"1" * 9_000, "not written as TOML", None),
        (b"\x00\x01\x02", "neither a table nor a key", 1),
        (b"just some words", 'followed by "="', 1),
    ],
)
def test_what_is_not_an_arrangement_file_is_said_to_be_none(
    content: bytes, wrong: str, line: int | None
) -> None:
    (problem,) = problems_of(content)

    assert wrong in problem.wrong
    assert problem.line == line
    assert problem.allowed


def test_the_mark_that_windows_puts_first_does_no_harm() -> None:
    assert problems_of(b"\xef\xbb\xbf" + GOOD.encode()) == ()


def test_lists_of_several_files_are_joined_and_each_fault_names_its_file() -> None:
    head, tail = GOOD.split("[[duties]]", 1)
    tail = "[[duties]]" + tail.replace('owner_body = "board"', 'owner_body = "bord"')
    more = tail.replace('id = "', 'id = "more-').replace(
        'owner_body = "bord"', 'owner_body = "board"'
    )

    checked = check_text(
        {"a.toml": head.encode(), "c.toml": tail.encode(), "b.toml": more.encode()}
    )

    (problem,) = checked.problems
    assert (problem.file, problem.line) == ("c.toml", line_of(tail, "bord"))


def test_a_value_given_in_two_files_is_a_problem() -> None:
    (problem,) = check_text({"a.toml": GOOD.encode(), "b.toml": b'# b\nname = "Marsh"'}).problems

    assert (problem.file, problem.line, problem.place) == ("b.toml", 2, "name")
    assert '"name" is already given in a.toml' in problem.wrong


def test_an_unreadable_file_does_not_make_the_others_seem_wrong() -> None:
    head, tail = GOOD.split("[[agencies]]", 1)

    problems = check_text({"a.toml": head.encode() + b"oops", "b.toml": tail.encode()}).problems

    assert [problem.file for problem in problems] == ["a.toml", "b.toml"][: len(problems)]
    assert len(problems) <= 2


def test_too_many_problems_are_counted_and_not_all_listed() -> None:
    text = GOOD + "".join(f'\n[[aims]]\nid = "a{n}"\nheading = "H"\n' for n in range(500))

    problems = problems_of(text)

    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].wrong == "There are 300 more problems."


def test_a_path_is_read_as_a_file_or_a_folder(tmp_path: Path) -> None:
    (tmp_path / "fen.toml").write_text(GOOD)

    assert read_arrangement(tmp_path) == read_arrangement(tmp_path / "fen.toml")


def test_a_path_that_leads_nowhere_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArrangementRefused, match="no such file or folder"):
        read_arrangement(tmp_path / "nothing.toml")
    with pytest.raises(ArrangementRefused, match="no arrangement file in this folder"):
        read_arrangement(tmp_path)


def test_a_large_file_on_disk_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "large.toml").open("wb") as file:
        file.truncate(20_000_000)

    (problem,) = check_arrangement(tmp_path).problems

    assert problem.file == "large.toml"
    assert "20.0 MB" in problem.wrong
    assert "At most 1 MB" in problem.allowed


def test_lists_that_nobody_can_mean_are_refused() -> None:
    (long,) = problems_of(GOOD + "[[aims]]\n" * 2_001)
    inner = ", ".join(['"meets"'] * 201)
    (wide,) = problems_of(GOOD + f"depends_on = [{inner}]\n")

    assert (long.place, long.line) == ("aims", line_of(GOOD + "[[aims]]", "[[aims]]"))
    assert "2,001 entries" in long.wrong
    assert (wide.place, wide.allowed) == ('duty "listens", depends_on', "At most 200.")


def test_files_that_are_too_large_together_are_refused() -> None:
    filling = b"#" + b" filling" * 100 + b"\n"
    files = {f"{n}.toml": filling * 1_200 for n in range(3)}

    (problem,) = check_text(files).problems

    assert "2.9 MB" in problem.wrong
    assert problem.allowed == "At most 2 MB."


def test_each_circle_is_told_once() -> None:
    text = GOOD + 'depends_on = ["a"]\n'
    for name, after in (("a", "b"), ("b", "listens"), ("c", "d"), ("d", "c"), ("e", "a")):
        text += (
            f'[[duties]]\nid = "{name}"\nheading = "H"\npromise = "P"\nkind = "continuing"\n'
            f'owner_body = "board"\ndepends_on = ["{after}"]\n'
        )

    told = [it.wrong for it in problems_of(text)]

    assert told == [
        "This goes round in a circle: a → b → listens → a.",
        "This goes round in a circle: c → d → c.",
    ]


def test_nothing_sent_is_said_to_be_nothing() -> None:
    (problem,) = check_text({}).problems

    assert "No file was sent" in problem.wrong


def test_evidence_may_be_about_a_step_of_approval_or_a_required_part() -> None:
    text = GOOD + (
        'evidenced_by = [{ kind = "approval-given", topic = "agree" }, '
        '{ kind = "content-included", topic = "costs" }, { kind = "attested", topic = "rain" }]\n'
        '[[chains]]\nid = "way"\nheading = "H"\ndocument = "plan"\n'
        'steps = [{ id = "agree", does = "agrees", by_body = "board" }]\n'
        '[[content]]\nid = "plan"\nheading = "H"\ndocument = "plan"\n'
        'items = [{ id = "costs", says = "Costs" }]\n'
    )

    assert [it.wrong for it in problems_of(text)] == ['There is no topic "rain".']
