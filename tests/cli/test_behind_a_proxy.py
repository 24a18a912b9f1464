"""Deployed as the README says: the shipped nginx and Caddy configurations in front, https outside, plain http inside."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, command, environment
from tests.kit import patience
from tests.kit.programs import Program

pytestmark = pytest.mark.timeout(900)  # two servers start, and the demonstration is made
NAME = "forum.example.org"
DEPLOY = ROOT / "scripts/deploy"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Door:
    """The outside of the deployed forum, as one visitor's address sees it."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        trusting = ssl._create_unverified_context()
        self.line = http.client.HTTPSConnection(NAME, timeout=patience.SECONDS, context=trusting)
        plain = socket.create_connection(("127.0.0.1", port), patience.SECONDS, (address, 0))
        self.line.sock = trusting.wrap_socket(plain, server_hostname=NAME)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str | bytes | None = None, **more: str) -> http.client.HTTPResponse:
        heads = {"Host": NAME, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **more}
        if body is not None:
            heads.setdefault("Content-Type", "application/x-www-form-urlencoded")
        self.line.request(method, path, body, heads)
        answer = self.line.getresponse()
        for header in answer.headers.get_all("set-cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str, **more: str) -> tuple[int, http.client.HTTPMessage, str]:
        answer = self.ask("GET", path, None, **more)
        return answer.status, answer.headers, answer.read().decode()


@contextmanager
def serving(arguments: list[str], data: Path, log: Path, **more: str) -> Iterator[None]:
    with log.open("w") as told:
        running = subprocess.Popen(arguments, env=environment(data, **more), cwd=ROOT, stdout=told, stderr=told)
        try:
            yield
        finally:
            running.terminate()
            running.wait(patience.SECONDS)


def nginx(folder: Path, outside: int, inside: int, certificate: Path, key: Path) -> list[str]:
    """The shipped site, its ports and its certificate put in the place of a server's."""
    site = (DEPLOY / "nginx.conf").read_text()
    site = site[site.index("server {", site.index("return 301")) :]
    site = site.replace("listen 443", f"listen 127.0.0.1:{outside}").replace("127.0.0.1:8000", f"127.0.0.1:{inside}")
    site = re.sub(r"ssl_certificate /\S+;", f"ssl_certificate {certificate};", site)
    site = re.sub(r"ssl_certificate_key /\S+;", f"ssl_certificate_key {key};", site)
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers could not write into a folder of root's
    head = f"{user}pid {folder}/pid;\nerror_log {folder}/error;\ndaemon off;\nevents {{}}\n"
    whole = f"{head}http {{\naccess_log off;\n{temporary}\n{site}\n}}\n"
    (folder / "nginx.conf").write_text(whole)
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, outside: int, inside: int, certificate: Path, key: Path) -> list[str]:
    """The same of the Caddyfile; Caddy's own certificates need the open net, so ours is given."""
    site = (DEPLOY / "Caddyfile").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{inside}")
    site = site.replace(f"{NAME} {{", f"https://{NAME}:{outside} {{\n\ttls {certificate} {key}", 1)
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{site}")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def deployed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port outside, and the folder of the data."""
    if shutil.which(request.param) is None or shutil.which("openssl") is None:
        pytest.skip(f"this machine has no {request.param}, or no openssl")
    folder = tmp_path_factory.mktemp(request.param)
    key, certificate = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            f"/CN={NAME}",
            "-addext",
            f"subjectAltName=DNS:{NAME}",
            "-keyout",
            str(key),
            "-out",
            str(certificate),
        ],
        check=True,
        capture_output=True,
    )
    inside, outside = free_port(), free_port()
    proxy = {"nginx": nginx, "caddy": caddy}[request.param](folder, outside, inside, certificate, key)
    settings = {"FORUM_BASE_URL": f"https://{NAME}", "FORUM_METRICS_TOKEN": "a-token-of-the-supervisor"}
    data = folder / "data"
    made = ("demo", "--stage", "registration", "--size", "small")
    with Program("-m", "forum", *made, env=environment(data, **settings)) as program:
        program.communicate()
    run = command("run", "--port", str(inside))
    with (
        serving(run, data, folder / "forum.log", **settings),
        serving(proxy, folder / "home", folder / "proxy.log", HOME=str(folder)),
    ):
        for _ in range(int(10 * patience.SECONDS)):
            try:
                if Door(outside).get("/health")[0] == 200:
                    break
            except OSError:
                pass
            time.sleep(0.1)
        yield outside, folder


