"""Chronologies of agencies in one line: brought in from spreadsheets as a whole or not at all,
under no known name, with what is told twice, gaps and silences, also of 2,000 events (R6.2)."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import docx
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from builders import trail
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import ChronologyEvent, ChronologyImport, SameEvent
from sightline.work.reviews.rules import chronology as rules
from sightline.work.reviews.rules import chronology_import as importing
from sightline.work.reviews.rules.rapid_review import Happening

TODAY = NOW.date()
HEADINGS = ["Date", "Time", "What happened", "What the agency did", "Kind of event", "Child seen"]


# Reading a spreadsheet


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (datetime(2026, 3, 2, 10), date(2026, 3, 2)),
        (date(2026, 3, 2), date(2026, 3, 2)),
        ("02/03/2026", date(2026, 3, 2)),  # the day before the month
        ("2.3.2026", date(2026, 3, 2)),
        ("2nd March 2026", date(2026, 3, 2)),
        ("2026-03-02", date(2026, 3, 2)),
        ("31/02/2026", None),
        ("March 2026", None),
        (46083, None),
        (None, None),
    ],
)
def test_a_day_is_read_as_it_is_written_in_england(cell, expected):
    assert importing.day(cell) == expected


def test_columns_are_named_as_a_spreadsheet_names_them():
    assert [importing.column(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_every_wrong_cell_is_named():
    rows = [
        ["Chronology of the trust"],
        ["Date of event", "Event", "Category", "Child seen?"],
        ["02/03/2026", "Home visit, nobody in", "Missed appointment or no access", "no"],
        ["99/03/2026", "x", "Party", "perhaps"],
        [None, None, None, None],
        ["01/01/2031", "Seen at the clinic", "", "Yes"],
    ]
    found = importing.read(rows, date(2026, 4, 1))
    assert found.heading == 2
    assert found.events == [
        Happening(date(2026, 3, 2), "", "Home visit, nobody in", "", "missed", "not-seen")
    ]
    assert [[cell for cell, _ in one.errors] for one in found.wrong] == [
        ["A4", "B4", "C4", "D4"], ["A6"],
    ]  # fmt: skip
    assert importing.read([["Day", "Remarks"], [1, 2]], TODAY).missing == ("What happened",)


def workbook(*rows):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, cells in enumerate([HEADINGS, *rows]):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                else:
                    sheet.write_string(at, column, cell)
    return SimpleUploadedFile("chronology.xlsx", held.getvalue())


def row(on=TODAY, what="Seen by the health visitor", theme="contact"):
    return (on, "10:30", what, "Letter sent", theme, "yes")


@pytest.mark.django_db
def test_a_spreadsheet_is_looked_at_and_then_brought_in_once(scene):
    visitor = Visitor(scene.people["agency_lead"])
    request = scene.works["request draft"]
    before = ChronologyEvent.objects.filter(summary=request.pk).count()
    path = f"/agency-requests/{request.record.reference}"
    visitor.get(f"{path}/chronology")
    days = [TODAY - timedelta(days=n) for n in range(30)]
    led = visitor.post(
        f"{path}/chronology", {"upload": workbook(*(row(on) for on in days))}, status=302
    )
    assert "Bring in 30 events" in visitor.get(led)
    assert ChronologyEvent.objects.filter(summary=request.pk).count() == before
    assert visitor.post(led, {}, status=302) == path
    assert ChronologyEvent.objects.filter(summary=request.pk).count() == before + 30
    assert "brought in already" in visitor.post(led, {})
    assert "cannot be brought in again" in visitor.get(led)
    for other in ("business_manager", "lead_partner"):
        assert Visitor(token=scene.tokens[other]).ask("get", led).status_code == 404


@pytest.mark.django_db
def test_one_wrong_cell_keeps_everything_out(scene):
    visitor = Visitor(scene.people["agency_lead"])
    request = scene.works["request draft"]
    before = ChronologyEvent.objects.filter(summary=request.pk).count()
    path = f"/agency-requests/{request.record.reference}/chronology"
    sheet = workbook(row(), row(on="some day"), row(theme="a party"))
    led = visitor.post(path, {"upload": sheet}, status=302)
    shown = visitor.get(led)
    assert ">A3</th>" in shown
    assert ">E4</th>" in shown
    assert "Mend A3 first" in visitor.post(led, {})
    assert ChronologyEvent.objects.filter(summary=request.pk).count() == before
    text = SimpleUploadedFile("chronology.txt", b"Date, What happened")
    assert "Choose an Excel file" in visitor.post(path, {"upload": text})
    assert ChronologyImport.objects.count() == 2  # one of the world


@pytest.mark.django_db
def test_csv_is_read_as_well_and_nothing_enters_what_is_sealed(scene):
    by, request = scene.actor("agency_lead"), scene.works["request draft"]
    sheet = SimpleUploadedFile("c.csv", b"Date;What happened\n02/03/2025;Seen at the clinic\n")
    made = reviews.receive_chronology(request=request, upload=sheet, by=by, now=NOW)
    reviews.submit_summary(request=request, is_nil=False, by=by, now=NOW)
    with pytest.raises(RuleBroken, match="sealed"):
        reviews.bring_in_chronology(request=request, received=made, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        reviews.receive_chronology(
            request=request, upload=sheet, by=scene.actor("lead_partner"), now=NOW
        )


# What the line shows. By hand, between 1 January and 2 March 2026: 2 to 31 January are 30 days,
# February has 28, and 1 March is one: 59.


def test_a_gap_is_the_days_between_that_nobody_tells_of():
    days = [date(2026, 1, 1), date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 10)]
    (found,) = rules.gaps(days, 59)
    assert (found.after, found.before, found.days) == (date(2026, 1, 1), date(2026, 3, 2), 59)
    assert rules.gaps(days, 60) == []
    assert rules.gaps([], 30) == []


def test_an_agency_is_silent_while_another_tells():
    line = {
        "health": [date(2026, 1, 1), date(2026, 3, 2)],
        "police": [date(2026, 1, 10), date(2026, 2, 20)],
        "school": [],
    }
    found = rules.silences(line, 30)
    assert [(one.agency, one.days, one.others) for one in found] == [
        # 1 January to 2 March, both counted: 31 + 28 + 2
        ("school", 61, 4),
        ("health", 59, 2),
    ]  # police: 10 January to 20 February is 40 days, in which nobody else tells anything
    assert rules.silences({"health": []}, 30) == []
    # two on the day after which health is silent, and one between: only that one counts
    days = [date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 20)]
    (one,) = rules.silences({"health": [days[0], date(2026, 2, 20)], "police": days}, 49)
    assert (one.agency, one.days, one.others) == ("health", 49, 1)  # 30 in January, 19 in February


def test_a_page_of_the_line_is_found_by_its_days():
    """Of seven events three a page, with three on one day: the second page begins with the second
    of them, and so skips one."""
    first, then, last = date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 9)
    days = [first, first, then, then, then, last, last]
    assert rules.window(days, 3, 3) == rules.Window(then, last, 1, 3)
    assert rules.window(days, 6, 3) == rules.Window(last, last, 1, 1)
    assert rules.window(days, 7, 3) is None


def test_the_same_event_is_proposed_by_its_day_and_its_words():
    line = [
        rules.Told(1, "health", date(2026, 1, 1), "contact", "Bruise seen at nursery by teacher"),
        rules.Told(2, "school", date(2026, 1, 2), "concern", "Teacher noted a bruise on arm"),
        rules.Told(3, "police", date(2026, 1, 4), "concern", "Teacher noted a bruise on arm"),
        rules.Told(4, "school", date(2026, 1, 1), "contact", "Parents evening"),
        rules.Told(5, "health", date(2026, 1, 1), "contact", "Clinic"),
    ]
    found = [(one.number, other.number) for one, other in rules.proposals(line, set())]
    assert found == [(1, 2), (1, 4), (4, 5)]
    assert (1, 2) not in {
        (one.number, other.number) for one, other in rules.proposals(line, {(1, 2)})
    }


def test_names_stand_beside_labels():
    called = {"Child A": "Robin", "Child A2": "Kim"}
    assert (
        rules.with_names("Child A2 saw Child A.", called) == "Child A2 (Kim) saw Child A (Robin)."
    )


# The page


@pytest.fixture
def manager(scene):
    return scene.actor("business_manager")


def released(scene, manager, events):
    """Our other agency's events, submitted and released."""
    request, by = scene.works["request draft"], scene.actor("agency_lead")
    for what, on in events:
        reviews.add_event(
            request=request, event=Happening(on, "", what, "", "concern", "seen"), by=by, now=NOW
        )
    reviews.submit_summary(request=request, is_nil=False, by=by, now=NOW)
    reviews.release_summary(request=request, by=manager, now=NOW)
    return list(ChronologyEvent.objects.filter(summary=request.pk).order_by("pk"))


