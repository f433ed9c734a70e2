"""Deciding whether to notify, recording what was sent, and taking it back (R6.1)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sightline.foundation.errors import RuleBroken
from sightline.foundation.permissions import Actor
from sightline.work.reviews import events, permissions
from sightline.work.reviews.models import (
    Incident,
    Judgement,
    NotifyDecision,
    PanelReply,
    Sending,
    Withdrawal,
)
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.queries import case_to_change
from sightline.work.reviews.rules import criteria
from sightline.work.reviews.rules import notifying as rules


@transaction.atomic
def decide_notifying(
    *, incident: Incident, is_to_notify: bool, reasons: str, by: Actor, now: datetime
) -> NotifyDecision:
    """Decide for the local authority to notify the Panel, or not to: either is a decision with
    reasons, after each criterion was judged, whatever the partners hold. What was notified is taken
    back by a withdrawal, not by another decision."""
    permissions.notify.check(by)
    rules.check_decision(reasons)
    held = case_to_change(incident)
    judged = Judgement.objects.filter(record=held.record, matter="notify")
    criteria.check_all_judged("notify", judged.values_list("criterion", flat=True))
    if held.sendings.filter(recipient="panel").exists():
        raise RuleBroken("It has been sent to the Panel. Withdraw the notification instead.")
    made = NotifyDecision.objects.create(
        incident=held,
        record=held.record,
        is_to_notify=is_to_notify,
        reasons=reasons.strip(),
        decided_at=now,
        decided_by=by.name,
    )
    write(record=held.record, event=events.notifying_decided, by=by, now=now)
    return made


@transaction.atomic
def record_sending(*, incident: Incident, sent: rules.Sent, by: Actor, now: datetime) -> Sending:
    """Record what was sent to whom and when. What went after the day of the clock is recorded with
    its reason and who approved it, and is never refused for being late."""
    permissions.notify.check(by)
    held = case_to_change(incident)
    known = held.accounts.order_by("-number")[0]
    decided = held.decisions.order_by("-pk").first()
    rules.check_sending(
        sent,
        aware_at=known.became_aware_at,
        now=now,
        is_to_notify=decided is not None and decided.is_to_notify,
    )
    late: dict[str, Any] = {"is_late": rules.is_late(sent, known.due_on)}
    if late["is_late"]:
        rules.check_late(sent, by.name)
        late["late_reason"] = sent.late_reason.strip()
        late["late_approved_by"] = sent.late_approved_by.strip()
        late["late_approved_on"] = sent.late_approved_on or timezone.localdate(now)
    made = Sending.objects.create(
        incident=held,
        record=held.record,
        recipient=sent.recipient,
        what=sent.what.strip(),
        sent_at=sent.sent_at,
        sent_by=sent.sent_by.strip(),
        due_on=known.due_on,
        **late,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.notification_sent, by=by, now=now)
    return made


@transaction.atomic
def record_reply(
    *,
    incident: Incident,
    panel_reference: str,
    words: str,
    received_on: date,
    by: Actor,
    now: datetime,
) -> PanelReply:
    """Record the Panel's reference of a notification, and its answer where there is one."""
    permissions.notify.check(by)
    if not panel_reference.strip():
        raise RuleBroken("Enter the Panel’s reference.", field="panel_reference")
    if received_on > timezone.localdate(now):
        raise RuleBroken("It cannot have come later than today.", field="received_on")
    held = case_to_change(incident)
    if not held.sendings.filter(recipient="panel").exists():
        raise RuleBroken("Record first what was sent to the Panel.")
    made = PanelReply.objects.create(
        incident=held,
        record=held.record,
        panel_reference=panel_reference.strip(),
        words=words.strip(),
        received_on=received_on,
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.panel_replied, by=by, now=now)
    return made


@transaction.atomic
def withdraw_notification(
    *,
    incident: Incident,
    kind: str,
    reasons: str,
    decided_by: str,
    decided_on: date,
    by: Actor,
    now: datetime,
) -> Withdrawal:
    """Take a notification back, as withdrawn or as downgraded, with the reasons, who decided it and
    when: no rapid review is then required."""
    permissions.notify.check(by)
    if kind not in Withdrawal.Kind.values:
        raise RuleBroken("Say whether it is withdrawn or downgraded.", field="kind")
    if decided_on > timezone.localdate(now):
        raise RuleBroken("It cannot have been decided later than today.", field="decided_on")
    held = case_to_change(incident)
    rules.check_withdrawal(
        is_notified=held.sendings.filter(recipient="panel").exists(),
        is_withdrawn=Withdrawal.objects.filter(incident=held).exists(),
        reasons=reasons,
        decider=decided_by,
    )
    made = Withdrawal.objects.create(
        incident=held,
        record=held.record,
        kind=kind,
        reasons=reasons.strip(),
        decided_on=decided_on,
        decided_by=decided_by.strip(),
        entered_at=now,
        entered_by=by.name,
    )
    write(record=held.record, event=events.notification_withdrawn, by=by, now=now)
    return made
