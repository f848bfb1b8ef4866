#!/bin/sh
# Makes the two roles of the site: kilowire_owner, with which "prepare" makes and changes the tables, and
# kilowire_site, which reads and writes rows and can change no table. The image of PostgreSQL runs this with a new
# database; run it by hand on one of an earlier version, whose tables it hands over. It can be run again.
set -eu

psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set owner_password `cat "${SECRETS:-/run/secrets}/database_owner_password"`
\set site_password `cat "${SECRETS:-/run/secrets}/database_site_password"`

SELECT format('CREATE ROLE %I', name) FROM unnest(ARRAY['kilowire_owner', 'kilowire_site']) AS name
  WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec
ALTER ROLE kilowire_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE kilowire_site LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'site_password';

ALTER DATABASE :"DBNAME" OWNER TO kilowire_owner;
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO kilowire_site;
ALTER SCHEMA public OWNER TO kilowire_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kilowire_site;

-- What an earlier version made as the administrator; a table's sequences follow it.
SELECT format('ALTER TABLE %s OWNER TO kilowire_owner', oid::regclass) FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') \gexec
SELECT format('ALTER FUNCTION %s OWNER TO kilowire_owner', oid::regprocedure) FROM pg_proc
  WHERE pronamespace = 'public'::regnamespace \gexec

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kilowire_site;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO kilowire_site;
ALTER DEFAULT PRIVILEGES FOR ROLE kilowire_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kilowire_site;
ALTER DEFAULT PRIVILEGES FOR ROLE kilowire_owner IN SCHEMA public
  GRANT USAGE, SELECT ON SEQUENCES TO kilowire_site;
SQL
