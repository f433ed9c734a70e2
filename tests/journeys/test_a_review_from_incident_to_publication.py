"""A serious incident from the notifier's first page to the page for everybody, and no trace of it
for who has no sight (R6.1 to R6.6; domain 1).

The days, by hand, with England's bank holidays. The authority became aware on Monday 23 December
2024: working days 1 to 5 are 24, 27, 30 and 31 December and 2 January, for Christmas Day, Boxing
Day and New Year's Day do not count. It was sent on Monday 7 April 2025, late: working days 1 to 15
are 8 to 11, 14 to 17, 22 to 25, and 28 to 30 April, for Good Friday (18th) and Easter Monday (21st)
do not count; reckoned from awareness, they end on 16 January 2025. The review was initiated on
2 May 2025: six calendar months end on 2 November 2025, a Sunday.
"""

from __future__ import annotations

import io
import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import docx
import pytest

from journeys.conftest import Arrival
from journeys.site import Site
from journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WHY = "Two agencies knew half of it each, and neither knew the other."
CHILD = "Morwenna Trevithick"
TITLE = "What two agencies each knew half of"
TEXT = (
    "# What happened\n\nA young child was badly hurt at home. Two agencies each knew half of what "
    "was happening in the family, and neither asked the other.\n\n# What we learned\n\nAsk who "
    "else knows the family before you close a referral, and write down what they said."
)
SEAT = """SELECT s.id FROM partnership_seat s JOIN accounts_person p ON p.id = s.person_id
    JOIN partnership_place q ON q.id = s.place_id WHERE p.email = %s AND s.ended_at IS NULL
    AND CASE %s WHEN 'office' THEN 'business-manager' = ANY (q.capacities)
        WHEN 'agency' THEN q.agency_id IS NOT NULL ELSE q.is_lead_partner END ORDER BY s.id"""


def seat_of(site: Site, persona: str, sits_for: str) -> str:
    """The number of a persona's seat for the `office`, an `agency` or as lead `partner`, as a list
    to choose from has it."""
    return str(site.ask(SEAT, f"{persona}@demonstration.example", sits_for)[0][0])


def opens(visitor: Visitor, path: str) -> Visitor:
    """Open a page of the case, and say why where that is asked."""
    visitor.goes_to(path)
    if visitor.page.get_by_label("Why do you need to see this case?").count():
        visitor.enters("Why do you need to see this case?", "I work on this case")
        visitor.presses("Open the case").goes_to(path)
    return visitor


def each(visitor: Visitor, selector: str, words: str = "") -> Visitor:
    """Tick every choice, or fill every box, that a selector finds."""
    for one in visitor.page.locator(selector).all():
        if words:
            one.fill(words)
        else:
            one.check()
    return visitor


def records_and_notifies(notifier: Visitor, site: Site) -> str:
    """From the list to what was sent; gives back the path of the case."""
    notifier.goes_to("/cases").presses("Record a serious incident")
    notifier.enters_day("When did it happen?", "2024-12-21")
    notifier.enters_day("When did the local authority become aware?", "2024-12-23")
    notifier.enters("Time", "9am")
    notifier.page.get_by_role("group", name="Has a child died?").get_by_label("No").check()
    notifier.enters("What harm, in one line?", "Head injury").ticks("Suspected").ticks(
        "Child in need"
    ).ticks("In this authority’s area")
    notifier.enters("What happened, as far as it is known?", "Child A was hurt at home by Adult B.")
    notifier.presses("Record it").sees("Thursday 2 January 2025", "Overdue", "To be decided")
    case = notifier.path
    for _ in range(3):
        notifier.goes_to(case).follows("Judge the next criterion").ticks("Met")
        notifier.enters("Why?", WHY).presses("Save the judgement")
    notifier.follows("Decide whether to notify").ticks("Yes, notify").enters("Reasons", WHY)
    notifier.presses("Record the decision").sees("To be sent")
    notifier.follows("Record what was sent").ticks("The Child Safeguarding Practice Review Panel")
    notifier.enters("What was sent?", "The online form").enters("Who sent it?", "The notifier")
    notifier.enters_day("When was it sent?", "2025-04-07").enters("Time", "10am")
    notifier.presses("Record it").sees("It is late: say why")  # recorded all the same, with why
    notifier.enters("Why is it late? (optional)", "The hospital told us its findings in April.")
    notifier.enters("Who approved the reason? (optional)", "The Director of Children’s Services")
    notifier.enters_day("When was it approved?", "2025-04-07")
    notifier.presses("Record it").sees("Notified", ", late")
    notifier.follows("Name somebody to this case").ticks("Caseworker")
    notifier.picks("Who?", seat_of(site, "business.manager", "office"))
    notifier.enters("Why them?", "Runs the rapid review").presses("Name them")
    notifier.follows("The people of this case").presses("Add somebody")
    notifier.enters("What are they called in the case?", "Child A").ticks("The child")
    notifier.enters("Full name", CHILD).presses("Keep them").does_not_see(CHILD)
    return case


