"""Every free text of the world carries a word of its own. Each persona reads all they can reach:
pages, exports, downloads, searches. No word may turn up for somebody who may not read it, and none
at all in an address, a message or a log line."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, deque
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from django.core import mail
from django.urls import Resolver404, resolve, reverse

from builders.world import PERSONAS, World, canary
from clients import Visitor
from sightline.foundation.outbox.models import Message
from web.roles import EVERYBODY, FORUM
from web.rooms import EXPORTS, ROWS, WORDS, arguments

WORD = re.compile(r"Kanarie[A-Za-z]+")
MOST = 2  # pages of one address that a persona opens; 140 duties are alike
SEARCHES = ("meeting", "paper", "group", "quagga", "CSPG")
QUICK = ("nobody", "young_person", "other_group_member", "stranger")


def text_of(answer: Any) -> str:
    """Everything an answer carries: headers, and the body unpacked."""
    body = getattr(answer, "streamed", None)
    body = answer.content if body is None else body
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    return f"{dict(answer.headers)}\n{unescape(body.decode(errors='replace'))}"


def reach(visitor: Visitor, starts: list[str]) -> dict[str, str]:
    """Everything a visitor can open by following links, a few of each address."""
    waiting, seen, opened = deque(starts), set(starts), {}
    per_address: Counter[str] = Counter()
    while waiting:
        path = waiting.popleft()
        answer = visitor.ask("get", path)
        opened[path] = text_of(answer)
        if "html" not in answer.headers.get("Content-Type", "") or answer.status_code != 200:
            continue
        for found in re.findall(r'href="([^"]+)"', answer.content.decode()):
            target = urldefrag(unescape(found)).url
            if target.startswith("?"):
                target = urlsplit(path).path + target
            if not target.startswith("/") or target in seen or target.startswith("/static"):
                continue
            try:
                name = resolve(urlsplit(target).path).view_name
            except Resolver404:
                name = target
            kind = f"{name}?{re.sub(r'=[^&]*', '', urlsplit(target).query)}"
            per_address[kind] += 1
            if per_address[kind] <= MOST:
                seen.add(target)
                waiting.append(target)
    return opened


@pytest.fixture(scope="module")
def starts(world: World) -> list[str]:
    paths = [reverse(row.name, args=arguments(world, row.about)) for row in ROWS]
    paths += [f"/search?q={words}" for words in SEARCHES]
    paths += [f"{path}?export={kind}" for path in EXPORTS for kind in ("csv", "xlsx")]
    return list(dict.fromkeys(paths))


@pytest.mark.parametrize(
    "persona",
    [pytest.param(one, marks=() if one in QUICK else pytest.mark.slow) for one in PERSONAS],
)
def test_no_word_reaches_who_may_not_read_it(
    world: World, starts: list[str], persona: str, capfd: pytest.CaptureFixture[str]
) -> None:
    opened = reach(Visitor(token=world.tokens.get(persona, "")), starts)
    leaks = {
        (word, path)
        for path, text in opened.items()
        for word in set(WORD.findall(text))
        if persona not in WORDS[word]
    }
    assert not leaks, "\n".join(f"{word} at {path}" for word, path in sorted(leaks))
    assert not [path for path in opened if len(WORD.findall(path)) and "q=Kanarie" not in path]
    told = capfd.readouterr()
    assert WORD.findall(told.out + told.err) == []
    if persona in EVERYBODY - FORUM - {"system_administrator"}:
        assert any(WORD.findall(text) for text in opened.values())  # the search finds what is there


@pytest.mark.slow
def test_every_word_that_may_be_read_is_read_by_somebody(world: World, starts: list[str]) -> None:
    """A word that nobody meets would make the test above blind."""
    opened = reach(Visitor(token=world.tokens["business_manager"]), starts)
    met = {word for text in opened.values() for word in WORD.findall(text)}
    hers = {word for word, who in WORDS.items() if "business_manager" in who}
    # the meeting that was not held has neither turnout nor report
    not_there = {canary(f"{what} planned") for what in ("deputy", "report", "chair", "late")}
    unseen = {word for word in hers - met - not_there if word.startswith("KanarieVenue")}
    assert not unseen
    assert len(met) > 20


def test_messages_carry_no_word_of_a_record(world: World) -> None:
    assert Message.objects.exists()
    published = {canary("course ours"), canary("course theirs")}  # in the public catalogue
    for message in Message.objects.all():
        told = f"{message.facts} {message.key} {message.about} {message.notice}"
        assert set(WORD.findall(told)) <= published
    assert [letter.body for letter in mail.outbox
            if set(WORD.findall(letter.body)) - published] == []  # fmt: skip
