"""A review is published once it is safe, the family and the Panel know, and the Executive approves;
or nothing is, and the Panel and the Secretary of State are told why (R6.5, R6.6; domain 1.6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from builders import publishing as made
from builders import redacting
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import PublishedReview
from sightline.work.reviews.operations import publishing, safety
from sightline.work.reviews.queries import publishing as found
from sightline.work.reviews.rules.publishing import OUTDATED, Position, missing, slug_of
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
TODAY = AT.date()


@pytest.fixture
def by(scene):
    """The caseworker of the case."""
    return scene.actor("business_manager")


@pytest.fixture
def incident(scene):
    """A case whose local review was initiated on 2 March 2026."""
    return made.begun(scene, AT)


@pytest.fixture
def approved(scene, incident, by):
    """The same, safe, accurate, the family told, and approved on 2 March 2026."""
    made.prepared(scene, incident, AT)
    publishing.decide_publication(
        incident=incident, given=made.decided(scene, TODAY), by=by, now=AT
    )
    return incident


# Seven working days, counted by hand


@pytest.mark.parametrize("public_on, copies_by", [
    # Easter 2026: Good Friday 3 April, Monday 6 April. Back from Friday 10 April: 9, 8, 7 April,
    # 2, 1 April, 31, 30 March
    (date(2026, 4, 10), date(2026, 3, 30)),
    # no holiday: back from Tuesday 30 September 2025: 29, 26, 25, 24, 23, 22, 19 September
    (date(2025, 9, 30), date(2025, 9, 19)),
    # Christmas 2025: 25 and 26 December and 1 January. Back from Monday 5 January: 2 January, 31,
    # 30, 29, 24, 23, 22 December
    (date(2026, 1, 5), date(2025, 12, 22)),
    # Christmas 2026: Boxing Day falls on Saturday, so Monday 28 December. Back from Monday
    # 4 January 2027: 31, 30, 29, 24, 23, 22, 21 December, with Friday 1 January a holiday
    (date(2027, 1, 4), date(2026, 12, 21)),
])  # fmt: skip
def test_copies_are_there_seven_working_days_before(scene, public_on, copies_by):
    number = scene.partnership.pk
    assert found.copies_by_on(number, public_on, public_on - timedelta(days=40)) == copies_by


def test_it_is_not_released_a_day_too_soon(scene, approved, by):
    # sent on Monday 30 March 2026: ready on Friday 10 April, over Easter, and not on the 9th
    made.sent(scene, approved, date(2026, 3, 30), AT + timedelta(days=28))
    now = datetime(2026, 3, 30, 12, tzinfo=UTC)
    with pytest.raises(RuleBroken, match="7 working days") as refused:
        made.released(scene, approved, date(2026, 4, 9), now)
    assert refused.value.field == "public_on"
    one = made.released(scene, approved, date(2026, 4, 10), now)
    assert one.copies_by_on == date(2026, 3, 30)
    assert one.opens_at == datetime(2026, 4, 10, 9, tzinfo=UTC)  # ten in British Summer Time
    assert one.stays_until_on == date(2027, 4, 10)


def test_the_days_are_a_setting(scene, settings):
    settings.PUBLICATION_COPY_DAYS = 10
    assert found.copies_by_on(scene.partnership.pk, date(2025, 9, 30), TODAY) == date(2025, 9, 16)


def test_each_of_the_two_must_have_its_copy(scene, approved, by):
    publishing.record_copy(
        incident=approved, recipient="panel", what="report", sent_on=TODAY, by=by, now=AT
    )
    with pytest.raises(RuleBroken, match="The Secretary of State has no copy"):
        made.released(scene, approved, date(2026, 6, 1), AT)


# Nothing goes on with an open hit


@pytest.mark.parametrize("left", ["file", "text"])
def test_nothing_is_approved_with_an_open_hit(scene, incident, by, left):
    made.prepared(scene, incident, AT)
    if left == "file":
        made.uploaded(scene, incident, AT, redacting.word(redacting.commented))
    else:
        made.written(scene, incident, AT, body=f"{made.BODY} Robin Fenwick told us.")
    with pytest.raises(RuleBroken, match=f"{left}.*hits that are open"):
        publishing.decide_publication(
            incident=incident, given=made.decided(scene, TODAY), by=by, now=AT
        )


def test_a_mended_file_lets_it_go_on(scene, incident, by):
    made.prepared(scene, incident, AT)
    made.uploaded(scene, incident, AT, redacting.word(redacting.commented))
    made.uploaded(scene, incident, AT)
    one = publishing.decide_publication(
        incident=incident, given=made.decided(scene, TODAY), by=by, now=AT
    )
    assert one.text is not None


def test_a_text_that_nobody_checked_is_not_approved(scene, incident, by):
    made.uploaded(scene, incident, AT)
    safety.write_text(
        incident=incident, kind="report", title=made.TITLE, body=made.BODY, by=by, now=AT
    )
    with pytest.raises(RuleBroken, match="not checked"):
        publishing.decide_publication(
            incident=incident, given=made.decided(scene, TODAY), by=by, now=AT
        )


def test_the_path_has_no_way_round(scene, incident, by):
    made.uploaded(scene, incident, AT)
    made.written(scene, incident, AT)
    publishing.decide_publication(
        incident=incident, given=made.decided(scene, TODAY), by=by, now=AT
    )
    made.sent(scene, incident, TODAY, AT)
    with pytest.raises(RuleBroken, match="family"):
        made.released(scene, incident, date(2026, 6, 1), AT)
    publishing.record_family_told(
        incident=incident, who="Adult B", told_on=TODAY, why_not="", by=by, now=AT
    )
    with pytest.raises(RuleBroken, match="accurate"):
        made.released(scene, incident, date(2026, 6, 1), AT)


def test_the_family_is_told_or_it_is_said_why_not(incident, by):
    for told_on, why_not in ((None, ""), (TODAY, "They moved away and cannot be found.")):
        with pytest.raises(RuleBroken):
            publishing.record_family_told(
                incident=incident, who="Adult B", told_on=told_on, why_not=why_not, by=by, now=AT
            )


def test_each_partner_has_a_position_and_a_dissent_is_recorded(scene, incident, by):
    made.prepared(scene, incident, AT)
    given = made.decided(scene, TODAY)
    first = next(iter(given.positions))
    less = {key: one for key, one in given.positions.items() if key != first}
    with pytest.raises(RuleBroken, match="each safeguarding partner"):
        publishing.decide_publication(
            incident=incident, given=made.decided(scene, TODAY, positions=less), by=by, now=AT
        )
    other = {**given.positions, first: Position("withheld", "It would find the child.")}
    with pytest.raises(RuleBroken, match="dissent"):
        publishing.decide_publication(
            incident=incident, given=made.decided(scene, TODAY, positions=other), by=by, now=AT
        )


# Withheld, or improvements only


def test_withholding_ends_the_six_months_and_is_justified_to_both(scene, incident, by):
    given = made.decided(scene, TODAY, "withheld")
    publishing.decide_publication(incident=incident, given=given, by=by, now=AT)
    assert found.published_on(incident, AT) == ("withheld", TODAY)
    page = Visitor(scene.people["business_manager"]).get(
        f"/cases/{incident.record.reference}/publication"
    )
    assert "the Panel and The Secretary of State" in page or "the Panel" in page
    made.sent(scene, incident, TODAY, AT, "justification")
    page = Visitor(scene.people["business_manager"]).get(
        f"/cases/{incident.record.reference}/publication"
    )
    assert "justification has not gone" not in page


def test_improvements_alone_need_copy_and_justification(scene, incident, by):
    made.prepared(scene, incident, AT)
    made.written(scene, incident, AT, kind="improvements", title="What we improved since then")
    publishing.decide_publication(
        incident=incident, given=made.decided(scene, TODAY, "improvements"), by=by, now=AT
    )
    made.sent(scene, incident, TODAY, AT, "improvements")
    with pytest.raises(RuleBroken, match="has no justification"):
        made.released(scene, incident, date(2026, 6, 1), AT)
    made.sent(scene, incident, TODAY, AT, "justification")
    made.released(scene, incident, date(2026, 6, 1), AT)
    assert PublishedReview.objects.filter(kind="improvements").count() == 1


def test_of_a_withheld_review_no_report_is_sent(scene, incident, by):
    given = made.decided(scene, TODAY, "withheld")
    publishing.decide_publication(incident=incident, given=given, by=by, now=AT)
    with pytest.raises(RuleBroken, match="what was sent"):
        made.sent(scene, incident, TODAY, AT, "report")


# Public, for its year


def test_the_six_months_end_with_its_moment_and_not_before(scene, approved):
    made.sent(scene, approved, TODAY, AT)
    made.released(scene, approved, date(2026, 6, 1), AT)
    assert found.published_on(approved, AT) is None
    assert found.published_on(approved, datetime(2026, 6, 1, 8, 59, tzinfo=UTC)) is None
    moment = datetime(2026, 6, 1, 9, tzinfo=UTC)  # ten in London
    assert found.published_on(approved, moment) == ("publish", date(2026, 6, 1))


def test_a_published_review_is_not_delayed_nor_decided_anew(scene, approved, by):
    made.sent(scene, approved, TODAY, AT)
    made.released(scene, approved, date(2026, 6, 1), AT)
    now = datetime(2026, 6, 2, 9, tzinfo=UTC)
    anew = made.decided(scene, TODAY, "withheld", changed_because="We would rather not, after all.")
    with pytest.raises(RuleBroken, match="stays on the website"):
        publishing.decide_publication(incident=approved, given=anew, by=by, now=now)


def test_another_decision_before_its_moment_takes_the_release_back(scene, approved, by):
    made.sent(scene, approved, TODAY, AT)
    made.released(scene, approved, date(2040, 6, 1), AT)
    anew = made.decided(scene, TODAY, "withheld", changed_because="The court asks us to wait.")
    publishing.decide_publication(incident=approved, given=anew, by=by, now=AT)
    assert found.publishing_of(approved).release is None


def test_what_is_public_says_nothing_of_the_case(scene, approved):
    made.sent(scene, approved, TODAY, AT)
    slug = made.released(scene, approved, date(2026, 6, 1), AT).slug
    row = PublishedReview.objects.get(slug=slug)
    assert slug.startswith("how-agencies-worked-together-")
    told = " ".join(str(one) for one in vars(row).values())
    for reference in (approved.record.reference, approved.identities.reference):
        assert reference not in told


def test_the_name_in_the_address_is_plain():
    assert slug_of("Zoë’s review: what we’ve learned", "123456") == (
        "zo-s-review-what-we-ve-learned-123456"
    )
    assert slug_of("…", "123456") == "123456"


def test_who_does_not_run_the_case_publishes_nothing(scene, incident):
    for persona in ("lead_partner", "group_chair", "notifier"):
        with pytest.raises(NotAllowed):
            made.safety.upload_report(
                incident=incident, upload=None, by=scene.actor(persona), now=AT
            )


def test_a_review_that_was_not_initiated_is_not_published(scene, by):
    from builders.reviewing import caseworker, recorded

    incident = recorded(scene, AT)
    caseworker(incident, scene.seat("business_manager"), scene.actor("notifier"), AT)
    with pytest.raises(RuleBroken, match="not initiated"):
        safety.write_text(
            incident=incident, kind="report", title=made.TITLE, body=made.BODY, by=by, now=AT
        )


def test_each_step_leaves_a_line_without_a_word_of_it(scene, approved):
    made.sent(scene, approved, TODAY, AT)
    made.released(scene, approved, date(2026, 6, 1), AT)
    lines = TrailEvent.objects.filter(about=approved.record.reference)
    codes = set(lines.values_list("code", flat=True))
    assert codes >= {
        "report_uploaded", "publication_text_written", "safety_checked", "family_told",
        "accuracy_confirmed", "publication_decided", "copy_sent", "review_released",
    }  # fmt: skip
    assert all(made.TITLE not in str(one.facts) for one in lines)


def test_a_published_review_stays_a_year_and_is_taken_down_for_a_reason(scene, by):
    incident = scene.works["case published"]
    with pytest.raises(RuleBroken, match="at least a year"):
        publishing.take_down(
            incident=incident, why="over", reason="We tidy up.", by=by, now=made_now()
        )
    taken = scene.works["case taken down"]
    (release,) = found.releases_of(taken)
    assert release.taken_down.taken_down_by == by.name
    assert not found.publishing_of(taken).is_public(made_now())


def test_one_that_makes_somebody_known_comes_down_at_once_and_can_be_mended(scene):
    """Nobody reads it from that moment, whoever asks the database; what is mended is decided anew
    and becomes public again."""
    incident = scene.works["case published"]
    manager = Visitor(token=scene.tokens["business_manager"])
    where = f"/cases/{incident.record.reference}/publication"
    slug = found.publishing_of(incident).release.slug
    assert Visitor().ask("get", f"/published-reviews/{slug}").status_code == 200
    refused = manager.post(f"{where}/take-down", {"why": "over", "reason": "We tidy it up now."})
    assert "unless it makes somebody known" in refused
    sent = {"why": "known", "reason": "The street is named in the third paragraph."}
    manager.post(f"{where}/take-down", sent, status=302)
    assert Visitor().ask("get", f"/published-reviews/{slug}").status_code == 404
    with as_web(""):
        assert not PublishedReview.objects.filter(slug=slug).exists()
    page = manager.get(f"{where}/after")
    assert "because it made somebody known" in page
    assert "The street is named in the third paragraph." in page


def made_now():
    from builders.world import NOW

    return NOW


def test_a_deposit_has_five_years(scene):
    incident = scene.works["case published"]
    (release,) = found.releases_of(incident)
    (deposit,) = release.deposits.all()
    assert deposit.until_on == deposit.deposited_on.replace(year=deposit.deposited_on.year + 5)


def test_the_page_of_the_decision_says_how_it_ended(scene):
    incident = scene.works["case published"]
    page = Visitor(scene.people["business_manager"]).get(
        f"/cases/{incident.record.reference}/local-review"
    )
    assert "Published" in page
    assert "Overdue" not in page
    assert queries.deciding_of(incident).initiated is not None


def test_a_change_is_public_once_it_is_safe(scene, by):
    incident = scene.works["case published"]
    now = made_now()
    change = safety.tell_change(
        incident=incident, recommendation="Ask who else knows the family.",
        done="Robin Fenwick’s school asks it now at every visit.", by=by, now=now,
    )  # fmt: skip
    made.check_of(change, now)
    with pytest.raises(RuleBroken, match="hits that are open"):
        publishing.release_change(change=change, by=by, now=now)


def test_a_moment_that_has_passed_is_refused(scene, approved, by):
    made.sent(scene, approved, TODAY, AT)
    with pytest.raises(RuleBroken, match="moment to come"):
        publishing.release_review(
            incident=approved, public_on=TODAY, public_at=time(9), by=by, now=AT
        )


def test_what_was_checked_before_somebody_was_entered_is_checked_again(scene, incident, by):
    """The people of the case are not whom the check looked for any more (R6.6)."""
    made.prepared(scene, incident, AT)
    later = AT + timedelta(hours=1)
    reviews.keep_identity(
        people=incident.identities, label="Adult Z", part="adult", name="Wenna Trelawney",
        by=scene.actor("notifier"), now=later,
    )  # fmt: skip
    given = made.decided(scene, AT.date())
    with pytest.raises(RuleBroken, match="entered or corrected since"):
        publishing.decide_publication(incident=incident, given=given, by=by, now=later)
    made.written(scene, incident, later)
    with pytest.raises(RuleBroken, match="entered or corrected since"):  # the file is not yet
        publishing.decide_publication(incident=incident, given=given, by=by, now=later)
    made.uploaded(scene, incident, later)
    publishing.decide_publication(incident=incident, given=given, by=by, now=later)
    assert OUTDATED not in missing(found.publishing_of(incident).ready())
    person = incident.identities.case_people.get(label="Adult Z")
    reviews.correct_identity(
        person=person, by=scene.actor("notifier"), now=later + timedelta(hours=1),
        reason="Spelt as on the birth certificate",
        given={"name": "Wenna Trelawny", "aliases": "", "born_on": None, "nhs_number": "",
               "address": "", "school": ""},
    )  # fmt: skip
    assert OUTDATED in missing(found.publishing_of(incident).ready())