def agencies_answer(office: Visitor, signed_in: Arrival, site: Site, case: str) -> str:
    """Two agencies, each in a space of its own; gives back the path of the rapid review."""
    opens(office, case).presses("Begin the rapid review")
    review = office.path
    office.sees("Wednesday 30 April 2025", "Thursday 16 January 2025")
    told = {
        "agency.lead": ("2024-12-20", f"{CHILD} was weighed at the clinic.", "A nurse wrote it."),
        "lead.health": ("2024-08-01", "Nobody came to the surgery.", "A letter was sent."),
    }
    for persona in told:
        office.goes_to(review).follows("Ask an agency")
        office.picks("Who writes for the agency?", seat_of(site, persona, "agency"))
        office.enters("Whom is it about, and what do you ask?", "Child A: what did you know?")
        office.presses("Ask them")
    spaces = {}
    for at, (persona, (day, what, response)) in enumerate(told.items()):
        author = signed_in(persona, phone=at == 1).goes_to("/cases")
        author.follows("ASK-", within="main")
        author.sees("Child A: what did you know?")
        spaces[persona] = author.path
        author.follows("Write what your agency knew")
        author.enters(
            "What did your agency know, and what did it do? (optional)", f"Known to {persona}."
        )
        author.enters("What went well, what could be better, and why? (optional)", WHY).presses(
            "Save"
        )
        author.follows("Add an event").enters_day("When did it happen?", day)
        author.enters("What happened?", what).enters(
            "What did your agency do? (optional)", response
        )
        author.ticks("Contact with the child or family").ticks("Not recorded").presses("Add it")
        if at:  # neither sees the other's space, nor that there is one
            author.expects_refusal = True
            author.goes_to(spaces["agency.lead"]).is_at("Page not found")
            author.goes_to(review).is_at("Page not found")
            author.goes_to(spaces[persona])
        author.follows("Submit it, or a nil return").ticks("What is written here")
        author.presses("Submit it").sees("Submitted", "The seal is whole.")
    for space in spaces.values():
        office.goes_to(space).presses("Release it to the panel").sees("Released to the panel")
    office.goes_to(review).sees("Known to agency.lead.", "Known to lead.health.")
    office.follows("Chronology of all agencies").sees("Child A was weighed at the clinic.")
    # between 1 August and 20 December: 30 days of August, 30, 31, 30 and 19 of December
    office.does_not_see(CHILD).follows("The same event, told differently")
    office.goes_to(f"{review}/chronology").page.get_by_text("Nobody tells anything").click()
    office.sees("140 days between 1 August 2024 and 20 December 2024")
    return review


def group_recommends(office: Visitor, review: str) -> None:
    """Four purposes, one by one, and what the group recommends."""
    for _ in range(4):
        office.goes_to(review)
        with office.page.expect_navigation():
            office.page.get_by_role("link", name=re.compile("^Answer it(?! again)")).first.click()
        office.enters("The panel’s answer", WHY).presses("Record it")
    office.follows("Record what the group recommends")
    each(office, "input[name^='answer-'][value='met']")
    each(office, "textarea[name^='reasons-']", WHY)
    office.ticks("A local child safeguarding practice review").enters("Reasons", WHY)
    office.enters_day("When did the group agree on it?", "2025-04-30").presses("Record it")
    office.sees("A local child safeguarding practice review", "Agreed on 30 April 2025")


