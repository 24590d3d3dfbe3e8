/* One question and one answer, as they are shown. */

import { el, icon } from "./elements.js";
import { render, safeUrl } from "./markdown.js";

/** What the shopper asked. */
export function question(text, words) {
  return el("div", { class: "turn shopper" }, el("span", { class: "hidden", text: `${words.you}: ` }),
    el("div", { class: "bubble", part: "question", dir: "auto", text }));
}

/** An answer, growing sentence by sentence; `record` is its plain form, kept and restored by the panel. */
export class Answer {
  constructor(record, words, { vote, retry, changed, hasImages }) {
    this.record = record;
    this.hasImages = hasImages;
    this.words = words;
    this.actions = { vote, retry, changed };
    this.body = el("div", { class: "text", dir: "auto" });
    this.state = el("p", { class: "state" });
    this.note = el("p", { class: "note", hidden: true, text: words.unsure });
    this.extras = el("div", { class: "extras" });
    this.node = el("div", { class: "turn brand", part: "answer" },
      el("span", { class: "hidden", text: `${words.reply}: ` }), this.body, this.state, this.note, this.extras);
    this.#draw();
    if (record.state === "waiting") this.wait();
    else this.finish(record.state, record.retryAfter);
  }

  /** Nothing has come yet. */
  wait() {
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.state.replaceChildren(dots, el("span", { class: "hidden", text: this.words.thinking }));
  }

  slow() {
    if (this.state.querySelector(".slow")) return;
    this.state.append(el("span", { class: "slow", text: this.words.slow }));
  }

  add({ text, verdict }) {
    const { sentences } = this.record;
    const before = sentences.at(-1)?.text ?? "";
    const gap = before && !/\s$/.test(before) && !/^\s/.test(text) ? " " : "";
    sentences.push({ text: gap + text, verdict });
    this.state.replaceChildren();
    this.#draw();
  }

  /** `state`: "done", "stopped", or the kind of a refusal. */
  finish(state, retryAfter = 0) {
    this.record.state = state;
    this.record.retryAfter = retryAfter;
    this.state.replaceChildren();
    if (state === "stopped") this.state.append(this.words.stopped);
    else if (state !== "done") this.#excuse(state, retryAfter);
    this.#addExtras();
  }

  get text() {
    return this.record.sentences.map((sentence) => sentence.text).join("");
  }

  #draw() {
    const marks = [];
    let at = 0;
    for (const { text, verdict } of this.record.sentences) {
      const lead = text.length - text.trimStart().length;
      if (verdict === "undecided") marks.push([at + lead, at + text.trimEnd().length]);
      at += text.length;
    }
    this.body.replaceChildren(render(this.text, marks));
    this.note.hidden = marks.length === 0;
  }

  #excuse(state, retryAfter) {
    const { words } = this;
    const excuse = el("span", { class: "excuse", text: words[state] ?? words.failed });
    const again = el("button", { type: "button", class: "link", text: words.retry, onclick: () => this.actions.retry() });
    this.state.append(icon("warning"), excuse, again);
    if (state === "busy" && retryAfter > 0) countDown(excuse, again, retryAfter, words);
  }

  #addExtras() {
    const { record, words } = this;
    this.extras.replaceChildren();
    if (record.products.length) this.extras.append(el("div", { class: "cards" }, ...record.products.map((product) => card(product, this.hasImages))));
    if (record.sources.length) this.extras.append(sources(record.sources, words));
    if (record.sentences.length) this.extras.append(this.#feedback());
  }

  #feedback() {
    const { record, words } = this;
    const row = el("div", { class: "feedback" });
    const button = (name, label, act, pressed) =>
      el("button", { type: "button", class: "tool", title: label, "aria-label": label, "aria-pressed": pressed, onclick: act }, icon(name));
    const cast = (value, reason) => {
      record.vote = value;
      this.actions.vote(value, reason);
      this.actions.changed();
    };
    const up = button("up", words.up, () => {
      cast("up");
      this.#addExtras();
      this.node.querySelector(".feedback button")?.focus();
    }, String(record.vote === "up"));
    const down = button("down", words.down, () => {
      cast("down");
      this.#addExtras();
      this.extras.append(reasons(words, (reason) => { cast("down", reason); thanksIn(this.extras, words); }));
      this.extras.querySelector(".reasons").scrollIntoView({ block: "nearest" });
      this.extras.querySelector(".reasons button").focus();
    }, String(record.vote === "down"));
    const copy = el("button", { type: "button", class: "tool", title: words.copy, "aria-label": words.copy, onclick: async () => {
      await navigator.clipboard?.writeText(this.text.trim());
      copy.replaceChildren(icon("check"));
      copy.setAttribute("aria-label", words.copied);
    } }, icon("copy"));
    if (record.message) row.append(up, down);
    row.append(copy);
    return row;
  }
}

function thanksIn(extras, words) {
  extras.querySelector(".reasons").replaceChildren(el("p", { role: "status", text: words.thanks }));
}

/** What was wrong: one tap, and words of one's own if one likes. */
function reasons(words, send) {
  const details = el("input", { type: "text", maxlength: "500", placeholder: words.details, "aria-label": words.details });
  let chosen = "other";
  const chips = Object.entries(words.reasons).map(([reason, label]) =>
    el("button", { type: "button", class: "chip", "aria-pressed": "false", text: label, onclick: (event) => {
      chosen = reason;
      for (const chip of chips) chip.setAttribute("aria-pressed", String(chip === event.currentTarget));
    } }));
  return el("form", { class: "reasons", "aria-label": words.why, onsubmit: (event) => {
    event.preventDefault();
    send(details.value.trim() ? `${chosen}: ${details.value.trim()}` : chosen);
  } }, el("p", { text: words.why }), el("div", { class: "chips" }, ...chips),
  el("div", { class: "more" }, details, el("button", { type: "submit", class: "solid", text: words.sendReason })));
}

function sources(items, words) {
  return el("details", { class: "sources" }, el("summary", {}, words.sources(items.length)),
    el("ol", {}, ...items.map((item) => el("li", { value: item.n, dir: "auto" },
      el("b", { text: item.title }), el("span", { text: withoutTitle(item) }), el("code", { text: item.source })))));
}

/** A fact names its product at its head, and so does its title: once is enough. */
function withoutTitle({ title, text }) {
  return text.startsWith(`${title}, `) ? text.slice(title.length + 2) : text;
}

function card({ name, price, url, image }, hasImages) {
  const address = url && safeUrl(url);
  const drop = (event) => event.target.remove(); // a picture that cannot be had leaves no hole
  const picture = hasImages && image && safeUrl(image) ? [el("img", { src: image, alt: "", loading: "lazy", onerror: drop })] : [];
  const inside = [...picture, el("b", { text: name }), ...(price ? [el("span", { text: price })] : [])];
  return address ? el("a", { class: "card", href: address, target: "_blank", rel: "noopener noreferrer" }, ...inside)
    : el("div", { class: "card" }, ...inside);
}

function countDown(excuse, again, seconds, words) {
  const until = Date.now() + seconds * 1000;
  again.disabled = true;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    again.disabled = left > 0;
    excuse.textContent = left > 0 ? words.busyFor(left) : words.busy;
    if (left > 0 && excuse.isConnected) setTimeout(tick, 500);
  };
  excuse.textContent = words.busyFor(seconds);
  setTimeout(tick, 500);
}
