"""What `load`, `init`, `invite` and `demo` do to an installation."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from builders.partnership import FOLDER, SALTMARSH
from clients import Visitor
from sightline.foundation.accounts.models import Person
from sightline.registers.duties.models import Duty, Fulfilment
from sightline.registers.duties.queries import register_as_at
from sightline.registers.partnership.models import ArrangementVersion, Partnership, Seat
from sightline.registers.partnership.queries import arrangement_on
from sightline.web import cli
from sightline.work.governance.models import Meeting

SECOND = date(2025, 6, 1)  # when the second version of Saltmarsh's arrangements takes effect


@pytest.fixture
def run(db, plain_surroundings, capsys):
    """Run a command; the answer is its exit status and all that it said."""

    def call(*words):
        status = cli.main([str(word) for word in words])
        told = capsys.readouterr()
        return status, told.out + told.err

    return call


@pytest.fixture
def answers(monkeypatch):
    """Type answers to the questions of a command."""
    return lambda text: monkeypatch.setattr("builtins.input", lambda question="": text)


@pytest.fixture
def second_version(tmp_path):
    """Saltmarsh's arrangements a year later: nobody promises to listen any more."""
    folder = tmp_path / "second"
    shutil.copytree(SALTMARSH, folder)
    alliance, promises = folder / "alliance.toml", folder / "promises.toml"
    text = alliance.read_text()
    alliance.write_text(text.replace("from = 2024-04-01", f"from = {SECOND.isoformat()}", 1))
    listens = re.compile(r'\[\[duties\]\]\nid = "listens"\n.*?(?=\n\[\[)', re.DOTALL)
    promises.write_text(listens.sub("", promises.read_text(), count=1))
    return folder


def link_in(told):
    return urlsplit(re.search(r"https?://\S+", told).group()).path


# load


def test_loading_shows_what_will_change_and_asks_before_it_does(run, answers):
    answers("no")
    status, told = run("load", SALTMARSH)
    assert status == 1
    assert "in effect from 1 April 2024" in told
    assert "Nothing was changed." in told
    assert not Partnership.objects.exists()
    answers("yes")
    status, told = run("load", SALTMARSH)
    assert status == 0
    assert "Loaded version 1" in told
    assert Duty.objects.filter(key="listens").exists()


def test_loading_the_same_file_twice_changes_nothing(run):
    run("load", SALTMARSH, "--yes")
    before = list(Duty.objects.order_by("pk").values())
    status, told = run("load", SALTMARSH, "--yes")
    assert status == 0
    assert "Nothing was changed." in told
    assert ArrangementVersion.objects.count() == 1
    assert list(Duty.objects.order_by("pk").values()) == before


def test_a_second_version_ends_what_disappears_and_leaves_the_past_as_it_was(run, second_version):
    run("load", SALTMARSH, "--yes")
    partnership = Partnership.objects.get()
    day = SECOND - timedelta(days=30)
    before = {
        state.duty.id: (state.code, state.arithmetic)
        for state in register_as_at(partnership.pk, day, today=day).states()
    }
    status, told = run("load", second_version, "--yes")
    assert status == 0, told
    assert "Loaded version 2" in told
    assert Duty.objects.get(key="listens").ends_on == SECOND - timedelta(days=1)
    after = {
        state.duty.id: (state.code, state.arithmetic)
        for state in register_as_at(partnership.pk, day, today=day).states()
    }
    assert after == before
    assert "listens" in before
    assert "listens" not in {one.id for one in arrangement_on(partnership.pk, SECOND).duties}


def test_a_file_with_faults_is_refused_whole_and_says_where(run, tmp_path):
    folder = tmp_path / "faulty"
    shutil.copytree(SALTMARSH, folder)
    promises = folder / "promises.toml"
    promises.write_text(promises.read_text().replace('owner_body = "board"', 'owner_body = "b"', 1))
    status, told = run("load", folder, "--yes")
    assert status == 2
    assert re.search(r"promises\.toml, line \d+", told)
    assert not Partnership.objects.exists()


