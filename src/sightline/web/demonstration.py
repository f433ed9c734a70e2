"""The demonstration's sign-ins: one button a persona. Only where SIGHTLINE_DEMONSTRATION is on,
which the settings refuse beside SIGHTLINE_PRODUCTION."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.accounts import sessions
from sightline.foundation.accounts.models import Person
from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, public_page, render
from sightline.registers.partnership.queries import partnership_in_front

PERSONAS = (
    ("business.manager", "Business manager", "runs the unit: plans and records meetings, appoints"),
    ("lead.police", "Lead partner, police", "sees every duty with its state; decides"),
    ("lead.council", "Lead partner, council", "the same, for the council"),
    ("lead.health", "Lead partner, health", "the same, for the health service"),
    (
        "scrutineer",
        "Independent Scrutineer",
        "reads everything that was submitted; chairs the MASC",
    ),
    ("chair.practice", "Chair of a group", "Child Safeguarding Practice Group"),
    ("chair.effectiveness", "Chair of a group", "Safeguarding Effectiveness Group: the data set"),
    ("analyst", "Analyst", "loads figures and returns, watches what changes"),
    ("training.coordinator", "Business unit", "supports the groups"),
    ("panel.administrator", "Panel administrator", "serves the Child Death Overview Panel"),
    ("notifier", "Notifier", "records and notifies serious incidents for the local authority"),
    ("agency.lead", "Agency lead", "answers for what one agency owes"),
    ("school.lead", "School safeguarding lead", "a head teacher on the Executive"),
    ("practitioner", "Practitioner", "a member of the practitioner forum"),
    ("young.person", "Young person", "a member of the forum, without a work account"),
)
"""Name before the @ of each persona's address, what it is, and what it does."""

DOMAIN = "demonstration.example"


@public_page
def people(request: PageRequest) -> HttpResponse:
    """The personas, each with a button to sign in as them."""
    _only_in_demonstration()
    emails = [f"{name}@{DOMAIN}" for name, _, _ in PERSONAS]
    found = {row.email: row for row in Person.objects.filter(email__in=emails, is_invented=True)}
    rows = [
        (name, title, what, found[f"{name}@{DOMAIN}"].name)
        for name, title, what in PERSONAS
        if f"{name}@{DOMAIN}" in found
    ]
    return render(request, "web/demonstration.html", {"personas": rows})


@public_page
def sign_in(request: PageRequest) -> HttpResponse:
    """Sign in as an invented person, second factor included."""
    _only_in_demonstration()
    if request.method != "POST":
        return HttpResponseRedirect(reverse("web:demonstration"))
    email = f"{request.POST.get('persona', '')}@{DOMAIN}"
    person = Person.objects.filter(email=email, is_invented=True, is_active=True).first()
    if person is None:
        raise NotSeen
    response = HttpResponseRedirect(reverse("web:home"))
    request.session.flush()
    request.session = sessions.SessionStore(sessions.start(person.pk, second_factor=True))
    shown = partnership_in_front(request.get_host().split(":")[0])
    # the partnership whose public pages are shown, where the person sits in more than one
    request.session["partnership"] = shown.pk if shown else None
    return response


def _only_in_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise NotSeen
