"""How a command says that it will not go on."""

from __future__ import annotations


class Refused(Exception):
    """The command stops here; the sentence says why and what to do."""
