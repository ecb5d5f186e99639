// Lists change without a reload (htmx does that); this keeps what a reader opened open, and leaves the address clean.
(() => {
  const list = document.getElementById("list");
  if (!list || !window.htmx) return;
  document.documentElement.classList.add("has-script");

  let opened = [];
  list.addEventListener("htmx:beforeSwap", () => {
    opened = [...list.querySelectorAll("details.facet, details.facet-more")].map((fold) => [fold.id, fold.open]);
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    for (const [id, open] of opened) {
      const fold = document.getElementById(id);
      // A facet with a choice made is open by itself.
      if (fold && !fold.querySelector(":checked")) fold.open = open;
    }
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    // What was pressed is gone with the rows: a reader without a mouse goes on from the count.
    if (document.activeElement === document.body) list.querySelector(".results-n").focus({ preventScroll: true });
  });

  // On a phone the filters are one panel over the rows: short at first, and closed on the way to them.
  if (matchMedia("(max-width: 59.99rem)").matches) {
    for (const facet of [...list.querySelectorAll("details.facet")].slice(1)) {
      if (!facet.querySelector(":checked")) facet.open = false;
    }
  }
  list.addEventListener("click", (event) => {
    if (event.target.closest(".facets-done")) list.querySelector(".fold").open = false;
  });

  // A box that belongs to another form narrows nothing.
  list.addEventListener("change", (event) => event.target.form !== list && event.stopPropagation(), true);

  // The search box stands outside of what is swapped; a chip taken off must empty it all the same.
  const words = document.getElementById("q");
  // What was typed has been asked for already; leaving the box must not ask again.
  words.addEventListener("change", (event) => event.stopPropagation());
  document.body.addEventListener("htmx:pushedIntoHistory", (event) => {
    if (words === document.activeElement) return;
    words.value = new URL(event.detail.path, location.href).searchParams.get("q") ?? "";
  });

  // Empty fields say nothing.
  list.addEventListener("htmx:configRequest", (event) => {
    const data = event.detail.formData;
    for (const [name, value] of [...data.entries()]) {
      if (value === "" && data.getAll(name).every((other) => other === "")) data.delete(name);
    }
  });
})();