def test_a_version_older_than_the_one_in_force_is_refused(run, second_version):
    run("load", second_version, "--yes")
    status, told = run("load", SALTMARSH, "--yes")
    assert status == 2
    assert "Give it a later date." in told
    assert ArrangementVersion.objects.count() == 1
    assert not Duty.objects.filter(key="listens").exists()


def test_loading_if_absent_leaves_what_is_there(run, second_version):
    run("load", SALTMARSH, "--yes")
    status, told = run("load", second_version, "--yes", "--if-absent")
    assert status == 0
    assert "is loaded already" in told
    assert ArrangementVersion.objects.count() == 1


# init and invite


def test_init_makes_the_first_account_whose_link_works_once(run):
    status, told = run(
        "init", FOLDER, "--yes", "--email", "bea.tordoff@example.org", "--name", "Bea Tordoff"
    )
    assert status == 0, told
    person = Person.objects.get(email="bea.tordoff@example.org")
    assert "business-manager" in Seat.objects.get(person=person).place.capacities
    assert not person.has_usable_password()
    path = link_in(told)
    chosen = {"password1": "a-long-walk-to-Heath-9", "password2": "a-long-walk-to-Heath-9"}
    first = Visitor()
    assert 'name="password1"' in first.get(path)
    assert first.ask("post", path, chosen).status_code == 302
    person.refresh_from_db()
    assert person.has_usable_password()
    again = Visitor().ask("get", path)
    assert b"password1" not in again.content


def test_invite_prints_a_link_and_gives_no_place(run):
    run("load", FOLDER, "--yes")
    status, told = run("invite", "--email", "nell@example.org", "--name", "Nell Ramsden")
    assert status == 0, told
    assert Visitor().ask("get", link_in(told)).status_code == 200
    assert not Seat.objects.filter(person__email="nell@example.org").exists()


# demo


def test_the_demonstration_is_refused_where_it_is_not_one(run, settings):
    settings.DEMONSTRATION = False
    run("load", SALTMARSH, "--yes")
    status, told = run("demo")
    assert (status, "not a demonstration" in told) == (2, True)
    assert not Person.objects.exists()


def test_the_demonstration_is_refused_beside_real_people(run, settings):
    settings.DEMONSTRATION = True
    run("init", FOLDER, "--yes", "--email", "bea@example.org", "--name", "Bea Tordoff")
    status, told = run("demo")
    assert (status, "has real people in it" in told) == (2, True)
    assert not Person.objects.filter(is_invented=True).exists()


def test_the_demonstration_needs_arrangements(run, settings):
    settings.DEMONSTRATION = True
    status, told = run("demo")
    assert (status, "No arrangements are loaded" in told) == (2, True)


def _world():
    """What a demonstration made, without numbers that the database gives."""
    people = list(Person.objects.order_by("email").values_list("email", "name", "is_invented"))
    meetings = list(
        Meeting.objects.order_by("body__key", "on").values_list(
            "body__key", "on", "state", "chair_name", "record__reference"
        )
    )
    told = sorted(
        Fulfilment.objects.values_list(
            "kind", "on", "body_key", "source_key", "place_key", "duty__key", "late_reason"
        ),
        key=str,
    )
    return people, meetings, told


def test_the_same_day_gives_the_same_demonstration_and_once_is_enough(run, settings):
    from django.db import transaction

    settings.DEMONSTRATION = True
    run("load", SALTMARSH, "--yes")
    worlds = []
    for _ in range(2):
        with transaction.atomic():
            status, told = run("demo")
            assert status == 0, told
            worlds.append(_world())
            status, told = run("demo")
            assert (status, "is there already" in told) == (0, True)
            transaction.set_rollback(True)
    assert worlds[0] == worlds[1]
    people, meetings, _ = worlds[0]
    assert people
    assert meetings
    assert all(is_invented for _, _, is_invented in people)
    assert all(email.endswith("@demonstration.example") for email, _, _ in people)
