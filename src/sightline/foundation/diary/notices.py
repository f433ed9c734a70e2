"""What is sent about dates: fixed words, with a calendar part that Outlook and phones take."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from sightline.foundation.diary import rules
from sightline.foundation.diary.models import Invitee
from sightline.foundation.outbox.notices import Enclosure, Notice

FACTS = ("date", "link", "invitee", "sequence")
END = (
    "\n\nSightline does not read replies. If you cannot come, tell the office of your partnership, "
    "so that your apologies and your deputy are recorded."
)


def calendar_part(facts: dict[str, str], address: str) -> Enclosure | None:
    """The calendar part of a message to one person, as the occasion stands now; None where a later
    message to the same person has overtaken this one."""
    invitee = (
        Invitee.objects.select_related("occasion")
        .filter(pk=int(facts["invitee"]), sequence=int(facts["sequence"]))
        .first()
    )
    if invitee is None:
        return None
    occasion = invitee.occasion
    is_off = invitee.is_withdrawn or occasion.is_cancelled
    method: rules.Method = "CANCEL" if is_off else "REQUEST"
    content = rules.message_file(
        entry_of(invitee),
        method=method,
        host=urlsplit(settings.ADDRESS).hostname or "localhost",
        organiser=settings.DEFAULT_FROM_EMAIL,
        organiser_name="Sightline",
        attendee=address,
    )
    return Enclosure(content, f"text/calendar; method={method}")


def entry_of(invitee: Invitee) -> rules.Entry:
    """An occasion as it stands for one person."""
    occasion = invitee.occasion
    return rules.Entry(
        uid=occasion.pk,
        sequence=invitee.sequence,
        title=occasion.title,
        falls_on=occasion.falls_on,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        place=occasion.place,
        link=occasion.link,
        changed_at=max(occasion.changed_at, invitee.changed_at),
        is_optional=invitee.is_optional,
    )


INVITED = Notice(
    "diary_invited",
    "A date for your calendar",
    "You are invited on {date}. This message carries the date, so that your calendar can take it."
    "\n\nPapers and details, after you sign in:\n{link}" + END,
    "the person invited",
    FACTS,
    enclosing=calendar_part,
)
CHANGED = Notice(
    "diary_changed",
    "A date in your calendar has changed",
    "A date to which you are invited has changed; it is now on {date}. This message carries the "
    "change, so that your calendar can take it.\n\nPapers and details, after you sign in:\n{link}"
    + END,
    "those invited, when day, time or place change",
    FACTS,
    enclosing=calendar_part,
)
CANCELLED = Notice(
    "diary_cancelled",
    "A date in your calendar no longer stands",
    "The date in your calendar on {date} no longer stands for you: it was cancelled, or you are no "
    "longer invited. This message takes it out of your calendar.\n\nSee:\n{link}",
    "those invited, when it is cancelled or they no longer are",
    FACTS,
    enclosing=calendar_part,
)
