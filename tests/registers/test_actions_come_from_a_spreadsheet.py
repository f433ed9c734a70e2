"""The spreadsheet of actions that people have today comes in: each line looked at first, each
error by its line, all of it or nothing (R3.7)."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.world import NOW, PERSONAS, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.files.rules.sheets import read_sheet
from sightline.foundation.outbox.models import Message
from sightline.registers.actions import operations as actions
from sightline.registers.actions.models import Action, ActionImport
from sightline.registers.actions.queries import importing
from sightline.registers.actions.rules.importing import find_headings, read_day
from web.test_policy_and_database_give_the_same_rows import as_web

HEADINGS = ("Ref", "Agreed action", "Lead officer", "Sub group", "Target date", "Status")


def workbook(rows, *, merged=(), sheets=("Actions",)) -> bytes:
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored, {"in_memory": True}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for name in sheets:
            page = book.add_worksheet(name)
            if name != sheets[-1]:
                continue
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        page.write_datetime(number, column, cell, days)
                    elif cell is not None:
                        page.write(number, column, cell)
            for where, value in merged:
                page.merge_range(where, value)
    return stored.getvalue()


def sent(scene: World, content: bytes, name="actions.xlsx", body="practice-group", persona=None):
    return actions.receive_import(
        partnership_id=scene.partnership.pk,
        upload=SimpleUploadedFile(name, content),
        usual_body=scene.partnership.body_set.get(key=body) if body else None,
        by=scene.actor(persona or "business_manager"),
        now=NOW,
    )


def looked_at(scene: World, content: bytes, **given):
    received = sent(scene, content, **given)
    return received, importing.preview(received, scene.actor("business_manager"), NOW)


def owner(scene: World) -> str:
    return scene.people["agency_lead"].name


def good(scene: World):
    return [
        ("Action log of the partnership",),
        (),
        HEADINGS,
        (1, "Ask each school for its figures", owner(scene), None, date(2027, 3, 31), "Open"),
        (2, "Write to every practice", owner(scene), "Safeguarding Partnership Executive",
         "14/04/2027", "Amber"),
        (3, "Long done", "Somebody", None, "2020", "Complete"),
    ]  # fmt: skip


def test_a_log_comes_in_whole(scene: World) -> None:
    received, found = looked_at(scene, workbook(good(scene)))
    assert found.heading == 3
    assert [line.number for line in found.entered] == [4, 5]
    assert [(line.number, line.left_out.split(":")[0]) for line in found.left_out] == [
        (6, "It is over")
    ]
    made = actions.bring_in(
        received=received, lines=found.lines, by=scene.actor("business_manager"), now=NOW
    )
    assert [(one.what, one.due_on, one.body.key, one.owner_id) for one in made] == [
        ("Ask each school for its figures", date(2027, 3, 31), "practice-group",
         scene.people["agency_lead"].pk),
        ("Write to every practice", date(2027, 4, 14), "executive",
         scene.people["agency_lead"].pk),
    ]  # fmt: skip


def test_an_owner_of_many_is_told_once(scene: World) -> None:
    received, found = looked_at(scene, workbook(good(scene)))
    before = Message.objects.count()
    actions.bring_in(
        received=received, lines=found.lines, by=scene.actor("business_manager"), now=NOW
    )
    assert Message.objects.count() - before == 1


def test_it_comes_in_once(scene: World) -> None:
    received, found = looked_at(scene, workbook(good(scene)))
    by = scene.actor("business_manager")
    actions.bring_in(received=received, lines=found.lines, by=by, now=NOW)
    with pytest.raises(RuleBroken, match="brought in already"):
        actions.bring_in(received=received, lines=found.lines, by=by, now=NOW)


def test_sent_again_it_names_what_is_entered_already(scene: World) -> None:
    received, found = looked_at(scene, workbook(good(scene)))
    made = actions.bring_in(
        received=received, lines=found.lines, by=scene.actor("business_manager"), now=NOW
    )
    _, again = looked_at(scene, workbook(good(scene)))
    assert again.entered == []
    assert again.left_out[0].left_out == f"Entered already as {made[0].record.reference}"


def test_one_wrong_line_keeps_all_of_them_out(scene: World) -> None:
    rows = [*good(scene), (4, "Go on", owner(scene), None, "asap", "Open")]
    received, found = looked_at(scene, workbook(rows))
    assert [(line.number, line.errors) for line in found.wrong] == [
        (7, ["“asap” is no date such as 31 March 2027"])
    ]
    before = Action.objects.count()
    with pytest.raises(RuleBroken, match="Mend line 7"):
        actions.bring_in(
            received=received, lines=found.lines, by=scene.actor("business_manager"), now=NOW
        )
    assert Action.objects.count() == before


def test_each_error_is_told_by_its_line(scene: World) -> None:
    rows = [
        ("Action", "Owner", "Agency", "Group", "Due"),
        ("Do", owner(scene), None, None, date(2027, 3, 31)),
        ("Tell every school", None, None, None, date(2027, 3, 31)),
        ("Tell every nursery", owner(scene), "Moon Base", None, date(2027, 3, 31)),
        ("Tell every practice", owner(scene), None, "Knitting circle", date(2027, 3, 31)),
        ("Tell every hostel", owner(scene), None, None, "31/02/2027"),
        ("Tell every club", owner(scene), None, None, 46000),
        ("Tell every church", owner(scene), None, None, None),
    ]
    _, found = looked_at(scene, workbook(rows))
    assert [(line.number, line.errors) for line in found.wrong] == [
        (2, ["It does not say what is to be done"]),
        (3, ["Nobody does it: name a person or an agency"]),
        (4, ["“Moon Base” is no agency of this partnership"]),
        (5, ["“Knitting circle” is no group of this partnership"]),
        (6, ["“31/02/2027” is no day of the calendar"]),
        (7, ["46000 is a number and no date: format the column as dates"]),
        (8, ["There is no day by which it is due"]),
    ]


def test_a_merged_cell_counts_for_all_its_lines(scene: World) -> None:
    rows = [
        ("Action", "Owner", "Due"),
        ("Ask each school for its figures", None, date(2027, 3, 31)),
        ("Ask each nursery for its figures", None, date(2027, 3, 31)),
    ]
    _, found = looked_at(scene, workbook(rows, merged=[("B2:B3", owner(scene))]))
    assert [line.owner_name for line in found.entered] == [owner(scene)] * 2


def test_a_line_twice_in_one_file_comes_in_once(scene: World) -> None:
    line = ("Ask each school for its figures", owner(scene), date(2027, 3, 31))
    _, found = looked_at(scene, workbook([("Action", "Owner", "Due"), line, line]))
    assert [one.number for one in found.entered] == [2]
    assert found.left_out[0].left_out == "The same as line 2"


def test_a_long_action_loses_nothing(scene: World) -> None:
    words = "Ask every school in the district " * 15
    _, found = looked_at(
        scene,
        workbook([("Action", "Owner", "Due"), (words, owner(scene), date(2027, 3, 31))]),
    )
    (line,) = found.entered
    assert len(line.what) <= 300
    assert line.detail == words.strip()


def test_a_name_that_holds_no_place_is_kept_as_a_name(scene: World) -> None:
    rows = [("Action", "Owner", "Due"), ("Ask each school", "Jo Bloggs", date(2027, 3, 31))]
    _, found = looked_at(scene, workbook(rows))
    (line,) = found.entered
    assert (line.owner_id, line.owner_name) == (None, "Jo Bloggs")
    assert "holds no place here" in line.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_of_any_make_is_read(encoding: str, mark: str) -> None:
    text = mark.join(["Action", "Owner", "Due"]) + "\r\n"
    text += mark.join(["Ask José’s school", "Sam", "1/3/2027"]) + "\r\n"
    sheet = read_sheet(text.encode(encoding), "csv")
    assert sheet.rows[1] == ["Ask José’s school", "Sam", "1/3/2027"]


def test_the_first_sheet_that_holds_anything_is_read(scene: World) -> None:
    rows = [("Action", "Owner", "Due"), ("Ask each school", owner(scene), date(2027, 3, 31))]
    _, found = looked_at(scene, workbook(rows, sheets=("Cover", "Log")))
    assert (found.sheet.name, found.sheet.others) == ("Log", ("Cover",))


def test_what_is_no_spreadsheet_is_refused(scene: World) -> None:
    for name, content in (
        ("actions.pdf", b"%PDF-1.7\n%%EOF"),
        ("actions.xlsx", b"PK\x03\x04 broken"),
        ("actions.csv", b""),
    ):
        with pytest.raises(RuleBroken) as refused:
            sent(scene, content, name=name)
        assert refused.value.field == "upload"


def test_a_sheet_of_six_thousand_lines_is_refused_with_its_size() -> None:
    content = workbook([("Action",), *[("Ask each school",)] * 6_000])
    with pytest.raises(RuleBroken, match="6,001 rows"):
        read_sheet(content, "xlsx")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2027, 3, 31, 9, 0), date(2027, 3, 31)),
        ("3/4/2027", date(2027, 4, 3)),  # day before month, as in England
        ("03.04.27", date(2027, 4, 3)),
        ("2027-04-03", date(2027, 4, 3)),
        ("3rd April 2027", date(2027, 4, 3)),
        ("3-Apr-27", date(2027, 4, 3)),
    ],
)
def test_days_as_people_write_them(cell: object, day: date) -> None:
    assert read_day(cell) == (day, "")


@pytest.mark.parametrize("cell", ["13/13/2027", "ongoing", "April 2027", "1/1/1027", "3 Foo 2027"])
def test_what_names_no_day_says_so(cell: str) -> None:
    day, wrong = read_day(cell)
    assert day is None
    assert wrong


def test_headings_are_found_below_a_title() -> None:
    number, columns = find_headings(
        [["Log", None], [], ["No.", "Action required:", "By whom", "DEADLINE"]]
    )
    assert (number, columns) == (3, {"what": 1, "owner": 2, "due_on": 3})


@pytest.mark.parametrize("persona", ["lead_partner", "group_chair", "agency_lead", "scrutineer"])
def test_nobody_else_sends_one(scene: World, persona: str) -> None:
    with pytest.raises(NotAllowed):
        sent(scene, workbook(good(scene)), persona=persona)


def test_a_spreadsheet_is_seen_by_its_sender_alone(scene: World) -> None:
    received = sent(scene, workbook(good(scene)))
    with pytest.raises(NotSeen):
        importing.import_by(scene.actor("business_unit"), received.pk)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_database_shows_a_spreadsheet_to_its_sender_alone(world: World, persona: str) -> None:
    with as_web(world.tokens.get(persona, "")):
        found = set(ActionImport.objects.values_list("pk", flat=True))
    sent_here = {world.works["import ours"].pk}
    assert found == (sent_here if persona == "business_manager" else set())


def test_in_a_browser_without_script(scene: World) -> None:
    """Send it, choose a column that was not found, bring it in."""
    visitor = Visitor(token=scene.tokens["business_manager"])
    rows = [
        ("Action", "Owner", "Bring back"),
        ("Ask each school for its figures", owner(scene), date(2027, 3, 31)),
    ]
    upload = SimpleUploadedFile("log.xlsx", workbook(rows))
    led = visitor.post("/actions/import", {"upload": upload, "body": "practice-group"}, status=302)
    path = str(led)
    assert "Not found: By when" in visitor.ask("get", path).content.decode()
    found = visitor.ask("get", f"{path}?due_on=2").content.decode()
    assert "Bring in 1 action" in found
    visitor.post(path, {"what": "0", "owner": "1", "due_on": "2"}, status=302)
    made = Action.objects.get(what="Ask each school for its figures")
    assert made.due_on == date(2027, 3, 31)
