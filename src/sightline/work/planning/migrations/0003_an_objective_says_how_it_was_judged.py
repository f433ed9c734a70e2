"""An objective says how each side of it was judged last: a plan of forty looked through every
judgement of its years, and a list of them asked six times for each row. The database tells it."""

from __future__ import annotations

from itertools import product
from typing import Any

from django.db import migrations, models

from sightline.foundation.row_policies import OWNER

SIDE = """IF NEW.side = '{side}' THEN
        UPDATE planning_objective SET {side} = NEW.value, {side}_on = NEW.judged_on,
            {side}_words = NEW.words
        WHERE id = NEW.objective_id AND COALESCE({side}_on <= NEW.judged_on, true);
    END IF;"""
LAST = """UPDATE planning_objective o
    SET {side} = j.value, {side}_on = j.judged_on, {side}_words = j.words
    FROM (SELECT DISTINCT ON (objective_id) objective_id, value, judged_on, words
          FROM planning_judgement WHERE side = '{side}'
          ORDER BY objective_id, judged_on DESC, id DESC) j
    WHERE j.objective_id = o.id"""
SIDES = ("progress", "impact")
TOLD = (
    # who judges an objective, such as the chair of its group, may change nothing else of it
    f"CREATE POLICY owner_tells ON planning_objective FOR UPDATE TO {OWNER} USING (true)",
    *(LAST.format(side=side) for side in SIDES),
    f"""CREATE FUNCTION planning_objective_is_judged() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    {" ".join(SIDE.format(side=side) for side in SIDES)}
    RETURN NULL;
END $$""",
    """CREATE TRIGGER is_judged AFTER INSERT ON planning_judgement
    FOR EACH ROW EXECUTE FUNCTION planning_objective_is_judged()""",
)
BACK = (
    "DROP TRIGGER is_judged ON planning_judgement",
    "DROP FUNCTION planning_objective_is_judged()",
    "DROP POLICY owner_tells ON planning_objective",
)
KINDS: dict[str, models.Field[Any, Any]] = {
    "": models.CharField(max_length=14, null=True),
    "_on": models.DateField(null=True),
    "_words": models.TextField(blank=True, db_default="", default=""),
}


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_risks")]
    operations = [
        *(
            migrations.AddField("objective", f"{side}{name}", kind)
            for side, (name, kind) in product(SIDES, KINDS.items())
        ),
        migrations.RunSQL(TOLD, BACK),
    ]
