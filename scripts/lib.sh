# shellcheck shell=bash disable=SC2034
# What the scripts share: the root of the repository, saying things, and stopping with a reason.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv

say() { printf '%s\n' "$*"; }
stop() { printf 'Stopped: %s\n' "$*" >&2; exit 1; }
