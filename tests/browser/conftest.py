"""The site as people meet it: started as `make run` starts it, opened in the machine's own Chromium.

`site` is a server of its own with the real register loaded, in a folder that is thrown away; it is shared by all
walks of a session, so a walk that changes an item chooses one that no other walk looks at. `page` is a fresh
browser window without cookies; it fails the test when the page wrote an error to the console, which is where
a content security policy complains.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
# Kept between runs: compressing takes a quarter of a minute, and the result depends on the sources alone.
STATIC_ROOT = ROOT / "var" / "static"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
SECONDS_TO_START = 120
# Generous: the chart library is large, and a test machine may be busy.
SECONDS_TO_SHOW = 30
DESK_USER, DESK_PASSWORD = "desk", "a-password-for-one-test-run"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser, and says so when there is none."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (Debian: apt install chromium)"))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Static files are collected once, before several processes start a site each."""
    if not hasattr(session.config, "workerinput"):
        command = [
            sys.executable,
            "-c",
            "import django; django.setup(); from rectify import start; start.collect_static_files()",
        ]
        environment = os.environ | {
            "STATIC_ROOT": str(STATIC_ROOT), "DJANGO_SETTINGS_MODULE": "rectify.settings", "SECRET_KEY": "only-for-tests",
        }  # fmt: skip
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


@dataclass(frozen=True)
class Site:
    """A running site: `address` without a slash at its end, and its command line."""

    address: str
    environment: dict[str, str]

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run a management command on this site's database and return what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment | environment, check=True, capture_output=True, text=True
        ).stdout


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """A server of its own, with the real register loaded and everything that it keeps in ``folder``."""
    port = free_port()
    environment = os.environ | {
        "VAR_DIR": str(folder),
        "STATIC_ROOT": str(STATIC_ROOT),
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "rectify.settings",
        "SECRET_KEY": "only-for-tests",
    }
    environment.pop("DATABASE_URL", None)
    running = Site(f"http://127.0.0.1:{port}", environment)
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "rectify.start"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until_open(running.address, server, log)
        yield running
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def desk(site: Site) -> tuple[str, str]:
    return make_staff(site)


def make_staff(site: Site) -> tuple[str, str]:
    """Name and password of a staff account that may do everything."""
    site.manage(
        "createsuperuser", "--noinput", "--username", DESK_USER, "--email", "", DJANGO_SUPERUSER_PASSWORD=DESK_PASSWORD
    )
    return DESK_USER, DESK_PASSWORD


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=SECONDS_TO_SHOW * 1000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    fresh = browser.new_context(base_url=site.address, locale="zh-CN", viewport={"width": 1280, "height": 900})
    fresh.set_default_timeout(SECONDS_TO_SHOW * 1000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    complaints: list[str] = []
    opened = context.new_page()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{opened.url}: {message.text}")

    def note_error(error: Error) -> None:
        complaints.append(f"{opened.url}: {error}")

    opened.on("console", note)
    opened.on("pageerror", note_error)
    yield opened
    assert complaints == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_open(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until the site answers; fail with what it printed when it ends or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/admin/login/", timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The site did not start:\n{log.read_text()}", pytrace=False)
