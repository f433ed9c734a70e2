"""Settings of jobs, mail and stored files."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from sightline.web.surroundings import state_folder

_env = environ.Env()

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# a job of the timetable that fell due while no worker ran is done within a day of its time
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

# Mail: smtp://user:password@host:587 (STARTTLS), smtps://host:465, smtp+plain://host:25 for a relay
# on this machine, or folder:/path, which keeps every message as a file and sends none.
_MAIL = urlsplit(_env.str("SIGHTLINE_MAIL_URL", default=f"folder:{state_folder() / 'mail'}"))
if _MAIL.scheme == "folder":
    if _env.bool("SIGHTLINE_PRODUCTION", default=False) and not _env.str("SIGHTLINE_MAIL_URL", ""):
        raise ImproperlyConfigured(
            "Set SIGHTLINE_MAIL_URL to the mail server, such as smtp://user:password@host:587. "
            "Without one nobody is reminded or invited (docs/how-to/operate.md)."
        )
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _MAIL.path
elif _MAIL.scheme in ("smtp", "smtps", "smtp+plain") and _MAIL.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _MAIL.hostname
    EMAIL_PORT = _MAIL.port or {"smtp": 587, "smtps": 465, "smtp+plain": 25}[_MAIL.scheme]
    EMAIL_HOST_USER = unquote(_MAIL.username or "")
    EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
    EMAIL_USE_TLS = _MAIL.scheme == "smtp"
    EMAIL_USE_SSL = _MAIL.scheme == "smtps"
    EMAIL_TIMEOUT = 20
else:
    raise ImproperlyConfigured(
        "SIGHTLINE_MAIL_URL must be smtp://host, smtps://host, smtp+plain://host or folder:/path."
    )
DEFAULT_FROM_EMAIL = _env.str("SIGHTLINE_MAIL_FROM", default="sightline@localhost")
SIGHTLINE_ADDRESS_OF = "sightline.registers.records.queries.address_if_still_seen"
SIGHTLINE_SEEN_AMONG = "sightline.registers.records.queries.seen_among"

# Working days that the Panel and the Secretary of State have a copy before a review is published
PUBLICATION_COPY_DAYS = _env.int("SIGHTLINE_PUBLICATION_COPY_DAYS", default=7)
# Calendar months of a local review, from the decision to initiate it to its publication
LOCAL_REVIEW_MONTHS = _env.int("SIGHTLINE_LOCAL_REVIEW_MONTHS", default=6)
# Calendar months in which a request for what is held of a case is answered
DISCLOSURE_MONTHS = _env.int("SIGHTLINE_DISCLOSURE_MONTHS", default=1)
# days before the end at which people of cases are reminded: no source prints when
DECIDERS_REMINDED_DAYS = _env.int("SIGHTLINE_DECIDERS_REMINDED_DAYS", default=2)
RAPID_REVIEW_REMINDED_DAYS = _env.int("SIGHTLINE_RAPID_REVIEW_REMINDED_DAYS", default=5)
DISCLOSURE_REMINDED_DAYS = _env.int("SIGHTLINE_DISCLOSURE_REMINDED_DAYS", default=7)
# Stored files
FILES_LIMIT_MB = _env.int("SIGHTLINE_FILE_LIMIT_MB", default=50)
# unix:/path/to/clamd.sock or tcp://host:3310; empty: files are not scanned, and are shown so
CLAMD = _env.str("SIGHTLINE_CLAMD", default="")
FILE_UPLOAD_PERMISSIONS = 0o640
