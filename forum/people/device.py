"""What a browser says of itself, in a few words: « Firefox, Android »."""

from __future__ import annotations

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(agent: str | None) -> str:
    """The browser and the system of a User-Agent header, enough to know one's own phone again; never the header itself."""
    told = agent or ""
    known = [next((name for mark, name in names if mark in told), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in known if name) or "appareil inconnu"
