"use strict";
// A unit that is chosen in the list's filter is filtered by at once; the button is there for those without a mouse.
window.addEventListener("load", () => {
  const box = document.querySelector(".unit-filter select");
  if (box && window.django && window.django.jQuery) {
    window.django.jQuery(box).on("select2:select select2:clear", () => box.form.submit());
  }
});