def test_it_answers_over_https_with_hsts_and_secure_cookies(deployed: tuple[int, Path]) -> None:
    outside, _ = deployed
    door = Door(outside)
    assert json.loads(door.get("/health")[2]) == {"status": "up"}
    answer = Door(outside).ask("GET", "/connexion")
    answer.read()
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    [cookie] = answer.headers.get_all("set-cookie") or []
    assert cookie.startswith("__Host-forum_csrf=")
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}


def test_links_carry_the_public_address(deployed: tuple[int, Path]) -> None:
    _, folder = deployed
    links = re.findall(r"https?://\S+/lien/\S+", (folder / "forum.log").read_text())
    assert links
    assert {link.partition("/lien/")[0] for link in links} == {f"https://{NAME}"}


def sign_in(outside: int, folder: Path) -> Door:
    """The organiser of the demonstration, by the link that the start printed."""
    link = re.findall(r"organisation\s+https?://[^/\s]+(/lien/\S+)", (folder / "forum.log").read_text())[-1]
    door = Door(outside)
    page = door.get(link)[2]
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page)
    assert token
    answer = door.ask("POST", link, f"_csrf_token={token[1]}")
    answer.read()
    assert answer.status == 303
    assert answer.headers["location"].startswith("/")
    return door


def test_one_signs_in_and_the_live_figures_are_not_held_back(deployed: tuple[int, Path]) -> None:
    outside, folder = deployed
    door = sign_in(outside, folder)
    assert door.get("/admin")[0] == 200
    answer = door.ask("GET", "/porte/flux", None, Accept="text/event-stream")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.readline()  # the first event arrives while the stream stays open
    door.line.close()


def test_the_limit_counts_by_the_visitors_own_address(deployed: tuple[int, Path]) -> None:
    outside, _ = deployed

    def tries(address: str, claimed: str) -> list[int]:
        door = Door(outside, address)
        token = re.search(r'name="_csrf_token" value="([^"]+)"', door.get("/connexion")[2])
        assert token
        statuses = []
        for number in range(12):
            form = f"_csrf_token={token[1]}&email=odile%40exemple.fr&password=x{number}"
            answer = door.ask("POST", "/connexion", form, **{"X-Forwarded-For": claimed.format(number)})
            answer.read()
            statuses.append(answer.status)
        return statuses

    assert tries("127.0.0.2", "10.0.0.{}")[-1] == 429  # whatever it claims to be
    assert tries("127.0.0.3", "10.0.0.1")[0] == 422  # a neighbour is not held up by it


def test_figures_for_supervisors_ask_for_their_token(deployed: tuple[int, Path]) -> None:
    outside, _ = deployed
    assert Door(outside).get("/metrics")[0] == 401
    status, _, body = Door(outside).get("/metrics", Authorization="Bearer a-token-of-the-supervisor")
    assert (status, "forum_up 1" in body) == (200, True)


def test_what_is_too_heavy_is_refused_and_what_the_forum_takes_passes(deployed: tuple[int, Path]) -> None:
    outside, _ = deployed
    heavy = Door(outside).ask("POST", "/admin/edition/identite", "x" * 3_000_000)
    heavy.read()
    assert heavy.status == 413
    fits = Door(outside).ask("POST", "/visiteurs", "first_name=" + "a" * 1_500_000)
    fits.read()
    assert fits.status == 403  # read whole by the forum, which misses the form's token
