#!/usr/bin/env bash
# Becomes a built program: eng/start.sh PROJECT ARGUMENTS... Whatever its assembly is called, it is the one with a runtimeconfig.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration=${CONFIGURATION:-Release}
folder=artifacts/bin/$1/${configuration,,}
shift
program=$(find "$folder" -maxdepth 1 -name '*.runtimeconfig.json' 2>/dev/null | head -1)
[[ $program ]] || { echo "no program in $folder" >&2; exit 1; }
exec dotnet "${program%.runtimeconfig.json}.dll" "$@"
