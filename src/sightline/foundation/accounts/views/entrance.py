"""Signing in and out, confirming who one is, and passwords: allauth's pages, drawn in ours."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.adapter import get_adapter as get_sign_on_adapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.accounts import events, operations, sessions
from sightline.foundation.accounts.throttle import remember_browser
from sightline.foundation.requests import public_page, signed_in_page


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
        response = super().form_valid(form)
        _password_is_new(self.request, form.user, events.PASSWORD_CHANGED)
        return response

    def get_default_success_url(self) -> str:
        return reverse("accounts:home")


class ForgottenPassword(account.PasswordResetView):
    template_name = "accounts/forgotten_password.html"


class NewPassword(account.PasswordResetFromKeyView):
    """A password by a link: who reads the mailbox is known, so this browser is remembered."""

    template_name = "accounts/new_password.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _password_is_new(self.request, self.reset_user, events.PASSWORD_RESET)
        remember_browser(self.request, response, self.reset_user.email)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"token_fail": False} | super().get_context_data(**kwargs)
        return context | ({"form": None} if context["token_fail"] else {})


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
new_password = public_page(page_of(NewPassword))
new_password_set = public_page(
    page_of(account.PasswordResetFromKeyDoneView, "accounts/new_password_set.html")
)
confirm = signed_in_page(page_of(Confirm))
confirm_by_code = signed_in_page(page_of(ConfirmByCode))
confirm_by_passkey = signed_in_page(page_of(ConfirmByPasskey))
change_password = signed_in_page(page_of(ChangePassword))
