"""How a risk is rated on five by five, what may become of it, and when it is looked at again
(R3.8). Pure Python.

The words and the four bands are those of the risk matrix for risk managers of the National Patient
Safety Agency (2008), which councils and health bodies use; a partnership may agree on others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.foundation.errors import RuleBroken

LIKELIHOOD = {1: "Rare", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
IMPACT = {1: "Negligible", 2: "Minor", 3: "Moderate", 4: "Major", 5: "Catastrophic"}
BANDS: dict[str, tuple[str, str, int]] = {
    "low": ("Low", "done", 1),
    "moderate": ("Moderate", "soon", 4),
    "high": ("High", "missing", 8),
    "extreme": ("Extreme", "late", 15),
}
"""Band -> its word, the tone it is shown in, and the lowest score in it."""

MOMENTS = {"before": "Before controls", "after": "After controls", "target": "Target"}
"""The three ratings of a risk: what it would be without controls, is with them, and is to be."""

STEPS = {"open": ("raised", "closed"), "raised": ("open", "closed"), "closed": ("open",)}
"""Legal steps of a risk."""

CLOSED = "This risk is closed. Open it again, or enter a new one."
SOON = timedelta(days=7)
"""How long before its day an owner is reminded of a review."""

LONGEST = timedelta(days=366)
"""A risk is looked at again at least once a year."""


@dataclass(frozen=True)
class Rating:
    """Likelihood and impact, each from 1 to 5."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        """Likelihood times impact."""
        return self.likelihood * self.impact


Ratings = Mapping[str, Rating]
"""A rating for each of `MOMENTS`."""


def band_of(score: int) -> str:
    """The band of a score."""
    return [name for name, (_, _, least) in BANDS.items() if score >= least][-1]


def scores_of(band: str) -> tuple[int, int]:
    """The lowest and the highest score of a band."""
    least = [one[2] for one in BANDS.values()] + [26]
    place = list(BANDS).index(band)
    return least[place], least[place + 1] - 1


def in_word(score: int) -> tuple[str, str]:
    """A score with its band in words, and the tone it is shown in."""
    word, tone, _ = BANDS[band_of(score)]
    return f"{word} {score}", tone


def movement(was: int | None, score: int) -> str:
    """How a score has moved since the assessment before."""
    if was is None:
        return "First assessment"
    if was == score:
        return "The same"
    return f"{'Lower' if score < was else 'Higher'}, was {was}"


def cells(places: Iterable[tuple[Rating, int]]) -> dict[tuple[int, int], list[int]]:
    """Which risks, by number, stand in each cell of the picture."""
    found: dict[tuple[int, int], list[int]] = {}
    for rating, number in places:
        found.setdefault((rating.likelihood, rating.impact), []).append(number)
    return found


def is_overdue(state: str, review_on: date, today: date) -> bool:
    """Whether a risk should have been looked at again, and the day has passed."""
    return state != "closed" and review_on < today


def check_words(words: str, field: str, what: str, least: int = 10) -> None:
    """Refuse an empty or token answer."""
    if len(words.strip()) < least:
        raise RuleBroken(f"{what}.", field=field)


def check_risk(*, name: str, cause: str, event: str, effect: str) -> None:
    """Refuse a risk that does not say what may happen, why, and what it would lead to."""
    check_words(name, "name", "Name the risk", least=5)
    check_words(cause, "cause", "Say what may cause it, in a sentence")
    check_words(event, "event", "Say what may happen, in a sentence")
    check_words(effect, "effect", "Say what it would lead to, in a sentence")


def check_ratings(ratings: Ratings) -> None:
    """Refuse a rating outside five by five, and controls that make a risk worse."""
    for moment in MOMENTS:
        for name, value in (("likelihood", ratings[moment].likelihood),
                            ("impact", ratings[moment].impact)):  # fmt: skip
            if not 1 <= value <= 5:
                raise RuleBroken("Choose a number from 1 to 5.", field=f"{name}_{moment}")
    for moment, what in (("after", "After controls"), ("target", "As its target")):
        if ratings[moment].score > ratings["before"].score:
            raise RuleBroken(
                f"{what} the score is higher than before controls. Check the numbers.",
                field=f"likelihood_{moment}",
            )


def check_assessed(*, assessed_on: date, last_on: date | None, today: date) -> None:
    """Refuse an assessment of a day to come, or of a day before the last one."""
    if assessed_on > today:
        raise RuleBroken("The day must not be in the future.", field="assessed_on")
    if last_on is not None and assessed_on < last_on:
        raise RuleBroken("There is a later assessment already.", field="assessed_on")


def check_review(review_on: date, today: date) -> None:
    """Refuse a next review that has passed, or that is further off than a year."""
    if review_on <= today:
        raise RuleBroken("The next review must lie in the future.", field="review_on")
    if review_on - today > LONGEST:
        raise RuleBroken("A risk is reviewed at least once a year.", field="review_on")


def check_step(before: str, after: str) -> None:
    """Refuse a step that the life of a risk does not know."""
    if after in STEPS[before]:
        return
    if before == "closed":
        raise RuleBroken(CLOSED)
    raise RuleBroken("This risk is before the Executive already.")


def check_open(state: str) -> None:
    """Refuse to change a risk that is closed."""
    if state == "closed":
        raise RuleBroken(CLOSED)


def check_raised(state: str) -> None:
    """Refuse an answer to what was not asked."""
    check_open(state)
    if state != "raised":
        raise RuleBroken("This risk is not before the Executive.")


def check_closed(state: str) -> None:
    """Refuse to open a risk that is open."""
    if state != "closed":
        raise RuleBroken("This risk is open already.")
