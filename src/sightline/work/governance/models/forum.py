"""The forum's plain-words pack, one-time links to it, and what its members said (R3.5)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import Record
from sightline.work.governance.models.meetings import Meeting


class ForumPack(models.Model):
    """What is marked for members of a forum who have no work account, in plain words."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="forum_pack")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="forum_pack")
    words = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"pack {self.pk}"


class ForumLink(models.Model):
    """A one-time link to a pack, sent to one mailbox. Only the hash of its secret is kept."""

    class Who(models.TextChoices):
        PARENT = "parent", "Parent or carer"
        YOUNG = "young-person", "Young person"
        VOLUNTARY = "voluntary", "Voluntary or community group"
        PRACTITIONER = "practitioner", "Practitioner"
        OTHER = "other", "Somebody else"

    pack = models.ForeignKey(ForumPack, on_delete=models.PROTECT, related_name="links")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    who = models.CharField(max_length=12, choices=Who.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="forum_link_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class ForumTheme(models.Model):
    """A theme or a challenge that came up at a forum, and what became of it. Who said it is a kind
    of member, never a name."""

    class Kind(models.TextChoices):
        THEME = "theme", "Theme"
        CHALLENGE = "challenge", "Challenge"

    pack = models.ForeignKey(ForumPack, on_delete=models.PROTECT, related_name="themes")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    who = models.CharField(max_length=12, choices=ForumLink.Who.choices)
    words = models.TextField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    became = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", became="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(became="")),
                name="theme_answered_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
