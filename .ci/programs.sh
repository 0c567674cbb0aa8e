#!/usr/bin/env bash
# Gets the programs that tests have other people's opinion from: a browser, readers of QR codes and of PDF, a validator of
# PDF/A. Where they cannot be had, the tests that need them say so and are skipped.
set -uo pipefail

missing=()
has() { command -v "$1" >/dev/null; }
has chromium || has google-chrome || has chromium-browser || missing+=(chromium)
has chromium-headless-shell || missing+=(chromium-headless-shell)
has zbarimg || missing+=(zbar-tools)
has pdftotext && has pdftoppm || missing+=(poppler-utils)
has qpdf || missing+=(qpdf)

# veraPDF is one file of Java, kept outside of the clone, since `npm ci` empties what is inside.
verapdf_folder="${XDG_CACHE_HOME:-$HOME/.cache}/kwit"
verapdf_jar="$verapdf_folder/greenfield-apps-1.28.2.jar"
verapdf_sha256=687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6
is_verapdf() { echo "$verapdf_sha256  $verapdf_jar" | sha256sum --check --status 2>/dev/null; }
if ! is_verapdf && has java && has mvn; then
  timeout 300 mvn -q -B dependency:copy -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2 \
    -DoutputDirectory="$verapdf_folder" >/dev/null
  is_verapdf || rm -f "$verapdf_jar"
fi
is_verapdf || echo 'veraPDF cannot be had here (it needs Java and Maven): its tests will be skipped.'

if [ "${#missing[@]}" -eq 0 ]; then exit 0; fi

if [ "$(id -u)" -eq 0 ] && has apt-get; then
  apt-get update -qq
  if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null; then exit 0; fi
  # Not every system has the shell; one package that is missing must not keep the others away.
  for package in "${missing[@]}"; do
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null || true
  done
fi
echo "Not installed: ${missing[*]}. Tests that need them will be skipped."
