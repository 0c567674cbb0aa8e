#!/usr/bin/env bash
# Gets the programs that tests have other people's opinion from: a browser, readers of QR codes and of PDF. Where they
# cannot be had, the tests that need them say so and are skipped.
set -uo pipefail

missing=()
has() { command -v "$1" >/dev/null; }
has chromium || has google-chrome || has chromium-browser || missing+=(chromium)
has zbarimg || missing+=(zbar-tools)
has pdftotext && has pdftoppm || missing+=(poppler-utils)
has qpdf || missing+=(qpdf)
if [ "${#missing[@]}" -eq 0 ]; then exit 0; fi

if [ "$(id -u)" -eq 0 ] && has apt-get; then
  apt-get update -qq
  if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null; then exit 0; fi
fi
echo "Not installed: ${missing[*]}. Tests that need them will be skipped."
