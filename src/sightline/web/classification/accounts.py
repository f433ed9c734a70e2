"""People and how they sign in, in our tables and the sign-in library's."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "accounts.Person",
        Kept.AS_ACCOUNT,
        internal="id password is_active is_invented created_at",
        personal="email name",
    ),
    Table(
        "accounts.Session",
        Kept.AS_SIGN_IN,
        internal="key_hash created_at last_seen_at expires_at ends_at ended_at signed_in_at "
        "stepped_up_at second_factor",
        personal="person data user_agent source",
    ),
    Table("accounts.Throttle", Kept.AS_SIGN_IN, internal="bucket guesses last_at"),
    Table(
        "accounts.Invitation",
        Kept.AS_ACCOUNT,
        internal="id token_hash purpose invited_at expires_at used_at withdrawn_at",
        personal="person invited_by",
    ),
    Table(
        "account.EmailAddress",
        Kept.AS_ACCOUNT,
        internal="id verified primary",
        personal="user email",
    ),
    Table(
        "account.EmailConfirmation",
        Kept.AS_SIGN_IN,
        internal="id created sent key",
        personal="email_address",
    ),
    Table(
        "mfa.Authenticator",
        Kept.AS_ACCOUNT,
        internal="id type data created_at last_used_at",
        personal="user",
    ),
    Table(
        "socialaccount.SocialApp",
        Kept.AS_MACHINERY,
        internal="id provider provider_id name client_id secret key settings",
    ),
    Table(
        "socialaccount.SocialAccount",
        Kept.AS_ACCOUNT,
        internal="id provider last_login date_joined",
        personal="user uid extra_data",
    ),
    Table(
        "socialaccount.SocialToken",
        Kept.AS_SIGN_IN,
        internal="id app token token_secret expires_at",
        personal="account",
    ),
)
