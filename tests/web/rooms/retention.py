"""How long is kept what, holds, proposals and certificates (security design, 7): each of what one
sees, and a certificate for who might see the record (assurance/retention)."""

from __future__ import annotations

from builders.world import World
from web.roles import MANAGE, NOBODY
from web.room import Room, Row

MANAGER = frozenset({"business_manager"})
NEXT_DOOR = frozenset({"stranger"})
AGREE = MANAGE | {"lead_partner"}  # who proposes, and the partners, who answer
OURS = MANAGER | {"lead_partner"}


def _certificate(world: World, which: str) -> list[object]:
    return [world.works["certificate ours"].reference]


ROOM = Room(
    rows=[
        Row("retention:retention", AGREE),
        Row("retention:set_period", MANAGE, about="class meetings"),
        Row("retention:put_hold", MANAGE),
        Row("retention:propose", MANAGE),
        Row("retention:end_hold", MANAGE, MANAGER, "hold ours"),
        Row("retention:end_hold", MANAGE, NEXT_DOOR, "hold theirs"),
        Row("retention:proposal", AGREE, OURS, "proposal ours"),
        Row("retention:proposal", AGREE, NEXT_DOOR, "proposal theirs"),
        Row("retention:certificates", AGREE),
        Row("retention:certificate", AGREE, OURS, "certificate ours"),
        Row("retention:certificate_file", AGREE, OURS, "certificate ours", is_page=False),
    ],
    about={
        "class": lambda world, which: [which],
        "hold": lambda world, which: [world.works[f"hold {which}"].pk],
        "proposal": lambda world, which: [world.works[f"proposal {which}"].pk],
        "certificate": _certificate,
    },
    held={
        "retention.see": AGREE,
        "retention.hold": MANAGE,
        "retention.propose": MANAGE,
        "retention.answer": AGREE,
        "retention.set_periods": MANAGE,
        "retention.see_certificates": AGREE,
    },
    words={
        "held for ours": OURS,
        "held for theirs": NEXT_DOOR,
        "period ours": OURS,
        "period theirs": NEXT_DOOR,
        "old ours": OURS,
        "old theirs": NEXT_DOOR,
        "refused": OURS,
        "approved": OURS,  # on the certificate
    },
    otherwise=(
        "retention_hold",
        "retention_proposal",
        "retention_decision",
        "retention_period",
        "retention_certificate",
    ),
    lists={"/retention": 20, "/retention/certificates": 8},
    writes={
        "retention_period": (MANAGE, NOBODY),
        "retention_hold": (MANAGE, MANAGE),
        "retention_proposal": (MANAGE, NOBODY),
        "retention_decision": (frozenset({"lead_partner"}), NOBODY),
    },
)
