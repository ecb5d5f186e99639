// Puts an interactive chart in the place of one that the page has drawn, when a reader asks for it. The library is large
// and is fetched only then; whatever fails, the drawing stays.
(() => {
  const { library, rules } = document.currentScript.dataset;
  // The library brings styles for maps, which no chart here is; it leaves them out where it finds this id.
  const MAP_STYLES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
  const live = new Set();
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
      script.onerror = () => {
        // The next press tries again.
        loading = undefined;
        for (const added of [sheet, noMaps, script]) added.remove();
        reject(new Error("The chart library could not be fetched"));
      };
      document.head.append(sheet, noMaps, script);
    });
    return loading;
  }

  function theme() {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue(`--${name.replaceAll("_", "-")}`).trim();
  }

  function dressed(figure, chart) {
    const colour = theme();
    const font = getComputedStyle(chart).fontFamily;
    const axis = { fixedrange: true, gridcolor: colour("line"), zerolinecolor: colour("line"), automargin: true };
    // Upon a filled part numbers are as dark or light as the page's own drawing has them.
    const onFill = (trace) => {
      const part = trace.type === "bar" && chart.querySelector(`.is-${trace.marker.color}`);
      return part ? { color: getComputedStyle(part).getPropertyValue("--on-fill").trim() } : undefined;
    };
    const data = figure.data.map((trace) => ({
      ...trace,
      insidetextfont: onFill(trace),
      marker: {
        ...trace.marker,
        color: colour(trace.marker.color),
        line: trace.type === "bar" ? { color: colour("bg"), width: 1 } : { color: colour(trace.marker.color), width: 2 },
      },
    }));
    const layout = {
      ...figure.layout,
      xaxis: { ...axis, ...figure.layout.xaxis },
      yaxis: { ...axis, showgrid: false, ...figure.layout.yaxis },
      font: { family: font, size: 13, color: colour("ink") },
      // Filled, because a picture that is taken along lies on another ground.
      paper_bgcolor: colour("bg"),
      plot_bgcolor: colour("bg"),
      // The page has a heading and a legend of its own.
      title: undefined,
      margin: { l: 8, r: 8, t: 20, b: 40 },
      bargap: 0.2,
      showlegend: false,
      hovermode: "closest",
      hoverlabel: { bgcolor: colour("surface"), bordercolor: colour("line-strong"), font: { color: colour("ink") } },
      autosize: true,
    };
    return [data, layout];
  }

  function figureOf(chart) {
    return JSON.parse(document.getElementById(chart.dataset.chart).textContent);
  }

  function plotOf(chart) {
    return chart.querySelector(".chart-plot");
  }

  function added(chart) {
    const plot = Object.assign(document.createElement("div"), { className: "chart-plot" });
    chart.querySelector(".chart-space").append(plot);
    return plot;
  }

  async function draw(chart) {
    const plot = plotOf(chart) ?? added(chart);
    await Plotly.react(plot, ...dressed(figureOf(chart), chart), { displayModeBar: false, responsive: true });
    if (live.has(chart)) return;
    live.add(chart);
    plot.on("plotly_click", ({ points }) => {
      const address = points[0].customdata;
      if (address) location.assign(address);
    });
  }

  function show(chart, isLive) {
    chart.classList.toggle("is-live", isLive);
    chart.querySelector("[data-chart-live]").setAttribute("aria-pressed", isLive);
    chart.querySelector("[data-chart-save]").hidden = !isLive;
  }

  function away(chart) {
    const plot = plotOf(chart);
    if (plot && window.Plotly) Plotly.purge(plot);
    plot?.remove();
    live.delete(chart);
    show(chart, false);
  }

  async function turn(chart, button) {
    if (button.ariaBusy === "true") return;
    if (live.has(chart)) {
      away(chart);
      return;
    }
    button.dataset.name ??= button.textContent;
    button.textContent = button.dataset.loading;
    button.ariaBusy = "true";
    try {
      await load();
      await draw(chart);
      show(chart, true);
      button.textContent = button.dataset.name;
    } catch {
      away(chart);
      button.textContent = button.dataset.failed;
    } finally {
      button.ariaBusy = "false";
    }
  }

  // What is taken along says what it shows and in which colours.
  function asPicture(chart) {
    const figure = figureOf(chart);
    const [data, layout] = dressed(figure, chart);
    const { width, height } = plotOf(chart).getBoundingClientRect();
    const legend = { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", traceorder: "normal" };
    const title = { ...figure.layout.title, x: 0, xref: "paper", font: { size: 17 } };
    Object.assign(layout, { title, legend, showlegend: data.length > 1, margin: { ...layout.margin, t: 96 } });
    return { data, layout: { ...layout, width, height: height + 96 } };
  }

  // The library's own way to save would need an image source that the security policy does not allow.
  async function save(chart) {
    const picture = new Image();
    const figure = asPicture(chart);
    const { width, height } = figure.layout;
    picture.src = await Plotly.toImage(figure, { format: "svg", width, height });
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    Object.assign(document.createElement("a"), { href: canvas.toDataURL(), download: `${chart.id}.png` }).click();
  }

  function redraw() {
    for (const chart of live) draw(chart);
  }

  for (const chart of document.querySelectorAll("[data-chart]")) {
    const button = chart.querySelector("[data-chart-live]");
    button.addEventListener("click", () => turn(chart, button));
    chart.querySelector("[data-chart-save]").addEventListener("click", () => save(chart));
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  document.documentElement.addEventListener("themechange", redraw);
})();
