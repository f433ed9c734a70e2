"""Programs read figures by a token: in the sight of one seat, only what may leave, never writing,
and what they are answered is as the description says (R9.1, R10.2)."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor, _as
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership import operations as partnership
from sightline.registers.partnership.models import Partnership, Seat
from sightline.work.performance import operations, queries
from sightline.work.performance.models import AccessToken
from sightline.work.performance.rules import interface
from sightline.work.performance.rules.interface import NotUnderstood
from work.test_returns_are_filled_in_and_sealed import lead_of
from work.test_what_leaves_gives_no_child_away import IN_TIME, POLICE, SCHOOLS, TOTAL, answers
from work.test_what_leaves_gives_no_child_away import family as closely_held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]


@pytest.fixture
def ours() -> Partnership:
    made_one = wakefield()
    figures.set_up(made_one)
    return made_one


def actor_of(seat: Seat) -> Actor:
    keys = frozenset({f"seat:{seat.pk}", f"partnership:{seat.partnership_id}"})
    return Actor(seat.person_id, "M", partnership_id=seat.partnership_id, keys=keys,
                 capacities=frozenset(seat.place.capacities))  # fmt: skip


def token_for(seat: Seat, scope: str = "all") -> str:
    return operations.make_token(
        seat=seat, name="Power BI", scope=scope, by=actor_of(seat), now=NOW
    )


@pytest.fixture
def manager(ours: Partnership) -> Seat:
    return appointed(ours, "business-manager")


def ask(path: str, secret: str, **more: Any) -> Any:
    """The answer of the web process; what it wrote stays."""
    with transaction.atomic():
        _as("sightline_web")
        answer = Client(raise_request_exception=False).get(
            path, headers={"Authorization": f"Bearer {secret}"} if secret else {}, **more
        )
        if getattr(answer, "streaming", False):
            answer.streamed = b"".join(answer.streaming_content)
        _as("sightline_worker")
    return answer


def fits(value: Any, schema: dict[str, Any], at: str = "answer") -> None:
    """Hold a value to a schema, as far as the description uses the language of schemas."""
    if "$ref" in schema:
        schema = interface.SCHEMAS[schema["$ref"].rsplit("/", 1)[1]]
    if "enum" in schema:
        assert value in schema["enum"], at
        return
    kinds = {"string": str, "integer": int, "number": (int, float), "null": type(None),
             "object": dict, "array": list}  # fmt: skip
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(value, kinds[kind]) for kind in wanted), (at, value)  # type: ignore[arg-type]
    if isinstance(value, dict):
        assert set(schema["required"]) <= set(value) <= set(schema["properties"]), at
        for name, each in value.items():
            fits(each, schema["properties"][name], f"{at}.{name}")
    for place, each in enumerate(value if isinstance(value, list) else []):
        fits(each, schema["items"], f"{at}[{place}]")
    if "pattern" in schema:
        assert re.search(schema["pattern"], value), at


def described(path: str, status: int = 200) -> dict[str, Any]:
    answers_of = interface.description()["paths"][path]["get"]["responses"][str(status)]
    [content] = answers_of["content"].values()
    return dict(content["schema"])


def test_every_answer_is_as_the_description_says(ours: Partnership, manager: Seat) -> None:
    figures.load(ours, figures.referrals("384"))
    secret = token_for(manager)
    found = Client().get("/api/v1/openapi.json").json()
    assert found == json.loads(json.dumps(interface.description()))
    for path in ("/api/v1/indicators", "/api/v1/values"):
        answer = ask(path, secret)
        assert answer.status_code == 200
        fits(answer.json(), described(path))
    for given, status in (("?limit=0", 400), ("?colour=red", 400)):
        answer = ask(f"/api/v1/values{given}", secret)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        fits(answer.json(), described("/api/v1/values", status))
    for nobody in ("", "wrong"):
        answer = ask("/api/v1/values", nobody)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        fits(answer.json(), described("/api/v1/values", 401))
    assert Client().post("/api/v1/values").status_code == 405


def test_values_are_paged_and_narrowed(ours: Partnership, manager: Seat) -> None:
    """13 years of two indicators at three places are 78 figures, symbols and blanks included."""
    figures.load(ours, figures.referrals("384"))
    secret = token_for(manager)
    got, path = [], "/api/v1/values?limit=30"
    while path:
        answer = ask(path, secret).json()
        got += answer["values"]
        path = (answer["next"] or "").partition("://")[2].partition("/")[2]
        path = f"/{path}" if path else ""
    assert len(got) == len({each["key"] for each in got}) == 78
    [one] = ask("/api/v1/values?indicator=referrals-referral-count&area=384&from=2025-01"
                "&to=2025-12", secret).json()["values"]  # fmt: skip
    assert (one["value"], one["period"], one["symbol"]) == (4992.0, "2025-03", "")
    held = {each["symbol"] for each in got if each["value"] is None}
    assert held == {"c", "blank"}
    text = ask("/api/v1/values.csv?area=384", secret).streamed.decode()
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == 26
    assert lines[-1].keys() == set(interface.SCHEMAS["Value"]["properties"]) - {"key"}
    codes = [
        each["code"] for each in ask("/api/v1/indicators?limit=1", secret).json()["indicators"]
    ]
    assert codes == ["referrals-referral-count"]


def test_only_what_may_leave_is_read(ours: Partnership, manager: Seat) -> None:
    """The business manager sees small counts on a page; the manager's program does not."""
    found = closely_held(ours)
    [asked] = made.asked(ours)
    made.sealed(asked, answers(found, 3, 57, 30), lead_of(ours))
    rows = ask("/api/v1/values", token_for(manager)).json()["values"]
    assert {row["indicator"]: (row["value"], row["symbol"]) for row in rows} == {
        TOTAL: (60.0, ""), POLICE: (None, "s"), SCHOOLS: (None, "s"), IN_TIME: (50.0, ""),
    }  # fmt: skip


