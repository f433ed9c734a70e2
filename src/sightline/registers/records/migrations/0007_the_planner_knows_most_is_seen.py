"""Two things told to the planner, so that what a page reads does not grow with the years.

It took it that one record in a hundred is in the reader's audience, for it cannot look into the
keys; asked twice, by the code and by the policy, that one in ten thousand is seen. A list of the
newest fifty was then made by gathering and sorting every year. Nearly all a person asks for is
seen: in COALESCE it reckons with half, and takes the newest from the index. And a token has one
session, not the thousand it reckons with: to find their people it read everybody's account.

And words are sorted into their index at once: what waits to be sorted in, every search reads.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from sightline.foundation import row_policies

READ = f"""(
    (marking = 'public' AND (opens_at IS NULL OR opens_at <= now()))
    OR (marking <> 'identified' AND COALESCE(audience::text[] && {row_policies.KEYS}, false))
    OR id = ANY((SELECT sightline_granted())::bigint[])
)"""
TOLD: tuple[str, ...] = (
    f"ALTER POLICY web_read ON records_record USING ({READ})",
    f"ALTER POLICY web_change ON records_record USING ({READ} AND {row_policies.STAFF})",
    "ALTER FUNCTION sightline_live_session(text) ROWS 1",
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("records", "0006_words_are_found_by_partnership"),
    ]
    operations = [
        migrations.RunSQL([*TOLD], migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="record", name="record_words"),
        migrations.AddIndex(
            model_name="record",
            index=GinIndex(fields=["words"], name="record_words", fastupdate=False),
        ),
    ]
