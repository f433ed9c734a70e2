"""`sightline demo`."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:
    """Fill the partnership in front with an invented year, whole or not at all."""
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from sightline.foundation.accounts.models import Person
    from sightline.registers.partnership.models import Partnership, Seat
    from sightline.web import demonstration_year
    from sightline.web.stopping import Refused

    if not settings.DEMONSTRATION:
        raise Refused(
            "This is not a demonstration. Set SIGHTLINE_DEMONSTRATION=1 where nothing is real."
        )
    partnership = Partnership.objects.filter(in_front=True).first()
    if partnership is None:
        raise Refused("No arrangements are loaded. Run 'sightline load FILE' first.")
    if Seat.objects.filter(partnership=partnership).exists():
        if Person.objects.filter(is_invented=True).exists():
            print("The demonstration is there already.")
            return 0
        raise Refused(f"{partnership.name} has real people in it: nothing invented is added.")
    with transaction.atomic():
        for line in demonstration_year.build(partnership, timezone.localdate()):
            print(f"  {line}", flush=True)
    return 0
