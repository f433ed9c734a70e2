"""No address is open by omission: each states its permission, or is on a short list here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from house.source import may_reach, room_of
from sightline.foundation.permissions import Permission
from sightline.web.describing import Address, addresses, declared_permissions

# Open to everyone, signed in or not.
PUBLIC = {
    # at the address of packages, where nobody is signed in: whoever holds a signed address
    "training:package_frame",
    "training:package_file",
    # signing in: nobody is known yet
    "accounts:join",
    "accounts:request-link",
    "accounts:sign-in-by-link",
    "accounts:not-invited",
    "account_login",
    "mfa_authenticate",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_from_key",
    "openid_connect_login",
    "account_signup",
    "socialaccount_signup",
    "socialaccount_login_error",
    "socialaccount_login_cancelled",
    # by the token of a program, and what it may ask for
    "performance:interface_description",
    "performance:program_indicators",
    "performance:program_lines",
    "performance:program_values",
    # what the partnership publishes
    "reviews:published_review",
    "reviews:published_review_pdf",
    "reviews:published_reviews",
    "performance:headlines",
    "training:catalogue",
    "training:check_certificate",
    "training:consent",  # by a one-time link
    "training:course",
    "training:event",
    "training:questions_by_link",  # by a one-time link
    "partnership:accessibility",
    "partnership:arrangements",
    "partnership:cookies",
    "partnership:group",
    "partnership:partner",
    "partnership:partners",
    "partnership:privacy",
    "partnership:raise_a_concern",
    "partnership:section",
    "partnership:structure",
    "web:public_home",
    # a calendar program has no session: the secret in the address says whose dates it may read
    "diary:feed",
    # a member of the forum has no account: a one-time link opens one pack
    "governance:open_pack",
    # answers only where SIGHTLINE_DEMONSTRATION is on
    "web:demonstration",
    "web:demonstration_sign_in",
}
# For anyone signed in, with or without a seat: their own account.
SIGNED_IN = {
    "accounts:home",
    "web:choose_partnership",
    "accounts:second-factor",
    "accounts:sessions",
    "accounts:end-session",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "socialaccount_connections",
    "account_email",
}


def ours() -> list[Address]:
    return [one for one in addresses() if one.module.startswith("sightline.")]


def test_there_are_addresses() -> None:
    assert len(ours()) > 10


def test_every_address_of_ours_states_its_permission() -> None:
    assert [one.path for one in ours() if one.permission is None] == []


def test_every_other_address_is_allauths() -> None:
    others = {one.module.partition(".")[0] for one in addresses()} - {"sightline"}
    assert others <= {"allauth"}


def test_the_public_addresses_are_those_listed() -> None:
    assert {one.name for one in ours() if one.permission == "public"} == PUBLIC


def test_the_addresses_of_ones_own_account_are_those_listed() -> None:
    assert {one.name for one in ours() if one.permission == "signed-in"} == SIGNED_IN


def test_a_permission_is_declared_in_the_addresss_own_room_or_below() -> None:
    home = {permission: module for module, permission in declared_permissions()}
    wrong = []
    for one in ours():
        if not isinstance(one.permission, Permission):
            continue
        here, there = room_of(one.module), room_of(home.get(one.permission, ""))
        if here is None or there is None or not may_reach(here, there):
            wrong.append(one.path)
    assert wrong == []


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def test_every_address_of_ours_has_a_name() -> None:
    unnamed = [
        str(pattern.pattern)
        for pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("sightline.") and not pattern.name
    ]
    assert unnamed == []


@pytest.mark.parametrize("door", ["page", "signed_in_page", "public_page"])
def test_a_door_keeps_the_name_of_its_view(door: str) -> None:
    """Generated docs and the checks above read module and name through the door."""
    from sightline.foundation import requests

    def view() -> None: ...

    opened = getattr(requests, door)
    wrapped = opened(Permission("x", "X", frozenset()))(view) if door == "page" else opened(view)
    assert (wrapped.__name__, wrapped.__module__) == ("view", __name__)
