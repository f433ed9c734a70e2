"""Numbers and addresses that lead to somebody: NHS numbers, telephones, e-mail, postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.identities import nhs_number

TEN = re.compile(r"(?<!\d)(?:\d[\s\-\u00a0.]{0,2}){9}\d(?!\d)")
EMAIL = re.compile(r"[\w.+'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
TELEPHONE = re.compile(r"(?<![\d+])(?:\+\s?44|0044|\(?0)(?:[\s\-().\u00a0]{0,2}\d){9,10}(?!\d)")
POSTCODE = re.compile(
    r"\b([A-Z]{1,2}\d[A-Z\d]?)[\s\u00a0]{0,2}(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
)
REFERENCE = re.compile(r"\b(?:CAS|PEO|RAP|ASK|LCR|LPR)-\d{4}-\d{1,6}\b", re.IGNORECASE)

Found = tuple[str, int, int]


def numbers(text: str) -> Iterator[Found]:
    """Every such number: what it is, and where it stands."""
    for at in TEN.finditer(text):
        if digits_of(at[0]):
            yield "nhs-number", at.start(), at.end()
    for at in EMAIL.finditer(text):
        yield "contact", at.start(), at.end()
    for at in TELEPHONE.finditer(text):
        yield "contact", at.start(), at.end()
    for at in POSTCODE.finditer(text):
        yield "postcode", at.start(), at.end()
    for at in REFERENCE.finditer(text):
        yield "reference", at.start(), at.end()


def digits_of(said: str) -> str:
    """The digits of an NHS number whose check digit fits; empty where it is none."""
    digits = "".join(one for one in said if one.isdigit())
    try:
        return nhs_number(digits)
    except RuleBroken:
        return ""


def postcode(said: str) -> str:
    """A postcode as it is compared."""
    return "".join(one for one in said.upper() if one.isalnum())
