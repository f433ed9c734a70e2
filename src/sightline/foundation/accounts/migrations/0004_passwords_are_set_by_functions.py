"""The web process writes no password any more. A link sets the password of the account it was made
for, once and within its hour; who is signed in and has just said who they are sets their own. Both
go by a function that runs as the owner of the tables, and nothing else does."""

from __future__ import annotations

from django.db import migrations, models

MANAGES = """EXISTS (SELECT FROM unnest(sightline_keys()) AS key
        WHERE key LIKE 'capacity:%:business-manager'
           OR key LIKE 'capacity:%:system-administrator')"""

PEOPLE = """
CREATE FUNCTION accounts_person_has_no_password_yet() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_user = 'sightline_web' AND NEW.password NOT LIKE '!%' THEN
        RAISE EXCEPTION 'who is made chooses a password by a link';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_password_yet BEFORE INSERT ON accounts_person
FOR EACH ROW EXECUTE FUNCTION accounts_person_has_no_password_yet();
REVOKE UPDATE ON accounts_person FROM sightline_web;
GRANT UPDATE (email, name, is_active, is_invented) ON accounts_person TO sightline_web;
CREATE POLICY owner_sets_password ON accounts_person FOR UPDATE TO sightline_owner USING (true);
CREATE POLICY owner_uses_up ON accounts_invitation FOR UPDATE TO sightline_owner USING (true);
"""
NO_PEOPLE = """
DROP TRIGGER no_password_yet ON accounts_person;
DROP FUNCTION accounts_person_has_no_password_yet();
GRANT UPDATE ON accounts_person TO sightline_web;
DROP POLICY owner_sets_password ON accounts_person;
DROP POLICY owner_uses_up ON accounts_invitation;
"""

# A link to choose a new password is for who has one; a link to sign in, for who has none.
LINKS = """
CREATE OR REPLACE FUNCTION accounts_invitation_is_only_used_up() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_user <> 'sightline_web' THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.purpose IN ('sign-in', 'password') THEN
            IF NEW.invited_by_id IS NULL AND NEW.expires_at <= NEW.invited_at + interval '1 hour'
               AND EXISTS (
                SELECT FROM accounts_person p
                WHERE p.id = NEW.person_id AND p.is_active
                  AND (p.password LIKE '!%') = (NEW.purpose = 'sign-in'))
            THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'this link is for somebody else';
        END IF;
        IF MANAGES THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'people are asked to join by who manages accounts';
    END IF;
    IF to_jsonb(NEW) - 'used_at' - 'withdrawn_at' <> to_jsonb(OLD) - 'used_at' - 'withdrawn_at'
       OR (OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at)
       OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
    THEN
        RAISE EXCEPTION 'a link is used up or withdrawn, and nothing else';
    END IF;
    RETURN NEW;
END $$;
""".replace("MANAGES", MANAGES)

BY_LINK = """
CREATE FUNCTION sightline_password_by_link(token text, purpose text, hash text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose bigint;
BEGIN
    IF $2 NOT IN ('join', 'password') OR $3 NOT LIKE 'argon2%' THEN RETURN NULL; END IF;
    UPDATE accounts_invitation i SET used_at = statement_timestamp()
    WHERE i.token_hash = sightline_token_hash($1) AND i.purpose = $2
      AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > statement_timestamp()
      AND EXISTS (SELECT FROM accounts_person p WHERE p.id = i.person_id AND p.is_active)
    RETURNING i.person_id INTO whose;
    IF whose IS NULL THEN RETURN NULL; END IF;
    UPDATE accounts_person p SET password = $3 WHERE p.id = whose;
    UPDATE accounts_invitation i SET withdrawn_at = statement_timestamp()
    WHERE i.person_id = whose AND i.purpose = 'password'
      AND i.used_at IS NULL AND i.withdrawn_at IS NULL;
    RETURN whose;
END $$;
"""

# ten minutes, as everywhere where somebody has to say again who they are
OWN = """
CREATE FUNCTION sightline_own_password(hash text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose bigint;
BEGIN
    SELECT s.person_id INTO whose
    FROM sightline_live_session(current_setting('sightline.token', true)) s
    WHERE s.stepped_up_at > statement_timestamp() - interval '10 minutes';
    IF whose IS NULL OR $1 NOT LIKE 'argon2%' THEN RETURN false; END IF;
    UPDATE accounts_person p SET password = $1 WHERE p.id = whose;
    RETURN true;
END $$;
"""
RIGHTS = """
REVOKE ALL ON FUNCTION sightline_password_by_link(text, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION sightline_own_password(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_password_by_link(text, text, text)
TO sightline_web, sightline_worker;
GRANT EXECUTE ON FUNCTION sightline_own_password(text) TO sightline_web, sightline_worker;
"""
GONE = """
DROP FUNCTION sightline_password_by_link(text, text, text);
DROP FUNCTION sightline_own_password(text);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_who_may_sign_in_is_decided_by_few")]
    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("join", "Join"),
                    ("sign-in", "Sign in once"),
                    ("password", "Choose a new password"),
                ],
                default="join",
                max_length=8,
            ),
        ),
        migrations.RunSQL(PEOPLE, NO_PEOPLE),
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
        migrations.RunSQL([BY_LINK, OWN, RIGHTS], GONE),
    ]
