"""The widget in a real browser, on a page with a strict Content-Security-Policy."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stand_in import Shop

pytestmark = pytest.mark.browser

QUESTION = "How heavy is the Skerry 2 Tent?"
ANSWER = "The weight of the Skerry 2 Tent is 1.9 kg."


def opened(page: Page, url: str) -> Page:
    page.goto(f"{url}/shop")
    page.get_by_role("button", name="Ask a question").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def ask(page: Page, text: str) -> None:
    page.get_by_label("Your question").fill(text)
    page.get_by_label("Your question").press("Enter")


def test_the_shop_shows_the_catalog_by_category(shop: Shop, page: Page) -> None:
    page.goto(f"{shop.url}/shop")
    expect(page.locator("#products li")).to_have_count(4)
    page.get_by_role("button", name="Sleep", exact=True).click()
    expect(page.locator("#products li")).to_have_count(1)
    expect(page.get_by_text("349.00 EUR")).to_be_visible()


def test_nothing_of_the_chat_is_loaded_or_stored_before_it_is_opened(shop: Shop, page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{shop.url}/shop")
    expect(page.get_by_role("button", name="Ask a question")).to_be_visible()
    assert not [url for url in loaded if "panel.js" in url or "/session" in url]
    page.get_by_role("button", name="Ask a question").click()
    expect(page.get_by_label("Your question")).to_be_focused()
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_an_answer_comes_with_its_sources_and_its_product(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, QUESTION)
    log = page.get_by_role("log")
    expect(log).to_contain_text(f"{ANSWER} It packs down well.")
    expect(log).to_have_attribute("aria-busy", "false")
    expect(page.get_by_text("products_export.csv:15")).to_be_hidden()
    page.get_by_text("2 sources").click()
    expect(page.get_by_text("products_export.csv:15")).to_be_visible()
    expect(page.get_by_role("link", name="Skerry 2 Tent 369.00 EUR")).to_be_visible()


def test_a_sentence_that_could_not_be_checked_is_marked_and_the_others_are_not(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, QUESTION)
    expect(page.locator(".unsure")).to_have_text(["It packs down well."])
    expect(page.get_by_text("could not be checked")).to_be_visible()


def test_the_assistant_says_what_it_is_and_how_to_reach_a_person(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    expect(page.get_by_text("You are chatting with an AI")).to_be_visible()
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.get_by_role("link", name="help@osterfell.example")).to_have_attribute(
        "href", "mailto:help@osterfell.example"
    )


def test_thumbs_reach_the_server_with_the_reason(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, QUESTION)
    page.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Not helpful").click()
    page.get_by_role("button", name="A fact is wrong").click()
    page.get_by_placeholder("Tell us more").fill("mine is heavier")
    page.locator(".reasons").get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you")).to_be_visible()
    assert shop.votes == [
        {"message": "m1", "value": "up"},
        {"message": "m1", "value": "down"},
        {"message": "m1", "value": "down", "reason": "wrong: mine is heavier"},
    ]


def test_a_conversation_and_its_votes_survive_a_reload_and_end_with_a_new_chat(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, QUESTION)
    page.get_by_role("button", name="Helpful", exact=True).click()
    page.reload()
    expect(page.get_by_role("log")).to_contain_text(ANSWER)
    expect(page.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "true")
    ask(page, "And the Pro?")
    expect(page.get_by_role("log")).to_contain_text("And the Pro?")
    page.get_by_role("button", name="New chat").click()
    expect(page.get_by_role("log")).not_to_contain_text(ANSWER)
    assert shop.asked[1] == {"conversation": "c1", "message": "And the Pro?"}
    assert page.evaluate("localStorage.length") == 0


def test_markdown_becomes_nodes_and_markup_stays_text(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, "Show me everything")
    expect(page.get_by_role("cell", name="1.9 kg")).to_be_visible()
    expect(page.locator(".text li")).to_have_text(["one", "two"])
    expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    expect(page.locator(".text a")).to_have_count(1)
    expect(page.locator(".text a")).to_have_attribute("href", "https://osterfell.example/")
    assert page.locator(".text img").count() == 0


def test_stop_ends_the_answer_here_and_at_the_server(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, "Take your time")
    expect(page.get_by_text("One moment.")).to_be_visible()
    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "true")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped.")).to_be_visible()
    assert shop.hung_up.wait(5)


def test_a_full_server_is_a_countdown_and_then_a_retry(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    shop.is_full = True
    ask(page, QUESTION)
    again = page.get_by_role("button", name="Try again")
    expect(page.get_by_text(re.compile(r"try again in \d s"))).to_be_visible()
    expect(again).to_be_disabled()
    shop.is_full = False
    expect(again).to_be_enabled()
    again.click()
    expect(page.get_by_role("log")).to_contain_text(ANSWER)
    expect(page.locator(".bubble")).to_have_count(1)


def test_a_broken_answer_says_so_and_can_be_asked_again(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, "Break")
    expect(page.get_by_text("Something went wrong on our side")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_enabled()


def test_a_lost_connection_is_named(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    page.context.set_offline(True)
    ask(page, QUESTION)
    expect(page.get_by_text("You seem to be offline")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("log")).to_contain_text(ANSWER)


def test_an_expired_token_is_renewed_without_a_word(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, "With an old token")
    expect(page.get_by_role("log")).to_contain_text(ANSWER)
    assert shop.sessions == 2


def test_escape_closes_and_gives_the_focus_back(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Ask a question")).to_be_focused()


def test_a_card_of_the_shop_puts_its_question_into_the_chat(shop: Shop, page: Page) -> None:
    page.goto(f"{shop.url}/shop")
    page.get_by_role("button", name="Ask about the Skerry 2 Pro Tent").click()
    expect(page.get_by_label("Your question")).to_have_value("How heavy is the Skerry 2 Pro Tent?")


def test_a_small_screen_is_covered_and_keeps_the_focus_inside(shop: Shop, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    opened(page, shop.url)
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None and (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 780)
    page.get_by_role("button", name="Talk to a person").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="New chat")).to_be_focused()


def test_targets_are_large_enough_to_tap(shop: Shop, page: Page) -> None:
    opened(page, shop.url)
    ask(page, QUESTION)
    expect(page.get_by_role("button", name="Helpful", exact=True)).to_be_visible()
    for target in page.get_by_role("dialog").locator("button:visible, summary:visible, textarea:visible").all():
        box = target.bounding_box()
        assert box is not None and box["width"] >= 24 and box["height"] >= 24, target.get_attribute("aria-label")


LABELS = {"de": "Ihre Frage", "fr": "Votre question", "fi": "Your question"}


@pytest.mark.parametrize("language", LABELS)
def test_it_speaks_the_language_of_the_page_or_english(shop: Shop, page: Page, language: str) -> None:
    tag = f'<script async src="{shop.url}/widget.js" data-site="pk_test"></script>'
    body = f'<!doctype html><html lang="{language}"><body>{tag}'
    page.route("**/shop", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto(f"{shop.url}/shop")
    page.locator("truebrand-chat").get_by_role("button").click()
    expect(page.get_by_label(LABELS[language])).to_be_visible()


def test_a_slow_answer_says_so_and_a_dead_one_can_be_asked_again(shop: Shop, page: Page) -> None:
    page.clock.install()
    opened(page, shop.url)
    ask(page, "Take your time")
    expect(page.get_by_text("One moment.")).to_be_visible()
    page.clock.fast_forward(9_000)
    expect(page.get_by_text("longer than usual")).to_be_visible()
    page.clock.fast_forward(60_000)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_dark_theme_and_a_page_from_right_to_left_are_honoured(shop: Shop, page: Page) -> None:
    page.goto(f"{shop.url}/shop")
    page.evaluate("document.documentElement.dir = 'rtl'; truebrand.setAttribute('theme', 'dark')")
    page.get_by_role("button", name="Ask a question").click()
    panel = page.get_by_role("dialog")
    box = panel.bounding_box()
    assert box is not None and box["x"] < 100
    assert panel.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(23, 28, 25)"
