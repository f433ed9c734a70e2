"""Settings of sign-in: passwords, second factor, single sign-on, sessions, throttles."""

from __future__ import annotations

import json
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/home"

# Sessions: 30 minutes without use, 12 hours in all (security 6)
_https = _env.bool("SIGHTLINE_HTTPS", default=_env.bool("SIGHTLINE_PRODUCTION", default=False))
SESSION_ENGINE = "sightline.foundation.accounts.sessions"
SESSION_IDLE_SECONDS = 60 * _env.int("SIGHTLINE_IDLE_MINUTES", default=30)
SESSION_COOKIE_AGE = 3600 * _env.int("SIGHTLINE_SESSION_HOURS", default=12)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_NAME = "__Host-session" if _https else "session"  # a prefix browsers enforce
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "csrf"
CSRF_COOKIE_HTTPONLY = True

# Passwords: 12 characters or more, not common, not local; no composition rules, no expiry
PASSWORD_HASHERS = ["sightline.foundation.accounts.passwords.Argon2"]
_PLACES = ["Wakefield", "Pontefract", "Castleford", "Normanton", "Ossett", "Yorkshire"]
PASSWORD_LOCAL_WORDS = [
    "safeguarding",
    "safeguard",
    "sightline",
    "partnership",
    "children",
    "password",
    *_env.list("SIGHTLINE_LOCAL_WORDS", default=_PLACES),
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "sightline.foundation.accounts.passwords.LongestPassword"},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": "sightline.foundation.accounts.passwords.NoLocalWords"},
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name"), "max_similarity": 0.6},
    },
]

# Guesses: counted in the database, for every process together (see accounts.throttle)
GUESSES_MOST = 10
GUESSES_WITHIN_SECONDS = 300
ALLAUTH_TRUSTED_PROXY_COUNT = _env.int("SIGHTLINE_PROXY_COUNT", default=0)
ACCOUNT_RATE_LIMITS = False  # ours count across processes and cannot be used to lock others out

# Used codes are remembered here, so that a code from a phone works once in all processes
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
    }
}

ACCOUNT_ADAPTER = "sightline.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # without it sign-in asks for no password
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's link proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = False
STEP_UP_SECONDS = 600  # how long a confirmation of who you are counts
ACCOUNT_REAUTHENTICATION_TIMEOUT = STEP_UP_SECONDS
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "sightline.foundation.accounts.forms.SignInForm",
    "reset_password": "sightline.foundation.accounts.forms.ForgottenPasswordForm",
    "change_password": "sightline.foundation.accounts.forms.ChangePasswordForm",
    "reauthenticate": "sightline.foundation.accounts.forms.ConfirmByPasswordForm",
}

MFA_ADAPTER = "sightline.foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone signs in, so it must ask for more
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https  # browsers allow it for localhost only
MFA_TOTP_TOLERANCE = 1  # telephones run early or late by up to half a minute
MFA_TOTP_ISSUER = "Sightline"
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = False
MFA_FORMS = {
    "authenticate": "sightline.foundation.accounts.forms.SecondFactorForm",
    "reauthenticate": "sightline.foundation.accounts.forms.ConfirmBySecondFactorForm",
    "activate_totp": "sightline.foundation.accounts.forms.ActivateCodesForm",
}

SOCIALACCOUNT_ADAPTER = "sightline.foundation.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # the adapter matches, within the provider's domains
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "single-sign-on"


def _providers() -> list[dict[str, Any]]:
    """The organisations whose staff sign in at home: a list in SIGHTLINE_SINGLE_SIGN_ON."""
    text = _env.str("SIGHTLINE_SINGLE_SIGN_ON", default="[]")
    wanted = {"id", "name", "client_id", "secret", "server_url", "domains"}
    try:
        given = json.loads(text)
        wrong = [one for one in given if set(one) != wanted]
    except (ValueError, TypeError) as error:
        raise ImproperlyConfigured(f"SIGHTLINE_SINGLE_SIGN_ON is not JSON: {error}.") from error
    if wrong or not isinstance(given, list):
        raise ImproperlyConfigured(
            "SIGHTLINE_SINGLE_SIGN_ON must be a list of objects with exactly these names: "
            + ", ".join(sorted(wanted))
            + "."
        )
    return [
        {
            "provider_id": one["id"],
            "name": one["name"],
            "client_id": one["client_id"],
            "secret": one["secret"],
            "settings": {
                "server_url": one["server_url"],
                "domains": one["domains"],
                "oauth_pkce_enabled": True,
                "token_auth_method": "client_secret_basic",
            },
        }
        for one in given
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _providers()}}
