#!/bin/sh
# Gives the roles of set-up/roles.sql their passwords, from the environment. The database's image
# runs it once, on the empty database. psql reads them itself, so no list of processes shows them.
set -eu
psql -q -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d sightline <<'END'
\getenv owner SIGHTLINE_OWNER_PASSWORD
\getenv web SIGHTLINE_WEB_PASSWORD
\getenv worker SIGHTLINE_WORKER_PASSWORD
\getenv backup SIGHTLINE_BACKUP_PASSWORD
-- a restore drill proves a backup in a database of its own
ALTER ROLE sightline_owner CREATEDB PASSWORD :'owner';
ALTER ROLE sightline_web PASSWORD :'web';
ALTER ROLE sightline_worker PASSWORD :'worker';
ALTER ROLE sightline_backup PASSWORD :'backup';
END
