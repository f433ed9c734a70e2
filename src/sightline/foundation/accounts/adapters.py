"""Where allauth asks how things are done here: guessing, mail, secrets, single sign-on."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.accounts import events, operations, sessions
from sightline.foundation.accounts.models import Person
from sightline.foundation.accounts.notices import OF_ALLAUTH
from sightline.foundation.accounts.throttle import Guess, remember_browser


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, throttles, mail and what follows a sign-in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or password is not right.",
        "too_many_login_attempts": (
            "That was tried too often. Wait 5 minutes, or choose a new password."
        ),
        "incorrect_password": "The password is not right.",
        "enter_current_password": "The password is not right.",
        "incorrect_code": "The code is not right, or was used before.",
        "rate_limited": "That was tried too often. Wait 5 minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody joins without an invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Check a password, at most ten times in five minutes; an account that is shut answers as
        one that never was."""
        email = str(credentials.get("email", "")).strip().lower()
        guess = Guess(request, "password", email, self.source_of(request))
        if not guess.is_allowed():
            self._failed(request, email, "tried too often")
            raise self.validation_error("too_many_login_attempts")
        person = authenticate(request, **{**credentials, "email": email})
        AuthenticationBackend.unstash_authenticated_user()  # right password, account shut: no
        if person is None:
            self._failed(request, email, "wrong address or password")
            return None
        guess.was_right()
        return person

    def source_of(self, request: HttpRequest) -> str:
        """The network address that guesses are counted for; a whole /64 where it is IPv6."""
        return truncate_ip(self.get_client_ip(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the person must prove again who they are: after ten minutes, however they did."""
        since = sessions.stepped_up_at(self.request.session)
        now = timezone.now()
        return since is None or (now - since).total_seconds() > settings.STEP_UP_SECONDS

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin a session with a new token; the demonstration's people need no telephone."""
        if settings.DEMONSTRATION and user.is_invented:
            record_authentication(request, user, "mfa", type="demonstration")
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        remember_browser(request, response, user.email)
        records = request.session.get(sessions.METHODS) or [{}]
        methods = [record.get("type") or record.get("method", "?") for record in records]
        operations.note(events.SIGNED_IN, person=user, now=timezone.now(), method=methods)
        return cast(HttpResponse, response)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            operations.note(events.SIGNED_OUT, person=request.user, now=timezone.now())
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """One's own, by a function of the database: this process writes no password."""
        operations.change_own_password(password=password, now=timezone.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: our pages say what happened themselves, in our words."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        link = context.get("password_reset_url", "")
        operations.post(OF_ALLAUTH[template_prefix], to=email, link=link)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        self.send_mail(template_prefix, email or user.email, context or {})

    def _failed(self, request: HttpRequest, email: str, why: str) -> None:
        operations.note_failure(
            events.SIGN_IN_FAILED, now=timezone.now(), account=email[:254], why=why
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of code apps are kept encrypted: a copy of the database makes no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right, or was used before.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        AccountAdapter().send_notification_mail(*args, **kwargs)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """An organisation vouches for an address in its own domains; only an invited person gets in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        provider = sociallogin.provider.app
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                self._refuse(provider.name, "account shut")
            return
        domains = {domain.lower() for domain in provider.settings.get("domains", [])}
        verified = [
            address.email.lower()
            for address in sociallogin.email_addresses
            if address.verified is True and address.email.lower().rpartition("@")[2] in domains
        ]
        # what is not read is not written again: this process may write no password
        known = Person.objects.only("email", "name", "is_active", "is_invented")
        person = known.filter(email__in=verified, is_active=True).first()
        if person is None:
            self._refuse(provider.name, "no invited person has this verified address")
        else:
            sociallogin.connect(request, person)
            operations.verify_address(person)
            operations.note(
                events.SIGN_ON_LINKED, person=person, now=timezone.now(), provider=provider.name
            )

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """The organisation could not be asked, or said no."""
        self._note_refusal(getattr(provider, "name", str(provider)), f"failed: {error or '?'}")
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_login_error")))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        AccountAdapter().send_notification_mail(*args, **kwargs)

    def _refuse(self, provider: str, why: str) -> None:
        self._note_refusal(provider, why)
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("accounts:not-invited")))

    def _note_refusal(self, provider: str, why: str) -> None:
        operations.note_failure(
            events.SIGN_ON_REFUSED, now=timezone.now(), provider=provider, why=why
        )


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"second factor secrets\0" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
