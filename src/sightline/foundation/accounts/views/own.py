"""One's own account: what it holds, second factors, recovery codes, sessions."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from sightline.foundation.accounts import events, operations, sessions
from sightline.foundation.accounts.forms import AddPasskeyForm
from sightline.foundation.accounts.views.entrance import page_of
from sightline.foundation.accounts.views.joining import writes_on_get
from sightline.foundation.requests import PageRequest, render, signed_in_page

KINDS = {
    Authenticator.Type.TOTP: "a code app",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


@signed_in_page
def my_account(request: PageRequest) -> HttpResponse:
    """What a person can see and change about how they sign in."""
    held = list(Authenticator.objects.filter(user_id=request.actor.person_id))
    return render(
        request,
        "accounts/my_account.html",
        {
            "person": request.user,
            "has_codes": any(one.type == Authenticator.Type.TOTP for one in held),
            "passkeys": sum(one.type == Authenticator.Type.WEBAUTHN for one in held),
            "sessions": len(sessions.mine()),
        },
    )


@signed_in_page
def second_factor_choice(request: PageRequest) -> HttpResponse:
    """Where a person without a second factor is led: choose one, then go on."""
    held = Authenticator.objects.filter(user_id=request.actor.person_id)
    return render(
        request,
        "accounts/second_factor.html",
        {
            "must": sessions.needs_second_factor(request.session_row),
            "held": [
                {"kind": one.type, "name": one.wrap().name, "id": one.pk}
                if one.type == Authenticator.Type.WEBAUTHN
                else {"kind": one.type, "name": KINDS[one.type], "id": one.pk}
                for one in held.order_by("pk")
            ],
        },
    )


@signed_in_page
def my_sessions(request: PageRequest) -> HttpResponse:
    """Where the person is signed in now."""
    return render(request, "accounts/my_sessions.html", {"sessions": sessions.mine()})


@require_POST
@signed_in_page
def end_session(request: PageRequest) -> HttpResponse:
    """End one of the person's own sessions, or all others."""
    one = request.POST.get("session", "")
    count = sessions.end_mine(one or None)
    if count:
        operations.note(events.SESSION_ENDED, person=request.user, now=request.now, count=count)
    return HttpResponseRedirect(reverse("accounts:sessions"))


class AddCodes(totp.ActivateTOTPView):
    """Set up a code app; it counts for this session at once."""

    template_name = "accounts/add_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _second_factor_added(self.request, Authenticator.Type.TOTP)
        return response


class RemoveCodes(totp.DeactivateTOTPView):
    template_name = "accounts/remove_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _second_factor_removed(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(passkeys.AddWebAuthnView):
    """Set up a passkey; it counts for this session at once."""

    template_name = "accounts/add_passkey.html"
    form_class = AddPasskeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _second_factor_added(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(passkeys.RemoveWebAuthnView):
    template_name = "accounts/remove_passkey.html"
    success_url = "/account/second-factor/"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _second_factor_removed(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RecoveryCodes(codes.ViewRecoveryCodesView):
    template_name = "accounts/recovery_codes.html"


class NewRecoveryCodes(codes.GenerateRecoveryCodesView):
    template_name = "accounts/new_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        operations.note(events.RECOVERY_CODES_MADE, person=self.request.user, now=timezone.now())
        return response


def _second_factor_added(request: HttpRequest, kind: str) -> None:
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)
    operations.note(
        events.SECOND_FACTOR_ADDED, person=request.user, now=timezone.now(), means=KINDS[kind]
    )


def _second_factor_removed(request: HttpRequest, kind: str) -> None:
    """Without any second factor left, no session counts as having passed one."""
    operations.note(
        events.SECOND_FACTOR_REMOVED, person=request.user, now=timezone.now(), means=KINDS[kind]
    )
    if not Authenticator.objects.filter(user_id=request.user.pk).exists():
        records = request.session.get(sessions.METHODS) or []
        request.session[sessions.METHODS] = [one for one in records if one["method"] != "mfa"]
        sessions.end_all_of(int(request.user.pk or 0), except_token=request.session.session_key)


add_codes = signed_in_page(page_of(AddCodes))
remove_codes = signed_in_page(page_of(RemoveCodes))
add_passkey = signed_in_page(page_of(AddPasskey))
remove_passkey = signed_in_page(page_of(RemovePasskey))
recovery_codes = writes_on_get(signed_in_page(page_of(RecoveryCodes)))
new_recovery_codes = signed_in_page(page_of(NewRecoveryCodes))
