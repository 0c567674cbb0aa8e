#!/usr/bin/env bash
# Gets a Python 3.12 or newer for the tests with clients of KSeF from PyPI (apps/ksef/test/peers/python): one that is
# there, else by the system's packages, else by uv. Where none of them has one, it says so and those tests are skipped.
set -uo pipefail

is_new_enough() { "$1" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }

for python in python3.13 python3.12 python3.14 python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python3; do
  if is_new_enough "$python"; then exit 0; fi
done

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  for version in 3.13 3.12; do
    if apt-get install -y -qq "python$version" "python$version-venv" >/dev/null 2>&1; then exit 0; fi
  done
  apt-get install -y -qq python3 python3-venv >/dev/null
fi

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
if python3 -m venv "$tools" && "$tools/bin/python" -m pip install --quiet uv && timeout 180 "$tools/bin/uv" python install 3.13; then
  exit 0
fi
echo 'No Python 3.12 or newer can be had here: the tests with clients from PyPI will be skipped.'
