"""Addresses of signing in and of one's own account. Names without a room are allauth's."""

from __future__ import annotations

from django.urls import include, path, re_path

from sightline.foundation.accounts import views

own = [
    path("", views.my_account, name="home"),
    path("second-factor/", views.second_factor_choice, name="second-factor"),
    path("sessions/", views.my_sessions, name="sessions"),
    path("sessions/end/", views.end_session, name="end-session"),
    path("join/<str:token>/", views.join, name="join"),
    path("link/", views.request_link, name="request-link"),
    path("link/<str:token>/", views.sign_in_by_link, name="sign-in-by-link"),
    path("not-invited/", views.not_invited, name="not-invited"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/passkey/", views.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/code/", views.give_second_factor, name="mfa_authenticate"),
    path("logout/", views.sign_out, name="account_logout"),
    path("shut/", views.not_active, name="account_inactive"),
    path("confirm/", views.confirm, name="account_reauthenticate"),
    path("confirm/code/", views.confirm_by_code, name="mfa_reauthenticate"),
    path("confirm/passkey/", views.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("password/", views.change_password, name="account_change_password"),
    path("password/first/", views.my_account, name="account_set_password"),
    path("password/forgotten/", views.forgotten_password, name="account_reset_password"),
    path(
        "password/forgotten/sent/",
        views.forgotten_password_sent,
        name="account_reset_password_done",
    ),
    path(
        "password/new/done/",
        views.new_password_set,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.new_password,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", views.second_factor_choice, name="mfa_index"),
    path("second-factor/codes/", views.add_codes, name="mfa_activate_totp"),
    path("second-factor/codes/remove/", views.remove_codes, name="mfa_deactivate_totp"),
    path("second-factor/passkeys/add/", views.add_passkey, name="mfa_add_webauthn"),
    path("second-factor/passkeys/", views.second_factor_choice, name="mfa_list_webauthn"),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        views.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("second-factor/recovery-codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        views.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "single-sign-on/<str:provider_id>/",
        views.single_sign_on,
        name="openid_connect_login",
    ),
    path(
        "single-sign-on/<str:provider_id>/callback/",
        views.back_from_single_sign_on,
        name="openid_connect_callback",
    ),
    path("not-invited/", views.not_invited, name="account_signup"),
    path("not-invited/", views.not_invited, name="socialaccount_signup"),
    path("sign-on-failed/", views.sign_on_failed, name="socialaccount_login_error"),
    path("sign-on-failed/", views.sign_on_failed, name="socialaccount_login_cancelled"),
    path("", views.my_account, name="socialaccount_connections"),
    path("", views.my_account, name="account_email"),
]
