#!/usr/bin/env bash
# The portal with its demo portfolio on this machine. PORT and DATABASE_URL are respected.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"
export PATH="$venv/bin:$PATH" DJANGO_SETTINGS_MODULE=pbfreport.settings.demo
port=${PORT:-8000}

port_is_free() {
  python - "$port" <<'PYTHON'
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except (OSError, OverflowError):
        sys.exit(1)
PYTHON
}

[[ $port =~ ^[1-9][0-9]{0,4}$ ]] || stop "PORT is a number such as 8000, not '$port'."
port_is_free || stop "port $port of 127.0.0.1 cannot be used, most likely because another program has it; choose another: make demo PORT=8001"

mkdir -p var
if [ -d locale ]; then
  say "Compiling the translations"
  python manage.py compilemessages -v 0
fi
say "Bringing the database up to date"
python manage.py migrate -v 0
say "Collecting static files"
python manage.py collectstatic --noinput -v 0
python manage.py demo

say ""
say "The portal: http://127.0.0.1:$port/   (Ctrl+C stops it; mail it sends is written to var/mail)"
exec gunicorn pbfreport.wsgi --bind "127.0.0.1:$port" --workers 2 --threads 4 --timeout 60 \
  --log-level warning --no-control-socket
