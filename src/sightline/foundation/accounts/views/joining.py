"""Coming in by a link or through one's own organisation."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter as get_sign_on_adapter
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from requests import RequestException

from sightline.foundation.accounts import operations, queries
from sightline.foundation.accounts.forms import JoinForm, SignInLinkForm
from sightline.foundation.accounts.models import Invitation
from sightline.foundation.errors import RuleBroken
from sightline.foundation.requests import PageRequest, public_page, render


def writes_on_get(view: Any) -> Any:
    """Mark a page that must write when it is opened: what it shows is shown once, or it is where
    another organisation sends people back to."""
    view.writes_on_get = True
    return view


@never_cache
@public_page
def join(request: PageRequest, token: str) -> HttpResponse:
    """Accept an invitation: choose a password, then set up the second factor."""
    try:
        invitation = queries.open_invitation(token, Invitation.Purpose.JOIN, request.now)
    except RuleBroken as broken:
        return _stale(request, broken)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and "by_link" in request.POST:
        person = operations.join_without_password(token=token, now=request.now)
        return _sign_in(request, person, "invitation")
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password1"]
        try:
            person = operations.accept_invitation(token=token, password=password, now=request.now)
            return _sign_in(request, person, "invitation")
        except RuleBroken as broken:
            form.add_error(broken.field, broken.sentence)
    return render(request, "accounts/join.html", {"form": form, "person": invitation.person})


@public_page
def request_link(request: PageRequest) -> HttpResponse:
    """Ask for a link to sign in once; the answer is the same for everyone."""
    form = SignInLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.send_sign_in_link(email=form.cleaned_data["email"], now=request.now)
        return render(request, "accounts/letter_sent.html", {})
    return render(request, "accounts/request_link.html", {"form": form})


@never_cache
@public_page
def sign_in_by_link(request: PageRequest, token: str) -> HttpResponse:
    """Sign in by a one-time link: by a button, since mail scanners open links too."""
    try:
        if request.method == "POST":
            person = operations.use_sign_in_link(token=token, now=request.now)
            return _sign_in(request, person, "one-time-link")
        queries.open_invitation(token, Invitation.Purpose.SIGN_IN, request.now)
    except RuleBroken as broken:
        return _stale(request, broken)
    return render(request, "accounts/sign_in_by_link.html", {"token": token})


def _stale(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    return render(request, "accounts/stale_link.html", {"sentence": broken.sentence}, status=410)


def _sign_in(request: HttpRequest, person: Any, method: str) -> HttpResponse:
    record_authentication(request, person, method)
    return perform_login(request, Login(user=person))


@public_page
def single_sign_on(request: PageRequest, provider_id: str) -> HttpResponse:
    """Send somebody to their own organisation to sign in."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("account_login"))
    try:
        answer = openid_connect.login(request, provider_id)
    except RequestException as exception:
        get_sign_on_adapter(request).on_authentication_error(
            request, provider_id, error="unreachable", exception=exception
        )
        raise
    if answer.status_code != 302:
        return answer
    # Not a redirect: after a form, browsers follow one only to sites the policy names, and the
    # organisation may send its staff on to others.
    page = render(request, "accounts/leave_to_sign_in.html", {"address": answer["Location"]})
    page["Refresh"] = f"0;url={answer['Location']}"
    return page


@public_page
def sign_on_failed(request: PageRequest) -> HttpResponse:
    """The organisation could not be asked, or said no."""
    return render(request, "accounts/sign_on_failed.html", {}, status=502)


@public_page
def not_invited(request: PageRequest) -> HttpResponse:
    """An organisation vouched for somebody whom nobody invited."""
    return render(request, "accounts/not_invited.html", {}, status=403)


@public_page
def not_active(request: PageRequest) -> HttpResponse:
    """The account was shut."""
    return render(request, "accounts/not_active.html", {}, status=403)


back_from_single_sign_on = writes_on_get(public_page(openid_connect.callback))
