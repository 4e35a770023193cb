#!/usr/bin/env bash
# Puts librdkafka, the native half of Confluent.Kafka, into artifacts/native/. The first way that works is taken:
# a cached copy, the package feed, or a build from the source that Confluent's npm package carries.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/.*<LibrdkafkaVersion>\(.*\)<.*/\1/p' eng/Native.targets)
source_package=@confluentinc/kafka-javascript@1.10.1
source_sha512=KVePUBn21EqCVP9mfxzEuM3SYJHHEF7X+iiC2e43QQgDSyEaksInmCGooT3w5q+cNAdkSCrK71j0ICfqoSqZLw==
required_features=(zstd lz4 sasl ssl)

say() { echo "librdkafka $version: $*" >&2; }
die() { say "$*"; exit 1; }

case $(uname -m) in
  x86_64 | amd64) arch=x64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) arch=$(uname -m) ;;
esac
case $(uname -s) in
  Darwin) os=osx name=librdkafka.dylib ;;
  MINGW* | MSYS*) os=win name=librdkafka.dll ;;
  *) os=linux name=librdkafka.so ;;
esac
flavour=$os
if [[ -e /etc/alpine-release ]]; then flavour=alpine name=alpine-librdkafka.so; fi

target=artifacts/native
stamp=librdkafka-$version.origin
cache=${XDG_CACHE_HOME:-${HOME:-$PWD/artifacts}/.cache}/tocsin
if ! mkdir -p "$cache" 2>/dev/null || [[ ! -w $cache ]]; then cache=$PWD/artifacts/cache; fi
cache=$cache/librdkafka-$version-$flavour-$arch
work=

# A library built elsewhere is worth nothing where the libraries it links to are missing.
loadable() { [[ -s $1 ]] && { [[ $os != linux ]] || ! ldd "$1" 2>/dev/null | grep -q 'not found'; }; }
complete() { [[ -s $1/$stamp ]] && loadable "$1/$name"; }

# Another checkout may do the same at the same time: the first one stays, and nobody sees half a folder.
publish() { # folder with the files, origin
  loadable "$1/$name" || die "doesn't load here: $(ldd "$1/$name" 2>&1 | grep 'not found' | xargs)"
  echo "$2" >"$1/$stamp"
  say "$2"
  if complete "$cache"; then return; fi
  mkdir -p "$(dirname "$cache")"
  rm -rf "$cache"
  mv "$1" "$cache"
}

