"""People join by invitation only, and a link works once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from foundation.accounts_people import (
    BUSINESS_MANAGER,
    PASSWORD,
    Browser,
    code_of,
    invited,
    joined,
    new_address,
)
from sightline.foundation.accounts import operations, queries
from sightline.foundation.accounts.models import Invitation, Person
from sightline.foundation.errors import RuleBroken
from sightline.foundation.trail.models import TrailEvent

pytestmark = pytest.mark.usefixtures("committed")
BOTH = {"password1": PASSWORD, "password2": PASSWORD}


def token_of(path: str) -> str:
    return path.rstrip("/").split("/")[-1]


def test_an_invited_person_chooses_a_password_and_is_led_to_the_second_factor() -> None:
    person, path = invited()
    browser = Browser()
    page = browser.get(path).content.decode()
    assert "Join as Amina Rowley" in page
    assert person.email in page
    assert browser.post(path, **BOTH).status_code == 302
    assert browser.is_signed_in()
    assert browser.get("/papers")["Location"] == "/account/second-factor/"
    assert EmailAddress.objects.get(user_id=person.pk).verified


def test_a_link_that_was_used_is_refused_to_everybody() -> None:
    _, path = invited()
    Browser().post(path, **BOTH)
    for answer in (Browser().get(path), Browser().post(path, **BOTH)):
        assert answer.status_code == 410
        assert b"used before" in answer.content


def test_of_two_posts_of_one_link_at_the_same_moment_one_counts() -> None:
    _, path = invited()

    def accept(password: str) -> bool:
        try:
            operations.accept_invitation(
                token=token_of(path), password=password, now=timezone.now()
            )
        except RuleBroken:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(accept, [PASSWORD, "quiet harbour lantern 9"]))
    assert sorted(outcomes) == [False, True]


def test_a_link_runs_out_after_seven_days() -> None:
    _, path = invited()
    now = timezone.now()
    queries.open_invitation(token_of(path), Invitation.Purpose.JOIN, now + timedelta(days=6))
    with pytest.raises(RuleBroken, match="run out"):
        queries.open_invitation(
            token_of(path), Invitation.Purpose.JOIN, now + timedelta(days=7, seconds=1)
        )


def test_a_new_invitation_makes_the_old_link_useless_and_so_does_withdrawing() -> None:
    person, first = invited()
    _, second = invited(person.email.upper())
    assert Browser().get(first).status_code == 410
    assert Browser().get(second).status_code == 200
    operations.withdraw_invitation(person=person, by=BUSINESS_MANAGER, now=timezone.now())
    assert Browser().get(second).status_code == 410
    with pytest.raises(RuleBroken):
        operations.withdraw_invitation(person=person, by=BUSINESS_MANAGER, now=timezone.now())


def test_the_token_of_a_link_is_not_in_the_database() -> None:
    person, path = invited()
    kept = Invitation.objects.filter(person=person).values().get()
    assert token_of(path) not in str(kept)


def test_a_weak_password_is_refused_and_the_link_stays_good() -> None:
    _, path = invited()
    browser = Browser()
    page = browser.post(path, password1="short", password2="short").content.decode()
    assert "at least 12 characters" in page
    assert 'href="#id_password1"' in page
    page = browser.post(path, password1=PASSWORD, password2=PASSWORD + "x").content.decode()
    assert "the same password twice" in page
    assert browser.post(path, **BOTH).status_code == 302


def test_an_invitation_cannot_sign_in_before_it_is_accepted_nor_ask_for_a_password(
    mailoutbox: list[object],
) -> None:
    person, _ = invited()
    assert not person.has_usable_password()
    Browser().post("/account/password/forgotten/", email=person.email)
    assert mailoutbox == []


@pytest.mark.parametrize("path", ["/account/signup/", "/account/not-invited/"])
def test_there_is_no_way_to_join_uninvited(path: str) -> None:
    before = Person.objects.count()
    Browser().post(path, email=new_address(), **BOTH)
    assert Person.objects.count() == before


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [("not an address", "Amina", "email"), ("a@example.org", "  ", "name")],
)
def test_an_invitation_needs_an_address_and_a_name(email: str, name: str, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.invite(email=email, name=name, by=BUSINESS_MANAGER, now=timezone.now())
    assert broken.value.field == field


def test_somebody_who_has_joined_is_not_invited_again() -> None:
    with pytest.raises(RuleBroken, match="joined already"):
        invited(joined().email)


def test_a_person_without_work_account_signs_in_by_link_and_code(
    mailoutbox: list[object],
) -> None:
    person, path = invited()
    browser = Browser()
    browser.post(path, by_link="yes")
    app = browser.add_code_app()
    browser.post("/account/logout/")

    browser.post("/account/link/", email=person.email)
    link = urlsplit(re.search(r"https?://\S+", mailoutbox[-1].body)[0]).path  # type: ignore
    assert browser.get(link).status_code == 200  # a mail scanner may open it
    assert browser.post(link)["Location"] == "/account/sign-in/code/"
    assert not browser.is_signed_in()
    browser.post("/account/sign-in/code/", code=code_of(app))
    assert browser.is_signed_in()
    assert Browser().post(link).status_code == 410


def test_links_are_sent_to_nobody_else_and_the_answer_is_the_same(
    mailoutbox: list[object],
) -> None:
    with_password, (not_joined, _) = joined(), invited()
    addresses = [with_password.email, not_joined.email, new_address()]
    pages = [Browser().post("/account/link/", email=one).content for one in addresses]
    assert len(set(pages)) == 1
    assert mailoutbox == []


def test_the_trail_says_who_was_invited_and_when_they_joined() -> None:
    person, path = invited()
    Browser().post(path, **BOTH)
    told = TrailEvent.objects.filter(person_id=person.pk).values_list("code", flat=True)
    assert "accounts.joined" in told
    assert "accounts.signed_in" in told
