#!/usr/bin/env bash
# Load on instances that are killed again and again; says at the end whether anything was lost or counted twice. Usage: eng/soak.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."

report=$(mktemp)
tail -f "$report" &
follower=$!
trap 'sleep 1; kill $follower; rm -f "$report"' EXIT
TOCSIN_SOAK_MINUTES=${1:-10} TOCSIN_SOAK_REPORT=$report eng/test.sh tests/Integration -- --filter Category=Soak
