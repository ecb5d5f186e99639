// The interactive description of the API is large: it is loaded when the reader comes to it.
(() => {
  const place = document.getElementById("swagger");
  if (!place) return;

  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const followTheme = () => {
    const chosen = document.documentElement.dataset.theme;
    document.documentElement.classList.toggle("dark-mode", chosen ? chosen === "dark" : isDark.matches);
  };

  // The library's own layout brings a second head and a second main part into the page.
  const operationsOnly = ({ React }) => ({
    components: {
      OperationsOnly: ({ getComponent, specSelectors }) => {
        if (specSelectors.loadingStatus() !== "success") return null;
        return React.createElement("div", { className: "swagger-ui" }, React.createElement(getComponent("operations", true)));
      },
    },
  });

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
        deepLinking: false, // would put a link into every button
        docExpansion: "list",
        defaultModelsExpandDepth: -1,
        tryItOutEnabled: true,
        validatorUrl: null, // would ask another site
        layout: "OperationsOnly",
        plugins: [operationsOnly],
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
