#!/usr/bin/env bash
# A PostgreSQL server for tests: unprivileged, in a folder of its own, on a socket in that folder and on no network.
#
#   tests/databases/postgresql.sh start FOLDER    starts it and prints an address as SQLAlchemy takes it
#   tests/databases/postgresql.sh stop FOLDER     stops it at once, as a crash would
#
# Exit code 3: no server is installed here.
set -euo pipefail
what="$1"
folder="$(realpath "$2")"

bin="$(dirname "$(command -v pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | tail -n 1)")"
if [ ! -x "$bin/pg_ctl" ] || [ ! -x "$bin/initdb" ]; then
  echo "no PostgreSQL server is installed here" >&2
  exit 3
fi

# The server refuses to run as root: then it runs as nobody.
unprivileged() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$folder" PATH="$bin:$PATH" LC_ALL=C.UTF-8 "$@"
  else
    env PATH="$bin:$PATH" LC_ALL=C.UTF-8 "$@"
  fi
}

case "$what" in
  start)
    if [ "$(id -u)" = 0 ]; then
      chown nobody:nogroup "$folder"
    fi
    cd "$folder"
    unprivileged initdb -D "$folder/data" -U tests -A trust --no-sync --locale=C.UTF-8 >"$folder/initdb.log"
    unprivileged pg_ctl -D "$folder/data" -w -l "$folder/server.log" -s \
      -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c autovacuum=off" start >&2
    echo "postgresql+psycopg2://tests@/postgres?host=$folder"
    ;;
  stop)
    cd "$folder"
    unprivileged pg_ctl -D "$folder/data" -s -m immediate stop
    ;;
  *)
    echo "start or stop?" >&2
    exit 2
    ;;
esac
