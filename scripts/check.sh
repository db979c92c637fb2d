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

step "Lint" ruff check --quiet --output-format concise .
step "Format of Python" ruff format --quiet --check .
step "Format of templates" template_format
step "Lines of templates" python scripts/template_lines.py
step "Types" mypy .
step "Translations compile" translations
step "No migration is missing" python manage.py makemigrations --check --dry-run --settings pbfreport.settings.test
step "Production settings" production_settings
step "Apps import only from apps below" lint-imports
step "Tests on SQLite" pytest -q -n 2
step "Database tests on PostgreSQL" scripts/with_postgres.sh pytest -q -n 2 -m database

say "All checks passed:"
printf '%s\n' "${timings[@]}"
