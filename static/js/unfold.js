// Paper cannot be unfolded: everything is open while printing. And a link to a folded item opens what holds it.
const closed = new Set();

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    closed.add(details);
    details.open = true;
  }
});

addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
  closed.clear();
});

// On a phone an area with nothing left to do is folded: who reads there comes for what is open.
const isNarrow = matchMedia("(max-width: 40rem)").matches;
if (isNarrow) for (const area of document.querySelectorAll("details[data-done]")) area.open = false;

function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let holder = target; holder; holder = holder.parentElement) {
    if (holder.tagName === "DETAILS") holder.open = true;
  }
}

addEventListener("hashchange", reveal);
reveal();
// What was folded above it has moved it.
if (isNarrow && location.hash) document.querySelector(":target")?.scrollIntoView();
