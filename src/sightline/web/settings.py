"""Settings, all from the environment; a missing or wrong one stops the start with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sightline.web.logs import logging_settings
from sightline.web.settings_accounts import *  # noqa: F403
from sightline.web.settings_plumbing import *  # noqa: F403
from sightline.web.surroundings import database_for, read_state_file, secret_key, state_folder

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[3]
STATE = state_folder()
STATE_SETTINGS = read_state_file(STATE)

DEBUG = False
DEMONSTRATION = env.bool("SIGHTLINE_DEMONSTRATION", default=False)
PRODUCTION = env.bool("SIGHTLINE_PRODUCTION", default=False)
if DEMONSTRATION and PRODUCTION:
    raise ImproperlyConfigured(
        "SIGHTLINE_DEMONSTRATION and SIGHTLINE_PRODUCTION are both on. The demonstration has "
        "published passwords: switch one of them off."
    )
SECRET_KEY = secret_key(STATE_SETTINGS, production=PRODUCTION)
ROLE = env.str("SIGHTLINE_ROLE", default="web")
ALLOWED_HOSTS = env.list(
    "SIGHTLINE_HOSTS", default=["localhost", "packages.localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.list("SIGHTLINE_ORIGINS", default=[])
if PRODUCTION and "SIGHTLINE_HOSTS" not in os.environ:
    raise ImproperlyConfigured(
        "Set SIGHTLINE_HOSTS to the names this site is reached by, separated by commas."
    )
HTTPS = env.bool("SIGHTLINE_HTTPS", default=PRODUCTION)
# two years, as browsers' own lists ask; the other names of a council's domain are not ours to bind
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
ADDRESS = env.str("SIGHTLINE_ADDRESS", default="http://localhost:8000")
# packages of e-learning run at an address of their own, where nobody signs in; else not at all
PACKAGES_ADDRESS = env.str("SIGHTLINE_PACKAGES_ADDRESS", default="")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "sightline.foundation.trail",
    "sightline.foundation.accounts",
    "sightline.foundation.outbox",
    "sightline.foundation.jobs",
    "sightline.foundation.files",
    "sightline.foundation.diary",
    "sightline.foundation.drafts",
    "sightline.foundation.govuk",
    "sightline.registers.partnership",
    "sightline.registers.records",
    "sightline.registers.evidence",
    "sightline.registers.duties",
    "sightline.registers.actions",
    "sightline.work.governance",
    "sightline.work.performance",
    "sightline.work.planning",
    "sightline.work.reviews",
    "sightline.work.training",
    "sightline.assurance.line_of_sight",
    "sightline.assurance.retention",
    "sightline.web",
]

MIDDLEWARE = [
    "sightline.web.logs.RequestLog",
    "sightline.web.health.Health",
    "sightline.web.packages_host.PackagesHost",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # files need no database
    "sightline.foundation.requests.RequestContext",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {  # our own pages
        "BACKEND": "sightline.foundation.govuk.jinja.Jinja2Templates",
        "OPTIONS": {
            "environment": "sightline.foundation.govuk.jinja.environment",
            "only_below": "sightline.",
            "context_processors": [
                "sightline.foundation.govuk.context.of_the_page",
                "sightline.web.navigation.of_the_site",
            ],
        },
    },
    {  # allauth's pages, drawn in our layout
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE_DIR / "src/sightline/foundation/accounts/templates",
            BASE_DIR / "src/sightline/foundation/govuk/templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

CSRF_FAILURE_VIEW = "sightline.web.errors.forged"
APPEND_SLASH = False
ROOT_URLCONF = "sightline.web.urls"
WSGI_APPLICATION = "sightline.web.wsgi.application"
DATABASES = {"default": database_for(ROLE, STATE_SETTINGS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("SIGHTLINE_STATIC", default=str(STATE / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # gathered by root, read by the account of the web process: nothing in them is secret
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILES_FOLDER = Path(env.str("SIGHTLINE_FILES", default=str(STATE / "files")))  # stored documents
LOGGING = logging_settings(env.str("SIGHTLINE_LOG_LEVEL", default="INFO"))