def executive_decides(office: Visitor, partner: Visitor, site: Site, case: str) -> None:
    """The pack for a lead partner, who enters what they hold; the decision; a delay."""
    office.goes_to(f"{case}/local-review").follows("Give the deciders the pack")
    office.page.locator(f"input[value='{seat_of(site, 'lead.police', 'partner')}']").check()
    closes = datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=7)
    office.enters_day("Until when?", closes.isoformat()).presses("Open the window")
    partner.goes_to("/cases").follows("WIN-", within="main").is_at("Pack for a decision")
    partner.sees(WHY).follows("Enter what you hold")
    partner.ticks("A local child safeguarding practice review")
    partner.enters("Your reasons", "We would learn from it.").presses("Enter it")
    partner.expects_refusal = True
    partner.goes_to(case).is_at("Page not found")
    partner.expects_refusal = False
    office.goes_to(f"{case}/local-review").follows("Record the decision")
    each(office, "input[name^='answer-'][value='met']")
    each(office, "textarea[name^='reasons-']", WHY)
    each(office, "input[name^='holds-'][value='local-review']")
    for box in office.page.locator("textarea[name^='position-']").all():
        if not box.input_value():  # what the partner entered stands there, and stays
            box.fill("We agree that it is needed.")
    office.page.locator("input[name='outcome'][value='local-review']").check()
    office.page.locator("textarea[name='reasons']").fill(WHY)
    office.enters_day("When was it decided?", "2025-05-02").presses("Record the decision")
    office.sees("Sunday 2 November 2025", "We would learn from it.", "Entered by")
    office.follows("Record a delay").ticks("Criminal investigation").enters("The reason", WHY)
    office.enters("What shows it?", "The letter of the police of 20 October 2025")
    office.picks("Who of the Executive approved it?", seat_of(site, "lead.police", "partner"))
    office.enters_day("When was it approved?", "2025-10-28")
    office.enters_day("Until when?", "2026-01-30").presses("Record the delay")
    office.sees("Friday 30 January 2026, after", "Sunday 2 November 2025")


def review_is_made(office: Visitor, case: str) -> None:
    """A finding, a recommendation from it, and a draft."""
    office.goes_to(f"{case}/local-review").presses("Begin the local review")
    room = office.path
    office.goes_to(f"{room}/findings").follows("Record a finding")
    office.enters("What was found, and why did it come about?", WHY)
    office.enters("What shows it?", "Both chronologies, side by side")
    office.picks("Under which theme?", "Agencies working together").presses("Record it")
    office.follows("Recommend something")
    office.enters("What is recommended?", "Each referral is answered by who else knows the family.")
    office.enters("What should be different for children?", "Nobody knows only half of it.")
    office.page.get_by_label("Which group follows it?").select_option(index=1)
    office.enters("Or to whom? (optional)", "Every agency").presses("Record it")
    office.sees("Each referral is answered by who else knows the family.")
    office.goes_to(f"{room}/drafts").presses("File a draft")
    office.enters_day("Of which day is it?", "2025-12-01").enters("Who wrote it?", "The reviewer")
    office.page.set_input_files("input[type=file]", [_file("draft.docx", TEXT)])
    office.presses("Record it").sees("Draft 1, 1 December 2025")


def _file(name: str, words: str) -> dict[str, object]:
    made, held = docx.Document(), io.BytesIO()
    made.core_properties.author = ""
    for line in words.split("\n\n"):
        made.add_paragraph(line)
    made.save(held)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": name, "mimeType": kind, "buffer": held.getvalue()}


