/* Building nodes: text becomes text, handlers become listeners, everything else an attribute. */

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const DRAWINGS = {
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  close: "M6 6l12 12M18 6L6 18",
  fresh: "M12 5v14M5 12h14",
  up: "M7 11v9H4v-9zM7 11l4-7c1.6 0 2.5 1 2.2 2.6L12.7 10H18c1.4 0 2.3 1.2 2 2.5l-1.4 6A2 2 0 0 1 16.7 20H7",
  down: "M17 13V4h3v9zM17 13l-4 7c-1.6 0-2.5-1-2.2-2.6l.5-3.4H6c-1.4 0-2.3-1.2-2-2.5l1.4-6A2 2 0 0 1 7.3 4H17",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  warning: "M12 8v5M12 16.5v.1M12 3.5l9 16H3z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg;
}
