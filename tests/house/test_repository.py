"""What must never be committed: other people's files, addresses of registries, paths of somebody's machine."""

from __future__ import annotations

import re

from tests.house.sources import TOP, files

# Put together from halves, so that this file does not name them either.
ADDRESSES = re.compile(
    "|".join(
        "".join(halves)
        for halves in (("py", r"pi\.org"), ("python", "hosted"), (r"registry\.np", "mjs"), (r"deb\.deb", r"ian\.org"))
    )
)
MACHINE = re.compile(r"/(?:home/(?!\w+/\.config)|root/|Users/|work/)[A-Za-z.]")
THIRD_PARTY = re.compile(r"\.(min\.js|min\.css|wasm|woff2?|ttf|otf)$|(^|/)(vendor|node_modules)/")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for name in files():
        content = (TOP / name).read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name}:{number}: {line.strip()[:120]}")
    return found


def test_no_address_of_a_package_registry() -> None:
    assert lines_with(ADDRESSES) == []


def test_no_path_of_a_machine() -> None:
    assert [line for line in lines_with(MACHINE) if not line.startswith("tests/house/test_repository.py")] == []


def test_no_merge_was_left_half_done() -> None:
    """A marker in a stylesheet breaks no test of the program, and every page."""
    assert lines_with(re.compile("^(?:" + "<" * 7 + "|" + ">" * 7 + ") ")) == []


def test_no_file_of_others() -> None:
    assert [name for name in files() if THIRD_PARTY.search(name)] == []


def test_locks_hold_digests() -> None:
    """Every package of every lock is pinned to a version and to what it weighs."""
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-node.lock"):
        text = (TOP / lock).read_text()
        packages = re.findall(r"^[a-z0-9][^\n]*", text, re.M)
        assert packages
        assert [line for line in packages if "==" not in line] == []
        assert text.count("    --hash=sha256:") >= len(packages)


def test_scripts_are_short_and_listed() -> None:
    listed = (TOP / "scripts/README.md").read_text()
    scripts = [
        name.removeprefix("scripts/") for name in files() if name.startswith("scripts/") and name != "scripts/README.md"
    ]
    assert [name for name in scripts if f"`{name.split('/')[0]}`" not in listed] == []
