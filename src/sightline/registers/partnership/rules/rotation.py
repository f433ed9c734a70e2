"""Whose turn it is to chair where the chair rotates among named seats (R3.1)."""

from __future__ import annotations

from collections.abc import Sequence


def whose_turn(among: Sequence[str], held_by: str | None) -> str | None:
    """Settle which seat comes next in the order of the file; the first where nobody chairs yet."""
    if not among:
        return None
    if held_by not in among:
        return among[0]
    return among[(among.index(held_by) + 1) % len(among)]
