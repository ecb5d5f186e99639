// The interactive description of the API is large: it is loaded when the reader comes to it.
(() => {
  const place = document.getElementById("swagger");
  if (!place) return;

  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const followTheme = () => {
    const chosen = document.documentElement.dataset.theme;
    document.documentElement.classList.toggle("dark-mode", chosen ? chosen === "dark" : isDark.matches);
  };

  const load = () => {
    followTheme();
    isDark.addEventListener("change", followTheme);
    new MutationObserver(followTheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const styles = document.createElement("link");
    styles.rel = "stylesheet";
    styles.href = place.dataset.styles;
    const script = document.createElement("script");
    script.src = place.dataset.script;
    script.onload = () => {
      place.replaceChildren();
      window.SwaggerUIBundle({
        domNode: place,
        url: place.dataset.schema,
        deepLinking: true,
        docExpansion: "list",
        defaultModelsExpandDepth: -1,
        tryItOutEnabled: true,
        validatorUrl: null, // would ask another site
      });
    };
    document.head.append(styles, script);
  };

  new IntersectionObserver((entries, observer) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      load();
    }
  }).observe(place);
})();
