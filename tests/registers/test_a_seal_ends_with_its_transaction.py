"""What a request keeps of who asks is sealed for its own transaction and no other."""

from __future__ import annotations

import pytest
from django.db import transaction

from registers.test_who_asks_is_worked_out_once import BEGIN, kept, one, set_kept


@pytest.mark.usefixtures("own_database")
def test_what_was_kept_ends_with_its_transaction() -> None:
    """The same token, the same connection, a moment later: the seal is of another transaction."""
    with transaction.atomic():
        one("SELECT set_config('role', 'sightline_owner', true)")
        one(BEGIN, "", True)
        of_the_first = kept()
        assert one("SELECT sightline_kept(3)") == ("{public}",)
    with transaction.atomic():
        one("SELECT set_config('role', 'sightline_owner', true)")
        assert kept() == ""
        set_kept(of_the_first)
        assert one("SELECT sightline_kept(3)") == (None,)
