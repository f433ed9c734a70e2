"""When a message is tried again, and when not."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import timedelta

ATTEMPTS = 10
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)


@dataclass(frozen=True)
class Trouble:
    """Why a message did not leave: a code without the server's words, and whether it is final."""

    code: str
    for_good: bool


def wait_before(attempts_made: int) -> timedelta:
    """How long a message rests after a failed attempt: a minute, then twice as long each time."""
    return min(FIRST_WAIT * (1 << (attempts_made - 1)), LONGEST_WAIT)


def trouble_of(error: Exception) -> Trouble:
    """What an error of the mail server means. RFC 5321 4.2.1: 5xx is final, 4xx is not; refused
    credentials are final for nobody, since an administrator will mend them."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Trouble("sign-in-refused", for_good=False)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Trouble(f"recipient-refused-{codes[0]}", for_good=codes[0] >= 500)
    if isinstance(error, smtplib.SMTPResponseException):
        return Trouble(f"smtp-{error.smtp_code}", for_good=error.smtp_code >= 500)
    return Trouble("no-connection", for_good=False)
