"""How a case is opened: in sight, for a reason given once, and with a line for every reading; and
how a page of this room asks, does one thing and goes on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.govuk import asking
from sightline.foundation.govuk.forms import GovukForm
from sightline.foundation.requests import PageRequest
from sightline.foundation.trail import queries as trail
from sightline.foundation.trail.queries import Told
from sightline.registers.records.models import Marking, Record
from sightline.work.reviews import operations, queries
from sightline.work.reviews.forms.local_review_findings import FromFindingForm
from sightline.work.reviews.forms.recording import AttestForm
from sightline.work.reviews.models import AgencyRequest, Incident, RapidReview

P = ParamSpec("P")
MARKING = Marking.IDENTIFIED.label
Shown = Callable[Concatenate[PageRequest, Incident, P], HttpResponse]


def of_case(view: Shown[P]) -> Callable[..., HttpResponseBase]:
    """Give a view the case its address names, if it is in sight. Who has not said yet why they need
    to see it is asked first; every look leaves a line in the trail."""

    @functools.wraps(view)
    def opened(
        request: PageRequest, reference: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        incident = queries.incident_by(request.actor, reference, request.now)
        return _let_in(request, incident, lambda: view(request, incident, *args, **kwargs))

    return opened


def of_people(view: Shown[P]) -> Callable[..., HttpResponseBase]:
    """As `of_case`, for the people of a case, which stand behind a record of their own."""

    @functools.wraps(view)
    def opened(
        request: PageRequest, reference: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        incident = queries.people_by(request.actor, reference, request.now)
        return _let_in(request, incident, lambda: view(request, incident, *args, **kwargs))

    return opened


def _let_in(
    request: PageRequest, incident: Incident, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    by_emergency = request.actor.emergency_record == incident.record_id  # has given its reason
    is_known = by_emergency or incident.is_attested
    return let_in(request, incident.record, "reviews:attest", is_known, answer)


def let_in(
    request: PageRequest,
    record: Record,
    asks: str,
    is_known: bool,
    answer: Callable[[], HttpResponseBase],
) -> HttpResponseBase:
    """Answer whoever has said why they need to see a record, and note the look; of others it is
    asked, at the page `asks`."""
    if not is_known:
        return HttpResponseRedirect(reverse(asks, args=[record.reference]))
    if request.method == "GET":
        operations.note_reading(record=record, by=request.actor, now=request.now)
    return answer()


def of_review(
    view: Callable[Concatenate[PageRequest, RapidReview, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """As `of_case`, for a rapid review: who attested to its case is not asked again."""

    @functools.wraps(view)
    def opened(
        request: PageRequest, reference: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        found = queries.review_by(request.actor, reference, request.now)
        is_known = found.has_attested or found.has_attested_to_case
        return let_in(
            request, found.record, "reviews:attest_review", is_known,
            lambda: view(request, found, *args, **kwargs),
        )  # fmt: skip

    return opened


def of_request(
    view: Callable[Concatenate[PageRequest, AgencyRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give a view the request to an agency that its address names; every look leaves a line."""

    @functools.wraps(view)
    def opened(
        request: PageRequest, reference: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        found = queries.request_by(request.actor, reference, request.now)
        if request.method == "GET":
            operations.note_reading(record=found.record, by=request.actor, now=request.now)
        return view(request, found, *args, **kwargs)

    return opened


def address(incident: Incident) -> str:
    """Where the page of a case is."""
    return reverse("reviews:case", args=[incident.record.reference])


def ask(
    request: PageRequest,
    form: GovukForm,
    act: Callable[[dict[str, Any]], str],
    *,
    heading: str,
    button: str,
    back: str,
    **more: Any,
) -> HttpResponse:
    """As every page asks, with the marking of a case above and below."""
    return asking.ask(
        request, form, act, heading=heading, button=button, back=back, marking=MARKING, **more
    )


def enter(
    request: PageRequest,
    record: Record,
    form: GovukForm,
    act: Callable[[dict[str, Any]], object],
    *,
    there: str,
    **words: Any,
) -> HttpResponse:
    """Ask for an entry of a review, keep it, and go back to the page it stands on."""

    def kept(given: dict[str, Any]) -> str:
        act(given)
        return there

    return ask(
        request, form, kept, button="Record it", back=there, caption=record.reference, **words
    )


def from_finding(
    request: PageRequest,
    record: Record,
    number: int,
    recommend: Callable[..., object],
    *,
    there: str,
) -> HttpResponse:
    """Ask for a recommendation from one finding of a review, whichever kind of review it is;
    `recommend` is the operation that makes it."""
    bodies = queries.bodies_that_follow(record.partnership_id)
    agencies = queries.agencies_to_choose(record.partnership_id)

    def act(given: dict[str, Any]) -> None:
        chosen = given.pop("to_agency")
        recommend(
            body=bodies[int(given.pop("body"))],
            to_agency=agencies[int(chosen)] if chosen else None,
            **given,
            by=request.actor,
            now=request.now,
        )

    form = FromFindingForm(
        request.POST or None,
        bodies=[(pk, one.name) for pk, one in bodies.items()],
        agencies=[(pk, one.name) for pk, one in agencies.items()],
    )
    return enter(
        request,
        record,
        form,
        act,
        there=there,
        said="The recommendation is in the register.",
        heading=f"Recommend something from finding {number}",
    )


def ask_why(
    request: PageRequest, record: Record, *, there: str, is_known: bool, what: str, said: str
) -> HttpResponse:
    """Ask once why the reader needs to see a case or a review, and lead `there`; whoever has said
    so already is led there at once."""

    def act(given: dict[str, Any]) -> str:
        operations.attest(record=record, reason=given["reason"], by=request.actor, now=request.now)
        return there

    if request.method == "GET" and is_known:
        return HttpResponseRedirect(there)
    return ask(
        request,
        AttestForm(request.POST or None),
        act,
        said=f"Your reason is kept. {said}",
        heading=f"Before you open this {what}",
        button=f"Open the {what}",
        back=reverse("reviews:cases"),
        caption=record.reference,
        intro="You are asked this once. If you know somebody in this case or worked with them, do "
        "not open it: declare an interest instead.",
        instead=(
            reverse("records:declare_interest", args=[record.reference]),
            "Declare an interest instead",
        ),
    )


def told(record: Record) -> list[Told]:
    """What was done to a record, newest first; who looked at it is not told."""
    return trail.told(record.partnership_id, record.reference, of=trail.CHANGES)
