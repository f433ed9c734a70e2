"""Signing in and out, confirming who one is, and passwords: allauth's pages, drawn in ours."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as second_factor
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.adapter import get_adapter as get_sign_on_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from sightline.foundation.accounts import events, operations, queries, sessions
from sightline.foundation.accounts.forms import NewPasswordForm
from sightline.foundation.accounts.models import Invitation
from sightline.foundation.accounts.throttle import remember_browser
from sightline.foundation.errors import RuleBroken
from sightline.foundation.requests import PageRequest, public_page, render, signed_in_page


class SignIn(account.LoginView):
    """Address and password, a passkey, or one's own organisation."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        providers = get_sign_on_adapter(self.request).list_providers(self.request)
        links = [(one.name, one.get_login_url(self.request)) for one in providers]
        return super().get_context_data(**kwargs) | {
            "providers": links,
            "next": self.request.GET.get("next") or self.request.POST.get("next", ""),
        }


class SignOut(account.LogoutView):
    """Ask, then sign out."""

    template_name = "accounts/sign_out.html"


class GiveSecondFactor(second_factor.AuthenticateView):
    """The second step of signing in."""

    template_name = "accounts/give_second_factor.html"


class Confirm(account.ReauthenticateView):
    """Say again who you are, before something grave."""

    template_name = "accounts/confirm.html"

    def form_valid(self, form: Any) -> HttpResponse:
        return _stepped_up(self, super().form_valid(form), "password")


class ConfirmByCode(second_factor.ReauthenticateView):
    template_name = "accounts/confirm.html"

    def form_valid(self, form: Any) -> HttpResponse:
        return _stepped_up(self, super().form_valid(form), "code")


class ConfirmByPasskey(passkeys.ReauthenticateWebAuthnView):
    template_name = "accounts/confirm_by_passkey.html"

    def form_valid(self, form: Any) -> HttpResponse:
        return _stepped_up(self, super().form_valid(form), "passkey")


def _stepped_up(view: Any, response: HttpResponse, method: str) -> HttpResponse:
    operations.note(events.STEPPED_UP, person=view.request.user, now=timezone.now(), method=method)
    return response


class ChangePassword(account.PasswordChangeView):
    """A new password ends every other session."""

    template_name = "accounts/change_password.html"

    def form_valid(self, form: Any) -> HttpResponse:
        # the password they have was right: the database asks the session for that
        record_authentication(self.request, form.user, method="password", reauthenticated=True)
        self.request.session.save()
        response = super().form_valid(form)
        _password_is_new(self.request, form.user, events.PASSWORD_CHANGED)
        return response

    def get_default_success_url(self) -> str:
        return reverse("accounts:home")


class ForgottenPassword(account.PasswordResetView):
    template_name = "accounts/forgotten_password.html"


@never_cache
@public_page
def new_password(request: PageRequest, token: str) -> HttpResponse:
    """A password by a link: who reads the mailbox is known, so this browser is remembered."""
    form = NewPasswordForm(request.POST or None)
    try:
        queries.open_invitation(token, Invitation.Purpose.PASSWORD, request.now)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password1"]
            person = operations.choose_password(token=token, password=password, now=request.now)
            response = redirect("account_reset_password_from_key_done")
            remember_browser(request, response, person.email)
            return response
    except RuleBroken as broken:
        if broken.field is None:
            return render(request, "accounts/new_password.html", {"token_fail": True}, status=410)
        form.add_error(broken.field, broken.sentence)
    return render(request, "accounts/new_password.html", {"token_fail": False, "form": form})


def _password_is_new(request: HttpRequest, person: Any, event: Any) -> None:
    sessions.end_all_of(person.pk, except_token=request.session.session_key)
    operations.note(event, person=person, now=timezone.now())


def page_of(view: Any, template: str = "") -> Any:
    return view.as_view(**({"template_name": template} if template else {}))


sign_in = public_page(page_of(SignIn))
sign_in_by_passkey = public_page(page_of(passkeys.LoginWebAuthnView))
sign_out = public_page(page_of(SignOut))
give_second_factor = public_page(page_of(GiveSecondFactor))
forgotten_password = public_page(page_of(ForgottenPassword))
forgotten_password_sent = public_page(
    page_of(account.PasswordResetDoneView, "accounts/letter_sent.html")
)
new_password_set = public_page(
    page_of(account.PasswordResetFromKeyDoneView, "accounts/new_password_set.html")
)
confirm = signed_in_page(page_of(Confirm))
confirm_by_code = signed_in_page(page_of(ConfirmByCode))
confirm_by_passkey = signed_in_page(page_of(ConfirmByPasskey))
change_password = signed_in_page(page_of(ChangePassword))
