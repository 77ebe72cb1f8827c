#!/bin/sh
# Make the virtual environment $2 with the Python $1. Debian ships venv apart: install it where we may.
set -eu
python=$1 venv=$2
command -v "$python" >/dev/null || { echo "No $python found: install Python 3.11 or newer." >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "$($python --version) is too old: this project needs Python 3.11 or newer (make PYTHON=python3.12 …)." >&2
  exit 1
}
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  fix="apt-get install -y python3-venv"
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && $fix
  else
    echo "Python's venv module is missing. Install it first: sudo $fix" >&2
    exit 1
  fi
fi
"$python" -m venv "$venv"
