"""Who may keep drafts."""

from sightline.foundation.permissions import EVERYBODY, Permission

keep_own_drafts = Permission(
    "drafts.keep_own_drafts",
    "Keep what one has typed as a draft, and see and discard one's own drafts",
    frozenset({EVERYBODY}),
)