def test_a_token_of_ones_own_area_reads_no_other(ours: Partnership, manager: Seat) -> None:
    figures.load(ours, figures.referrals("384"))
    rows = ask("/api/v1/values", token_for(manager, "own")).json()["values"]
    assert {row["area"] for row in rows} == {"384"}


def test_a_token_ends_at_once_and_with_its_seat(ours: Partnership, manager: Seat) -> None:
    first, second = token_for(manager), token_for(manager)
    held = AccessToken.objects.order_by("pk")[0]
    operations.end_token(token=held, by=actor_of(manager), now=NOW)
    assert ask("/api/v1/values", first).status_code == 401
    assert ask("/api/v1/values", second).status_code == 200
    partnership.end_seat(seat=manager, reason="Left", by=BY, now=NOW)
    assert ask("/api/v1/values", second).status_code == 401
    with pytest.raises(RuleBroken, match="already"):
        operations.end_token(token=held, by=actor_of(manager), now=NOW)


def test_the_database_answers_as_to_the_seat_and_only_reads(
    ours: Partnership, manager: Seat
) -> None:
    """Not as to the person: who sits for police as well does not lend the police's sight."""
    appointed(ours, "executive-lead-police", manager.person)
    secret = token_for(manager)
    with transaction.atomic(), connection.cursor() as cursor:
        _as("sightline_web")
        cursor.execute("SELECT keys FROM sightline_program_begin(%s)", [secret])
        [(keys,)] = cursor.fetchall()
        cursor.execute("SELECT sightline_keys(), sightline_person()")
        asked, person = cursor.fetchone() or ()
        assert (sorted(asked), person) == (sorted(keys), manager.person_id)
        assert {key for key in keys if key.startswith("seat:")} == {f"seat:{manager.pk}"}
        assert not any(":lead-partner" in key for key in keys)
        with pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
            cursor.execute("UPDATE performance_indicator SET name = 'x'")
        transaction.set_rollback(True)
    # a token opens no calendar feed, not even under its inner name
    for name in (secret, f"program:{secret}"):
        assert Client().get(reverse("diary:feed", args=[name])).status_code == 404


def test_every_call_is_in_the_trail_without_what_it_read(ours: Partnership, manager: Seat) -> None:
    secret = token_for(manager)
    ask("/api/v1/values?area=384", secret)
    line = TrailEvent.objects.get(code="token_used")
    number = AccessToken.objects.get().pk
    assert (line.kind, line.facts) == ("read", {"number": number, "what": "values"})
    assert AccessToken.objects.get().last_used_at is not None
    assert secret not in str(list(TrailEvent.objects.values_list("facts", flat=True)))


def test_who_calls_too_often_or_guesses_waits(ours: Partnership, manager: Seat) -> None:
    secret = token_for(manager)
    welcome = [operations.note_call(secret=secret, source="1.2.3.0", what="values", by=BY, now=NOW)
               for _ in range(121)]  # fmt: skip
    assert [each.answer for each in welcome] == ["welcome"] * 120 + ["too many"]
    guesses = [operations.note_call(secret="no", source="1.2.3.0", what="values", by=BY, now=NOW)
               for _ in range(11)]  # fmt: skip
    assert [each.answer for each in guesses] == ["unknown"] * 10 + ["too many"]
    answer = ask("/api/v1/values", secret)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_a_list_of_figures_takes_few_statements(ours: Partnership, manager: Seat) -> None:
    figures.load(ours, figures.referrals("384"))
    secret = token_for(manager)
    visitor = Visitor()
    visitor.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    for path in ("/api/v1/values", "/api/v1/indicators", "/api/v1/values.csv"):
        assert visitor.ask("get", path).status_code == 200
        assert visitor.statements <= 7, path


def test_tokens_are_made_for_ones_own_seat_by_who_may(ours: Partnership, manager: Seat) -> None:
    other = appointed(ours, "executive-lead-police")
    with pytest.raises(NotSeen):
        operations.make_token(seat=other, name="x", scope="own", by=actor_of(manager), now=NOW)
    with pytest.raises(RuleBroken, match="may read"):
        operations.make_token(seat=manager, name="x", scope="more", by=actor_of(manager), now=NOW)
    practitioner = Actor(1, "P", partnership_id=ours.pk, capacities=frozenset({"practitioner"}))
    with pytest.raises(NotAllowed):
        operations.make_token(seat=manager, name="x", scope="own", by=practitioner, now=NOW)
    token_for(manager)
    held = AccessToken.objects.get()
    with pytest.raises(NotAllowed):
        operations.end_token(token=held, by=practitioner, now=NOW)
    with pytest.raises(NotSeen):
        queries.token(actor_of(other), held.pk)
    assert AccessToken.objects.get().secret_hash not in Visitor(manager.person).get(
        "/data-set/programs"
    )


@pytest.mark.parametrize("given", [
    {"after": "1"}, {"from": "2025"}, {"to": "2025-13"}, {"limit": "1001"}, {"limit": "x"},
])  # fmt: skip
def test_a_filter_that_cannot_be_read_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(NotUnderstood):
        interface.read(given, interface.OF_VALUES)
