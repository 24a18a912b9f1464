"""What every test may ask for: a database of its own on each engine, the app, a client, a postbox, a browser.

database        an empty migrated database, open          (every test that asks runs on SQLite and on PostgreSQL)
client          an HTTP client of the running app, on such a database
another_client  makes more of them: another person, with other cookies
postbox         a real SMTP server, and the letters it was handed
live, phone, desk, axe    the app on a real port, and Chromium on it at 390 and 1280 px

pytest --engine sqlite    half the time
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import anyio
import hypothesis
import pytest
from argon2 import PasswordHasher

# Compiled code is kept, ours, the tests' and the packages': without it each process compiles for seconds.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Before anything reads the settings: nothing of the machine's own forum reaches a test.
for name in [name for name in os.environ if name.startswith("FORUM_")]:
    del os.environ[name]

from tests.kit.memory import in_memory  # noqa: E402

WORKSHOP = Path(tempfile.mkdtemp(prefix="forum-tests-", dir=in_memory()))
os.environ["FORUM_DATA"] = str(WORKSHOP)
os.environ["FORUM_SECRET"] = "the-secret-of-the-tests-which-is-long-enough"

from forum import database as forum_database  # noqa: E402
from forum.people import passwords  # noqa: E402
from forum.settings import settings  # noqa: E402
from tests.kit.cluster import Cluster, Copies, NoPostgres, cluster, copies  # noqa: E402
from tests.kit.janitor import once_gone  # noqa: E402

# How long an example takes says something of the machine only.
# A run that decides whether something is taken up asks the same examples each time; everybody else's run looks for new ones.
hypothesis.settings.register_profile(
    "forum",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("forum")
# Passwords cost a quarter of a second on purpose; here they cost nothing (tests/people/test_sign_in.py says what they cost).
passwords.hasher = cache(lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
JANITOR = once_gone(f"rm -rf {WORKSHOP}")

if TYPE_CHECKING:
    import httpx
    from litestar import Litestar

pytest_plugins = ["tests.kit.postbox", "tests.kit.chromium", "tests.kit.november"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=["sqlite", "postgres", "both"], default="both", help="the database to test on")
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="takes minutes: --long runs it"))
    # The longest walk first, so that the other worker does all the rest meanwhile.
    items.sort(key=lambda item: not (item.name.startswith("test_every_page") and "organisation" in item.name))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine_name" in metafunc.fixturenames:
        asked = metafunc.config.getoption("--engine")
        on_postgres = pytest.param("postgres", marks=pytest.mark.postgres)
        engines = {"sqlite": ["sqlite"], "postgres": [on_postgres], "both": ["sqlite", on_postgres]}[asked]
        if only := metafunc.definition.get_closest_marker("only"):
            kept = {"sqlite": "sqlite", "postgres": on_postgres}[only.args[0]]
            engines = [kept] if kept in engines else []
        # A browser sees no database: one engine is enough there.
        if metafunc.definition.get_closest_marker("browser") and asked == "both":
            engines = ["sqlite"]
        metafunc.parametrize("engine_name", engines, scope="session")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


# ── The database ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The throw-away cluster of this process."""
    try:
        with cluster() as running:
            yield running
    except NoPostgres as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def copier(postgres: Cluster) -> Iterator[Copies]:
    """Makes each test's database in that cluster."""
    with copies(postgres) as made:
        yield made


@pytest.fixture(scope="session")
def template(engine_name: str, request: pytest.FixtureRequest) -> str:
    """A migrated database that the tests' own are copied from: its file, or its name in the cluster."""
    if engine_name == "sqlite":
        name = str(WORKSHOP / "template.sqlite")
        url = f"sqlite:///{name}"
    else:
        running: Cluster = request.getfixturevalue("postgres")
        name = f"template_{uuid4().hex}"  # made anew when a process comes back to this engine
        running.sql(f"CREATE DATABASE {name}")
        url = running.url(name)

    _on(url, forum_database.migrate)
    return name


