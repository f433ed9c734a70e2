"""Forms of signing in: allauth's, drawn as GOV.UK fields and throttled in our way."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from markupsafe import Markup

from sightline.foundation.accounts import events, operations
from sightline.foundation.accounts.throttle import Guess
from sightline.foundation.govuk.jinja import component

USED_FOR = 150  # seconds: longer than a code can be valid, a step early or late
TOO_OFTEN = "That was tried too often. Wait 5 minutes."


class Drawn(forms.Form):
    """A form that draws its own fields and the summary of what is wrong with it."""

    label_suffix = ""

    def draw(self) -> Markup:
        """Every field, in order, hidden ones last."""
        drawn = [_drawn(field) for field in self.visible_fields()]
        drawn += [Markup(str(field)) for field in self.hidden_fields()]
        return Markup("\n").join(drawn)

    def error_summary(self) -> Markup:
        """What is wrong, each line leading to its field; for the whole form, to the first field."""
        first = next(iter(self.visible_fields()), None)
        lines = []
        for name, messages in self.errors.items():
            field = self[name] if name in self.fields else first
            href = f"#{field.id_for_label}" if field else "#main-content"
            lines += [{"text": message, "href": href} for message in messages]
        return component("error-summary", titleText="There is a problem", errorList=lines)


def _drawn(field: forms.BoundField) -> Markup:
    widget = field.field.widget
    shared: dict[str, Any] = {"id": field.id_for_label, "name": field.html_name}
    if field.errors:
        shared["errorMessage"] = {"text": " ".join(map(str, field.errors))}
    if isinstance(widget, forms.CheckboxInput):
        item: dict[str, Any] = {"value": "on", "text": field.label, "checked": bool(field.value())}
        if field.help_text:
            item["hint"] = {"text": field.help_text}
        return component("checkboxes", idPrefix=shared["id"], **{**shared, "items": [item]})
    shared["label"] = {"text": field.label}
    shared["autocomplete"] = widget.attrs.get("autocomplete", "off")
    if field.help_text:
        shared["hint"] = {"text": field.help_text}
    if isinstance(widget, forms.PasswordInput):
        return component("password-input", **shared)
    shared["value"] = field.value() or ""
    if shared["autocomplete"] == "one-time-code":
        shared |= {"inputmode": "numeric", "classes": "govuk-input--width-10", "value": ""}
    if isinstance(widget, forms.EmailInput):
        shared |= {"type": "email", "spellcheck": False}
    return component("input", **shared)


def _reword(form: forms.Form, **labels: str) -> None:
    for name, label in labels.items():
        if name in form.fields:
            form.fields[name].label = label
            form.fields[name].help_text = ""
            form.fields[name].error_messages["required"] = f"Enter {label[:1].lower()}{label[1:]}."


class SignInForm(Drawn, account.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, login="Email address", password="Password")
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ForgottenPasswordForm(Drawn, account.ResetPasswordForm):
    """Ask for a link to choose a new password; the answer is the same for every address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, email="Email address")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        throttle_letters(email)
        return str(email)

    def save(self, request: Any, **kwargs: Any) -> str:
        email = str(self.cleaned_data["email"])
        operations.send_password_link(email=email, now=timezone.now())
        return email


class SignInLinkForm(Drawn):
    """Ask for a link to sign in once."""

    email = forms.EmailField(
        label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        throttle_letters(email)
        return str(email)


class ChangePasswordForm(Drawn, account.ChangePasswordForm):
    """Change one's own password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(
            self,
            oldpassword="Password you have now",
            password1="New password",
            password2="New password again",
        )
        self.fields["password1"].help_text = PASSWORD_HINT

    def clean_oldpassword(self) -> str:
        given = str(self.cleaned_data["oldpassword"])
        adapter = account.get_adapter()
        if not adapter.reauthenticate(self.user, given):
            raise adapter.validation_error("enter_current_password")
        return given


class JoinForm(Drawn):
    """Choose the first password."""

    password1 = forms.CharField(
        label="Password",
        strip=False,
        help_text="",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Enter the same password twice.")
        return cleaned


class NewPasswordForm(JoinForm):
    """Choose a password by a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, password1="New password", password2="New password again")


class ConfirmByPasswordForm(Drawn, account.ReauthenticateForm):
    """Say again who you are, by password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, password="Password")


class OfTheCodeApp(Drawn):
    """A form that takes a code: at most ten wrong ones in five minutes, one try at a time."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, code="Code")

    def clean_code(self) -> str:
        guess = Guess(context.request, "code", self.user.email, f"person {self.user.pk}")
        if not guess.is_allowed():
            raise ValidationError(TOO_OFTEN)
        with connection.cursor() as cursor:  # a code is used up by one of two simultaneous posts
            cursor.execute("SELECT pg_advisory_xact_lock(5191, %s)", [self.user.pk % 2**31])
        try:
            code = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            operations.note(events.SECOND_FACTOR_FAILED, person=self.user, now=timezone.now())
            raise
        if not cache.add(f"code-used:{self.user.pk}:{code}", "y", timeout=USED_FOR):
            raise ValidationError("This code was used before. Wait for the next one.")
        guess.was_right()
        return str(code)


class SecondFactorForm(OfTheCodeApp, second_factor.AuthenticateForm):
    """The code after the password."""


class ConfirmBySecondFactorForm(OfTheCodeApp, second_factor.ReauthenticateForm):
    """Say again who you are, by a code."""


class ActivateCodesForm(OfTheCodeApp, totp.ActivateTOTPForm):
    """The first code of a new code app proves that it works."""


class RemoveCodesForm(Drawn, totp.DeactivateTOTPForm):
    """Remove the code app."""


class AddPasskeyForm(Drawn, passkeys.AddWebAuthnForm):
    """A new passkey: always one that signs in alone and asks who holds it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, name="Name of this passkey")
        self.fields["name"].help_text = "So that you can tell it from others, for example 'Laptop'."
        self.fields["passwordless"].widget = forms.CheckboxInput(attrs={"checked": True})
        self.fields["passwordless"].label = "Sign in with this passkey alone, without a password"
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True


class RemovePasskeyForm(Drawn):
    """Remove one passkey."""


def throttle_letters(email: str) -> None:
    """At most ten letters in five minutes to one mailbox, whoever asks, and from one place."""
    request = context.request
    source = account.get_adapter().source_of(request)
    if not Guess(request, "letter", email, source).is_allowed():
        raise ValidationError(TOO_OFTEN)


PASSWORD_HINT = (
    "12 characters or more. Three or four unconnected words are good. "
    "Not a name of the partnership, of a place here or of this service."
)