def is_published(
    office: Visitor, notifier: Visitor, site: Site, case: str, public: Visitor
) -> None:
    """The safety check catches the name, it is mended; published at its minute and not before."""
    office.goes_to(f"{case}/publication").follows("Write what is published")
    office.ticks("The report of the review").enters("Title", TITLE)
    office.enters("Text", TEXT).presses("Keep it and have it checked")
    for words in (f"{TEXT} We thank the family of {CHILD}.", TEXT):
        office.goes_to(f"{case}/publication").follows("Upload the final report")
        office.page.set_input_files("input[type=file]", [_file("report.docx", words)])
        office.presses("Upload it")
        site.command("work", "--one-shot")
        office.goes_to(f"{case}/publication")
        if words != TEXT:
            office.sees(re.compile("open hit"))
    # what is left of them, such as how the file was made, a second person justifies
    opens(notifier, f"{case}/publication")
    checks = notifier.main.get_by_role("link", name="Safety check")
    for path in [one.get_attribute("href") for one in checks.all()]:
        notifier.goes_to(str(path))
        if notifier.page.locator("input[name='hits']").count():
            notifier.does_not_see("A name of somebody in this case")
            each(notifier, "input[name='hits']")
            notifier.enters("Why does it identify nobody?", "It is said of many families.")
            notifier.presses("Justify them")
    office.goes_to(f"{case}/publication").does_not_see("open hit").follows(
        "Record whether the family was told"
    ).enters("Who?", "Adult B")
    office.enters_day("When were they told?", "2025-12-15").presses("Record it")
    office.follows("Record who confirmed that it is accurate")
    office.enters("Who confirmed it?", "Both agencies").enters_day("When?", "2025-12-16")
    office.presses("Record it").follows("Record the decision on publication")
    each(office, "input[name='outcome'][value='publish'], input[name^='holds-'][value='publish']")
    each(office, "textarea[name^='position-'], textarea[name='reasons']", WHY)
    office.enters_day("When was it decided?", "2025-12-17").presses("Record the decision")
    for recipient in ("The Panel", "The Secretary of State"):
        office.follows("Record what was sent").ticks(recipient).ticks("The report")
        office.enters_day("When?", "2025-12-18").presses("Record it")
    office.follows("Set from when it is public")
    at = datetime.now(ZoneInfo("Europe/London")) + timedelta(seconds=100)
    office.enters_day("On which day is it published?", at.date().isoformat())
    office.enters("From what time?", f"{at:%H:%M}").presses("Set it").sees("Public from")
    public.goes_to("/published-reviews").does_not_see(TITLE)
    left = at.replace(second=0, microsecond=0) - datetime.now(ZoneInfo("Europe/London"))
    time.sleep(max(0.0, left.total_seconds()) + 1)
    public.goes_to("/published-reviews").follows(TITLE).sees("neither asked the other")


def finds_no_trace(visitor: Visitor, *paths: str) -> None:
    """Neither page, list, search nor menu tells that there is such a case."""
    visitor.goes_to("/home").does_not_see("CAS-", "RAP-", "ASK-")
    visitor.goes_to("/cases").does_not_see("CAS-", "RAP-", "LOC-", "WIN-")
    visitor.goes_to(f"/search?q={CHILD.split()[0]}").does_not_see("CAS-", "PEO-")
    visitor.expects_refusal = True
    absent = visitor.goes_to("/cases/CAS-1999-001").main.inner_text()
    for path in paths:
        assert visitor.goes_to(path).main.inner_text() == absent, path
    visitor.expects_refusal = False


def test_a_serious_incident_becomes_learning_that_is_published(
    signed_in: Arrival, somebody: Arrival, site: Site
) -> None:
    notifier, office = signed_in("notifier"), signed_in("business.manager")
    case = records_and_notifies(notifier, site)
    review = agencies_answer(office, signed_in, site, case)
    group_recommends(office, review)
    executive_decides(office, signed_in("lead.police", phone=True), site, case)
    review_is_made(office, case)
    finds_no_trace(signed_in("chair.practice"), case, review, f"{case}/publication")
    is_published(office, notifier, site, case, somebody(phone=True))
