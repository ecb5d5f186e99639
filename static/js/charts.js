// Draws the charts that the page describes as data, when they come near the reader's view. The library is large and is
// fetched only then; the tables under the charts say the same without it.
(() => {
  const { library, rules } = document.currentScript.dataset;
  // The library brings styles for maps, which no chart here is; it leaves them out where it finds this id.
  const MAP_STYLES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
  const drawn = new Set();
  let loading;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      // Told apart by this id and class, the sheet keeps the library from writing styles into the page.
      const sheet = document.createElement("link");
      Object.assign(sheet, { id: "plotly.js-style-global", className: "no-inline-styles", rel: "stylesheet", href: rules });
      const noMaps = Object.assign(document.createElement("meta"), { id: MAP_STYLES });
      const script = document.createElement("script");
      script.src = library;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(sheet, noMaps, script);
    });
    return loading;
  }

  function theme() {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue(`--${name.replaceAll("_", "-")}`).trim();
  }

  function dressed(figure, box) {
    const colour = theme();
    const font = getComputedStyle(box).fontFamily;
    const axis = { fixedrange: true, gridcolor: colour("line"), zerolinecolor: colour("line"), automargin: true };
    const data = figure.data.map((trace) => ({
      ...trace,
      marker: {
        ...trace.marker,
        color: colour(trace.marker.color),
        line: trace.type === "bar" ? { color: colour("bg"), width: 1 } : { width: 2 },
      },
    }));
    const layout = {
      ...figure.layout,
      xaxis: { ...axis, ...figure.layout.xaxis },
      yaxis: { ...axis, ticksuffix: "  ", ...figure.layout.yaxis },
      font: { family: font, size: 13, color: colour("ink") },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 8, r: 8, t: figure.layout.barmode ? 8 : 28, b: 40 },
      bargap: 0.35,
      showlegend: figure.layout.showlegend ?? false,
      hovermode: "closest",
      hoverlabel: { bgcolor: colour("surface"), bordercolor: colour("line-strong"), font: { color: colour("ink") } },
      autosize: true,
    };
    return [data, layout];
  }

  async function draw(box) {
    const figure = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    try {
      await load();
    } catch {
      box.remove(); // The table says it all.
      return;
    }
    let target = box.querySelector(".chart-plot");
    if (!target) {
      target = document.createElement("div");
      target.className = "chart-plot";
      target.setAttribute("aria-hidden", "true");
      box.append(target);
    }
    const [data, layout] = dressed(figure, box);
    await Plotly.react(target, data, layout, { displayModeBar: false, responsive: true });
    if (drawn.has(box)) return;
    drawn.add(box);
    target.on("plotly_click", ({ points }) => {
      const address = points[0].customdata;
      if (address) location.assign(address);
    });
  }

  function redraw() {
    for (const box of drawn) draw(box);
  }

  function start() {
    const near = new IntersectionObserver(
      (entries, observer) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          observer.unobserve(target);
          draw(target);
        }
      },
      { rootMargin: "300px" },
    );
    for (const box of document.querySelectorAll("[data-chart]")) near.observe(box);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    document.documentElement.addEventListener("themechange", redraw);
  }

  // After everything that a reader needs to read.
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
