"""What a notice is: fixed words with a few allowed facts, and who receives it.

An e-mail is read on any screen and kept by any provider, so it says that something waits in
Sightline and where, never what. The subject takes no facts at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from string import Formatter

# Every fact any notice may carry. A new one is a decision about what may leave by e-mail.
ALLOWED_FACTS = {
    "name": "of the person the message is to",
    "partnership": "name of the partnership",
    "body": "name of a body in the published arrangements",
    "agency": "name of an agency in the published arrangements",
    "place": "a seat or place named in the published arrangements",
    "duty": "a promise of the published arrangements, in its words",
    "state": "the state of a duty, such as overdue",
    "reference": "of a record; it says nothing of what the record holds",
    "course": "title of a course in the public catalogue",
    "date": "a day",
    "time": "a time of day",
    "due_on": "the day something is due",
    "expires_at": "the moment a link or code stops working",
    "count": "how many",
    "link": "address of a page, which asks who is there before it shows anything",
    "code": "a one-time code asked for by the recipient",
    "invitee": "number of an invitation, by which its calendar part is found",
    "sequence": "how many words were sent about the same date before",
}
LONGEST_FACT = 500


@dataclass(frozen=True)
class Enclosure:
    """Another form of the same message that a program reads, such as a calendar part."""

    content: str
    media_type: str  # "text/calendar; method=REQUEST"


Enclosing = Callable[[dict[str, str], str], Enclosure | None]


@dataclass(frozen=True)
class Notice:
    """One kind of message: its subject and text are fixed, `allowed` names the facts the text may
    hold, `audience` says in words who receives it. `enclosing` makes a second part from the facts
    and the recipient's address when the message leaves, or None where it is no longer to leave."""

    code: str
    subject: str
    text: str
    audience: str
    allowed: tuple[str, ...] = ()
    enclosing: Enclosing | None = None

    def __post_init__(self) -> None:
        unknown = sorted(set(self.allowed) - ALLOWED_FACTS.keys())
        if unknown:
            raise ValueError(f"{self.code}: e-mail may not carry {', '.join(unknown)}.")
        if _named(self.subject) or "\n" in self.subject:
            raise ValueError(f"{self.code}: the subject is one fixed line without facts.")
        surplus = sorted(_named(self.text) - set(self.allowed))
        if surplus:
            raise ValueError(f"{self.code}: the text names {', '.join(surplus)}, not allowed here.")

    def told(self, facts: dict[str, str]) -> str:
        """The text with its facts, refusing any fact that is not allowed or that is missing."""
        self.check(facts)
        return self.text.format_map(facts)

    def check(self, facts: dict[str, str]) -> None:
        """Raise ValueError for a fact that is not allowed, is missing, or is not one short line."""
        wrong = sorted(set(facts) - set(self.allowed)) or sorted(_named(self.text) - set(facts))
        if wrong:
            raise ValueError(f"{self.code}: {', '.join(wrong)} not allowed, or missing.")
        for name, value in facts.items():
            if not isinstance(value, str) or len(value) > LONGEST_FACT or not value.isprintable():
                raise ValueError(f"{self.code}: {name} must be one line of plain words.")


def _named(text: str) -> set[str]:
    """Facts a text names, as written: `{a.b}` and `{a[0]}` are not facts and so never allowed."""
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def declared(modules: Iterable[object]) -> Iterator[Notice]:
    """Every notice that the given `notices` modules declare, by code."""
    found = {
        value.code: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Notice)
    }
    return iter(sorted(found.values(), key=lambda notice: notice.code))
