#!/usr/bin/env bash
# Checks the schemas: `buf lint`, and `buf breaking` against protos/baseline.json, the schemas as they were last accepted.
#
#   eng/protos.sh          check
#   eng/protos.sh accept   take added fields, messages and enum values into the baselines (protos/baseline.json for buf,
#                          protos/baseline.txt for the unit test); incompatible changes are still refused
#
# A field is never removed, renumbered, renamed or given another type: add a new one and leave the old one unused.
set -euo pipefail
cd "$(dirname "$0")/../protos"

BUF_VERSION=1.59.0

buf() { npx --yes "@bufbuild/buf@${BUF_VERSION}" "$@" 2> >(grep -v '^npm warn' >&2); }

if ! command -v npx > /dev/null || ! buf --version > /dev/null 2>&1; then
  if [ "${1:-check}" = accept ]; then
    echo "protos: accepting needs npx and @bufbuild/buf ${BUF_VERSION}" >&2
    exit 1
  fi
  echo "protos: buf lint and buf breaking skipped, npx can't start @bufbuild/buf ${BUF_VERSION}; the unit tests still compare protos/baseline.txt"
  exit 0
fi

buf lint
buf breaking --against baseline.json
if [ "${1:-check}" = accept ]; then
  buf build --exclude-source-info -o baseline.json
  TOCSIN_ACCEPT_PROTOS=1 dotnet test ../tests/Unit --filter FullyQualifiedName~BaselineTests
fi
echo "protos: lint clean, nothing breaking"
