"""`sightline init`."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:
    """Load a real partnership's file and make its first account, by a link that works once."""
    from django.utils import timezone

    from sightline.foundation.accounts.models import Person
    from sightline.foundation.accounts.operations import invite
    from sightline.foundation.permissions import system_actor
    from sightline.registers.partnership.models import Partnership, Place
    from sightline.registers.partnership.operations import appoint
    from sightline.web.cli.load import load
    from sightline.web.stopping import Refused

    if not load(options.file, yes=options.yes):
        return 1
    partnership = Partnership.objects.get(in_front=True)
    by = system_actor("The command line", partnership_id=partnership.pk)
    now = timezone.now()
    place = (
        Place.objects.filter(
            partnership=partnership, capacities__contains=["business-manager"], ends_on=None
        )
        .order_by("pk")
        .first()
    )
    if place is None:
        raise Refused(
            "The arrangement file gives nobody the capacity 'business-manager'. Add it to the role "
            "of whoever runs the partnership's office (acts_as), and run init again."
        )
    link = invite(email=options.email, name=options.name, by=by, now=now)
    person = Person.objects.get(email=options.email.strip().lower())
    if not person.seats.filter(place=place, ended_at=None).exists():
        appoint(place=place, person_id=person.pk, starts_at=now, by=by, now=now)
    print(f"{person.name} holds the place '{place.name}'.")
    print("Give them this link, which works once:")
    print(f"  {link}")
    return 0