restore_from_feed() {
  local project=$work/redist
  mkdir -p "$project" "$work/files"
  echo '<Project />' | tee "$project/Directory.Build.props" "$project/Directory.Build.targets" >"$project/Directory.Packages.props"
  cat >"$project/redist.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="librdkafka.redist" Version="[$version]" /></ItemGroup>
</Project>
EOF
  if ! dotnet restore "$project" --packages "$project/packages" >"$project/log" 2>&1; then
    reason=$(grep -o 'NU[0-9]\{4\}: [^.]*\.[^.]*' "$project/log" | head -1 || true)
    return 1
  fi
  local files=$project/packages/librdkafka.redist/$version/runtimes/$os-$arch/native
  case $flavour in
    win) cp "$files"/*.dll "$work/files" ;;
    *) cp "$files/$name" "$work/files/$name" 2>/dev/null || true ;;
  esac
  # Beside the library that needs the system's Kerberos (libsasl2.so.3) there is one without it.
  if ! loadable "$work/files/$name" && [[ -s $files/centos8-$name ]]; then cp "$files/centos8-$name" "$work/files/$name"; fi
  reason="its package has nothing for $flavour-$arch"
  [[ -s $work/files/$name ]] || return 1
  publish "$work/files" "restored from the package feed for $flavour-$arch"
}

install_command() {
  local npm=npm
  if command -v npm >/dev/null; then npm=; fi
  if command -v apt-get >/dev/null; then
    echo "apt-get install -y gcc make libzstd-dev liblz4-dev libsasl2-dev libssl-dev libcurl4-openssl-dev zlib1g-dev $npm"
  elif command -v apk >/dev/null; then
    echo "apk add gcc make musl-dev zstd-dev lz4-dev cyrus-sasl-dev openssl-dev curl-dev zlib-dev $npm"
  elif command -v dnf >/dev/null; then
    echo "dnf install -y gcc make libzstd-devel lz4-devel cyrus-sasl-devel openssl-devel libcurl-devel zlib-devel $npm"
  else
    echo "brew install zstd lz4 openssl@3 curl ${npm:+node}"
  fi
}

# Where headers come from elsewhere than Debian's packages, the features of what was built tell whether they were there.
anything_missing() {
  local tool
  for tool in npm node make "${CC:-cc}"; do
    command -v "$tool" >/dev/null || return 0
  done
  command -v dpkg >/dev/null || return 1
  ! dpkg -s libzstd-dev liblz4-dev libsasl2-dev libssl-dev libcurl4-openssl-dev zlib1g-dev >/dev/null 2>&1
}

install_what_it_is_built_with() {
  anything_missing || return 0
  if ! command -v apt-get >/dev/null || [[ $(id -u) != 0 ]]; then
    die "not restored ($1); to build it, run first: sudo $(install_command)"
  fi
  say "installing what it is built with: $(install_command)"
  export DEBIAN_FRONTEND=noninteractive
  bash -c "apt-get update -q; $(install_command)" >"$work/apt.log" 2>&1 </dev/null || true
  if anything_missing; then
    tail -5 "$work/apt.log" >&2
    die "not restored ($1), and what it is built with can't be installed; try: apt-get update && $(install_command)"
  fi
}

check_features() { # folder of librdkafka's source, built
  cat >"$work/features.c" <<'EOF'
#include "rdkafka.h"
#include <stdio.h>
int main(void) {
  char features[512];
  size_t size = sizeof features;
  if (rd_kafka_conf_get(rd_kafka_conf_new(), "builtin.features", features, &size) != RD_KAFKA_CONF_OK)
    return 1;
  return printf("%s,%s\n", rd_kafka_version_str(), features) < 0;
}
EOF
  "${CC:-cc}" -I"$1" "$work/features.c" -L"$1" -lrdkafka -o "$work/features"
  local built feature
  built=$(LD_LIBRARY_PATH=$1 DYLD_LIBRARY_PATH=$1 "$work/features")
  [[ $built == "$version,"* ]] || die "the source in $source_package is version ${built%%,*}"
  for feature in "${required_features[@]}"; do
    [[ ,$built, == *",$feature,"* ]] || die "was built without $feature; run: $(install_command)"
  done
}

build_from_source() { # why the feed didn't serve
  local source=$work/package/deps/librdkafka
  [[ $os != win ]] || die "not restored ($1); add a feed that has librdkafka.redist $version to NuGet.config"
  install_what_it_is_built_with "$1"
  say "building from source, half a minute ..."
  (cd "$work" && npm pack --silent "$source_package" >npm.log 2>&1 </dev/null) ||
    { tail -5 "$work/npm.log" >&2; die "the source can't be downloaded; try: npm pack $source_package"; }
  node -e 'const [file, expected] = process.argv.slice(1);
    const hash = require("crypto").createHash("sha512").update(require("fs").readFileSync(file)).digest("base64");
    process.exit(hash === expected ? 0 : 1)' "$work"/*.tgz "$source_sha512" || die "$source_package isn't the file it should be"
  tar -xzf "$work"/*.tgz -C "$work"
  (cd "$source" && ./configure --disable-debug-symbols && make -C src -j"$(getconf _NPROCESSORS_ONLN)") >"$work/build.log" 2>&1 </dev/null ||
    { tail -20 "$work/build.log" >&2; die "the build failed; it needs: $(install_command)"; }
  check_features "$source/src"
  mkdir -p "$work/built"
  cp -L "$source/src/librdkafka.${name##*.}" "$work/built/$name"
  publish "$work/built" "built from the source in $source_package, because the feed didn't serve it ($1)"
}

complete "$target" && exit
rm -rf "$target"
mkdir -p "$target"
if complete "$cache"; then
  say "taken from $cache ($(cat "$cache/$stamp"))"
else
  work=$(mktemp -d "$PWD/artifacts/native.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  reason=
  restore_from_feed || build_from_source "${reason:-restore failed}"
fi
cp "$cache"/* "$target"
