"""Who is named to a case reads in the trail who opened it and what arises from it, as the data
protection officer does of every case."""

from django.db import migrations

from sightline.foundation import row_policies

OWN_CASE = f"""kind <> 'change' AND EXISTS (
    SELECT 1 FROM records_record r JOIN reviews_named n ON n.record_id IN (r.id, r.arises_from_id)
    WHERE r.reference = about AND r.partnership_id = trail_trailevent.partnership_id
    AND n.ended_at IS NULL AND ARRAY['seat:' || n.seat_id] && {row_policies.KEYS} OFFSET 0)"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_the_trail_of_what_one_sees"),
        ("reviews", "0012_deciders_window"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE POLICY web_read_own_case ON trail_trailevent FOR SELECT TO sightline_web"
            f" USING ({OWN_CASE})",
            "DROP POLICY web_read_own_case ON trail_trailevent",
        ),
    ]
