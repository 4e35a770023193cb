#!/usr/bin/env bash
# Builds everything once, in the one configuration that run, test and bench share. Does nothing when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration=${CONFIGURATION:-Release}
stamp=artifacts/bin/built-$configuration
begun=$stamp.$$
unchanged() {
  [[ -e $stamp ]] && [[ -z $(find . \( -path ./artifacts -o -path ./.git -o -path ./docs -o -name node_modules -o -name TestResults \) -prune -o \
    -newer "$stamp" -not -name '*.md' -print -quit) ]]
}

eng/native.sh
if unchanged; then exit 0; fi
eng/sdk.sh
mkdir -p artifacts/bin
trap 'rm -f "$begun"' EXIT
touch "$begun"
dotnet build Pipeline.sln -c "$configuration" --nologo -v minimal -clp:NoSummary -tl:off </dev/null
mv "$begun" "$stamp"
