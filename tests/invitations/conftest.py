"""What the tests of the calendar share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from socket import create_connection, socket
from time import sleep

import httpx
import pytest

from forum.editions.values import EditionValue
from tests.kit import patience
from tests.kit.fair import small_fair


@pytest.fixture
async def edition(database: str) -> EditionValue:
    """A small published edition."""
    return await small_fair()


@pytest.fixture(scope="session")
def caldav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Radicale, with one calendar."""
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--server-hosts=127.0.0.1:{port}", "--auth-type=none", "--rights-type=authenticated", "--web-type=none"]
    folder = tmp_path_factory.mktemp("radicale")
    server = subprocess.Popen(
        [sys.executable, "-m", "radicale", "--config=", *options, f"--storage-filesystem-folder={folder}"],
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(int(10 * patience.SECONDS)):
            try:
                create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                sleep(0.1)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/therese/agenda/", auth=("therese", "x")) as client:
            assert client.request("MKCALENDAR", "").status_code == 201
            yield client
    finally:
        server.terminate()
        server.wait(patience.SECONDS)
