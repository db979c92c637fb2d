#!/usr/bin/env bash
# Every check and every test, one line each; stops at the first that fails, and says how long each took.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"
export PATH="$venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
unset DATABASE_URL DJANGO_SETTINGS_MODULE

timings=()

step() {
  local name=$1 began=$SECONDS
  shift
  say "== $name"
  "$@" || stop "'$name' failed (command: $*)."
  timings+=("$(printf '%5d s  %s' $((SECONDS - began)) "$name")")
}

template_format() {
  local templates
  mapfile -t templates < <(find templates ./*/templates -name '*.html' 2>/dev/null)
  [ ${#templates[@]} -eq 0 ] || djade --check --target-version 5.2 "${templates[@]}"
}

translations() {
  [ ! -d locale ] || python manage.py compilemessages --settings pbfreport.settings.test -v 0
}

production_settings() {
  env SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    ALLOWED_HOSTS=portal.example.org DATABASE_URL=postgresql://portal@localhost/portal \
    EMAIL_URL=smtp+tls://mail.example.org:587 DEFAULT_FROM_EMAIL=portal@example.org \
    python manage.py check --deploy --fail-level WARNING --settings pbfreport.settings.production
}

# What is multiplied out is decided by the portal, not by the database: PostgreSQL is asked all of it in `make soak` alone.
on_postgres="database and not grid"
[ "${TESTS:-}" != whole ] || on_postgres=database

# The types take one core for a minute; the other checks have the other one meanwhile.
types=$(mktemp)
mypy . >"$types" 2>&1 &
typing=$!
trap 'kill "$typing" 2>/dev/null || true; rm -f "$types"' EXIT

types_are_right() {
  local result=0
  wait "$typing" || result=$?
  cat "$types"
  return $result
}

step "Lint" ruff check --quiet --output-format concise .
step "Format of Python" ruff format --quiet --check .
step "Format of templates" template_format
step "Lines of templates" python scripts/template_lines.py
step "Translations compile" translations
step "No migration is missing" python manage.py makemigrations --check --dry-run --settings pbfreport.settings.test
step "Production settings" production_settings
step "Apps import only from apps below" lint-imports
step "Types" types_are_right
step "Tests on SQLite" pytest -q -n 2
step "Database tests on PostgreSQL" scripts/with_postgres.sh pytest -q -n 2 -m "$on_postgres"

say "All checks passed:"
printf '%s\n' "${timings[@]}"
