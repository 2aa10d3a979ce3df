#!/bin/sh
# Run once by the postgres image on an empty data folder: the three roles of docs/architecture.md.
# On a server of one's own, run the same statements by hand, as its administrator.
set -eu

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner="$BW_OWNER_PASSWORD" --set app="$BW_APP_PASSWORD" --set worker="$BW_WORKER_PASSWORD" <<'SQL'
CREATE ROLE bw_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE bw_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app';
CREATE ROLE bw_worker LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'worker';
CREATE DATABASE betterwork OWNER bw_owner;
REVOKE CONNECT ON DATABASE betterwork FROM PUBLIC;
GRANT CONNECT ON DATABASE betterwork TO bw_app, bw_worker;
SQL
