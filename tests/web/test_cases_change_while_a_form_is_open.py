"""A case changes while somebody has a form of it open: what they send then is judged by what stands
at that moment, and nothing is done twice (security 1.2, 3)."""

from __future__ import annotations

import pytest

from builders import partnership as made
from builders.world import NOW, World
from clients import Visitor
from sightline.registers.partnership import operations as partnership
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import AgencySummary, PurposeAnswer

WRITTEN = {"known": "We saw Child A each month.", "analysis": "We told nobody of it in time."}


@pytest.mark.django_db
def test_what_is_written_for_an_agency_after_the_seat_ended_is_not_kept(scene: World) -> None:
    author = Visitor(scene.people["agency_lead"])
    path = f"/agency-requests/{scene.record('request draft').reference}/write"
    assert "We knew Child A from birth." in author.get(path)
    partnership.end_seat(seat=scene.seat("agency_lead"), reason="Left", by=made.BY, now=NOW)
    answer = author.ask("post", path, WRITTEN)
    assert answer.status_code in (302, 403, 404)
    assert b"We knew Child A" not in answer.content
    kept = AgencySummary.objects.get(request=scene.works["request draft"])
    assert WRITTEN["known"] not in kept.known


@pytest.mark.django_db
@pytest.mark.parametrize("of", ["case ours", "review ours"])
def test_an_interest_found_while_a_form_is_open_beats_it(scene: World, of: str) -> None:
    """The same answer as of a case that is not there."""
    manager = Visitor(scene.people["business_manager"])
    path = f"/rapid-reviews/{scene.record('review ours').reference}/answer/facts"
    manager.get(path)
    records.detect_conflict(
        record=scene.record(of), person_id=scene.people["business_manager"].pk,
        nature="A cousin of the father", by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    answer = manager.ask("post", path, {"words": "The facts, told by a cousin of the father."})
    absent = manager.ask("post", "/rapid-reviews/RAP-1999-999/answer/facts", {"words": "x"})
    assert (answer.status_code, absent.status_code) == (404, 404)
    kept = PurposeAnswer.objects.filter(review=scene.works["review ours"])
    assert not kept.filter(words__contains="cousin").exists()


@pytest.mark.django_db
def test_a_naming_that_ends_while_a_form_is_open_ends_it(scene: World) -> None:
    notifier = Visitor(scene.people["notifier"])
    case = scene.record("case ours")
    named = scene.works["case ours"].named.get(
        seat=scene.seat("business_manager"), ended_at__isnull=True
    )
    manager = Visitor(scene.people["business_manager"])
    path = f"/cases/{case.reference}/local-review/decide"
    manager.get(path)
    reviews.end_naming(named=named, by=scene.actor("notifier"), now=NOW)
    assert manager.ask("post", path, {"outcome": "no-review"}).status_code == 404
    assert case.reference in notifier.get(f"/cases/{case.reference}")
