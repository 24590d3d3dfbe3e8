"""A real browser, and the stand-in shop for it to visit."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.stand_in import Shop, scripted, served

expect.set_options(timeout=20_000)  # milliseconds: the tests may share the machine's cores with others
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def shop() -> Iterator[Shop]:
    made = Shop()
    with served(scripted(made)) as url:
        made.url = url
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: while it lives it holds the thread's event loop, which async tests elsewhere need."""
    if CHROMIUM is None:
        if os.environ.get("TRUEBRAND_REQUIRE_SERVICES") == "1":
            pytest.fail("no chromium on this machine, and TRUEBRAND_REQUIRE_SERVICES=1; install it")
        pytest.skip("no chromium on this machine")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh profile; a test fails when the page reports an error of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def listen(message: ConsoleMessage) -> None:
        if "Content Security" in message.text:
            faults.append(message.text)

    page.on("console", listen)
    yield page
    context.close()
    assert faults == []