@pytest.fixture(scope="session")
def demonstration_template(engine_name: str, template: str, request: pytest.FixtureRequest) -> str:
    """The same with the small demonstration in it, the day after: everything that can happen has happened there."""
    from forum.demo.stages import demonstrate

    if engine_name == "sqlite":
        name = shutil.copyfile(template, WORKSHOP / "demonstration.sqlite").as_posix()
        url = f"sqlite:///{name}"
    else:
        running: Cluster = request.getfixturevalue("postgres")
        name = f"demonstration_{uuid4().hex}"
        running.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        url = running.url(name)
    _on(url, lambda: demonstrate("over", "small"))
    return name


def _on(url: str, work: Callable[[], Awaitable[object]]) -> None:
    """Do some work on a database, in a thread of its own: this one may have a loop already, the browser's."""

    async def whole() -> None:
        forum_database.use(url)
        await forum_database.start()
        try:
            await work()
        finally:
            await forum_database.stop()

    with ThreadPoolExecutor() as aside:
        aside.submit(anyio.run, whole).result()


@pytest.fixture
def database_url(
    engine_name: str, template: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a fresh copy of the template, which the forum is made to use."""
    if "demonstration" in request.fixturenames:
        template = request.getfixturevalue("demonstration_template")
    if engine_name == "sqlite":
        name = f"t{uuid4().hex}"
        path = WORKSHOP / f"{name}.sqlite"
        shutil.copyfile(template, path)
        url = f"sqlite:///{path}"
    else:
        running: Cluster = request.getfixturevalue("postgres")
        copier: Copies = request.getfixturevalue("copier")
        name = copier.take(template)
        url = running.url(name)
    monkeypatch.setenv("FORUM_DATABASE_URL", url)
    settings.cache_clear()
    forum_database.use(url)
    yield url
    settings.cache_clear()
    if engine_name == "sqlite":
        for left in WORKSHOP.glob(f"{name}.sqlite*"):
            left.unlink()
    else:
        copier.give_back(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[str]:
    """A fresh database, open in this test's event loop; its address."""
    await forum_database.start()
    yield database_url
    await forum_database.stop()


# ── The app ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def built() -> Litestar:
    """The app, made once for all tests of a process: its hundreds of routes and pages take half a second to prepare.

    Nobody works in it but the postman: a test that wants a mailing written or an offer passed on says so itself.
    """
    from forum.app import create_app, postman_at_work

    return create_app(workers=[postman_at_work])


@pytest.fixture
async def app(database: str, built: Litestar, request: pytest.FixtureRequest) -> AsyncIterator[Litestar]:
    """The whole app, started, in this test's own event loop."""
    for earlier in ("postbox", "live_address"):  # the app reads these addresses when it starts
        if earlier in request.fixturenames:
            request.getfixturevalue(earlier)
    before = built.state.dict()
    async with built.lifespan():
        yield built
    # What it remembered of this test: pages that are kept a moment, who tried how often.
    built.state._state.clear()
    built.state.update(before)
    built.stores._stores.clear()


@pytest.fixture
async def demonstration(app: Litestar) -> dict[str, str]:
    """The app on the small demonstration's database; one way in per role, as the server prints them."""
    from forum.demo.story import first_words

    lines = await first_words(empty=False)
    return dict(line.split() for line in lines[1:])


@pytest.fixture
async def another_client(app: Litestar) -> AsyncIterator[Callable[[], httpx.AsyncClient]]:
    """Makes clients: each is a person of their own, with their own cookies."""
    import httpx

    async with AsyncExitStack() as people:

        def make() -> httpx.AsyncClient:
            made = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=settings().base_url)
            people.push_async_callback(made.aclose)
            return made

        yield make


@pytest.fixture
def client(another_client: Callable[[], httpx.AsyncClient]) -> httpx.AsyncClient:
    """Somebody who looks at the site; redirects are not followed unless asked."""
    return another_client()
