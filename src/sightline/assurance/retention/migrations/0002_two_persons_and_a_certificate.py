"""What is destroyed, by whom, and how: see docs/decisions/019.

The guards of every table that hangs on a record let a row go only while the database itself
destroys it, in the one function that asks for two persons, the period, and that nothing holds it.
"""

from __future__ import annotations

from django.db import migrations

from sightline.assurance.retention.migrations import _destroying, _hanging, _reckoning
from sightline.foundation import row_policies
from sightline.foundation.row_policies import KEYS, OWNER, RECORD, WEB, WORKER

OVERSEER = row_policies.capacity("data-protection-officer")
OFFICE = row_policies.capacity("business-manager", "data-protection-officer")
READS = row_policies.capacity(
    "business-manager", "caseworker", "data-protection-officer", "lead-partner"
)
OF_RECORD = row_policies.capacity_at_record(
    "business-manager", "caseworker", "data-protection-officer", "lead-partner"
)
PROPOSES = row_policies.capacity_at_record(
    "business-manager", "caseworker", "data-protection-officer"
)
ANSWERS = row_policies.capacity_at_record(
    "business-manager", "data-protection-officer", "lead-partner"
)
ME = "(SELECT sightline_person())"
OWN_PARTNERSHIP = (
    "partnership_id = (SELECT r.partnership_id FROM records_record r WHERE r.id = record_id)"
)
CERTIFICATE = "retention_certificate"
IN_CERTIFICATE = (
    f"({OVERSEER} OR proposed_by_number = {ME} OR decided_by_number = {ME}"
    f" OR {ME} = ANY(open_to) OR ((marking = 'public' OR marking = 'internal') AND {OFFICE})"
    f" OR (audience::text[] && {KEYS} AND {READS}))"
)


class Migration(migrations.Migration):
    # every room with a table that hangs on a record: its guards are opened here
    dependencies = [
        ("retention", "0001_initial"),
        ("accounts", "0003_who_may_sign_in_is_decided_by_few"),
        ("actions", "0005_live_actions_in_order"),
        ("diary", "0001_initial"),
        ("drafts", "0001_initial"),
        ("duties", "0004_drafts"),
        ("evidence", "0006_search_knows_what_arises"),
        ("files", "0001_initial"),
        ("governance", "0025_packs_are_issued"),
        ("outbox", "0001_initial"),
        ("performance", "0012_report_received"),
        ("planning", "0002_risks"),
        ("records", "0015_the_seal_is_read_at_once"),
        ("reviews", "0017_disclosures"),
        ("trail", "0001_initial"),
        ("training", "0011_credit_and_indexes"),
    ]
    operations = [
        row_policies.protect(
            "retention_period",
            read=row_policies.STAFF,
            write=f"set_by_id = {ME} AND {OFFICE}",
            change="false",
        ),
        row_policies.append_only("retention_period"),
        row_policies.protect(
            "retention_hold",
            read=OF_RECORD,
            write=f"put_by_id = {ME} AND {OWN_PARTNERSHIP} AND {PROPOSES}",
            change=PROPOSES,
        ),
        row_policies.never_deleted("retention_hold"),
        row_policies.protect(
            "retention_proposal",
            read=OF_RECORD,
            write=f"proposed_by_id = {ME} AND {PROPOSES}",
            change="false",
        ),
        row_policies.append_only("retention_proposal"),
        row_policies.protect(
            "retention_decision",
            read=OF_RECORD,
            write=f"decided_by_id = {ME} AND {ANSWERS} AND {RECORD}",
            change="false",
        ),
        row_policies.append_only("retention_decision"),
        row_policies.protect(
            CERTIFICATE,
            read=IN_CERTIFICATE,
            write="false",
            change="false",
            never=f"{ME} = ANY(hidden_from)",
        ),
        row_policies.append_only(CERTIFICATE),
        migrations.RunSQL(
            [
                _reckoning.TABLES,
                _reckoning.DOOMED,
                _reckoning.FILES,
                _reckoning.TRACES,
                _reckoning.DOOM,
                _reckoning.WEIGH,
                *_reckoning.CLOSED,
                _reckoning.GUARDS,
                _destroying.PROPOSING,
                _destroying.DECIDING,
                _destroying.HOLDING,
                _destroying.CERTIFY,
                _destroying.DESTROY,
                f"REVOKE INSERT ON {CERTIFICATE} FROM {WEB}, {WORKER}",
                f"CREATE POLICY owner_certifies ON {CERTIFICATE} FOR INSERT TO {OWNER} "
                "WITH CHECK (sightline_is_destroying())",
            ],
            migrations.RunSQL.noop,
        ),
        _hanging.hang(
            is_=_hanging.IS, goes=_hanging.GOES, clears=_hanging.CLEARS, holds=_hanging.HOLDS
        ),
    ]
