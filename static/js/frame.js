// What the frame does once the page stands.

// On a phone the navigation is wider than the screen: the room that the page belongs to is moved into view.
const strip = document.querySelector(".site-nav");
const here = strip?.querySelector("[aria-current]");
if (here && here.getBoundingClientRect().right > strip.getBoundingClientRect().right) {
  strip.scrollLeft = here.offsetLeft + here.offsetWidth - strip.clientWidth + 24;
}

// Light, dark, or as the system says. Others learn of a change from the "themechange" event.
const button = document.querySelector("[data-theme-toggle]");
const order = ["auto", "light", "dark"];

function current() {
  return document.documentElement.dataset.theme || "auto";
}

function name(theme) {
  return button.getAttribute(`data-name-${theme}`);
}

function show() {
  button.textContent = name(current());
  button.setAttribute("aria-label", button.dataset.label + name(current()));
}

function choose(theme) {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // The choice then lasts as long as the page.
  }
  show();
  root.dispatchEvent(new Event("themechange"));
}

if (button) {
  show();
  button.addEventListener("click", () => choose(order[(order.indexOf(current()) + 1) % order.length]));
}
