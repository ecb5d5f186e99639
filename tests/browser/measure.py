"""How heavy and how fast the pages are for a slow phone: `python -m tests.browser.measure [ADDRESS]`.

ADDRESS is a running site (http://127.0.0.1:8000 unless named). Each page is opened with an empty cache in Chromium with
a processor four times slower and a 4G network (9 Mbit/s, 60 ms); the table shows medians of three, after one visit that
is not counted. A machine that is busy with other things makes the times worse, never better.
"""

import argparse
from dataclasses import astuple, dataclass
from statistics import median

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS

PAGES = [
    "/",
    "/units/",
    "/units/faku/",
    "/units/faku/problems/12/",
    "/problems/",
    "/measures/",
    "/topics/",
    "/compare/?unit=faku&unit=baita",
    "/about/",
    "/dataset/",
    "/corrections/",
]
TIMES = 3
SLOWER = 4
NETWORK = {"offline": False, "latency": 60, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}
PHONE = {"width": 390, "height": 844}
CHART_LIBRARY = "plotly"
#: Noted from the very start of a page, in milliseconds since its address was asked for.
WATCH = """
window.seen = {shift: 0, chart: null};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
new MutationObserver((_, observer) => {
  if (!document.querySelector("[data-chart] .main-svg")) return;
  observer.disconnect();
  requestAnimationFrame(() => { seen.chart = performance.now(); });
}).observe(document, {childList: true, subtree: true});
"""
HEAD = ("KB", "and charts", "requests", "paint ms", "shift", "chart ms")


@dataclass(frozen=True)
class Visit:
    """Kilobytes transferred without the chart library and with it, requests without it, first contentful paint, sum of
    layout shifts, and when the first chart was drawn: None where there is no chart."""

    kilobytes: float
    kilobytes_with_charts: float
    requests: int
    paint: float
    shift: float
    chart: float | None


def visit(browser: Browser, address: str) -> Visit:
    """Open a page as somebody does who has never been here."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    weights = weigh(session)
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    chart = page.locator("[data-chart]").first
    if chart.count():
        # Drawn when a reader comes to it; this reader comes at once.
        chart.scroll_into_view_if_needed()
        chart.locator(".main-svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("seen")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    own = [weight for address, weight in weights.values() if CHART_LIBRARY not in address]
    everything = sum(weight for _, weight in weights.values())
    return Visit(sum(own) / 1000, everything / 1000, len(own), paint, seen["shift"], seen["chart"])


def weigh(session: CDPSession) -> dict[str, tuple[str, float]]:
    """Fills as the page loads: for each request its address and the bytes that came over the network, heads included."""
    weights: dict[str, tuple[str, float]] = {}
    session.send("Network.enable")
    session.on(
        "Network.requestWillBeSent", lambda sent: weights.update({sent["requestId"]: (sent["request"]["url"], 0)})
    )

    def note(finished: dict) -> None:
        address, _ = weights.get(finished["requestId"], ("", 0))
        weights[finished["requestId"]] = (address, finished["encodedDataLength"])

    session.on("Network.loadingFinished", note)
    return weights


def middle(visits: list[Visit]) -> Visit:
    columns = zip(*map(astuple, visits), strict=True)
    return Visit(*(None if None in column else median(column) for column in columns))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.measure", description="Weigh and time the pages.")
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000", help="where the site is running")
    site = parser.parse_args().address.rstrip("/")
    print(f"{'page':<34}" + "".join(f"{name:>12}" for name in HEAD))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in PAGES:
            visit(browser, site + path)
            seen = middle([visit(browser, site + path) for _ in range(TIMES)])
            chart = "—" if seen.chart is None else f"{seen.chart:.0f}"
            print(
                f"{path:<34}{seen.kilobytes:>12.1f}{seen.kilobytes_with_charts:>12.1f}{seen.requests:>12}"
                f"{seen.paint:>12.0f}{seen.shift:>12.4f}{chart:>12}",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
