"""Which passwords are taken, and how guessing them is stopped."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from foundation.accounts_people import PASSWORD, Browser, joined, new_address, sql
from sightline.foundation.accounts.models import Person
from sightline.foundation.trail.models import TrailEvent


@pytest.mark.parametrize(
    "refused",
    [
        "elevenchars",  # 11 characters; the least is 12
        "password1234",  # common everywhere
        "Safeguarding1",
        "S4feguard!ng2026",
        "WakefieldPartnership1!",
        "sightline2026",
        "amina.rowley1",  # the person's own name
        "x" * 257,
    ],
)
def test_short_common_local_and_own_words_are_refused(refused: str) -> None:
    person = Person(email="amina.rowley@example.org", name="Amina Rowley")
    with pytest.raises(ValidationError):
        validate_password(refused, person)


@pytest.mark.parametrize(
    "taken",
    [
        "twelve chars",
        "brisk otter maple 41",
        "correct horse battery staple",
        "wakefield otter maple brisk",  # a local word among others is no harm
        "äöü ñandú straße",
        "x y " * 60,
    ],
)
def test_long_phrases_are_taken_without_rules_of_composition(taken: str) -> None:
    validate_password(taken, Person(email="amina.rowley@example.org", name="Amina Rowley"))


@pytest.mark.usefixtures("committed")
class TestGuessing:
    def test_passwords_are_kept_as_argon2(self) -> None:
        assert joined().password.startswith("argon2$argon2id$")

    def test_the_eleventh_guess_at_an_account_is_refused_wherever_it_comes_from(self) -> None:
        person = joined()
        for _ in range(10):  # ten different places: none of them reaches ten by itself
            assert b"is not right" in Browser().sign_in(person, "wrong guess 1").content
        assert b"tried too often" in Browser().sign_in(person).content

    def test_the_eleventh_guess_from_one_place_is_refused_whatever_the_account(self) -> None:
        source = "203.0.113.77"
        for _ in range(10):
            Browser(source).post("/account/sign-in/", login=new_address(), password="wrong 1")
        answer = Browser(source).sign_in(joined())
        assert b"tried too often" in answer.content
        assert Browser().sign_in(joined()).status_code == 302

    def test_after_five_minutes_guesses_are_free_again(self) -> None:
        person = joined()
        for _ in range(10):
            Browser().sign_in(person, "wrong guess 1")
        sql(
            "UPDATE accounts_throttle SET guesses = COALESCE((SELECT jsonb_agg(g::numeric - 301) "
            "FROM jsonb_array_elements(guesses) g), '[]')",
            role="sightline_owner",
        )
        assert Browser().sign_in(person).status_code == 302

    def test_somebody_hammering_an_account_does_not_lock_its_owner_out(self) -> None:
        person, own = joined(), Browser()
        own.sign_in(person)
        own.post("/account/logout/")
        for _ in range(12):
            Browser().sign_in(person, "wrong guess 1")
        assert own.sign_in(person).status_code == 302

    def test_the_mark_of_a_known_browser_gives_ten_guesses_and_no_more(self) -> None:
        person, own = joined(), Browser()
        own.sign_in(person)
        own.post("/account/logout/")
        for _ in range(10):
            own.sign_in(person, "wrong guess 1")
        assert b"tried too often" in own.sign_in(person).content

    def test_right_passwords_are_not_counted(self) -> None:
        person = joined()
        for _ in range(12):
            assert Browser().sign_in(person).status_code == 302

    def test_forty_guesses_side_by_side_in_two_processes_count_as_ten(self) -> None:
        person = joined()
        script = (
            "import django, sys; django.setup()\n"
            "from concurrent.futures import ThreadPoolExecutor\n"
            "from django.conf import settings\n"
            "settings.DATABASES['default']['NAME'] = sys.argv[1]\n"
            "from django.db import connection, connections\n"
            "def guess(n):\n"
            "    connection.settings_dict['NAME'] = sys.argv[1]\n"
            "    with connection.cursor() as cursor:\n"
            "        cursor.execute('SET ROLE sightline_web')\n"
            "    from django.test import Client\n"
            "    client = Client(REMOTE_ADDR=f'198.51.{sys.argv[3]}.{n}')\n"
            "    answer = client.post('/account/sign-in/',"
            " {'login': sys.argv[2], 'password': 'wrong guess 1'})\n"
            "    connection.close()\n"
            "    return answer.content.decode()\n"
            "with ThreadPoolExecutor(5) as pool:\n"
            "    texts = list(pool.map(guess, range(20)))\n"
            "print(sum('is not right' in t for t in texts), sum('too often' in t for t in texts))\n"
        )
        from django.db import connection

        name = connection.settings_dict["NAME"]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "foundation.accounts_settings"}
        running = [
            subprocess.Popen(
                [sys.executable, "-c", script, name, person.email, str(number)],
                env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in (1, 2)
        ]
        counted = [tuple(map(int, one.communicate(timeout=60)[0].split())) for one in running]
        assert sum(one[0] for one in counted) == 10
        assert sum(one[1] for one in counted) == 30

    def test_known_and_unknown_addresses_answer_alike(self) -> None:
        person = joined()
        strip = lambda page, email: page.content.decode().replace(email, "?")  # noqa: E731
        unknown = new_address()
        known_page = strip(Browser().sign_in(person, "wrong guess 1"), person.email)
        unknown_page = strip(
            Browser().post("/account/sign-in/", login=unknown, password="wrong guess 1"), unknown
        )
        assert _without_token(known_page) == _without_token(unknown_page)

    def test_known_and_unknown_addresses_take_as_long(self) -> None:
        person = joined()

        def seconds(email: str) -> float:
            browser, begun = Browser(), time.perf_counter()
            browser.post("/account/sign-in/", login=email, password="wrong guess 1")
            return time.perf_counter() - begun

        seconds(person.email), seconds(new_address())  # the first of each pays for imports
        pairs = [(seconds(person.email), seconds(new_address())) for _ in range(8)]
        known, unknown = (min(times) for times in zip(*pairs, strict=True))
        assert 0.6 < known / unknown < 1.6, (known, unknown)

    def test_asking_for_a_new_password_answers_alike_and_writes_only_to_the_known(
        self, mailoutbox: list[object]
    ) -> None:
        person, unknown = joined(), new_address()
        answers = [
            Browser().post("/account/password/forgotten/", email=email)
            for email in (person.email, unknown)
        ]
        assert {(one.status_code, one["Location"]) for one in answers} == {
            (302, "/account/password/forgotten/sent/")
        }
        assert [one.to for one in mailoutbox] == [[person.email]]  # type: ignore[attr-defined]
        assert person.name not in mailoutbox[0].body  # type: ignore[attr-defined]

    def test_a_new_password_by_link_works_once_and_ends_every_session(
        self, mailoutbox: list[object]
    ) -> None:
        import re

        person, old = joined(), Browser()
        old.sign_in(person)
        browser = Browser()
        browser.post("/account/password/forgotten/", email=person.email)
        path = re.search(r"https?://[^/]+(/\S+)", mailoutbox[0].body)[1]  # type: ignore
        form = path
        assert b"Choose a new password" in browser.get(form).content
        new = {"password1": "quiet harbour lantern 9", "password2": "quiet harbour lantern 9"}
        assert browser.post(form, **new).status_code == 302
        assert not old.is_signed_in()
        assert b"no longer works" in Browser().get(path).content
        assert Browser().sign_in(person).status_code == 200
        assert Browser().sign_in(person, "quiet harbour lantern 9").status_code == 302

    def test_failures_are_in_the_trail_without_what_was_typed(self) -> None:
        person = joined()
        Browser().sign_in(person, "my secret guess")
        line = TrailEvent.objects.filter(
            code="accounts.sign_in_failed", facts__account=person.email
        ).get()
        assert line.kind == TrailEvent.Kind.REFUSAL
        assert "my secret guess" not in str(line.facts)

    def test_a_post_without_the_forms_token_is_refused(self) -> None:
        browser = Browser()
        browser.client.handler.enforce_csrf_checks = True
        assert browser.sign_in(joined(), PASSWORD).status_code == 403


def _without_token(page: str) -> str:
    import re

    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page)
