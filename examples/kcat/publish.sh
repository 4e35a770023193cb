#!/usr/bin/env bash
# Publishes a slow response time of the service "checkout" for this minute and the two before it.
#
# Needs: apt-get install kcat protobuf-compiler
# Usage: examples/kcat/publish.sh [BOOTSTRAP [TOPIC]]
set -euo pipefail
protos=$(dirname "$0")/../../protos
record=$(mktemp)
trap 'rm -f "$record"' EXIT

now_ms=$(($(date +%s) * 1000))
for minutes_ago in 2 1 0; do
  # kcat takes a file as one record; from a pipe it would make a record of each line, and protobuf isn't lines.
  protoc -I "$protos" --encode=tocsin.v1.MetricRecord tocsin/v1/metric.proto >"$record" <<END
sample {
  metric: "service_resp_time"
  entity { scope: SCOPE_SERVICE id0: "checkout" name: "checkout" }
  time_ms: $((now_ms - minutes_ago * 60000))
  integer: 1500
}
END
  kcat -P -b "${1:-127.0.0.1:9092}" -t "${2:-tocsin.metrics.v1}" -k checkout "$record"
done
