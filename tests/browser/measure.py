"""How heavy and how fast the pages are for a slow phone: `python -m tests.browser.measure [ADDRESS]`.

ADDRESS is a running site (http://127.0.0.1:8000 unless named). Each page is opened with an empty cache in Chromium with
a processor four times slower and a 4G network (9 Mbit/s, 60 ms); the table shows medians of three, after one visit that
is not counted. A machine that is busy with other things makes the times worse, never better.

"chart ms" is when the first chart that the page brings along was painted, "live ms" how long its interactive form took
from the press of its button on.
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
#: Noted from the very start of a page, in milliseconds since its address was asked for. It looks once a frame, so as not
#: to be what it measures.
WATCH = """
window.seen = {shift: 0, chart: null};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
window.whenPainted = (selector, isStillWanted, note) => {
  const look = () => {
    if (document.querySelector(selector)) setTimeout(() => note(performance.now()));
    else if (isStillWanted()) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};
const isLoading = () => document.readyState !== "complete";
whenPainted("[data-chart] .chart-drawing", isLoading, (time) => { seen.chart = time; });
"""
PRESS = """
(button) => new Promise((resolve) => {
  const start = performance.now();
  whenPainted("[data-chart].is-live .main-svg", () => true, (time) => resolve(time - start));
  button.click();
})
"""
HEAD = ("KB", "and live", "requests", "paint ms", "shift", "chart ms", "live ms")


@dataclass(frozen=True)
class Visit:
    """Kilobytes transferred by the page, and with the library of interactive charts; its requests; first contentful
    paint; sum of layout shifts; when the first chart was painted, and how long its interactive form took: None where
    there is no chart."""

    kilobytes: float
    kilobytes_when_live: float
    requests: int
    paint: float
    shift: float
    chart: float | None
    live: float | None


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
    page.wait_for_load_state("networkidle")
    own = [weight for _, weight in weights.values()]
    seen = page.evaluate("seen")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    button = page.locator("[data-chart-live]").first
    live = button.evaluate(PRESS) if button.count() else None
    everything = sum(weight for _, weight in weights.values())
    context.close()
    return Visit(sum(own) / 1000, everything / 1000, len(own), paint, seen["shift"], seen["chart"], live)


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
            charts = "".join(f"{'—' if time is None else f'{time:.0f}':>12}" for time in (seen.chart, seen.live))
            print(
                f"{path:<34}{seen.kilobytes:>12.1f}{seen.kilobytes_when_live:>12.1f}{seen.requests:>12}"
                f"{seen.paint:>12.0f}{seen.shift:>12.4f}{charts}",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
