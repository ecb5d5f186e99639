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

function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let holder = target; holder; holder = holder.parentElement) {
    if (holder.tagName === "DETAILS") holder.open = true;
  }
}

addEventListener("hashchange", reveal);
reveal();
