"""Browsers for the pages of the partnership: each request runs as the web process."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builders import partnership as build
from clients import Visitor
from sightline.foundation.accounts.models import Person
from sightline.registers.partnership.models import Partnership


@pytest.fixture
def browse(db: None, plain_surroundings: None) -> Callable[..., Visitor]:
    """Open a browser for a person, or for nobody in particular."""
    return Visitor


@pytest.fixture
def ours(db: None) -> Partnership:
    """Wakefield, loaded."""
    return build.wakefield()


@pytest.fixture
def business_manager(ours: Partnership) -> Person:
    """Runs the business unit, and appoints people."""
    return build.appointed(ours, "business-manager", build.person("Bea Tordoff")).person


@pytest.fixture
def lead_partner(ours: Partnership) -> Person:
    """Speaks for the police among the three safeguarding partners."""
    return build.appointed(ours, "executive-lead-police", build.person("Pia Holroyd")).person


@pytest.fixture
def forum_member(ours: Partnership) -> Person:
    """Comes to the forum: may be a parent or a young person."""
    return build.appointed(ours, "masc-parents-carers", build.person("Fay Sugden")).person
