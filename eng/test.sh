#!/usr/bin/env bash
# Runs built test projects (all, or those in the folders named) and ends with one line that sums them up.
# Usage: eng/test.sh [FOLDER...] [-- ARGUMENTS OF dotnet test...]
set -euo pipefail
cd "$(dirname "$0")/.."

configuration=${CONFIGURATION:-Release}
folders=()
while [[ $# -gt 0 && $1 != -- ]]; do folders+=("$1"); shift; done
shift $(($# > 0))
if [[ ${#folders[@]} == 0 ]]; then folders=(tests topology-tests); fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
count() { sed -n "s/.*<Counters.* $1=\"\([0-9]*\)\".*/\1/p" "$2"; }

total=0 passed=0 executed=0 failed=0
while read -r project; do
  name=$(basename "$project" .csproj)
  status=0
  dotnet test "artifacts/bin/$name/${configuration,,}/$name.dll" --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" "$@" </dev/null |
    sed -u '/^Starting test execution/d; /^A total of/d; /^Results File/d; /^$/d' || status=$?
  if [[ -s $results/$name.trx ]]; then
    total=$((total + $(count total "$results/$name.trx")))
    executed=$((executed + $(count executed "$results/$name.trx")))
    passed=$((passed + $(count passed "$results/$name.trx")))
    failures=$(count failed "$results/$name.trx")
  else
    failures=0
  fi
  if [[ $status != 0 && $failures == 0 ]]; then
    echo "$name ended with exit code $status before its tests did; counted as one failure." >&2
    failures=1
  fi
  failed=$((failed + failures))
done < <(grep -rl --include='*.csproj' '<IsTestProject>true' "${folders[@]}" | sort)

skipped=$((total - executed))
if [[ $total == 0 && $failed == 0 ]]; then echo "No test ran." >&2; fi
echo "$passed passed, $failed failed$([[ $skipped == 0 ]] || echo ", $skipped skipped")"
[[ $failed == 0 && $passed -gt 0 ]]
