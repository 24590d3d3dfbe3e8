"""All of it in a real browser: the sample brand, the starter model, the server, the widget, the Gradio page."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "training" / "starter" / "weights"
SLOW_MS = 60_000  # the tests share the machine's cores with others

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `truebrand serve` on the sample brand, in a process of its own."""
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "TRUEBRAND_HOME": str(home)}
    run = [sys.executable, "-m", "assistant"]
    subprocess.run([*run, "ingest", "assistant/sample"], cwd=ROOT, env=environment, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with (home / "serve.log").open("wb") as log:
        serve = [*run, "serve", "--model", str(WEIGHTS), "--port", str(port)]
        process = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}", process, home / "serve.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()  # closes the door and waits for answers under way
            time.sleep(1)
            process.terminate()  # ends them
            process.wait(60)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the server did not become ready: {log.read_text(encoding='utf-8')[-2000:]}")


def test_the_shop_shows_the_sample_brand_without_what_is_discontinued(server: str, page: Page) -> None:
    page.goto(f"{server}/shop")
    expect(page.locator("#products li")).to_have_count(74)
    expect(page.get_by_role("heading", name="Glim Headlamp 200")).to_have_count(0)
    page.get_by_role("button", name="Tents & Shelters").click()
    expect(page.locator("#products li")).to_have_count(12)


def test_a_shopper_asks_is_answered_with_the_source_and_votes(server: str, page: Page) -> None:
    page.goto(f"{server}/shop")
    page.get_by_role("button", name="Ask a question").click()
    question = page.get_by_label("Your question")
    question.fill("How heavy is the Skerry 2 Tent?")
    question.press("Enter")
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-busy", "false", timeout=SLOW_MS)
    expect(log).to_contain_text("1.9 kg")
    page.get_by_text("1 source", exact=True).click()
    expect(log).to_contain_text("products_export.csv:4")
    with page.expect_response("**/v1/widget/feedback") as voted:
        page.get_by_role("button", name="Helpful", exact=True).click()
    assert voted.value.ok


def test_a_follow_up_and_an_unknown_product_are_understood(server: str, page: Page) -> None:
    page.goto(f"{server}/shop")
    page.get_by_role("button", name="Ask a question").click()
    answers = page.locator(".turn.brand .text")
    asked = {
        "How heavy is the Skerry 2 Tent?": "1.9 kg",
        "How many doors does it have?": "2",
        "How heavy is the Skerry 9 Tent?": "no product of this name",
    }
    for number, (text, expected) in enumerate(asked.items(), start=2):
        page.get_by_label("Your question").fill(text)
        page.get_by_label("Your question").press("Enter")
        expect(page.get_by_role("log")).to_have_attribute("aria-busy", "false", timeout=SLOW_MS)
        expect(answers).to_have_count(number)
        expect(answers.last).to_contain_text(expected)


def test_the_demo_page_answers_with_evidence(server: str, page: Page) -> None:
    page.goto(f"{server}/demo")
    question = page.get_by_placeholder("Your question")
    question.fill("How heavy is the Skerry 2 Tent?")
    question.press("Enter")
    panel = page.locator("#tb-why")
    expect(panel).to_contain_text("agrees with the catalog", timeout=SLOW_MS)
    expect(panel).to_contain_text("products_export.csv:4")
    page.get_by_text("What the model was given to read").click(timeout=SLOW_MS)
    expect(panel.get_by_role("cell", name="1.9 kg").first).to_be_visible()
