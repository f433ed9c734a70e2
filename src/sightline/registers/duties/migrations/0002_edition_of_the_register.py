"""One short text that changes whenever anything the register of duties is made of changes."""

from __future__ import annotations

from django.db import migrations

EDITION = """
-- Every change writes the trail, and locks its head until it is committed: whoever reads the head
-- first and the register after it never keeps an older register under a newer head. Numbers of
-- rows are counted in as well, for what was entered without a line of the trail.
CREATE FUNCTION sightline_register_edition(partnership bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT format('%s.%s.%s.%s.%s.%s.%s.%s',
        (SELECT last_id FROM trail_head WHERE chain = partnership),
        (SELECT max(id) FROM duties_fulfilment),
        (SELECT max(id) FROM duties_runningclock),
        (SELECT max(id) FROM duties_dispensation),
        (SELECT max(id) FROM partnership_contradictiondecision),
        (SELECT max(id) FROM partnership_oneoffday),
        (SELECT max(id) FROM partnership_seat),
        (SELECT max(id) FROM partnership_arrangementversion))
    WHERE partnership = ANY(sightline_partnerships())
$$;
REVOKE ALL ON FUNCTION sightline_register_edition(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_register_edition(bigint) TO sightline_web, sightline_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0001_initial"),
        ("trail", "0001_initial"),
        ("partnership", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(EDITION, "DROP FUNCTION sightline_register_edition(bigint)"),
    ]
