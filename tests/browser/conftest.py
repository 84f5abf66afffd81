"""A real house for the browser: its own database, practice store, pages, streams and worker."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from forecourt.demo.cast import PASSWORD
from tests.databases import own_database

HOME = Path(__file__).resolve().parents[2]
START_SECONDS = 60
BUILT_ON = "2026-11-25"  # a Wednesday on which the first of each role has no day off
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WINDOWS = {
    "desk": (1440, 900),
    "small": (1366, 768),
    "tablet": (1180, 820),
    "phone": (390, 844),
    "wall": (1920, 1080),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all tests of the house on one worker: a second house would take a minute more."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "house" in _fixtures(item):
            item.add_marker(pytest.mark.xdist_group("house"))


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@dataclass
class House:
    """The running house; ``manage`` runs a command of it, ``stop`` and ``start`` its pages."""

    url: str
    environment: dict[str, str]
    door: socket.socket
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=HOME, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        fd = self.door.fileno()
        web = [sys.executable, "-m", "forecourt.config.web", str(fd)]
        worker = [sys.executable, "manage.py", "worker"]
        for name, command in {"web": web, "worker": worker}.items():
            self.children[name] = subprocess.Popen(
                command, cwd=HOME, env=self.environment, pass_fds=[fd]
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with suppress(OSError), closing(HTTPConnection(urlsplit(self.url).netloc)) as line:
                line.request("GET", "/login/")
                if line.getresponse().status == HTTPStatus.OK:
                    return
            time.sleep(0.2)
        pytest.fail("The pages did not come up.")

    def stop(self) -> None:
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            child.wait(20)
        self.children.clear()


@dataclass
class Founded:
    """The practice store as it was built; every house is a copy of it, with a clock of its own."""

    database: str
    state: Path

    def house(self, name: str, state: Path) -> House:
        door = socket.create_server(("127.0.0.1", 0))
        shutil.copytree(self.state, state, dirs_exist_ok=True)
        address = own_database(f"{self.database}_{name}", template=self.database)
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        return House(url, _environment(address, state), door)


def _environment(database: str, state: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database,
        "FORECOURT_STATE": str(state),
        "PRACTICE": "1",
        "DJANGO_SETTINGS_MODULE": "forecourt.config.settings",
    }


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """A practice store, built on the same day every time: who has a day off stays the same."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    home = settings.DATABASES["default"]["NAME"]  # several checkouts may share one server
    found = Founded(f"{home}_house_{worker}", tmp_path_factory.mktemp("founded"))
    environment = _environment(own_database(found.database), found.state)
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        builder = House("", environment, door)
        builder.manage("migrate", "-v0")
        builder.manage("collectstatic", "--noinput", "-v0")
        builder.manage("practice", "build", "--size", "small", "--on", BUILT_ON)
    return found


@pytest.fixture(scope="session")
def house(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = founded.house("shared", tmp_path_factory.mktemp("house"))
    house.start()
    yield house
    house.stop()
    house.door.close()


@pytest.fixture
def own_house(founded: Founded, tmp_path: Path) -> Iterator[House]:
    """A house whose clock may be moved for years without a word to the other tests."""
    house = founded.house("own", tmp_path)
    house.start()
    yield house
    house.stop()
    house.door.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that bin/test found, or Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TEST_BROWSER") or None,
            args=ARGUMENTS,
        )
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(house: House, chromium: Browser) -> Iterator[Visit]:
    """Log a role in through the login page: ``visit("cashier", language="en")``."""
    with _visits(house, chromium) as come:
        yield come


@pytest.fixture
def own_visit(own_house: House, chromium: Browser) -> Iterator[Visit]:
    with _visits(own_house, chromium) as come:
        yield come


@contextmanager
def _visits(house: House, chromium: Browser) -> Iterator[Visit]:
    contexts: list[BrowserContext] = []

    def come(
        login: str = "",
        *,
        language: str = "en",
        window: str = "desk",
        theme: str = "light",
        url: str = "",
    ) -> Page:
        width, height = WINDOWS[window]
        address = url or house.url
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale="zh-CN" if language == "zh-hans" else "en-US",
            timezone_id="Asia/Shanghai",
            has_touch=window in {"tablet", "phone"},
        )
        contexts.append(context)
        for name, value in (("language", language), ("theme", theme)):
            context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: complain(f"script error: {error}"))
        page.on("console", lambda line: _listen(line.type, line.text))
        if login:
            page.goto("/login/")
            page.fill("[name=username]", login)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda address: "/login/" not in address)
        return page

    complaints: list[str] = []
    complain = complaints.append

    def _listen(kind: str, text: str) -> None:
        # A broken content security policy says so in the console; nothing else may either.
        # A request that finds no server or no answer is what some tests want; people are told.
        lost = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest", "htmx:timeout")
        if kind == "error" and not any(words in text for words in lost):
            complain(text)

    yield come
    for context in contexts:
        context.close()
    assert complaints == []
