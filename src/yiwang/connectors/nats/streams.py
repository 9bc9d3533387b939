"""Streams and consumers: made where they are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, DiscardPolicy, StorageType, StreamConfig
from nats.js.errors import NotFoundError

from yiwang.connectors.nats.subjects import stream_of, subject_of

if TYPE_CHECKING:
    from nats.js import JetStreamContext

CONSUMER: Final = "inbox"
_ACK_WAIT: Final = 60.0
_WAITING: Final = 512
_KEPT: Final = 86_400.0


async def ensure_stream(js: JetStreamContext, prefix: str, partition: int, replicas: int) -> None:
    """Make the stream of a partition if it is missing; one that is there stays as its operator set it.

    What is older than a day leaves it, taken in or not: purging what was taken in, by its number, holds a
    server of 2.9 up for seconds. A full one takes nothing new.
    """
    name = stream_of(prefix, partition)
    try:
        await js.stream_info(name)
    except NotFoundError:
        await js.add_stream(
            StreamConfig(
                name=name,
                subjects=[subject_of(partition)],
                storage=StorageType.FILE,
                discard=DiscardPolicy.NEW,
                max_age=_KEPT,
                num_replicas=replicas,
            )
        )


async def fresh_consumer(js: JetStreamContext, prefix: str, partition: int) -> None:
    """Make the consumer of a partition anew: what the last one was given and did not acknowledge comes first.

    If this process dies between the two, the next begins with everything the stream has: what was stored
    before counts once.
    """
    name = stream_of(prefix, partition)
    start = None
    try:
        floor = (await js.consumer_info(name, CONSUMER)).ack_floor
        start = (floor.stream_seq if floor is not None else 0) + 1
        await js.delete_consumer(name, CONSUMER)
    except NotFoundError:
        pass
    await js.add_consumer(
        name,
        ConsumerConfig(
            durable_name=CONSUMER,
            ack_policy=AckPolicy.ALL,
            ack_wait=_ACK_WAIT,
            max_ack_pending=-1,
            max_waiting=_WAITING,
            deliver_policy=DeliverPolicy.ALL if start is None else DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=start,
        ),
    )
