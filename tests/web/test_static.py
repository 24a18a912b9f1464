"""Static files: named by the hash of all of them, kept for ever, packed for those who take it."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from forum.web.joined import join_script
from forum.web.static import StaticTree

ROOT = Path(__file__).parents[2]


async def test_a_file_under_its_hash_is_kept_for_ever_and_packed(app: Litestar, client: httpx.AsyncClient) -> None:
    address = app.state.static.address("css/site.css")
    packed = await client.get(address, headers={"accept-encoding": "gzip"})
    plain = await client.get(address, headers={"accept-encoding": "identity"})
    assert packed.headers["cache-control"] == plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.headers["vary"] == "accept-encoding"
    assert packed.text == plain.text
    assert "@import" not in plain.text
    assert plain.headers["content-type"] == "text/css; charset=utf-8"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 3


async def test_head_says_the_same_without_the_body(app: Litestar, client: httpx.AsyncClient) -> None:
    address = app.state.static.address("css/site.css")
    head, whole = await client.head(address), await client.get(address)
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]


async def test_an_older_page_still_finds_its_files_but_keeps_them_not(app: Litestar, client: httpx.AsyncClient) -> None:
    answer = await client.get("/static/000000000000/css/site.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/x",
        "/static/x/%2e%2e/%2e%2e/pyproject.toml",
        "/static/x/css/",
        "/static/x/css/site.css%00.js",
        "/static//etc/passwd",
    ],
)
async def test_nothing_else_is_served(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.content == b""


async def test_nothing_is_written_there(client: httpx.AsyncClient) -> None:
    assert (await client.put("/static/x/css/site.css", content=b"x")).status_code == 404


def test_a_changed_file_changes_every_address(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { color: red }")
    (tmp_path / "all.css").write_text('@import "a.css" layer(base);')
    before = StaticTree(tmp_path)
    (tmp_path / "a.css").write_text("a { color: blue }")
    after = StaticTree(tmp_path)
    assert before.address("all.css") != after.address("all.css")
    assert after.files["all.css"].body.decode() == "@layer base {\na { color: blue }\n}"
    with pytest.raises(KeyError):
        after.address("nulle-part.css")


def test_what_is_packed_is_what_was_there() -> None:
    for name, file in StaticTree().files.items():
        if file.packed:
            assert gzip.decompress(file.packed) == file.body, name


def test_a_script_brings_what_it_imports_each_module_once(tmp_path: Path) -> None:
    """The plan's page asks for one script instead of nineteen: on a slow phone each costs."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "count.js").write_text(
        "let made = 0;\nexport function next() {\n  return ++made;\n}\nexport const start = 5;\n"
    )
    (tmp_path / "parts" / "two.js").write_text(
        'import { next, start as from } from "./count.js";\nexport function attach() {\n  return from + next();\n}\n'
    )
    main = tmp_path / "main.js"
    main.write_text(
        'import { next } from "./parts/count.js";\nimport { attach } from "./parts/two.js";\nconsole.log(next(), attach());\n'
    )
    node = shutil.which("node") or str(ROOT / "scripts" / "node")
    told = subprocess.run(
        [node, "--input-type=module", "-e", join_script(main)], capture_output=True, text=True, check=True
    )
    assert told.stdout == "1 7\n"
    main.write_text("export default 3;\n")
    with pytest.raises(ValueError, match="export default"):
        join_script(main)


def test_no_page_asks_for_a_second_script() -> None:
    files = StaticTree(ROOT / "static").files
    for name in ("js/site.js", "js/laying.js"):
        assert b"import {" not in files[name].body
