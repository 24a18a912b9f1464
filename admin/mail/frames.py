"""A letter is shown in a frame: it is the one page with styles of its own, and it can do nothing else."""

from forum.web.security import POLICY

FRAMING = {"content-security-policy": f"{POLICY}; frame-src 'self'"}
FRAMED = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
    ),
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
}
