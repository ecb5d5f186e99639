// Copy buttons: data-copy names the element whose text is copied. Shown only where copying works.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const name = button.textContent;
    const said = button.parentElement.querySelector("[data-copy-said]");
    button.textContent = button.dataset.done;
    if (said) said.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = name;
      if (said) said.textContent = "";
    }, 2000);
  });
}
