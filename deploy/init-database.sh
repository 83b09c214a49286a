#!/usr/bin/env bash
# Run once by the PostgreSQL image, when its data directory is still empty: the roles, and their passwords.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --file /deploy/roles.sql
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
	--set owner="$REFLECT_OWNER_PASSWORD" --set app="$REFLECT_APP_PASSWORD" <<'SQL'
ALTER ROLE reflect_owner PASSWORD :'owner';
ALTER ROLE reflect_app PASSWORD :'app';
SQL