@pytest.fixture
def named(scene):
    """Two brothers of our case, with what is known of them."""
    for label, name, more in (
        ("Child B", "Jowan Trelawney-Fox", {"aliases": "Joe T; Jo-Jo",
             "address": "7 Mill Lane, Alby",
                                            "born_on": date(2019, 3, 2)}),
        ("Child C", "Perran Trelawney-Fox", {"school": "Alby Primary School",
                                             "nhs_number": "9434765919"}),
    ):  # fmt: skip
        reviews.keep_identity(
            people=scene.works["case ours"].identities, label=label, part="child", name=name,
            by=scene.actor("notifier"), now=NOW, **more,
        )  # fmt: skip


WRITTEN = (
    "JOWAN TRELAWNEY-FOX (Joe T, born 02/03/2019, 2 March 2019) and Perran of 7 Mill Lane were at"
    " Alby Primary School; NHS 943 476 5919. Ms Trelawney called jo-jo. A jowanite stone."
)
MASKED = (
    "Child B (Child B, born a date of birth, a date of birth) and Child C of an address were at"
    " a school; NHS ●●●. Ms ●●● called Child B. A jowanite stone."
)


@pytest.mark.django_db
def test_what_is_known_of_people_gives_way_to_their_labels(scene, manager, named):
    released(scene, manager, [(WRITTEN, TODAY)])
    panel = Visitor(token=scene.tokens["group_chair"])
    path = f"/rapid-reviews/{scene.record('review ours').reference}/chronology"
    shown = panel.get(path)
    assert panel.statements <= 12
    assert MASKED in shown
    assert "Trelawney" not in shown
    file = docx.Document(io.BytesIO(panel.ask("get", f"{path}.docx").content))
    words = " ".join(cell.text for table in file.tables for r in table.rows for cell in r.cells)
    assert MASKED in words
    assert "Trelawney" not in words
    assert panel.ask("get", f"{path}/names").status_code == 403


