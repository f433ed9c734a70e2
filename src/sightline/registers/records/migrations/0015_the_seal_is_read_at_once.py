"""The seal is read in one function instead of two, and its own settings are left out.

Every row policy reads it, several times a statement. `sightline_kept` is called by functions of the
owner alone, which have set where names are looked up and as whom: it need not do so again. What is
sealed, and how, stays as decision 009 says.
"""

from __future__ import annotations

from django.db import migrations

SEAL = """encode(sha256(key || sha256(key || convert_to(
        pg_backend_pid() || '|' || extract(epoch FROM transaction_timestamp()) || '|'
        || COALESCE(current_setting('sightline.token', true), '') || '|'
        || COALESCE(current_setting('sightline.feed', true), '') || '|' || said,
        'UTF8'))), 'hex')"""
KEPT = f"""
CREATE OR REPLACE FUNCTION sightline_kept(part integer) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    setting text := current_setting('sightline.kept', true);
    key bytea;
    said text;
BEGIN
    IF setting IS NULL OR length(setting) < 66 THEN RETURN NULL; END IF;
    said := substr(setting, 65);
    SELECT secret INTO key FROM accounts_seal;
    IF left(setting, 64) <> {SEAL}
       OR extract(epoch FROM statement_timestamp()) - split_part(said, E'\\x1f', 1)::numeric > 1
    THEN RETURN NULL; END IF;
    RETURN split_part(said, E'\\x1f', part);
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION sightline_kept(part integer) RETURNS text LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    setting text := current_setting('sightline.kept', true);
    said text;
BEGIN
    IF setting IS NULL OR length(setting) < 66 THEN RETURN NULL; END IF;
    said := substr(setting, 65);
    IF left(setting, 64) <> sightline_sealed(said)
       OR extract(epoch FROM statement_timestamp()) - split_part(said, E'\\x1f', 1)::numeric > 1
    THEN RETURN NULL; END IF;
    RETURN split_part(said, E'\\x1f', part);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0014_held_more_closely")]
    operations = [migrations.RunSQL(KEPT, BEFORE)]
