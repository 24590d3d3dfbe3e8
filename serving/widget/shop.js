/* The demo shop: products of the catalog, by category, each with a question for the assistant. */

// What a product's name or category says it looks like, the most telling word first: [pattern, colour group, drawing on 48 x 48].
const PICTURES = [
  [/tarp|footprint|shelter$/i, "tents", "M5 18 24 11l19 7-19 8zM5 18l-1 18M43 18l1 18M24 26v12"],
  [/family/i, "tents", "M4 38c0-15 6-22 12-22h16c6 0 12 7 12 22zM16 16c4 6 5 14 5 22M32 16c-4 6-5 14-5 22"],
  [/\btent\b/i, "tents", "M24 11 5 38h38zM24 20l-8 18M24 20l8 18M24 11v-3"],
  [/duffel/i, "packs", "M5 22h38v16H5zM13 22v16M35 22v16M16 22c0-9 16-9 16 0"],
  [/dry bag/i, "packs", "M14 16h20v22a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4zM14 16c0-5 3-6 10-6s10 1 10 6M20 24h8v9h-8z"],
  [/tote/i, "packs", "M10 20h28l-3 21H13zM17 25v-9c0-8 14-8 14 0v9"],
  [/pack|rolltop|bag$/i, "packs", "M13 42V20a11 11 0 0 1 22 0v22zM19 10V7h10v3M18 20h12M17 28h14v9H17zM13 27H9v11h4M35 27h4v11h-4"],
  [/hammock/i, "sleep", "M4 14c8 24 32 24 40 0M4 14c10 12 30 12 40 0M4 8v8M44 8v8"],
  [/pillow/i, "sleep", "M9 16c10-3 20-3 30 0 2 6 2 12 0 18-10 3-20 3-30 0-2-6-2-12 0-18zM18 22c4-1 8-1 12 0"],
  [/\bmat\b/i, "sleep", "M6 30c0-4 3-6 6-6h30v12H12c-3 0-6-2-6-6zM12 24v12M20 24v12M28 24v12M36 24v12"],
  [/blanket/i, "home", "M8 12h32v26H8zM8 20h32M8 30h32M12 38v4M20 38v4M28 38v4M36 38v4"],
  [/sleep/i, "sleep", "M14 42c-3-10-3-22 0-28a10.5 10.5 0 0 1 20 0c3 6 3 18 0 28zM18 16a6 6 0 0 0 12 0 6 6 0 0 0-12 0M24 22v20"],
  [/electric kettle|camp kettle|kettle$|kettle /i, "kitchen", "M14 40h20l-3-22H17zM17 18c1-5 13-5 14 0M24 14v-3M32 22c8-2 8 12 2 13M16 24l-6-4"],
  [/stove/i, "kitchen", "M12 22h24M15 22l4 10h10l4-10M24 32v8M16 40h16M18 17c-1-4 3-4 2-8M28 17c-1-4 3-4 2-8"],
  [/cookset/i, "kitchen", "M10 22h28v12a5 5 0 0 1-5 5H15a5 5 0 0 1-5-5zM6 26h4M38 26h4M12 22c2-7 22-7 24 0M24 17v-3"],
  [/bottle|flask/i, "kitchen", "M19 8h10v6H19zM18 20c0-4 2-4 2-6h8c0 2 2 2 2 6v18a3 3 0 0 1-3 3h-6a3 3 0 0 1-3-3zM18 30h12"],
  [/spork/i, "kitchen", "M24 24v18M17 8c-2 10 2 16 7 16s9-6 7-16M21 8v6M27 8v6"],
  [/cooler/i, "kitchen", "M7 18h34v21H7zM7 18l3-7h28l3 7M19 25h10M13 11c0-5 22-5 22 0"],
  [/press/i, "kitchen", "M14 18h18v23H14zM32 22h6v12h-6M14 18c0-3 18-3 18 0M23 15V7M19 7h8M14 28h18"],
  [/mug|kitchen|cup/i, "kitchen", "M11 18h22v16a6 6 0 0 1-6 6H17a6 6 0 0 1-6-6zM33 22h4a4 4 0 0 1 0 10h-4M18 13c-2-3 2-4 0-6M26 13c-2-3 2-4 0-6"],
  [/headlamp/i, "light", "M8 26c0-16 32-16 32 0M15 24h18v12H15zM24 30m-3 0a3 3 0 1 0 6 0 3 3 0 1 0-6 0"],
  [/lantern/i, "light", "M16 18h16l2 20H14zM18 18v-4h12v4M18 14c0-9 12-9 12 0M24 24v8M13 42h22"],
  [/floor lamp/i, "light", "M17 8h14l4 12H13zM24 20v20M16 42h16"],
  [/lamp/i, "light", "M17 12h14l5 14H12zM24 26v12M17 40h14"],
  [/solar/i, "light", "M6 14h36v20H6zM18 14v20M30 14v20M6 24h36"],
  [/station/i, "light", "M8 16h32v24H8zM16 16v-5h16v5M14 24h8v8h-8zM28 24h6M28 30h6"],
  [/power|light/i, "light", "M14 10h20v28a3 3 0 0 1-3 3H17a3 3 0 0 1-3-3zM25 16l-5 9h8l-5 9"],
  [/chair/i, "home", "M14 8l4 20h18M18 28l-6 13M32 28l6 13M16 18h16l3 10"],
  [/table/i, "home", "M6 18h36v4H6zM12 22l8 18M36 22l-8 18M15 32h18"],
  [/humidifier/i, "home", "M14 22h20v16a3 3 0 0 1-3 3H17a3 3 0 0 1-3-3zM17 22c0-4 14-4 14 0M20 13c-2-3 2-4 0-7M28 13c-2-3 2-4 0-7M14 32h20"],
];
const OTHER = ["", "home", "M10 18 24 10l14 8v16l-14 8-14-8zM10 18l14 8 14-8M24 26v16"];
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
  const [, group, drawn] = PICTURES.find(([pattern]) => pattern.test(item.name)) ?? PICTURES.find(([pattern]) => pattern.test(item.category ?? "")) ?? OTHER;
  const product = node("li", "product");
  product.dataset.id = item.id;
  const picture = node("div", `picture ${group}`);
  picture.append(drawing(drawn));
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
