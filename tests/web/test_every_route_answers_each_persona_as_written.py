"""Every address, asked by every persona with GET and POST, answers as the rooms' tables say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from builders.world import PERSONAS, World
from clients import Visitor
from page_inspection import inspect
from sightline.web.describing import addresses
from web.roles import EVERYBODY
from web.room import Row
from web.rooms import ROWS, arguments

Visitors = dict[str, Visitor]


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    """A browser for each persona."""
    return {persona: Visitor(token=world.tokens.get(persona, "")) for persona in PERSONAS}


def expected(row: Row, persona: str, method: str) -> int:
    """What the table says of one persona at one address."""
    if row.public:
        if row.sees is not None and persona not in row.sees and persona in EVERYBODY:
            return 404
        return row.get if method == "get" else row.post
    if row.signed_in and persona != "nobody":
        return row.get if method == "get" else row.post
    if persona in ("nobody", "without_second_factor"):
        return 302
    if persona == "seat_ended" or persona not in row.may:
        return 403
    if row.sees is not None and persona not in row.sees:
        return 404
    if method == "post" and row.may_post is not None and persona not in row.may_post:
        return 403
    return row.get if method == "get" else row.post


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name} {row.about}".strip())
def test_answers_each_persona_as_written(row: Row, world: World, visitors: Visitors) -> None:
    wrong = []
    path = reverse(row.name, args=arguments(world, row.about))
    inspected = set()
    for persona, visitor in visitors.items():
        for method in ("get", "post"):
            answer = visitor.ask(method, path, undone=True)
            wanted = expected(row, persona, method)
            if answer.status_code != wanted:
                wrong.append(f"{persona} {method}: {answer.status_code} instead of {wanted}")
            elif persona in ("nobody", "without_second_factor") and not (
                row.public or row.signed_in
            ):
                where = "/account/sign-in/" if persona == "nobody" else "/account/second-factor/"
                assert answer["Location"].startswith(where), (persona, answer["Location"])
            elif wanted != 302 and (row.is_page or wanted != 200):
                kind = (wanted, method, len(answer.content) // 40)
                if kind not in inspected and "html" in answer["Content-Type"]:
                    inspect(answer)
                    inspected.add(kind)
    assert not wrong, path + "\n" + "\n".join(wrong)


def ours() -> Iterator[str]:
    for address in addresses():
        own_account = address.path.startswith(("/account/", "/demonstration"))
        if address.module.startswith("sightline.") and not own_account:
            yield address.name


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    # these two are asked at the same address by the room above, which adds what is owed
    covered = {"partnership:body", "partnership:agency"}
    assert set(ours()) - covered == {row.name for row in ROWS}


def test_hidden_and_absent_answer_alike(world: World, visitors: Visitors) -> None:
    hidden = reverse("governance:meeting", args=[world.record("identified").reference])
    absent = reverse("governance:meeting", args=["CSPG-1999-999"])
    visitor = visitors["business_manager"]

    def told(path: str) -> tuple[object, ...]:
        answer = visitor.ask("get", path)
        changing = ("X-Request-Id", "Content-Security-Policy", "Content-Length")
        headers = {k: v for k, v in answer.headers.items() if k not in changing}
        text = re.sub(r'nonce="[^"]*"', "", answer.content.decode()).replace(path, "")
        return answer.status_code, headers, visitor.statements, len(text)

    told(absent)  # a message waiting from an earlier post is shown once, and is not what is asked
    assert told(hidden) == told(absent)


def test_every_persona_of_the_table_is_one_of_the_world() -> None:
    assert set(PERSONAS) >= EVERYBODY
