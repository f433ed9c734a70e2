"""What the processes may do with the tables that sign-in brings along, and where used codes and
other short-lived marks are kept for all processes together."""

from typing import Any

from django.db import migrations

from sightline.foundation.row_policies import BACKUP, WEB, WORKER

# a passkey removed, recovery codes replaced, an organisation's sign-in undone: these rows go
OWN = ["account_emailaddress", "mfa_authenticator", "socialaccount_socialaccount"]
# applications come from settings and tokens are not stored: these stay empty
EMPTY = ["account_emailconfirmation", "socialaccount_socialapp", "socialaccount_socialtoken"]
CACHE = """
CREATE TABLE accounts_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
)
"""
FORWARD: list[Any] = [
    CACHE,
    "CREATE INDEX accounts_cache_expires ON accounts_cache (expires)",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_cache, {', '.join(OWN)} TO {WEB}, {WORKER}",
    f"GRANT SELECT ON {', '.join(EMPTY)} TO {WEB}, {WORKER}",
    f"REVOKE INSERT, UPDATE ON {', '.join(EMPTY)} FROM {WEB}, {WORKER}",
    f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}, {WORKER}",
    f"GRANT SELECT ON accounts_cache, {', '.join(OWN + EMPTY)} TO {BACKUP}",
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [migrations.RunSQL(FORWARD, ["DROP TABLE accounts_cache"])]
