"""Fields draw GOV.UK components, keep what was typed, and say plainly what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from page_inspection import inspect, inspect_fragment
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.dates import read_month, read_time
from sightline.foundation.govuk.forms import (
    ChoiceField,
    DateField,
    EmailField,
    FileField,
    GovukForm,
    Group,
    LongTextField,
    MultipleChoice,
    NumberField,
    PasswordField,
    SearchField,
    TextField,
    TimeField,
    YesNoField,
    check_answers,
)


class PlanMeeting(GovukForm):
    groups = (Group("When", ("on", "at"), hint="As agreed by the body"),)
    title = TextField("Title", max_length=10, hint="As on the agenda", autocomplete="off")
    on = DateField("Meeting date", example=date(2026, 11, 23))
    at = TimeField("Start time")
    place = ChoiceField(
        "Where is it held?",
        called="where it is held",
        choices=[("room", "In a room", "Say which below"), ("other", "Somewhere else")],
        reveals={"other": ("elsewhere",)},
    )
    elsewhere = TextField("Place")
    body = ChoiceField("Body", choices=[(1, "Executive"), (2, "Learning")], drawn_as="select")
    agencies = MultipleChoice("Agencies", choices=[(1, "Police"), (2, "Health")])
    quorate = YesNoField("Was it quorate?", called="it was quorate")
    papers = NumberField("Number of papers", at_least=0, at_most=50, required=False)
    cost = NumberField("Cost", places=2, before="£", required=False)
    minutes = FileField("Minutes", accept=".pdf", most_megabytes=1, required=False)
    notes = LongTextField("Notes", max_length=20, required=False)
    word = PasswordField(required=False)
    mail = EmailField(required=False)
    find = SearchField()


GOOD = {
    "title": "Spring", "on-day": "31", "on-month": "March", "on-year": "2026", "at": "2.30pm",
    "place": "room", "body": "2", "agencies": ["1", "2"], "quorate": "no", "papers": "1",
    "cost": "£1,200.50",
}  # fmt: skip


def only(field: Any, **data: Any) -> tuple[Any, list[str]]:
    """The clean value and the errors of one field standing alone."""
    form = type("One", (GovukForm,), {"one": field})(data)
    form.is_valid()
    return form.cleaned_data.get("one"), list(form.errors.get("one", []))


def dated(day: str, month: str, year: str) -> tuple[Any, list[str]]:
    parts = {"one-day": day, "one-month": month, "one-year": year}
    return only(DateField("Meeting date"), **parts)


def test_good_answers_become_values() -> None:
    form = PlanMeeting(GOOD)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2026, 3, 31)
    assert form.cleaned_data["at"] == time(14, 30)
    assert form.cleaned_data["quorate"] is False
    assert form.cleaned_data["papers"] == 1
    assert form.cleaned_data["cost"] == Decimal("1200.50")
    assert form.cleaned_data["agencies"] == ["1", "2"]


def test_every_error_links_to_an_input_of_its_field(draw: Callable[..., HttpResponse]) -> None:
    form = PlanMeeting({"place": "other", "on-day": "1", "on-year": "2026", "papers": "60"})

    html = inspect(
        draw(
            '{% extends "govuk/public.html" %}{% block heading %}Plan a meeting{% endblock %}'
            '{% block content %}{{ form_to(form, action="/plan") }}{% endblock %}',
            form=form,
        )
    )

    summary = html.classed("govuk-error-summary")[0]
    links = {
        each.text.strip(): each.attrs["href"] for each in html.all("a") if summary in each.parents
    }
    assert links == {
        "Enter title": "#field-title",
        "Meeting date must include a month": "#field-on-month",
        "Enter start time": "#field-at",
        "Enter place": "#field-elsewhere",
        "Select body": "#field-body",
        "Select agencies": "#field-agencies",
        "Select yes if it was quorate": "#field-quorate",
        "Number of papers must be 50 or fewer": "#field-papers",
    }
    assert html.all("title")[0].text.startswith("Error: Plan a meeting – Invented Vale")


def test_a_form_draws_sound_html_and_keeps_what_was_typed() -> None:
    form = PlanMeeting({**GOOD, "title": '"><script>alert(1)</script>', "notes": "one\n  two"})

    html = inspect_fragment(str(form.draw()))

    title = html.by_id("field-title")
    assert title is not None and title.attrs["value"] == '"><script>alert(1)</script>'
    assert title.attrs["aria-describedby"].split() == ["field-title-hint", "field-title-error"]
    assert html.all("textarea")[0].text == "one\n  two"
    month = html.by_id("field-on-month")
    assert month is not None and month.attrs["value"] == "March"
    chosen = [each.attrs["value"] for each in html.all("input") if "checked" in each.attrs]
    assert chosen == ["room", "1", "2", "no"]
    assert [each.text.strip() for each in html.all("option") if "selected" in each.attrs] == [
        "Learning"
    ]
    word = html.by_id("field-word")
    assert word is not None and word.attrs["value"] == ""
    assert html.all("legend")[0].text.strip() == "When"


def test_a_password_is_never_drawn_back() -> None:
    assert "s3cret" not in str(PlanMeeting({**GOOD, "word": "s3cret"}).draw())


def test_a_question_that_was_not_put_needs_no_answer() -> None:
    asked = PlanMeeting({**GOOD, "place": "other", "elsewhere": ""})
    not_asked = PlanMeeting({**GOOD, "place": "room", "elsewhere": "left over"})

    assert asked.errors["elsewhere"] == ["Enter place"]
    assert not_asked.is_valid()
    assert not_asked.cleaned_data["elsewhere"] == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "", ""), "Enter meeting date"),
        (("31", "", "2026"), "Meeting date must include a month"),
        (("31", "", ""), "Meeting date must include a month and year"),
        (("31", "2", "2026"), "Meeting date must be a real date"),
        (("29", "feb", "2025"), "Meeting date must be a real date"),
        (("12", "13", "2026"), "Meeting date must be a real date"),
        (("12", "smarch", "2026"), "Meeting date must be a real date"),
        (("12", "5", "26"), "Year must include 4 numbers"),
        (("12", "5", "1066"), "Meeting date must be between 1900 and 2200"),
        (("१२", "5", "2026"), "Meeting date must be a real date"),
    ],
)
def test_a_date_that_is_none_is_refused_in_words(
    typed: tuple[str, str, str], sentence: str
) -> None:
    assert dated(*typed) == (None, [sentence])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("1", "sept", "2026"), date(2026, 9, 1)),
        (("01", "JAN.", "2026"), date(2026, 1, 1)),
        ((" 3 ", "05", "2026"), date(2026, 5, 3)),
    ],
)
def test_a_date_may_be_typed_in_many_ways(typed: tuple[str, str, str], expected: date) -> None:
    assert dated(*typed) == (expected, [])


def test_two_letters_are_not_a_month() -> None:
    assert read_month("ju") is None
    assert read_month("jun") == 6


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:30", time(14, 30)), ("1430", time(14, 30)), ("2.30 pm", time(14, 30)),
        ("2pm", time(14)), ("12am", time(0)), ("12pm", time(12)), ("midday", time(12)),
        ("midnight", time(0)), ("9:05", time(9, 5)), ("9", None), ("25:00", None),
        ("13pm", None), ("9:60", None), ("soon", None),
    ],
)  # fmt: skip
def test_a_time_may_be_typed_in_many_ways(typed: str, expected: time | None) -> None:
    assert read_time(typed) == expected


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (NumberField("Papers"), "two", "Papers must be a whole number"),
        (NumberField("Papers"), "1.5", "Papers must be a whole number"),
        (NumberField("Cost", places=2), "1.234", "Cost must have no more than 2 decimal places"),
        (NumberField("Papers", at_least=1), "0", "Papers must be 1 or more"),
        (TimeField("Start time"), "soon", "Start time must be a time, like 9:30am or 14:30"),
        (ChoiceField("Body", choices=[(1, "x")]), "9", "Select body"),
        (TextField("NHS number", max_length=3), "1234", "NHS number must be 3 characters or fewer"),
        (
            EmailField(),
            "asha at example",
            "Email address must be in the correct format, like name@example.com",
        ),
    ],
)
def test_a_wrong_answer_is_refused_in_words(field: Any, typed: str, sentence: str) -> None:
    assert only(field, one=typed)[1] == [sentence]


def test_zero_is_an_answer() -> None:
    assert only(NumberField("Papers"), one="0") == (0, [])


def test_a_line_break_counts_once() -> None:
    value, errors = only(LongTextField("Notes", max_length=3), one="a\r\nb")

    assert (value, errors) == ("a\nb", [])


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    sent = SimpleUploadedFile("minutes.pdf", b"x" * (1024 * 1024 + 1))
    form = PlanMeeting(GOOD, {"minutes": sent})

    assert form.errors["minutes"] == ["The selected file must be smaller than 1MB"]


def test_a_broken_rule_stands_beside_its_field_or_above_the_form() -> None:
    form = PlanMeeting(GOOD)
    form.refuse(RuleBroken("The body did not exist on that day", field="on"))
    form.refuse(RuleBroken("The meeting was cancelled"))

    summary = str(form.error_summary())
    assert '<a href="#field-on-day">The body did not exist on that day</a>' in summary
    assert '<a href="#main-content">The meeting was cancelled</a>' in summary


def test_answers_are_read_back_in_words() -> None:
    form = PlanMeeting(GOOD)
    assert form.is_valid()

    html = inspect_fragment(
        '<div id="field-on-day"></div>' + str(check_answers(form, change="/plan"))
    )

    facts = dict(
        zip(
            [each.text.strip() for each in html.all("dt")],
            [each.text.strip() for each in html.classed("govuk-summary-list__value")],
            strict=True,
        )
    )
    assert facts["Meeting date"] == "31 March 2026"
    assert facts["Start time"] == "2:30pm"
    assert facts["Agencies"] == "Police and Health"
    assert facts["Was it quorate?"] == "No"
    assert facts["Notes"] == "Not given"
    assert "Place" not in facts
    assert "/plan#field-on-day" in [each.attrs["href"] for each in html.all("a")]
