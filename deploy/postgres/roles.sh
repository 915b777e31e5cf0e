#!/bin/sh
# Runs once, when the database of docker-compose.yml is made: the role that brokers work as. It owns nothing, so that nobody who gets into
# a broker can change what stands in the log; the owner gives it what it needs at each start (server/store/open-postgres.ts).
#
#   BROKER_PASSWORD_FILE          the file with the password of that role
#   POSTGRES_USER, POSTGRES_DB    the owner and the database, as the image has just made them
set -eu
: "${BROKER_PASSWORD_FILE:?names the file with the password of the role permesso}"

# psql reads the file itself: everybody on a machine may read a command line.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set password `cat "$BROKER_PASSWORD_FILE"`
create role permesso login password :'password';
SQL
