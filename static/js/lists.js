// Lists change without a reload (htmx does that); this keeps what a reader opened open, and leaves the address clean.
(() => {
  const list = document.getElementById("list");
  if (!list || !window.htmx) return;
  document.documentElement.classList.add("has-script");

  let opened = [];
  list.addEventListener("htmx:beforeSwap", () => {
    opened = [...list.querySelectorAll("details.facet, details.facet-more")].map((fold) => [fold.id, fold.open]);
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    for (const [id, open] of opened) {
      const fold = document.getElementById(id);
      // A facet with a choice made is open by itself.
      if (fold && !fold.querySelector(":checked")) fold.open = open;
    }
  });

  // Empty fields say nothing.
  list.addEventListener("htmx:configRequest", (event) => {
    const data = event.detail.formData;
    for (const [name, value] of [...data.entries()]) {
      if (value === "" && data.getAll(name).every((other) => other === "")) data.delete(name);
    }
  });
})();