@pytest.mark.django_db
def test_the_database_masks_only_words_that_were_released(scene, manager, named):
    """Nobody learns from it whether a name is in a case."""
    draft = ChronologyEvent.objects.filter(summary=scene.works["request draft"].pk)[0]
    done = ChronologyEvent.objects.filter(summary=scene.works["request done"].pk)[0]
    with connection.cursor() as cursor:
        for event, what, count in (
            (draft, draft.what, 0), (done, "Jowan", 0), (done, done.what, 1),
        ):  # fmt: skip
            cursor.execute(
                "SELECT count(*) FROM sightline_events_masked(%s, %s, %s)",
                [[event.pk], [what], [event.response]],
            )
            assert cursor.fetchone() == (count,)


@pytest.mark.django_db
def test_names_are_shown_for_a_reason_that_is_kept(scene, manager, named):
    released(scene, manager, [("Child B was seen with Jowan's uncle", TODAY)])
    visitor = Visitor(scene.people["business_manager"])
    path = f"/rapid-reviews/{scene.record('review ours').reference}/chronology"
    assert "Jowan" not in visitor.get(path)
    assert visitor.ask("get", f"{path}?names=shown")["Location"] == f"{path}/names"
    visitor.get(f"{path}/names")
    assert "There is a problem" in visitor.post(f"{path}/names", {"reason": "x"})
    reason = {"reason": "To ask the hospital about the family"}
    assert visitor.post(f"{path}/names", reason, status=302) == f"{path}?names=shown"
    shown = visitor.get(f"{path}?names=shown")
    assert "Child B (Jowan Trelawney-Fox) was seen with Jowan" in shown
    said = trail.told(scene.works["case ours"].identities.reference)
    assert "Had the identity of Child B revealed" in said
    assert "Had the identity of Child C revealed" in said


