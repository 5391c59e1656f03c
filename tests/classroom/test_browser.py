"""The pages in a real browser: phones, keyboards, screen readers, a server that dies and comes back."""

import pytest
from test_class import Served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    found = Served(tmp_path_factory.mktemp("class"), 2)
    yield found
    found.end()


@pytest.fixture
def tab(browser):
    """Open tabs of their own cookies that note what goes wrong."""
    contexts, faults = [], []

    def opened(width):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda e: faults.append(str(e)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def whole(page, axe):
    """Nothing sticks out, nothing is closed to a screen reader."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + v.nodes[0].html))")
    assert found == []


def test_a_class_in_three_browsers(served, tab, axe, awaited):
    """Join by phone and keyboard, order, be carried on, lose the server and find it again."""
    base = f"http://127.0.0.1:{served.port}"
    board, phone, wall = tab(1280), tab(390), tab(1920)
    board.goto(f"{base}/host?key={served.key}")
    whole(board, axe)
    phone.goto(base)
    whole(phone, axe)
    phone.keyboard.press("Tab")
    phone.fill("#code", served.code)
    phone.fill("#name", "Awa")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("text=Choose a seat")
    whole(phone, axe)
    phone.click("button[value='A.junta']")
    phone.wait_for_selector("text=What you know")
    phone.check("input[value='unleash_forces']")
    phone.click("text=Send orders")
    phone.wait_for_selector("text=Your orders are in")
    whole(phone, axe)
    awaited(lambda: "1 of 1" in board.inner_text("#waiting"), True)
    board.click("text=Live through the round")
    phone.wait_for_selector("text=Round 2 of 12")
    whole(phone, axe)
    board.goto(f"{base}/projector")
    whole(board, axe)
    wall.context.add_cookies(board.context.cookies())
    wall.goto(f"{base}/projector")
    whole(wall, axe)
    served.kill()
    phone.wait_for_selector("#lost", state="hidden")
    phone.check("input[value='restrain_forces']")
    phone.click("text=Send orders")
    phone.wait_for_selector("text=Your orders are in")
    wall.goto(f"{base}/debrief")
    whole(wall, axe)
