/* The demo shop: products of the catalog, by category, each with a question for the assistant. */

const DRAWINGS = {
  tents: "M4 38 24 10l20 28zM24 10v28M24 38l-7-12M24 38l7-12",
  packs: "M14 18a10 10 0 0 1 20 0v22H14zM19 18v-5a5 5 0 0 1 10 0M14 28h20M20 33h8M10 24v12h4M38 24v12h-4",
  sleep: "M14 42c-3-10-3-22 0-30a10.500 10.500 0 0 1 20 0c3 8 3 20 0 30zM19 15a5 5 0 0 0 10 0a5 5 0 0 0-10 0M24 20v22",
  kitchen: "M10 20h24v14a6 6 0 0 1-6 6H16a6 6 0 0 1-6-6zM34 23h3a4 4 0 0 1 0 9h-3M17 14c-2-3 2-4 0-7M24 14c-2-3 2-4 0-7",
  light: "M17 20h14l2 18H15zM19 20v-4h10v4M20 16a4 4 0 0 1 8 0M24 26v6M21 29h6M13 42h22",
  home: "M15 42h18M17 42V24h14v18M31 28h4a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3h-4M17 28l-5-4M20 20h8M24 20v-5",
};
const GROUPS = [[/tent|shelter/i, "tents"], [/pack|bag|luggage/i, "packs"], [/sleep/i, "sleep"], [/kitchen|cook|drink/i, "kitchen"], [/light|power|lamp/i, "light"]];
const QUESTIONS = {
  tents: (name) => `How heavy is the ${name}?`,
  packs: (name) => `What is the capacity of the ${name}?`,
  sleep: (name) => `How small does the ${name} pack?`,
  kitchen: (name) => `Is the ${name} dishwasher safe?`,
  light: (name) => `How waterproof is the ${name}?`,
  home: (name) => `Where is the ${name} made?`,
};

async function fill() {
  const response = await fetch("/v1/widget/products");
  if (!response.ok) throw new Error(`products: ${response.status}`);
  const { items } = await response.json();
  const categories = [...new Set(items.map((item) => item.category).filter(Boolean))];
  const list = document.getElementById("products");
  const choose = (chosen) => {
    for (const button of nav.children) button.setAttribute("aria-pressed", String(button.dataset.category === chosen));
    list.replaceChildren(...items.filter((item) => !chosen || item.category === chosen).map(card));
  };
  const nav = document.getElementById("categories");
  nav.replaceChildren(...["", ...categories].map((category) => {
    const button = node("button", "", category || "Everything");
    button.type = "button";
    button.dataset.category = category;
    button.addEventListener("click", () => choose(category));
    return button;
  }));
  choose("");
}

function card(item) {
  const group = GROUPS.find(([pattern]) => pattern.test(item.category ?? ""))?.[1] ?? "home";
  const product = node("li", "product");
  product.dataset.id = item.id;
  const picture = node("div", `picture ${group}`);
  picture.append(drawing(DRAWINGS[group]));
  const ask = node("button", "question", "Ask about it");
  ask.type = "button";
  ask.setAttribute("aria-label", `Ask about the ${item.name}`);
  ask.addEventListener("click", () => window.truebrand?.ask(QUESTIONS[group](item.name)));
  product.append(picture, node("h3", "", item.name), price(item), ask);
  return product;
}

function price({ price: now, compare_at_price: before }) {
  const line = node("p", "price");
  if (now) line.append(node("span", before ? "reduced" : "", now));
  if (before) line.append(node("s", "", before));
  return line;
}

function drawing(d) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}

function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

fill().catch(() => { document.getElementById("empty").hidden = false; });
