"""Addresses of signing in and of one's own account. Names without a room are allauth's."""

from __future__ import annotations

from django.urls import include, path

from sightline.foundation.accounts.views import entrance, joining, own

pages = [
    path("", own.my_account, name="home"),
    path("second-factor/", own.second_factor_choice, name="second-factor"),
    path("sessions/", own.my_sessions, name="sessions"),
    path("sessions/end/", own.end_session, name="end-session"),
    path("join/<str:token>/", joining.join, name="join"),
    path("link/", joining.request_link, name="request-link"),
    path("link/<str:token>/", joining.sign_in_by_link, name="sign-in-by-link"),
    path("not-invited/", joining.not_invited, name="not-invited"),
]

urlpatterns = [
    path("", include((pages, "accounts"))),
    path("sign-in/", entrance.sign_in, name="account_login"),
    path("sign-in/passkey/", entrance.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/code/", entrance.give_second_factor, name="mfa_authenticate"),
    path("logout/", entrance.sign_out, name="account_logout"),
    path("shut/", joining.not_active, name="account_inactive"),
    path("confirm/", entrance.confirm, name="account_reauthenticate"),
    path("confirm/code/", entrance.confirm_by_code, name="mfa_reauthenticate"),
    path("confirm/passkey/", entrance.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("password/", entrance.change_password, name="account_change_password"),
    path("password/first/", own.my_account, name="account_set_password"),
    path("password/forgotten/", entrance.forgotten_password, name="account_reset_password"),
    path(
        "password/forgotten/sent/",
        entrance.forgotten_password_sent,
        name="account_reset_password_done",
    ),
    path(
        "password/new/done/",
        entrance.new_password_set,
        name="account_reset_password_from_key_done",
    ),
    path(
        "password/new/<str:token>/",
        entrance.new_password,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", own.second_factor_choice, name="mfa_index"),
    path("second-factor/codes/", own.add_codes, name="mfa_activate_totp"),
    path("second-factor/codes/remove/", own.remove_codes, name="mfa_deactivate_totp"),
    path("second-factor/passkeys/add/", own.add_passkey, name="mfa_add_webauthn"),
    path("second-factor/passkeys/", own.second_factor_choice, name="mfa_list_webauthn"),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        own.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("second-factor/recovery-codes/", own.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        own.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "single-sign-on/<str:provider_id>/",
        joining.single_sign_on,
        name="openid_connect_login",
    ),
    path(
        "single-sign-on/<str:provider_id>/callback/",
        joining.back_from_single_sign_on,
        name="openid_connect_callback",
    ),
    path("not-invited/", joining.not_invited, name="account_signup"),
    path("not-invited/", joining.not_invited, name="socialaccount_signup"),
    path("sign-on-failed/", joining.sign_on_failed, name="socialaccount_login_error"),
    path("sign-on-failed/", joining.sign_on_failed, name="socialaccount_login_cancelled"),
    path("", own.my_account, name="socialaccount_connections"),
    path("", own.my_account, name="account_email"),
]
