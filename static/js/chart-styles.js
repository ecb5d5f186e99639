/*
 * Stands before the chart library on every page that has charts. The library styles what it draws with <style>
 * elements and style attributes, which our content security policy refuses; the same rules set through the
 * object model are allowed. This sends them that way, so that the policy need not be loosened.
 */
(() => {
  "use strict";

  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style" && this.style) {
      this.style.cssText = value;
    } else {
      setAttribute.call(this, name, value);
    }
  };

  const createElement = document.createElement;
  document.createElement = function (name, options) {
    if (String(name).toLowerCase() !== "style") {
      return createElement.call(this, name, options);
    }
    // An inert element in its place, whose `sheet` is one that the document has adopted.
    const stand = createElement.call(this, "template");
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    Object.defineProperty(stand, "sheet", { value: sheet });
    return stand;
  };
})();
