#!/usr/bin/env bash
# Says what to install where the .NET SDK that global.json asks for is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=$(sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' global.json)
if ! command -v dotnet >/dev/null; then
  found=none
elif dotnet --version >/dev/null 2>&1; then
  exit 0
else
  found=$(dotnet --list-sdks 2>/dev/null | cut -d ' ' -f 1 | xargs)
fi
echo "Tocsin is built with the .NET SDK $wanted or a later 10.0 one; found: ${found:-none}." >&2
echo "Install it from https://dotnet.microsoft.com/download/dotnet/10.0, or: curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0" >&2
exit 1
