"""Clocks of a serious incident and of the reviews that follow from it."""

from dataclasses import replace

from sightline.foundation.clocks import Clock

INCIDENT_NOTIFIED = Clock(
    code="serious-incident-notified",
    duty="The local authority notifies the Panel after it became aware of a serious incident",
    source="Children Act 2004 s16C(1); Working Together to Safeguard Children",
    n=5,
    unit="working-days",
)
RAPID_REVIEW = Clock(
    code="rapid-review-complete",
    duty="The rapid review is complete after the incident was notified",
    source="Child Safeguarding Practice Review Panel, guidance: an expectation, not statute",
    n=15,
    unit="working-days",
)
RAPID_REVIEW_FROM_AWARE = Clock(
    code="rapid-review-from-awareness",
    duty="The rapid review is complete after the authority became aware; a marker beside the clock",
    source="Read so by some partnerships in the Panel's guidance; shown so that a late "
    "notification does not hide a late review",
    n=15,
    unit="working-days",
    mark="K",
)
AGENCY_ANSWERS = Clock(
    code="agency-answers-rapid-review",
    duty="An agency sends its summary for a rapid review after it was asked",
    source="Working template of one partnership: days 2 to 10 of the review",
    n=9,
    unit="working-days",
    mark="K",
)
LOCAL_REVIEW = Clock(
    code="local-review-published",
    duty="A local child safeguarding practice review is completed and published after the decision "
    "to initiate it",
    source="Working Together to Safeguard Children; the Panel’s guidance counts from initiation; "
    "the arrangements print six months without saying from when",
    n=6,
    unit="months",
    mark="K",
)


def local_review(months: int) -> Clock:
    """The clock of a local review with the months that the settings give; another figure than the
    one of guidance is a version of its own, so that each stored day says which gave it."""
    if months == LOCAL_REVIEW.n:
        return LOCAL_REVIEW
    return replace(LOCAL_REVIEW, n=months, version=f"{LOCAL_REVIEW.version}-{months}-months")


COPIES_BEFORE_PUBLICATION = Clock(
    code="copies-before-publication",
    duty="The Panel and the Secretary of State have a copy before a review, or information on "
    "improvements, is published",
    source="SI 2018/789 regulations 15 and 16; Working Together to Safeguard Children",
    n=7,
    unit="working-days",
    backwards=True,
    mark="K",
)
STAYS_ONLINE = Clock(
    code="published-review-stays-online",
    duty="A published review stays on the partnership’s website",
    source="SI 2018/789 regulation 15; local pages say the same",
    n=1,
    unit="years",
)
NSPCC_REPOSITORY = Clock(
    code="deposited-review-stays",
    duty="A review stays in the NSPCC’s national case review repository after its deposit",
    source="The published arrangements",
    n=5,
    unit="years",
)
FORMER_BOARD_REVIEWS = Clock(
    code="former-board-review-finished",
    duty="A review that was begun under the former Board is finished under it after the new "
    "arrangements took effect",
    source="The published arrangements, Introduction: at most twelve months",
    n=12,
    unit="months",
)
DISCLOSURE = Clock(
    code="disclosure-answered",
    duty="Who asks for what is held about them is answered without undue delay, and within a month",
    source="UK GDPR article 12(3); of requests of courts and others a default of ours",
    n=1,
    unit="months",
    mark="K",
)


def disclosure(months: int) -> Clock:
    """The clock of a request for what is held of a case, with the months that the settings give."""
    if months == DISCLOSURE.n:
        return DISCLOSURE
    return replace(DISCLOSURE, n=months, version=f"{DISCLOSURE.version}-{months}-months")
