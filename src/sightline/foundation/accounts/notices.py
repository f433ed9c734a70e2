"""What accounts write to people: fixed texts without a word about anybody's work."""

from __future__ import annotations

from dataclasses import dataclass

NOT_YOU = "If this was not you, tell your partnership's business manager at once."


@dataclass(frozen=True)
class Letter:
    """A subject and a text; `{link}` is the only thing that is ever filled in."""

    subject: str
    text: str


INVITATION = Letter(
    "You are invited to Sightline",
    "You are invited to use Sightline, your safeguarding partnership's record of its work.\n\n"
    "Open this link to choose a password. It works once, for 7 days:\n\n{link}\n\n"
    "If you did not expect this, do nothing.",
)
SIGN_IN_LINK = Letter(
    "Your link to sign in to Sightline",
    "Open this link to sign in. It works once, for 15 minutes:\n\n{link}\n\n"
    "If you did not ask for it, do nothing.",
)
NEW_PASSWORD_LINK = Letter(
    "Choose a new password for Sightline",
    "Open this link to choose a new password. It works once, for 1 hour:\n\n{link}\n\n"
    "If you did not ask for it, do nothing: your password stays as it is.",
)
PASSWORD_CHANGED = Letter(
    "Your Sightline password was changed", f"Your password was changed. {NOT_YOU}"
)
SECOND_FACTOR_CHANGED = Letter(
    "How you sign in to Sightline was changed",
    f"A code app, passkey or set of recovery codes was added or removed. {NOT_YOU}",
)
SIGN_ON_LINKED = Letter(
    "Your organisation's sign-in now opens Sightline",
    f"Your account can now be opened by signing in with your organisation. {NOT_YOU}",
)

OF_ALLAUTH = {
    "account/email/password_reset_key": NEW_PASSWORD_LINK,
    "account/email/password_changed": PASSWORD_CHANGED,
    "account/email/password_reset": PASSWORD_CHANGED,
    "account/email/password_set": PASSWORD_CHANGED,
    "mfa/email/totp_activated": SECOND_FACTOR_CHANGED,
    "mfa/email/totp_deactivated": SECOND_FACTOR_CHANGED,
    "mfa/email/webauthn_added": SECOND_FACTOR_CHANGED,
    "mfa/email/webauthn_removed": SECOND_FACTOR_CHANGED,
    "mfa/email/recovery_codes_generated": SECOND_FACTOR_CHANGED,
    "socialaccount/email/account_connected": SIGN_ON_LINKED,
}
