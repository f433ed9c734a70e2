"""Cases: known to those named, and to those with sight for a time (R6.1; security)."""

from __future__ import annotations

from builders.reviewing import recorded
from builders.world import NOW, World
from sightline.work.reviews.models import (
    Account,
    Attestation,
    CasePerson,
    Incident,
    Judgement,
    Named,
    NotifyDecision,
    PanelReply,
    PartnerView,
    PersonCorrected,
    Reveal,
    Sending,
    Withdrawal,
)
from web.roles import EVERYBODY, FORUM, MANAGE, NOBODY
from web.room import Room, Row

SEE = EVERYBODY - FORUM - {"system_administrator"}
SIGHT = {
    # the authority's notifier, the caseworker they named, and who sits on the panel for a time; not
    # the head teacher whose interest was found, nor anybody by rank
    "case ours": frozenset({"notifier", "business_manager", "group_chair"}),
    "case theirs": frozenset({"stranger"}),
    # its people: not the panel, which works without names
    "people ours": frozenset({"notifier", "business_manager"}),
    "people theirs": frozenset({"stranger"}),
}
WHICH = ("ours", "theirs")
NOTIFY = frozenset({"notifier"})
KEEP = frozenset({"notifier", "business_manager", "stranger"})
TEXTS = ("home", "harm", "circumstances", "media", "judged", "view", "given", "reply", "corrected",
         "named")  # fmt: skip
OF_IDENTITIES = ("child", "alias", "address", "school")


def rows_of(which: str) -> list[Row]:
    """Rows of the pages about one case and its people."""
    sees, people = SIGHT[f"case {which}"], SIGHT[f"people {which}"]
    thing, those = f"case {which}", f"people {which}"
    notifying = ("correct_incident", "record_partner_view", "decide_notifying", "record_sending",
                 "record_reply", "withdraw_notification")  # fmt: skip
    return [
        Row("reviews:case", SEE, sees, thing),
        Row("reviews:attest", SEE, sees, thing, get=302),
        Row("reviews:names", MANAGE, sees, thing),
        Row("reviews:end_naming", MANAGE, sees, f"naming {which}", get=302, post=302),
        *(Row(f"reviews:{name}", NOTIFY, sees, thing) for name in notifying),
        Row("reviews:judge_criterion", NOTIFY, sees, f"criterion {which}"),
        Row("reviews:people", MANAGE, people, those),
        Row("reviews:keep_identity", MANAGE, people, those),
        Row("reviews:reveal_identity", MANAGE, people, f"child {which}"),
    ]


def _reference(world: World, name: str) -> str:
    return str(world.record(name).reference)


def one_more(world: World, number: int) -> None:
    """A case that the business manager is named to."""
    from builders.reviewing import caseworker

    incident = recorded(world, NOW)
    caseworker(incident, world.seat("business_manager"), world.actor("notifier"), NOW)


ROOM = Room(
    rows=[
        Row("reviews:cases", SEE),
        Row("reviews:spaces", SEE),
        Row("reviews:record_incident", NOTIFY),
        *(row for which in WHICH for row in rows_of(which)),
        # of ours one persona has it revealed, and is not asked to first
        Row("reviews:correct_identity", MANAGE, SIGHT["people theirs"], "child theirs", get=302,
            post=302),
    ],
    about={
        "case": lambda world, which: [_reference(world, f"case {which}")],
        "criterion": lambda world, which: [_reference(world, f"case {which}"), "where"],
        "naming": lambda world, which: [
            _reference(world, f"case {which}"),
            Named.objects.get(incident=world.works[f"case {which}"], part="caseworker").pk,
        ],
        "people": lambda world, which: [_reference(world, f"people {which}")],
        "child": lambda world, which: [
            _reference(world, f"people {which}"),
            world.works[f"child {which}"].pk,
        ],
    },
    held={
        "reviews.keep_identities": MANAGE,
        "reviews.name_people": MANAGE,
        "reviews.notify": NOBODY,  # of the personas: the authority's notifier alone
        "reviews.see_cases": SEE,
    },
    sight=SIGHT,
    words={
        **{
            f"{name} {which} case": SIGHT[f"case {which}"]
            for which in WHICH
            for name in TEXTS
        },
        # what the Panel wrote is in the pack of who decides
        "reply ours case": SIGHT["case ours"] | {"lead_partner"},
        "withdrawn theirs case": SIGHT["case theirs"],
        **{f"reveal {which}": SIGHT[f"people {which}"] for which in WHICH},
        **{f"mended {which}": SIGHT[f"people {which}"] for which in WHICH},
        # of somebody else's identity nothing is read before it is revealed
        **{f"identity {name} {which}": frozenset() for which in WHICH for name in OF_IDENTITIES},
        **{f"attested {which} case": SIGHT[f"case {which}"] for which in WHICH},
        "grant case": SIGHT["case ours"],  # what was done to it is read by those who see it
        "nature case": frozenset(),
    },
    keyed=(
        Account,
        Attestation,
        CasePerson,
        Incident,
        Judgement,
        Named,
        NotifyDecision,
        PanelReply,
        PartnerView,
        PersonCorrected,
        Reveal,
        Sending,
        Withdrawal,
    ),
    # work/test_reviews_identities_are_masked
    otherwise=("reviews_identity", "reviews_identitybefore"),
    lists={"/cases": 8, "/cases/reviews-and-requests": 8},
    one_more=one_more,
    writes={
        **{
            f"reviews_{name}": (NOTIFY, NOBODY)
            for name in ("incident", "account", "judgement", "partnerview", "notifydecision",
                         "sending", "panelreply")
        },
        "reviews_attestation": (SIGHT["case ours"] | {"stranger"}, NOBODY),  # each their own
        "reviews_caseperson": (KEEP, NOBODY),
        "reviews_identity": (KEEP, NOBODY),
        "reviews_identitybefore": (NOBODY, NOBODY),  # of what stands alone
        "reviews_named": (KEEP, KEEP),
        "reviews_reveal": (NOTIFY, NOBODY),
        "reviews_withdrawal": (NOBODY, NOBODY),  # that of the world is next door's
    },
)  # fmt: skip
