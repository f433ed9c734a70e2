"""What of a posted form is somebody's text, and where it may be shown again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

LASTS = timedelta(days=30)  # after the last keystroke; the page of drafts says so
MOST_CHARACTERS = 200_000
STEPS = {"csrfmiddlewaretoken", "form_key", "confirm", "change"}
OF_THE_DRAFT = {"draft_of", "draft_page", "draft_by", "draft_key"}


def typed_in(posted: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    """What a person typed, without the machinery of the form and without passwords."""
    left_out = STEPS | OF_THE_DRAFT
    return {
        name: values
        for name, values in posted
        if name not in left_out and "password" not in name.lower()
    }


def is_too_long(typed: Mapping[str, list[str]]) -> bool:
    """Whether there is more than a person types: 200,000 characters."""
    return sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > (
        MOST_CHARACTERS
    )


def is_empty(typed: Mapping[str, list[str]]) -> bool:
    """Whether nothing was typed; what stood in the form before is not an answer."""
    return not any(
        value.strip() for name, values in typed.items() if name != "stood" for value in values
    )


def is_own_address(address: str) -> bool:
    """Whether this is a path of this site, without a question and not another site's."""
    return (
        0 < len(address) <= 300
        and address[0] == "/"
        and not address.startswith(("//", "/\\"))
        and not any(each in address for each in "?#\0\r\n")
    )
