"""Cases, their people, and what was judged, decided and sent."""

from sightline.work.reviews.models.cases import Account, Attestation, Incident, Named
from sightline.work.reviews.models.identities import CasePerson, Identity, Reveal
from sightline.work.reviews.models.judging import Judgement, PartnerView
from sightline.work.reviews.models.notifying import NotifyDecision, PanelReply, Sending, Withdrawal

__all__ = [
    "Account",
    "Attestation",
    "CasePerson",
    "Identity",
    "Incident",
    "Judgement",
    "Named",
    "NotifyDecision",
    "PanelReply",
    "PartnerView",
    "Reveal",
    "Sending",
    "Withdrawal",
]
