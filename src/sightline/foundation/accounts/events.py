"""What the trail keeps of signing in.

An address that was tried is personal; a secret is never kept."""

from __future__ import annotations

from sightline.foundation.trail.events import Event

SIGNED_IN = Event("accounts.signed_in", "signed in with {method}")
SIGNED_OUT = Event("accounts.signed_out", "signed out")
SIGN_IN_FAILED = Event(
    "accounts.sign_in_failed", "sign-in to {account} failed ({why})", personal=("account",)
)
SECOND_FACTOR_FAILED = Event("accounts.second_factor_failed", "gave a wrong code")
SECOND_FACTOR_ADDED = Event("accounts.second_factor_added", "added {means} as a second factor")
SECOND_FACTOR_REMOVED = Event("accounts.second_factor_removed", "removed {means}")
RECOVERY_CODES_MADE = Event("accounts.recovery_codes_made", "made new recovery codes")
PASSWORD_CHANGED = Event("accounts.password_changed", "changed the password")
PASSWORD_RESET = Event("accounts.password_reset", "chose a new password by a link")
STEPPED_UP = Event("accounts.stepped_up", "confirmed who they are with {method}")
SESSION_ENDED = Event("accounts.session_ended", "ended {count} of their own sessions")
INVITED = Event("accounts.invited", "invited {name}", personal=("name",))
INVITATION_WITHDRAWN = Event(
    "accounts.invitation_withdrawn", "withdrew the invitation of {name}", personal=("name",)
)
JOINED = Event("accounts.joined", "accepted the invitation")
SIGN_IN_LINK_SENT = Event("accounts.sign_in_link_sent", "was sent a link to sign in once")
SIGN_ON_LINKED = Event("accounts.sign_on_linked", "signed in through {provider} for the first time")
SIGN_ON_REFUSED = Event("accounts.sign_on_refused", "sign-in through {provider} refused ({why})")
PERSON_SHUT_OUT = Event("accounts.person_shut_out", "shut out {name}", personal=("name",))
PERSON_LET_BACK = Event("accounts.person_let_back", "let {name} back in", personal=("name",))
