"""Pages of signing in and of one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base import views as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.adapter import get_adapter as get_sign_on_adapter
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from sightline.foundation.accounts import events, operations, sessions
from sightline.foundation.accounts.forms import AddPasskeyForm, JoinForm, SignInLinkForm
from sightline.foundation.accounts.models import Invitation
from sightline.foundation.accounts.throttle import remember_browser
from sightline.foundation.errors import RuleBroken
from sightline.foundation.requests import PageRequest, public_page, render, signed_in_page

KINDS = {
    Authenticator.Type.TOTP: "a code app",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def writes_on_get(view: Any) -> Any:
    """Mark a page that must write when it is opened: what it shows is shown once, or it is where
    another organisation sends people back to."""
    view.writes_on_get = True
    return view


# --- my account ---------------------------------------------------------------------------------


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


# --- joining, and one-time links ------------------------------------------------------------------


@never_cache
@public_page
def join(request: PageRequest, token: str) -> HttpResponse:
    """Accept an invitation: choose a password, then set up the second factor."""
    try:
        invitation = operations.open_invitation(token, Invitation.Purpose.JOIN, request.now)
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
        operations.open_invitation(token, Invitation.Purpose.SIGN_IN, request.now)
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


# --- allauth's pages, drawn in ours ---------------------------------------------------------------


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


def _page(view: Any, template: str = "") -> Any:
    return view.as_view(**({"template_name": template} if template else {}))


sign_in = public_page(_page(SignIn))
sign_in_by_passkey = public_page(_page(passkeys.LoginWebAuthnView))
sign_out = public_page(_page(SignOut))
give_second_factor = public_page(_page(GiveSecondFactor))
forgotten_password = public_page(_page(ForgottenPassword))
forgotten_password_sent = public_page(
    _page(account.PasswordResetDoneView, "accounts/letter_sent.html")
)
new_password = public_page(_page(NewPassword))
new_password_set = public_page(
    _page(account.PasswordResetFromKeyDoneView, "accounts/new_password_set.html")
)
confirm = signed_in_page(_page(Confirm))
confirm_by_code = signed_in_page(_page(ConfirmByCode))
confirm_by_passkey = signed_in_page(_page(ConfirmByPasskey))
change_password = signed_in_page(_page(ChangePassword))
add_codes = signed_in_page(_page(AddCodes))
remove_codes = signed_in_page(_page(RemoveCodes))
add_passkey = signed_in_page(_page(AddPasskey))
remove_passkey = signed_in_page(_page(RemovePasskey))
recovery_codes = writes_on_get(signed_in_page(_page(RecoveryCodes)))
back_from_single_sign_on = writes_on_get(public_page(openid_connect.callback))
new_recovery_codes = signed_in_page(_page(NewRecoveryCodes))
