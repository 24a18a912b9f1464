"""Serving: it says where, answers, and stops at once when asked, whoever is still connected."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

from tests.cli.conftest import ROOT, command, environment
from tests.kit import patience


def test_it_serves_and_stops_with_people_still_connected(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        command("run", "--empty", "--port", str(port)),
        env=environment(tmp_path),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        assert server.stdout.readline() == f"Le forum est ouvert\u00a0: http://127.0.0.1:{port}\n"
        # An address that is printed answers: whoever follows it at once is not refused.
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=patience.SECONDS) as answer:
            assert json.load(answer) == {"status": "up"}
        second = command("run", "--empty", "--port", str(port), "--data", str(tmp_path / "another"))
        refused = subprocess.run(
            second, env=environment(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (refused.returncode, refused.stdout) == (1, "")
        assert f"Le port {port} de 127.0.0.1 est déjà pris" in refused.stderr
        assert not (tmp_path / "another").exists()
        # Somebody keeps a connection open, somebody else is in the middle of sending a form.
        with (
            socket.create_connection(("127.0.0.1", port)) as idle,
            socket.create_connection(("127.0.0.1", port)) as slow,
        ):
            idle.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            idle.recv(4096)
            slow.sendall(b"POST /visiteurs HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nfirst_name=")
            server.send_signal(signal.SIGTERM)
            server.wait(patience.SECONDS)
    finally:
        if server.poll() is None:
            server.kill()
    assert server.stderr
    assert "Traceback" not in server.stderr.read()
