#!/usr/bin/env bash
# Installs what is missing and nothing else: Debian packages, .venv, and the hash-locked Python packages.
# Usage: scripts/install.sh [runtime|dev]    PYTHON names another Python 3.11 or newer.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

role=${1:-runtime}
case $role in
  runtime) requirements="requirements.txt" ;;
  dev) requirements="requirements-dev.txt" ;;
  *) stop "say 'runtime' or 'dev', not '$role'." ;;
esac

debian_packages() {
  # Pango and HarfBuzz lay out the PDF; both font families have Kyrgyz letters, DejaVu also signs such as ≤ and →.
  echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-noto-core gettext
  # Only Debian's own Python comes without the means to make a virtual environment.
  "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
  if [ "$role" = dev ]; then
    # libatomic1: the driver of the browser tests is linked to it.
    echo chromium libatomic1 postgresql poppler-utils
  fi
}

missing_debian_packages() {
  local package
  for package in $(debian_packages); do
    [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null)" = "ii " ] || echo "$package"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_become_root() {
  [ "$(id -u)" = 0 ] && return
  command -v sudo >/dev/null || return
  # With nobody at the keyboard, sudo must not wait for a password.
  sudo -n true 2>/dev/null || [ -t 0 ]
}

install_debian_packages() {
  local missing log
  if ! command -v dpkg-query >/dev/null; then
    say "This is not Debian, so these are expected to be there already: $(debian_packages | tr '\n' ' ')"
    return
  fi
  missing=$(missing_debian_packages | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  may_become_root || stop "neither root nor sudo here; install these Debian packages, then run this again: $missing"
  say "Installing from Debian: $missing"
  log=$(mktemp)
  # shellcheck disable=SC2086  # one word per package
  if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing; } >"$log" 2>&1
  then
    tail -n 20 "$log" >&2
    stop "Debian's packages could not be installed (above, the end of what apt-get said; all of it in $log): $missing"
  fi
  rm -f "$log"
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

make_environment() {
  # A folder left by a Python that is gone is made again.
  "$venv/bin/python" -c 'import pip' 2>/dev/null && return
  say "Making the virtual environment in .venv with $("$python" --version)"
  rm -rf "$venv"
  "$python" -m venv "$venv"
}

install_python_packages() {
  local wanted stamp log
  wanted=$(cat requirements*.txt | sha256sum | cut -d ' ' -f 1)
  stamp=$venv/installed-$role
  # What the tests need includes what the portal runs on.
  if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] || [ "$(cat "$venv/installed-dev" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  say "Installing the Python packages of $requirements, each checked against its hash"
  log=$(mktemp)
  if ! "$venv/bin/python" -m pip install --require-hashes -r "$requirements" >"$log" 2>&1; then
    grep -v '^WARNING' "$log" | tail -n 20 >&2
    stop "the Python packages could not be installed (above, the end of what pip said; all of it in $log)."
  fi
  rm -f "$log"
  echo "$wanted" >"$stamp"
}

python=$(find_python) || stop "Python 3.11 or newer is needed; install it, or name it: make ${role/runtime/install} PYTHON=/path/to/python3.11"
install_debian_packages
make_environment
install_python_packages
say "Installed: everything for '$role' is in place."
