"""Static files: read once, named by the hash of the whole tree, kept by browsers for ever.

One hash for the tree instead of one per file lets JavaScript modules import each other by relative paths without a
bundler. Stylesheets made of `@import` lines and the scripts that pages name (`js/*.js`) are joined with what they import.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from forum.web.joined import join_script, join_sheet

ROOT = Path(__file__).resolve().parents[2] / "static"
_ENTRY = re.compile(r"js/\w+\.js")
_PACKED = {".css", ".js", ".mjs", ".svg", ".json", ".webmanifest", ".wasm", ".txt"}
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file ready to send: its bytes, its gzipped bytes when that helps, its type."""

    body: bytes
    packed: bytes | None
    media_type: str


class StaticTree:
    """Every file under `static/`, in memory."""

    def __init__(self, root: Path = ROOT) -> None:
        self.files: dict[str, StaticFile] = {}
        digest = hashlib.sha256()
        for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith(".")):
            name = path.relative_to(root).as_posix()
            body = _read(path, name)
            digest.update(name.encode() + b"\0" + body)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            if kind.startswith("text/"):
                kind += "; charset=utf-8"
            packed = gzip.compress(body, 6, mtime=0) if path.suffix in _PACKED and len(body) > 400 else None
            self.files[name] = StaticFile(body, packed, kind)
        self.version = digest.hexdigest()[:12]

    def address(self, name: str) -> str:
        """Where a file is served; a name that does not exist is a fault of the page, said at once."""
        if name not in self.files:
            raise KeyError(f"no static file {name!r}")
        return f"/static/{self.version}/{name}"


def _read(path: Path, name: str) -> bytes:
    if path.suffix == ".css":
        return join_sheet(path).encode()
    if _ENTRY.fullmatch(name):
        return join_script(path).encode()
    return path.read_bytes()


def serve_static(app: ASGIApp, tree: StaticTree) -> ASGIApp:
    """Answer `/static/<version>/…` before anything else looks at the request; an older version gets today's file, uncached."""

    async def shelf(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not scope["path"].startswith("/static/"):
            await app(scope, receive, send)
            return
        _, _, version, name = scope["path"].split("/", 3) if scope["path"].count("/") >= 3 else ("", "", "", "")
        file = tree.files.get(name)
        if file is None or scope["method"] not in {"GET", "HEAD"}:
            await _send(send, 404, [(b"content-type", b"text/plain; charset=utf-8")], b"")
            return
        kept = b"public, max-age=31536000, immutable" if version == tree.version else b"no-cache"
        headers = [(b"content-type", file.media_type.encode()), (b"cache-control", kept), (b"vary", b"accept-encoding")]
        body = file.body
        if file.packed and b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b""):
            headers.append((b"content-encoding", b"gzip"))
            body = file.packed
        headers.append((b"content-length", str(len(body)).encode()))
        await _send(send, 200, headers, b"" if scope["method"] == "HEAD" else body)

    return shelf


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
