"""Publishes a slow response time of the service "checkout" for this minute and the two before it.

Needs: apt-get install python3-confluent-kafka python3-protobuf protobuf-compiler
       protoc -I protos --python_out=examples/python tocsin/v1/metric.proto
Usage: /usr/bin/python3 examples/python/publish.py [BOOTSTRAP [TOPIC]]
"""

import sys
import time

from confluent_kafka import Producer

from tocsin.v1 import metric_pb2

bootstrap = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:9092"
topic = sys.argv[2] if len(sys.argv) > 2 else "tocsin.metrics.v1"


def delivered(error, message):
    if error is not None:
        sys.exit(f"not published: {error}")
    print(f"published to {message.topic()} [{message.partition()}] @{message.offset()}")


producer = Producer({"bootstrap.servers": bootstrap})
now_ms = int(time.time() * 1000)
for minutes_ago in (2, 1, 0):
    record = metric_pb2.MetricRecord()
    record.sample.metric = "service_resp_time"
    record.sample.entity.scope = metric_pb2.SCOPE_SERVICE
    record.sample.entity.id0 = "checkout"
    record.sample.entity.name = "checkout"
    record.sample.time_ms = now_ms - minutes_ago * 60_000
    record.sample.integer = 1500
    producer.produce(topic, key=record.sample.entity.id0, value=record.SerializeToString(), on_delivery=delivered)

if producer.flush(15) > 0:
    sys.exit(f"not published within 15 s: is there a Kafka at {bootstrap}?")
