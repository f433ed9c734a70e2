"""The register of risks: cause, event, effect; rated on five by five before and after controls and
as a target; looked at again in time; every assessment kept; a picture with a table beside it
(R3.8)."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from builders.planning import entered, rated
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.work.planning import operations as planning
from sightline.work.planning.models import Assessment, Risk
from sightline.work.planning.rules import risks as rules
from sightline.work.planning.rules.risks import Rating

TODAY = NOW.date()
MANAGER = "business_manager"


def visitor(world: World, persona: str = MANAGER) -> Visitor:
    return Visitor(token=world.tokens[persona])


def again(world: World, risk: Risk, persona: str = MANAGER, **given: object) -> Risk:
    """The risk rated again today, one lower."""
    said = {
        "ratings": rated(after=(2, 4)),
        "words": "One chair more is trained since.",
        "assessed_on": TODAY,
        "review_on": TODAY + timedelta(days=90),
    }
    by = world.actor(persona)
    return planning.assess_risk(risk=risk, by=by, now=NOW, **{**said, **given})  # type: ignore[arg-type]


def answers(prefix: str, day: date) -> dict[str, str]:
    return {f"{prefix}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


ENTERED = {
    "name": "Too few trained chairs",
    "cause": "Two of three trained chairs retire this year.",
    "event": "Strategy meetings are held without a trained chair.",
    "effect": "Children wait longer for a decision.",
    "body": "practice-group",
    "likelihood_before": "4",
    "impact_before": "4",
    "likelihood_after": "3",
    "impact_after": "4",
    "likelihood_target": "2",
    "impact_target": "3",
    "controls": "A rota of chairs\n\nTraining twice a year",
    "words": "Counted over the last two quarters.",
}


def test_a_risk_is_entered_and_read(scene: World) -> None:
    """The whole way, in a browser: 4 x 4 is 16 before controls, 3 x 4 is 12 after, 2 x 3 is 6."""
    manager = visitor(scene)
    owner = {"owner": str(scene.people["group_chair"].pk)}
    led = manager.post(
        "/risks/enter", ENTERED | owner | answers("review_on", TODAY + timedelta(days=60)),
        status=302,
    )  # fmt: skip
    page = visitor(scene, "lead_partner").get(led)
    rating = page.split('id="rating"')[1].split('id="controls"')[0]
    assert re.findall(r'app-state--\w+">(\w+ \d+)<', rating) == [
        "Extreme 16",
        "High 12",
        "Moderate 6",
    ]
    assert "First assessment".lower() in rating
    controls = page.split('id="controls"')[1].split('id="over-time"')[0]
    assert "A rota of chairs" in controls
    assert "Training twice a year" in controls
    assert "What to do" not in page  # who reads is offered nothing to change
    assert f"/actions/make?from={led.rsplit('/', 1)[-1]}" in manager.get(led)


def test_a_risk_is_changed_and_may_go_to_another_body(scene: World) -> None:
    risk = entered(scene)
    path = f"/risks/{risk.record.reference}"
    said = {name: ENTERED[name] for name in ("name", "cause", "event", "effect")}
    said |= {"body": "vulnerable-group", "owner": str(scene.people["scrutineer"].pk)}
    said["cause"] = "All three trained chairs retire this year."
    visitor(scene).post(f"{path}/change", said, status=302)
    page = visitor(scene, "lead_partner").get(path)
    assert "All three trained chairs retire this year." in page
    assert "Vulnerable and Exploited Group" in page
    risk.record.refresh_from_db()
    assert risk.record.body is not None
    assert risk.record.body.key == "vulnerable-group"


def test_a_refusal_stands_beside_its_field(scene: World) -> None:
    manager = visitor(scene)
    owner = {"owner": str(scene.people["group_chair"].pk)}
    worse = (
        ENTERED
        | owner
        | {"likelihood_after": "5"}
        | answers("review_on", TODAY + timedelta(days=60))
    )
    page = manager.post("/risks/enter", worse)
    assert 'href="#field-likelihood_after"' in page
    assert "higher than before controls" in page
    assert "Children wait longer for a decision." in page  # nothing typed is lost


def test_every_assessment_stays_and_shows_how_the_risk_moved(scene: World) -> None:
    risk = entered(scene)
    after = again(scene, risk)
    assert (after.score_was, after.ratings["after"].score) == (12, 8)
    page = visitor(scene).get(f"/risks/{risk.record.reference}")
    assert "lower, was 12" in page
    assert "After controls the score was 12 at first and is 8 now." in page
    over_time = page.split('id="over-time"')[1]
    assert "Counted over the last two quarters." in over_time
    assert "One chair more is trained since." in over_time
    listed = visitor(scene).get("/risks?words=trained")
    assert "Lower, was 12" in listed


def test_the_database_keeps_what_was_assessed(scene: World) -> None:
    one = Assessment.objects.filter(risk=entered(scene)).get()
    for change in (
        lambda: Assessment.objects.filter(pk=one.pk).update(impact_after=1),
        one.delete,
        lambda: Risk.objects.filter(pk=one.risk_id).update(impact_after=6),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ratings": rated(after=(5, 4))},  # worse than before controls: 20 to 16
        {"ratings": rated(before=(6, 4))},
        {"ratings": rated(target=(0, 3))},
        {"words": "Fine"},
        {"assessed_on": TODAY + timedelta(days=1)},
        {"assessed_on": TODAY - timedelta(days=1)},  # entered today: that would be before it
        {"review_on": TODAY},
        {"review_on": TODAY + timedelta(days=367)},
    ],
)
def test_a_rating_rests_on_something_and_is_reviewed(
    scene: World, wrong: dict[str, object]
) -> None:
    with pytest.raises(RuleBroken):
        again(scene, entered(scene), **wrong)


def test_a_review_that_is_overdue_is_shown(scene: World) -> None:
    risk, other = entered(scene, name="Looked at too late"), entered(scene, name="In good time")
    Risk.objects.filter(pk=risk.pk).update(review_on=TODAY - timedelta(days=1))
    Risk.objects.filter(pk=other.pk).update(review_on=TODAY)  # the day itself is in time
    lead = visitor(scene, "lead_partner")
    assert "Review overdue since" in lead.get(f"/risks/{risk.record.reference}")
    assert "Review overdue since" not in lead.get(f"/risks/{other.record.reference}")
    listed = lead.get("/risks?show=overdue")
    assert "Looked at too late" in listed
    assert "In good time" not in listed


def test_a_review_stands_among_the_work_of_whoever_owes_it(scene: World) -> None:
    """A week before its day with the owner; once it has passed, with the chair of the body too."""
    owner = scene.people["lead_partner"].pk
    for name, days in (("Late", -1), ("In a week", 7), ("In eight days", 8)):
        risk = entered(scene, name=f"{name} to look at", owner_id=owner)
        Risk.objects.filter(pk=risk.pk).update(review_on=TODAY + timedelta(days=days))
    shown = {
        persona: {
            name
            for name in ("Late", "In a week", "In eight days")
            if f"{name} to look at" in visitor(scene, persona).get("/home")
        }
        for persona in ("lead_partner", "group_chair", "scrutineer")
    }
    assert shown == {
        "lead_partner": {"Late", "In a week"}, "group_chair": {"Late"}, "scrutineer": set(),
    }  # fmt: skip


def test_the_register_is_sorted_narrowed_and_handed_out(scene: World) -> None:
    vulnerable = scene.partnership.body_set.get(key="vulnerable-group")
    entered(scene, name="The gravest of all", ratings=rated((5, 5), (5, 5), (1, 5)))
    entered(scene, name="Quite small", body=vulnerable, ratings=rated((2, 2), (1, 2), (1, 1)))
    lead = visitor(scene, "lead_partner")
    found = re.findall(r"(The gravest of all|Quite small)</a>", lead.get("/risks"))
    assert found == ["The gravest of all", "Quite small"]
    found = re.findall(r"(The gravest of all|Quite small)</a>", lead.get("/risks?sort=score_after"))
    assert found == ["Quite small", "The gravest of all"]
    for query in ("band=low", "body=vulnerable-group", "words=quite"):
        page = lead.get(f"/risks?{query}")
        assert "Quite small" in page
        assert "The gravest of all" not in page
    text = lead.ask("get", "/risks?words=gravest&export=csv").streamed.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    head = next(number for number, row in enumerate(rows) if "Reference" in row)
    row = dict(zip(rows[head], rows[head + 1], strict=True))
    assert (row["Before controls"], row["After controls"], row["Target"]) == ("25", "25", "5")


def test_the_picture_says_the_same_as_the_table_beside_it(scene: World) -> None:
    """5 x 5, not by colour alone: score, letter, and for a screen reader the word of the band."""
    risk = entered(scene, name="Stands at three and four")  # likelihood 3, impact 4: High 12
    page = visitor(scene, "scrutineer").get("/risks/picture")
    grid, beside = page.split("The same in a table")
    cells = re.findall(r'<td class="app-risks__cell app-risks__cell--(\w+)">(.*?)</td>', grid, re.S)
    assert len(cells) == 25
    link = f'href="/risks/{risk.record.reference}"'
    ((band, cell),) = [one for one in cells if link in one[1]]
    assert band == "high"
    assert "12 H" in cell
    assert "High 12:" in cell
    assert "Stands at three and four" in beside
    number = re.search(rf'{link}><span class="govuk-visually-hidden">risk </span>(\d+)<', cell)
    assert number is not None
    row = next(one for one in beside.split("<tr>") if "Stands at three and four" in one)
    assert f'<td class="n" data-label="No.">{number[1]}</td>' in row
    assert ">3, 4</td>" in row
    before = visitor(scene, "scrutineer").get("/risks/picture?moment=before")
    ((band, cell),) = [
        one for one in re.findall(r'app-risks__cell--(\w+)">(.*?)</td>', before, re.S)
        if link in one[1]
    ]  # fmt: skip
    assert (band, "16 E" in cell) == ("extreme", True)


def test_a_control_that_is_gone_stays_on_record(scene: World) -> None:
    risk = entered(scene, controls=["A rota of chairs"])
    manager, path = visitor(scene), f"/risks/{risk.record.reference}"
    manager.post(f"{path}/controls/add", {"words": "A second minute taker"}, status=302)
    manager.post(f"{path}/controls/1/end", {"reason": "The rota lapsed in May"}, status=302)
    page = manager.get(path)
    live, ended = page.split("No longer in place")
    assert "A second minute taker" in live
    assert "A rota of chairs" not in live.split('id="controls"')[1]
    assert "The rota lapsed in May" in ended
    again = manager.post(f"{path}/controls/1/end", {"reason": "The rota lapsed in May"})
    assert "ended already" in again
    manager.get(f"{path}/controls/9/end", status=404, inspects=False)


def test_an_owner_holds_a_place_now(scene: World) -> None:
    with pytest.raises(RuleBroken, match="holds no place"):
        entered(scene, owner_id=scene.people["seat_ended"].pk)


@pytest.mark.parametrize("persona", ["lead_partner", "scrutineer", "group_chair"])
def test_the_business_manager_alone_keeps_the_register(scene: World, persona: str) -> None:
    with pytest.raises(NotAllowed):
        again(scene, scene.works["risk ours"], persona)
    with pytest.raises(NotAllowed):
        planning.close_risk(
            risk=scene.works["risk ours"], reason="It is over, surely", by=scene.actor(persona),
            now=NOW,
        )  # fmt: skip


# The bands as the National Patient Safety Agency's matrix of 2008 prints them:
# 1 to 3 low, 4 to 6 moderate, 8 to 12 high, 15 to 25 extreme
@pytest.mark.parametrize(
    ("likelihood", "impact", "score", "band"),
    [
        (1, 1, 1, "low"), (3, 1, 3, "low"), (2, 2, 4, "moderate"), (5, 1, 5, "moderate"),
        (2, 3, 6, "moderate"), (2, 4, 8, "high"), (3, 3, 9, "high"), (5, 2, 10, "high"),
        (3, 4, 12, "high"), (3, 5, 15, "extreme"), (4, 4, 16, "extreme"), (5, 5, 25, "extreme"),
    ],
)  # fmt: skip
def test_a_score_is_likelihood_times_impact_and_has_a_band(
    likelihood: int, impact: int, score: int, band: str
) -> None:
    assert Rating(likelihood, impact).score == score
    assert rules.band_of(score) == band
    lowest, highest = rules.scores_of(band)
    assert lowest <= score <= highest


@pytest.mark.parametrize(
    ("was", "score", "said"),
    [(None, 9, "First assessment"), (9, 9, "The same"), (12, 9, "Lower, was 12"),
     (6, 9, "Higher, was 6")],
)  # fmt: skip
def test_movement_is_told_in_words(was: int | None, score: int, said: str) -> None:
    assert rules.movement(was, score) == said
