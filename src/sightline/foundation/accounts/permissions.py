"""Who may decide who signs in."""

from sightline.foundation.permissions import Permission

manage_accounts = Permission(
    "accounts.manage",
    "Invite people, withdraw invitations, shut people out and let them back in",
    frozenset({"business-manager", "system-administrator"}),
)
