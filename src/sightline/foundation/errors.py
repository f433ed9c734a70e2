"""What can go wrong in a way that a person must be told."""

from __future__ import annotations


class RuleBroken(Exception):
    """A rule refuses what was asked. `sentence` tells the person what to do; `field` names the
    form field it belongs to, or `None` for the whole form."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotSeen(Exception):
    """The record is absent or hidden from this person; the two answer alike."""


class NotAllowed(Exception):
    """The person lacks the permission. `permission` is its code, for the trail."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission
