"""The edition of the register, asked on most pages: its plan is kept like those of the policies."""

from __future__ import annotations

from django.db import migrations

EDITION = """
CREATE OR REPLACE FUNCTION sightline_register_edition(partnership bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT partnership = ANY(sightline_partnerships()) THEN RETURN NULL; END IF;
    RETURN (SELECT format('%s.%s.%s.%s.%s.%s.%s.%s',
        (SELECT last_id FROM trail_head WHERE chain = partnership),
        (SELECT max(id) FROM duties_fulfilment),
        (SELECT max(id) FROM duties_runningclock),
        (SELECT max(id) FROM duties_dispensation),
        (SELECT max(id) FROM partnership_contradictiondecision),
        (SELECT max(id) FROM partnership_oneoffday),
        (SELECT max(id) FROM partnership_seat),
        (SELECT max(id) FROM partnership_arrangementversion)));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0002_edition_of_the_register"),
        ("records", "0004_who_asks_is_worked_out_once"),
    ]
    operations = [migrations.RunSQL(EDITION, migrations.RunSQL.noop)]
