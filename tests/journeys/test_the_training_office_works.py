"""The training office on a phone (R8.2, R8.3): programme, bookings, charges, the credit for trainer
days, reports and needs."""

from __future__ import annotations

import pytest

from journeys.conftest import Arrival

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_office_reads_bookings_charges_and_needs_and_sets_the_credit(
    signed_in: Arrival,
) -> None:
    office = signed_in("training.coordinator", phone=True)
    office.goes_to("/programme").is_at("Training programme")
    office.goes_to("/training/team").is_at("All bookings")
    office.goes_to("/training/charges").is_at("Charges").sees("Did not attend")
    office.goes_to("/programme/rules").follows("Change the credit for trainer days")
    office.enters("Credit for a day of teaching", "250").presses("Save").sees("£250.00")
    office.goes_to("/programme/reports").goes_to("/training/needs")
