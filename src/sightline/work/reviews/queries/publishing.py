"""What stands of a publication: versions and their checks, decisions, and what is public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from sightline.foundation.calendar import calendar_for
from sightline.foundation.clocks import due
from sightline.foundation.lists import one_of
from sightline.registers.partnership.queries import one_off_days
from sightline.work.reviews import deadlines
from sightline.work.reviews.models import (
    AccuracyConfirmed,
    CasePerson,
    ChangeTold,
    CopySent,
    FamilyTold,
    Incident,
    PublicationDecision,
    PublicationText,
    PublishedReview,
    Release,
    ReportFile,
    SafetyCheck,
    SafetyHit,
)
from sightline.work.reviews.rules import publishing as rules

READ = SafetyCheck.Outcome.READ
OPEN = Count("safety_check__hits", filter=Q(safety_check__hits__justified__isnull=True))


@dataclass(frozen=True)
class Publishing:
    """All that stands of the publication of one case, each list in its order."""

    files: list[ReportFile]
    texts: list[PublicationText]
    family: list[FamilyTold]
    accuracy: list[AccuracyConfirmed]
    decisions: list[PublicationDecision]
    releases: list[Release]
    people_since: datetime | None = None
    """When somebody in the case was last entered or corrected, as far as the reader sees."""

    @property
    def decision(self) -> PublicationDecision | None:
        """The decision that stands."""
        return self.decisions[-1] if self.decisions else None

    @property
    def release(self) -> Release | None:
        """The release of the decision that stands."""
        return next(
            (one for one in self.releases if self.decision and one.decision_id == self.decision.pk),
            None,
        )

    def is_public(self, now: datetime) -> bool:
        """Whether it is on the website at a moment."""
        one = self.release
        return one is not None and one.opens_at <= now and not hasattr(one, "taken_down")

    def text_of(self, outcome: str) -> PublicationText | None:
        """The last text of what a decision would publish."""
        kind = rules.TEXT_OF.get(outcome, "")
        return next((one for one in reversed(self.texts) if one.kind == kind), None)

    def ready(self, outcome: str = "") -> rules.Ready:
        """What the rules ask for: of the decision that stands, or of one that is to be made."""
        decided = self.decision
        text = self.text_of(outcome)
        if not outcome and decided is not None:
            text = next((one for one in self.texts if one.pk == decided.text_id), None)
        copies = list(decided.copies.all()) if decided is not None else []
        meant = outcome or (decided.outcome if decided else "")
        goes_out = [text, *(self.files[-1:] if meant == rules.PUBLISH else ())]
        return rules.Ready(
            outcome=meant,
            is_outdated=any(is_outdated(one, self.people_since) for one in goes_out),
            is_file_safe=bool(self.files) and is_safe(self.files[-1]),
            is_text_safe=text is not None and is_safe(text),
            is_family_dealt_with=bool(self.family),
            is_accurate=bool(self.accuracy),
            copies=_first_days(copies, {rules.REPORT, rules.IMPROVEMENTS}),
            justified_to=frozenset(_first_days(copies, {rules.JUSTIFICATION})),
        )


def _first_days(copies: Iterable[CopySent], what: set[str]) -> dict[str, date]:
    days: dict[str, date] = {}
    for one in copies:
        if one.what in what:
            days[one.recipient] = min(one.sent_on, days.get(one.recipient, one.sent_on))
    return days


def is_safe(checked: Any) -> bool:
    """Whether the check of a file, text or change has ended, and each of its hits is justified."""
    check = getattr(checked, "safety_check", None)
    return check is not None and check.outcome == READ and checked.open_hits == 0


def is_outdated(checked: Any, since: datetime | None) -> bool:
    """Whether a check ended before somebody in the case was last entered or corrected."""
    check = getattr(checked, "safety_check", None)
    return bool(check and check.done_at and since and check.done_at < since)


def people_since(incident: Incident) -> datetime | None:
    """When somebody in a case was last entered or corrected."""
    entered = CasePerson.objects.filter(record=incident.identities_id)
    found = entered.aggregate(entered=Max("entered_at"), then=Max("corrections__corrected_at"))
    return max((one for one in found.values() if one is not None), default=None)


def publishing_of(incident: Incident) -> Publishing:
    """All that stands of the publication of a case in sight."""
    decisions = PublicationDecision.objects.filter(incident=incident).order_by("number")
    return Publishing(
        files=list(_checked(ReportFile.objects.filter(incident=incident))),
        texts=list(_checked(PublicationText.objects.filter(incident=incident))),
        family=list(FamilyTold.objects.filter(incident=incident).order_by("pk")),
        accuracy=list(AccuracyConfirmed.objects.filter(incident=incident).order_by("pk")),
        decisions=list(decisions.prefetch_related("positions", "copies")),
        releases=releases_of(incident),
        people_since=people_since(incident),
    )


def _checked(rows: QuerySet[Any]) -> Any:
    return rows.select_related("safety_check").annotate(open_hits=OPEN).order_by("number")


def releases_of(incident: Incident) -> list[Release]:
    """Every release of a case, the last one last."""
    rows = Release.objects.filter(decision__incident=incident).order_by("pk")
    return list(rows.select_related("taken_down", "decision"))


def changes_of(incident: Incident) -> list[ChangeTold]:
    """What changed because of a review, with the check of each."""
    rows = _checked(ChangeTold.objects.filter(incident=incident))
    return list(rows.select_related("released"))


def check_of(incident: Incident, number: int) -> SafetyCheck:
    """One safety check of a case."""
    rows = SafetyCheck.objects.filter(incident=incident, number=number)
    return one_of(rows.select_related("report_file", "text", "change"))


def hits_of(check: SafetyCheck) -> list[SafetyHit]:
    """What a check found, in the order of the text."""
    rows = SafetyHit.objects.filter(safety_check=check).order_by("pk")
    return list(rows.select_related("justified"))


def words_of_file(incident: Incident) -> str:
    """The words of the last file that was checked, to be worked over."""
    rows = SafetyCheck.objects.filter(incident=incident, report_file__isnull=False, outcome=READ)
    return rows.order_by("-number").values_list("words", flat=True).first() or ""


def published_on(incident: Incident, now: datetime) -> tuple[str, date] | None:
    """What ended the six months of a local review, and when: that it was published, or that it was
    decided to publish nothing (R6.5). Nothing else does."""
    rows = PublicationDecision.objects.filter(incident=incident).order_by("-number")
    decided = rows.prefetch_related("releases").first()
    if decided is None:
        return None
    if decided.outcome == rules.WITHHELD:
        return decided.outcome, decided.decided_on
    moments = [one.opens_at for one in decided.releases.all() if one.opens_at <= now]
    return (decided.outcome, timezone.localdate(min(moments))) if moments else None


def published_reviews(partnership_id: int, now: datetime) -> list[PublishedReview]:
    """Reviews that everybody may read, the newest first; the database gives no other."""
    rows = PublishedReview.objects.filter(partnership=partnership_id, opens_at__lte=now)
    return list(rows.only("slug", "kind", "title", "opens_at").order_by("-opens_at", "slug"))


def published_review(partnership_id: int, slug: str, now: datetime) -> PublishedReview:
    """One of them, with what changed because of it."""
    rows = PublishedReview.objects.filter(partnership=partnership_id, slug=slug, opens_at__lte=now)
    return one_of(rows.prefetch_related("changes"))


def waiting_for_a_check() -> list[int]:
    """Checks that nobody has made yet (worker only)."""
    rows = SafetyCheck.objects.filter(outcome=SafetyCheck.Outcome.WAITING).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def slugs_of(incident: Incident) -> list[str]:
    """Names of what was released of a case."""
    return list(Release.objects.filter(decision__incident=incident).values_list("slug", flat=True))


def last_text(incident: Incident) -> PublicationText | None:
    """The last version of the words that are to be published."""
    return PublicationText.objects.filter(incident=incident).order_by("-number").first()


def copies_by_on(partnership_id: int, public_on: date, today: date) -> date:
    """The last day on which the Panel and the Secretary of State may have had their copy."""
    clock = replace(deadlines.COPIES_BEFORE_PUBLICATION, n=settings.PUBLICATION_COPY_DAYS)
    days = {one.day: one.name for one in one_off_days(partnership_id)}
    return due(clock, public_on, calendar_for(today, days)).day
