"""A load of HTTP/1.1 requests over kept connections: each connection sends its next request when the answer is in.

Its own small reader of answers, because a full client library is slower than the server it would measure. Bounded in
count and time, and it speaks to this machine only.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What a run gave: answers a second, latencies in milliseconds, statuses seen."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The latency under which that share of the answers came, in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class Connection(asyncio.Protocol):
    """One kept connection that asks, waits for the whole answer, and asks again."""

    def __init__(self, requests: Iterator[bytes], outcome: Outcome, until: float, done: asyncio.Future[None]) -> None:
        self.requests, self.outcome, self.until, self.done = requests, outcome, until, done
        self.left = -1
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._ask()

    def _ask(self) -> None:
        request = next(self.requests, None) if time.perf_counter() < self.until else None
        if request is None:
            self.transport.close()
            return
        self.began = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        if self.left < 0:
            self.buffer += data
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            self.status = int(head[9:12])
            self.left = _length(head) - len(rest)
            self.buffer = b""
        else:
            self.left -= len(data)
        if self.left == 0:
            self.left = -1
            self.outcome.latencies.append((time.perf_counter() - self.began) * 1000)
            self.outcome.statuses[self.status] = self.outcome.statuses.get(self.status, 0) + 1
            self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    raise ValueError("an answer without a length")


async def press(port: int, requests: Iterator[bytes], connections: int, seconds: float) -> Outcome:
    """Send the requests over so many connections to 127.0.0.1 until they or the seconds run out."""
    loop = asyncio.get_running_loop()
    outcome = Outcome()
    began = time.perf_counter()
    ends: list[asyncio.Future[None]] = []
    for _ in range(connections):
        done: asyncio.Future[None] = loop.create_future()
        ends.append(done)
        await loop.create_connection(
            lambda done=done: Connection(requests, outcome, began + seconds, done),  # type: ignore[misc]
            "127.0.0.1",
            port,
        )
    await asyncio.wait_for(asyncio.gather(*ends), seconds + 30)
    outcome.seconds = time.perf_counter() - began
    return outcome


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """The bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", "accept: */*"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
