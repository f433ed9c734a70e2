"""One meeting in a browser: the office plans and fills it, partners read its pack, minutes are
taken, the three partners decide, and somebody has an action."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pikepdf
import pytest

from journeys.conftest import Arrival
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXECUTIVE = "Safeguarding Partnership Executive"


def test_from_agenda_to_pack_minutes_decision_and_action(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    reference = _planned(office, date.today())
    office.follows("Make the agenda").presses("Add what is missing").sees("Items in their order")
    office.page.get_by_role("button", name="Add an item").click()
    _item(office, "Shares of the budget")
    office.sees("Shares of the budget")

    lead = signed_in("lead.health", phone=True)
    lead.goes_to(f"/meetings/{reference}").sees("Shares of the budget", "Pack as one PDF")
    pack = lead.page.request.get(f"{lead.address}/meetings/{reference}/pack")
    assert pack.ok
    with pikepdf.open(io.BytesIO(pack.body())) as pdf:
        assert len(pdf.pages) >= 1
        assert pdf.Root.MarkInfo.Marked

    _everybody_came(office, reference)
    office.goes_to(f"/meetings/{reference}/minutes")
    item = office.page.locator("section", has_text="Shares of the budget")
    item.get_by_role("link", name=re.compile("^Write")).click()
    office.enters("Minute", "The shares were set out by each partner.")
    office.presses("Save the minute").sees("The shares were set out by each partner.")
    item = office.page.locator("section", has_text="Shares of the budget")
    item.get_by_role("link", name=re.compile("^Record a decision")).click()
    office.enters("What was decided?", "Each partner pays a third.")
    office.enters("Why was it decided so?", "The duty is equal, and so is the share.")
    for group in office.page.locator("fieldset").all():
        agreed = group.get_by_label("Agreed", exact=True)
        if agreed.count():
            agreed.check()
    office.page.locator("input[name=is_joint][value=yes]").check()
    office.presses("Record the decision").is_at("Shares of the budget")
    office.sees("Joint decision", "Each partner pays a third.").follows("Enter an action")
    office.enters("What is to be done?", "Write the three shares into the agreement")
    office.page.locator("select[name=owner]").select_option(index=1)
    office.page.locator("select[name=body]").select_option(label=EXECUTIVE)
    office.page.locator("select[name=kind]").select_option(index=1)
    office.enters_day("By when?", (date.today() + timedelta(days=30)).isoformat())
    office.presses("Enter the action").sees("Write the three shares into the agreement")
    lead.goes_to(f"/meetings/{reference}/minutes").sees("Each partner pays a third.")


def test_days_are_asked_for_proposed_and_confirmed(signed_in: Arrival) -> None:
    office = signed_in("business.manager").goes_to("/forward-plan?ahead=18")
    office.sees("Days the arrangements still ask for")
    office.page.locator("input[name=day]").first.check()
    office.presses("Enter those chosen as proposed").sees("Nobody is invited until", "Proposed")
    office.page.locator("input[name=meeting]").first.check()
    office.presses("Confirm those chosen and invite their members").sees("Meetings confirmed: 1")
    office.goes_to("/forward-plan?ahead=18")
    assert not office.page.locator("input[name=meeting]").count()


def test_a_partner_declares_an_interest_on_a_phone_and_sees_no_more(signed_in: Arrival) -> None:
    office = signed_in("business.manager")
    reference = _planned(office, date.today() + timedelta(days=9))
    office.follows("Make the agenda").page.get_by_role("button", name="Add an item").click()
    _item(office, "A contract with a hospital")
    lead = signed_in("lead.police", phone=True)
    lead.goes_to(f"/meetings/{reference}").follows("A contract with a hospital")
    lead.follows("Declare an interest")
    lead.page.locator("main textarea, main input[type=text]").first.fill("My sister works there")
    lead.page.locator("main form button").last.click()
    lead.goes_to(f"/meetings/{reference}").does_not_see("A contract with a hospital")


def _item(office: Visitor, title: str) -> None:
    office.enters("Item", title).ticks("To decide").ticks("Everybody who sees the meeting")
    office.page.locator("input[name=takes]").fill("15")
    office.presses("Add the item")


def _planned(office: Visitor, on: date) -> str:
    office.goes_to("/meetings/plan").picks("Body", EXECUTIVE).enters_day("Date", on.isoformat())
    office.page.locator("input[name=starts_at]").fill("10am")
    office.page.locator("input[name=ends_at]").fill("midday")
    office.presses("Plan the meeting")
    return office.path.rsplit("/", 1)[1]


def _everybody_came(office: Visitor, reference: str) -> None:
    office.goes_to(f"/meetings/{reference}").follows("Record who came")
    for row in office.page.locator("main form select").all():
        offered = row.locator("option").all()
        values = [one.get_attribute("value") for one in offered]
        row.select_option("attended" if "attended" in values else "vacant")
    office.presses("Save who came")
