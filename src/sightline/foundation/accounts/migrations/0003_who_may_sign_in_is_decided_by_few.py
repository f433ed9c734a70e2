"""What the web process may not do to people and invitations, whatever statement reaches it.

Signing in begins before anyone is known, so the policies of both tables let everybody in. These
triggers say what is left: only who manages accounts makes people, moves their address or name,
shuts them out or asks them to join; and a link never changes what it is and whose, it is only used
up. Passwords are still set before anyone is known: a forgotten one is chosen anew by a signed link.
"""

from __future__ import annotations

from django.db import migrations

MANAGES = """EXISTS (SELECT FROM unnest(sightline_keys()) AS key
        WHERE key LIKE 'capacity:%:business-manager'
           OR key LIKE 'capacity:%:system-administrator')"""

FORWARD = f"""
CREATE FUNCTION accounts_person_is_made_by_few() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_user <> 'sightline_web' OR {MANAGES} THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'people are made by who manages accounts';
    END IF;
    IF (NEW.id, NEW.email, NEW.name, NEW.is_active, NEW.is_invented, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.email, OLD.name, OLD.is_active, OLD.is_invented, OLD.created_at)
    THEN
        RAISE EXCEPTION 'who a person is, is changed by who manages accounts';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER made_by_few BEFORE INSERT OR UPDATE ON accounts_person
FOR EACH ROW EXECUTE FUNCTION accounts_person_is_made_by_few();

CREATE FUNCTION accounts_invitation_is_only_used_up() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_user <> 'sightline_web' THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF {MANAGES} THEN RETURN NEW; END IF;
        -- a link to sign in once is mailed to who asks for it and has no password
        IF NEW.purpose = 'sign-in' AND NEW.invited_by_id IS NULL AND EXISTS (
            SELECT FROM accounts_person p
            WHERE p.id = NEW.person_id AND p.is_active AND p.password LIKE '!%')
        THEN
            RETURN NEW;
        END IF;
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
CREATE TRIGGER only_used_up BEFORE INSERT OR UPDATE ON accounts_invitation
FOR EACH ROW EXECUTE FUNCTION accounts_invitation_is_only_used_up();
"""
BACK = """
DROP TRIGGER made_by_few ON accounts_person;
DROP FUNCTION accounts_person_is_made_by_few();
DROP TRIGGER only_used_up ON accounts_invitation;
DROP FUNCTION accounts_invitation_is_only_used_up();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_rights_on_sign_in_tables")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
