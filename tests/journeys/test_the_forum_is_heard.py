"""A parent opens the forum's pack on a phone without an account; the scrutineer records what was
said and finds what became of it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from journeys.conftest import Arrival
from journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINK = "SELECT facts->>'link' FROM outbox_message WHERE notice = 'forum_pack'"


def test_a_parent_reads_the_pack_on_a_phone(
    signed_in: Arrival, somebody: Arrival, site: Site
) -> None:
    office = signed_in("business.manager")
    office.goes_to("/forum").follows("Multi-Agency", within="h2")
    office.follows("Send it to a member without an account")
    office.enters("Name, or how they want to be called", "Sam")
    office.enters("Email address", "sam@example.org").ticks("Parent or carer")
    office.presses("Send the link").sees("not opened yet")
    ((link,),) = site.ask(LINK)
    parent = somebody(phone=True)
    parent.goes_to(urlsplit(str(link)).path).is_at("Your pack for the forum")
    parent.presses("Open the pack").sees("Think about this before you come")
    parent.goes_to(urlsplit(str(link)).path).sees("used before or has run out")


def test_the_scrutineer_records_what_was_said(signed_in: Arrival) -> None:
    scrutineer = signed_in("scrutineer")
    scrutineer.goes_to("/forum").sees("What became of it").follows("Multi-Agency", within="h2")
    scrutineer.follows("Record what was said").ticks("Challenge").ticks("Practitioner")
    scrutineer.enters("What was said?", "Three services ask the same questions.")
    scrutineer.presses("Record it").sees("Three services ask the same questions.")
