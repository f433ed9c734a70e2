"""The layout every page stands in, and the components that rooms put into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from django.http import HttpResponse
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory
from markupsafe import Markup

from page_inspection import inspect, inspect_fragment
from sightline.foundation import govuk
from sightline.foundation.govuk.words import state_tag

KIT = Path(govuk.__file__).parent
PLAIN = (
    '{% extends "govuk/member.html" %}{% block heading %}{{ "Meetings <&> more" }}{% endblock %}'
    "{% block content %}<p>Content</p>{% endblock %}"
)
ASHA = SimpleNamespace(name="Asha Invented")
Draw = Callable[..., HttpResponse]


def test_a_page_has_the_partnerships_name_and_no_crown(draw: Draw) -> None:
    html = inspect(draw(PLAIN, actor=ASHA))

    assert html.classed("app-header__name")[0].text.strip() == (
        "Invented Vale Safeguarding Children Partnership"
    )
    source = draw(PLAIN, actor=ASHA).content.decode().lower()
    assert "crown" not in source and "gov.uk" not in source


def test_the_marking_stands_above_and_below(draw: Draw) -> None:
    html = inspect(draw(PLAIN, marking="OFFICIAL-SENSITIVE", actor=ASHA))

    assert html.classed("app-marking")[0].text == "Marking: OFFICIAL-SENSITIVE"
    assert html.classed("app-footer__marking")[0].text == "OFFICIAL-SENSITIVE"


def test_a_page_may_mark_itself(draw: Draw) -> None:
    html = inspect(draw('{% set marking = "OFFICIAL" %}' + PLAIN, actor=ASHA))

    assert html.classed("app-marking")[0].text == "Marking: OFFICIAL"


def test_the_menu_marks_where_one_is(draw: Draw) -> None:
    menu = [
        {"text": "Home", "href": "/", "here": ""},
        {"text": "Meetings", "href": "/meetings", "here": "page"},
        {"text": "The partnership", "href": "/partnership", "here": "true"},
    ]

    links = inspect(draw(PLAIN, navigation=menu)).classed("govuk-service-navigation__link")

    assert [each.attrs.get("aria-current") for each in links] == [None, "page", "true"]


def test_the_demonstration_says_that_it_is_one(draw: Draw) -> None:
    assert (
        b"Every person and every event here is invented" in draw(PLAIN, demonstration=True).content
    )
    assert b"is invented" not in draw(PLAIN).content


def test_messages_breadcrumbs_and_exit_are_drawn(draw: Draw) -> None:
    source = PLAIN.replace("member", "public")
    message = SimpleNamespace(level_tag="success", __str__=lambda self: "Saved")

    html = inspect(
        draw(
            source,
            exit_page=True,
            breadcrumbs=[("Home", "/"), ("Here", "")],
            waiting_messages=[message],
        )
    )

    assert html.classed("govuk-exit-this-page")
    assert [each.text for each in html.classed("govuk-breadcrumbs__list-item")] == ["Home", "Here"]
    assert html.classed("govuk-notification-banner--success")[0].attrs["role"] == "alert"


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "csrf", "no_seat"])
def test_error_pages_need_nothing_but_themselves(name: str) -> None:
    html = get_template(f"govuk/errors/{name}.html").render({}, RequestFactory().get("/x"))

    inspect(HttpResponse(html))


def test_a_refused_page_and_an_absent_one_answer_alike() -> None:
    drawn = [get_template(f"govuk/errors/{name}.html").render({}) for name in ("403", "404")]

    assert drawn[0] == drawn[1]


def test_a_name_the_view_forgot_stops_the_page(draw: Draw) -> None:
    with pytest.raises(jinja2.UndefinedError):
        draw("{{ forgotten }}")


def test_text_is_escaped_unless_it_is_markup(draw: Draw) -> None:
    assert draw("{{ text }}", text="<b>").content == b"&lt;b&gt;"


def test_a_state_that_was_typed_is_escaped_though_the_same_markup_was_drawn_before() -> None:
    assert "<b>" in state_tag(Markup("<b>x</b>"))
    assert "<b>" not in state_tag("<b>x</b>")


def test_pages_written_for_djangos_own_engine_are_left_to_it() -> None:
    with pytest.raises(jinja2.TemplateNotFound):
        engines["jinja"].env.get_template("account/login.html")  # type: ignore[attr-defined]


COMPONENTS = """
{% from "govuk/components/states.html" import counts %}
{% from "govuk/components/messages.html" import button_link, confirmation, details, empty %}
{% from "govuk/components/messages.html" import inset, panel, warning %}
{% from "govuk/components/lists.html" import bullets, linked_records, summary_list, task_list %}
{% from "govuk/components/lists.html" import timeline %}
{{ state_tag(word, "late") }}{{ counts([(1204, word, "/x", "done"), (0, "late", "", "late")]) }}
{{ warning(word) }}{{ confirmation(word, word) }}{{ empty(word, word, "/x", word) }}
{{ button_link(word, "/x", "secondary") }}
{% call inset() %}{{ word }}{% endcall %}{% call details(word) %}{{ word }}{% endcall %}
{% call panel(word) %}
{{ linked_records([{"title": word, "href": "/x", "why": word}]) }}
{% endcall %}
{{ summary_list([(word, word), (word, word, "/x"), (word, ""), (word, none, "/x", word)]) }}
{{ task_list([{"title": word, "href": "/x", "state": word, "tone": "done", "hint": word},
              {"title": word, "href": "", "state": word, "tone": "quiet"}]) }}
{{ timeline([{"title": word, "when": now, "by": word, "text": word}]) }}{{ bullets([word]) }}
{{ post_button(word, action="/x", kind="warning", about=word, seat=word) }}
{{ govuk("tag", text=word) }}
"""


def test_components_are_sound_and_escape_what_they_are_given(draw: Draw) -> None:
    hostile = '"><script>alert(1)</script>'

    html = inspect_fragment(
        draw(COMPONENTS, word=hostile, now=datetime(2026, 11, 28, tzinfo=UTC)).content.decode()
    )

    assert not html.all("script")
    assert html.classed("app-counts__figure")[0].text == "1,204"
    assert html.all("button")[0].text == f"{hostile} {hostile}"


def test_no_template_or_style_sheet_carries_inline_code_or_a_far_address() -> None:
    for place in (*KIT.rglob("templates/**/*.html"), *KIT.glob("static/govuk/*")):
        if place.is_dir():
            continue
        text = place.read_text()
        assert "style=" not in text and "<style" not in text, place
        assert "onclick" not in text and "javascript:" not in text, place
        assert "GDS Transport" not in text, place
        if place.suffix in (".css", ".js"):
            assert "://" not in text, place


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("#0b6b46", "#e1f2ea"), ("#6b4a00", "#fdf1d6"), ("#a11d1d", "#fbe6e4"),
        ("#17518a", "#e4eefa"), ("#46525a", "#eceff0"), ("#ffffff", "#a11d1d"),
        ("#ffffff", "#123c43"), ("#0b5966", "#ffffff"), ("#0b5966", "#f1f6f5"),
        ("#5d6b70", "#ffffff"),
    ],
)  # fmt: skip
def test_colours_of_words_stand_out(ink: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    css = (KIT / "static/govuk/sightline.css").read_text()
    assert all(each in css or each == "#ffffff" for each in (ink, ground))

    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_inspector_sees_faults() -> None:
    faulty: dict[str, Any] = {
        "two h1": "<h1>a</h1><h1>b</h1>",
        "a form without token": '<form action="/x" method="post"></form>',
        "an input without label": '<input name="a" id="a">',
        "a handler": '<a href="/x" onclick="y()">x</a>',
        "the same id twice": '<p id="a"></p><p id="a"></p>',
        "a picture without words": '<img src="x">',
        "a style": '<p style="color:red">x</p>',
        "a description that is nowhere": '<p aria-describedby="gone">x</p>',
        "an open tag": "<div><p>x</div>",
    }
    for name, source in faulty.items():
        page = (
            '<!DOCTYPE html><html lang="en-GB"><head><title>a – P</title></head><body><main>'
            f"{source if name == 'two h1' else '<h1>a</h1>' + source}</main></body></html>"
        )
        with pytest.raises(AssertionError):
            inspect(HttpResponse(page))
