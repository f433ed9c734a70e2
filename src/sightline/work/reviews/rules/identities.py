"""Who the people of a case are: checked as typed, shown masked (security 1.3). Pure Python."""

from __future__ import annotations

from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

PARTS = {
    "child": "The child",
    "sibling": "Sibling",
    "parent": "Parent or carer",
    "family": "Other member of the family",
    "adult": "Other adult",
    "practitioner": "Practitioner",
}
MASK = "●●●●●●"
REVEALED_MINUTES = 10
"""How long an identity stays revealed; the database sets both moments."""


def nhs_number(typed: str) -> str:
    """The ten digits of an NHS number; refused where its last digit, which checks the others by
    remainder 11, does not fit."""
    digits = "".join(letter for letter in typed if not letter.isspace() and letter != "-")
    if not digits:
        return ""
    weighed = sum(int(d) * (10 - n) for n, d in enumerate(digits[:9])) if digits.isdecimal() else 0
    check = (11 - weighed % 11) % 11
    if len(digits) != 10 or not digits.isdecimal() or check == 10 or check != int(digits[9]):
        raise RuleBroken("An NHS number has 10 digits, and this is not one.", field="nhs_number")
    return digits


def check_person(*, label: str, taken: set[str], born_on: date | None, today: date) -> None:
    """Refuse a pseudonym that is taken, and a birthday to come."""
    if label.strip().casefold() in {one.casefold() for one in taken}:
        raise RuleBroken("Somebody in this case is called that already.", field="label")
    check_birth(born_on, today)


def check_birth(born_on: date | None, today: date) -> None:
    """Refuse a birthday to come."""
    if born_on is not None and born_on > today:
        raise RuleBroken("The date of birth must be in the past.", field="born_on")


def check_reason(reason: str) -> None:
    """Refuse to open a case, or to reveal an identity, without a reason."""
    check_told(reason, "reason", "Say why you need to see it", least=10)
