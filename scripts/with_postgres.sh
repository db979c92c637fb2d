#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a PostgreSQL cluster of its own, which is gone afterwards.
# The cluster lives in a temporary folder, listens on a socket there and on no port.
# Usage: scripts/with_postgres.sh COMMAND [ARGUMENT...]
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[ $# -gt 0 ] || stop "say which command to run: scripts/with_postgres.sh COMMAND [ARGUMENT...]"

find_programs() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || true)")"; do
    [ -x "$folder/initdb" ] && { echo "$folder"; return; }
  done
  return 1
}

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups -- env -C "$folder" HOME="$folder" "$@"
  else
    "$@"
  fi
}

stop_cluster() {
  as_owner "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}

programs=$(find_programs) || stop "PostgreSQL is not installed; make test installs it, or: apt-get install postgresql"
owner=$(id -un)
if [ "$(id -u)" = 0 ]; then
  owner=$(id -un postgres 2>/dev/null || echo nobody)
fi

folder=$(mktemp -d /tmp/portal-pg.XXXXXX) # short: the path of a socket has 107 characters at most
trap stop_cluster EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
chown "$owner" "$folder"

as_owner "$programs/initdb" -D "$folder/data" -U portal -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
  >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; stop "the temporary PostgreSQL could not be made."; }
# Nothing here outlives the command, so nothing needs to survive a power cut. Two test runners of 50 threads fit.
as_owner "$programs/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w start -o "-k $folder -c listen_addresses= \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" \
  >/dev/null 2>&1 || { cat "$folder/server.log" >&2; stop "the temporary PostgreSQL did not start."; }

export DATABASE_URL="postgresql://portal@/postgres?host=$folder"
"$@"
