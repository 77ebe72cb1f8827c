#!/bin/sh
# The tests drive a real Chromium. Install Debian's where we may, say how where we may not.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
fix="apt-get install -y chromium"
if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then sudo=""; elif sudo -n true 2>/dev/null; then sudo="sudo"; else
    echo "No Chromium found, which the tests need. Install it first: sudo $fix" >&2
    exit 1
  fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo $fix >/dev/null
  exit 0
fi
echo "No Chromium found, which the tests need. Install it (on Debian: sudo $fix)." >&2
exit 1