@pytest.mark.django_db
def test_two_accounts_stand_side_by_side_once_they_are_judged(scene, manager):
    *_, before, mine = released(scene, manager, [("The clinic telephoned about a visit", TODAY)])
    other = ChronologyEvent.objects.filter(summary=scene.works["request done"].pk)[0]
    review = scene.works["review ours"]
    visitor = Visitor(scene.people["business_manager"])
    path = f"/rapid-reviews/{review.record.reference}/chronology/same"
    assert "May be one event" in visitor.get(path)
    visitor.get(f"{path}/{mine.pk}/{other.pk}")
    said = {"is_same": "yes", "difference": "One agency tells of a visit that the other does not."}
    visitor.post(f"{path}/{mine.pk}/{other.pk}", said, status=302)
    panel = Visitor(token=scene.tokens["group_chair"])
    shown = panel.get(path)
    assert panel.statements <= 12
    assert said["difference"] in shown
    assert "May be one event" not in shown
    found = SameEvent.objects.order_by("pk").last()
    assert found.first_id < found.second_id
    reviews.judge_same_event(
        review=review, first=mine.pk, second=other.pk, is_same=False, difference="", by=manager,
        now=NOW,
    )  # fmt: skip
    assert said["difference"] not in panel.get(path)
    with pytest.raises(RuleBroken, match="two agencies"):
        reviews.judge_same_event(
            review=review, first=mine.pk, second=before.pk, is_same=True, difference="They agree.",
            by=manager, now=NOW,
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        reviews.judge_same_event(
            review=review, first=mine.pk, second=other.pk, is_same=True, difference="They agree.",
            by=scene.actor("group_chair"), now=NOW,
        )  # fmt: skip
    with (
        pytest.raises(DatabaseError, match=r"append-only|denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE reviews_sameevent SET is_same = true")


@pytest.mark.django_db
def test_two_thousand_events_cost_no_more_statements(scene, manager):
    panel = Visitor(token=scene.tokens["group_chair"])
    path = f"/rapid-reviews/{scene.record('review ours').reference}/chronology"
    panel.get(path)
    panel.get(path)  # what is the same for everybody is read once
    few = panel.statements
    request, by = scene.works["request draft"], scene.actor("agency_lead")
    sheet = workbook(*(row(TODAY - timedelta(days=n)) for n in range(2000)))
    made = reviews.receive_chronology(request=request, upload=sheet, by=by, now=NOW)
    assert reviews.bring_in_chronology(request=request, received=made, by=by, now=NOW) == 2000
    reviews.submit_summary(request=request, is_nil=False, by=by, now=NOW)
    reviews.release_summary(request=request, by=manager, now=NOW)
    shown = panel.get(path)
    assert panel.statements == few
    assert "2,004 events" in shown
    assert shown.count('data-label="Agency"') == 50
    assert "Later" in shown
    # the last page holds what is left: 2,004 less forty pages of fifty, and ends with today
    last = panel.get(f"{path}?page=41")
    assert last.count('data-label="Agency"') == 4
    assert "2001 to 2004 shown" in last
    panel.get(f"{path}/same")
    assert panel.statements <= 12
