-- The database roles of Sightline and what each may do. Run it in Sightline's own, empty database
-- as a role that may create roles; running it again changes nothing. It sets no passwords:
--
--     createdb sightline
--     psql sightline -v ON_ERROR_STOP=1 -f set-up/roles.sql
--     psql sightline -c '\password sightline_owner'        and the same for the other three
--
-- sightline_owner   owns the tables and runs migrations; bound by the row policies like the rest
-- sightline_web     serves pages; sees what the person behind the session may see
-- sightline_worker  runs jobs for everybody; may not change the shape of anything
-- sightline_backup  reads everything and writes nothing

DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['sightline_web', 'sightline_worker', 'sightline_backup',
                                  'sightline_owner'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', wanted);
        END IF;
    END LOOP;
    -- Without BYPASSRLS a backup would miss rows; where a service forbids it, its own
    -- snapshots take the place of `sightline backup` (docs/how-to/operate.md).
    IF NOT (SELECT rolbypassrls FROM pg_roles WHERE rolname = 'sightline_backup') THEN
        ALTER ROLE sightline_backup BYPASSRLS;
    END IF;
END $$;

GRANT pg_read_all_data TO sightline_backup;

-- The owner must own the database, so that it may make the schema's contents anew on a restore.
-- Giving a database away takes membership of the new owner.
DO $$
BEGIN
    IF (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database())
       <> 'sightline_owner' THEN
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            EXECUTE format('GRANT sightline_owner TO %I', current_user);
        END IF;
        EXECUTE format('ALTER DATABASE %I OWNER TO sightline_owner', current_database());
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO sightline_web, sightline_worker, '
                   'sightline_backup', current_database());
    -- a file of figures is laid aside and compared before any of it counts
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO sightline_worker', current_database());
END $$;

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sightline_web, sightline_worker, sightline_backup;
