"""The pages that are measured, and the name each has in the lines of `make bench`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page: its name in the output, its address, and whether it is read signed in."""

    name: str
    address: str
    signed_in: bool = True


def pages(meeting: str) -> tuple[Page, ...]:
    """The pages of the bench; `meeting` is the reference of a meeting that was held."""
    return (
        Page("line_of_sight.duties", "/line-of-sight"),
        Page("duties.duty", "/duties/executive-meets"),
        Page("partnership.body", "/bodies/executive"),
        Page("partnership.agency", "/agencies/west-yorkshire-police"),
        Page("governance.meetings", "/meetings"),
        Page("governance.meeting", f"/meetings/{meeting}"),
        Page("governance.agenda", f"/meetings/{meeting}/agenda"),
        Page("governance.forward_plan", "/forward-plan"),
        Page("actions.actions", "/actions?show=live&body=executive"),
        Page("actions.words", "/actions?show=live&words=group"),
        Page("planning.plan", "/plans/PLN-2020-001"),
        Page("planning.risks", "/risks"),
        Page("planning.risk_picture", "/risks/picture"),
        Page("planning.risk", "/risks/RSK-2020-0001"),
        Page("performance.data_set", "/data-set"),
        Page("performance.indicator", "/data-set/indicators/bench-7"),
        Page("training.catalogue", "/training", signed_in=False),
        Page("training.event", "/training/events/TRN-2020-0001", signed_in=False),
        Page("training.bookings", "/training/team"),
        Page("training.register", "/programme/events/TRN-2020-0001/register"),
        Page("reviews.cases", "/cases"),
        Page("reviews.case", "/cases/CAS-2020-0001"),
        Page("reviews.rapid_review", "/rapid-reviews/RAP-2020-0001"),
        Page("reviews.chronology", "/rapid-reviews/RAP-2020-0001/chronology"),
        Page("web.search.rare", "/search?q=trampoline"),
        Page("web.search.common", "/search?q=safeguarding"),
        Page("web.search.two_words", "/search?q=safeguarding+children"),
        Page("accounts.sign_in", "/account/sign-in/", signed_in=False),
        Page("web.home", "/home"),
    )
