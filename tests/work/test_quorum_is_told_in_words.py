"""Whether enough took part, and whether all lead partners did (R2.1)."""

from __future__ import annotations

import pytest

from sightline.work.governance.rules.meetings import Came, partners_words, quorum

POLICE = "executive-lead-police"
PRINTED = "three members, among them the police"


def came(*hows: str) -> list[Came]:
    keys = [POLICE, "executive-lead-council", "executive-lead-health", "executive-school"]
    names = ["Police", "Council", "Health", "School"]
    return [
        Came(key, name, name != "School", how)
        for key, name, how in zip(keys, names, hows, strict=False)
    ]


def ask(*hows: str):
    return quorum(came(*hows), needed=3, must_include=[POLICE], printed=PRINTED)


@pytest.mark.parametrize(
    ("hows", "is_quorate", "words"),
    [
        (("attended", "attended", "attended"), True, f"Quorate: 3 took part ({PRINTED})."),
        # a deputy counts as the member
        (("deputy", "attended", "attended"), True, f"Quorate: 3 took part ({PRINTED})."),
        (
            ("attended", "attended", "apologies"),
            False,
            f"Not quorate: 2 of the 3 needed ({PRINTED}).",
        ),
        (
            ("absent", "attended", "attended", "attended"),
            False,
            f"Not quorate: Police must take part ({PRINTED}).",
        ),
        (("vacant", "vacant", "vacant"), False, f"Not quorate: Police must take part ({PRINTED})."),
    ],
)
def test_a_quorum_counts_members_and_deputies_and_names_who_is_missing(hows, is_quorate, words):
    found = ask(*hows)
    assert (found.is_quorate, found.words) == (is_quorate, words)


def test_where_the_arrangements_state_no_quorum_none_is_invented():
    found = quorum(came("attended", "apologies"), needed=None, must_include=(), printed=None)
    assert found.is_quorate is None
    assert found.words == "1 took part. The arrangements state no quorum for this body."


@pytest.mark.parametrize(
    ("hows", "words"),
    [
        (("attended", "deputy", "attended", "absent"), "All 3 lead partners took part."),
        (
            ("attended", "apologies", "vacant", "attended"),
            "1 of 3 lead partners took part; missing: Council, Health.",
        ),
        ((), ""),
    ],
)
def test_lead_partners_share_one_equal_duty_and_the_missing_are_named(hows, words):
    assert partners_words(came(*hows)) == words
