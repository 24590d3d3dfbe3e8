/* The conversation: what is asked, what comes back, and what is remembered of it. */

import { el, icon } from "./elements.js";
import { Answer, question } from "./messages.js";
import { sheet } from "./style.js";
import { texts } from "./texts.js";
import { Refused, Transport } from "./transport.js";

const SLOW_MS = 8_000; // with no event for so long, say so
const DEAD_MS = 60_000; // and for so long, give up
const KEPT_MS = 24 * 3600 * 1000; // a conversation older than a day is not restored
const KEPT_TURNS = 60;

export class Panel {
  #turns = []; // {who: "shopper", text} and {who: "brand", state, message, sentences, sources, products, vote}
  #conversation = null;
  #running = null; // AbortController of the answer under way

  constructor(host, settings) {
    this.host = host;
    this.settings = settings;
    this.words = texts(settings.lang);
    this.transport = new Transport(settings.base, settings.site);
    this.brand = "";
    this.contact = settings.contact;
    this.#build();
    host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, sheet];
    host.shadowRoot.append(this.node);
    this.#restore();
  }

  open({ focus }) {
    this.node.hidden = false;
    this.#remember(true);
    this.#fit();
    if (focus) this.input.focus();
    this.log.scrollTop = this.log.scrollHeight;
    this.#greet();
  }

  hide() {
    this.node.hidden = true;
    this.#remember(false);
  }

  /** Put a question into the input for the shopper to send. */
  suggest(text) {
    this.input.value = text;
    this.#grow();
    this.input.focus();
  }

  newChat() {
    this.#running?.abort();
    this.#turns = [];
    this.#conversation = null;
    forget(this.settings.site);
    this.log.replaceChildren(this.welcome);
    this.#showSuggestions();
    this.input.focus();
  }

  #build() {
    const { words } = this;
    const tool = (name, label, act) =>
      el("button", { type: "button", class: "tool", title: label, "aria-label": label, onclick: act }, icon(name));
    this.title = el("h2", { id: "title", text: words.title(words.fallbackBrand) });
    this.greeting = el("div", { class: "turn brand" }, el("div", { class: "text", dir: "auto" }, el("p", { text: words.greeting })));
    this.suggestions = el("div", { class: "chips suggestions" });
    this.welcome = el("div", { class: "welcome" }, this.greeting, this.suggestions);
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" }, this.welcome);
    this.input = el("textarea", { rows: "1", maxlength: "2000", placeholder: words.placeholder, "aria-label": words.placeholder,
      part: "input", enterkeyhint: "send", autocomplete: "off", oninput: () => this.#grow(), onkeydown: (event) => this.#key(event) });
    this.sendButton = el("button", { type: "submit", class: "send", "aria-label": words.send, title: words.send }, icon("send"));
    this.form = el("form", { class: "ask", onsubmit: (event) => {
      event.preventDefault();
      if (this.#running) this.#running.abort();
      else this.#send(this.input.value);
    } }, this.input, this.sendButton);
    this.person = el("p", { class: "person", role: "status", hidden: true });
    const header = el("header", {}, el("div", { class: "names" }, this.title, el("p", { text: words.subtitle })),
      tool("fresh", words.newChat, () => this.newChat()), tool("close", words.close, () => this.host.close()));
    const footer = el("footer", {}, this.person, this.form, el("p", { class: "disclosure" }, el("span", { text: words.disclosure }),
      el("button", { type: "button", class: "link", onclick: () => this.#showPerson() }, icon("person"), words.person)));
    this.node = el("section", { class: "panel", part: "panel", role: "dialog", "aria-labelledby": "title", lang: this.settings.lang, hidden: true,
      onkeydown: (event) => this.#panelKey(event) }, header, this.log, footer);
    window.visualViewport?.addEventListener("resize", () => this.#fit());
    window.addEventListener("online", () => this.node.classList.remove("offline"));
    this.#showSuggestions();
  }

  async #greet() {
    try {
      const { brand, contact } = await this.transport.session();
      this.brand = brand || this.brand;
      this.contact = contact || this.contact;
      if (this.brand) this.title.textContent = this.words.title(this.brand);
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // refused: the first question will say so
    }
  }

  #showSuggestions() {
    this.suggestions.replaceChildren(...this.settings.suggestions.map((text) =>
      el("button", { type: "button", class: "chip", text, onclick: () => this.#send(text) })));
  }

  async #showPerson() {
    const { words } = this;
    await this.#greet();
    const mail = /[\w.+-]+@[\w-]+\.[\w.-]*\w/.exec(this.contact)?.[0];
    const isEnglish = words.personText("") === texts("en").personText("");
    const name = isEnglish && this.contact ? this.contact : mail ? `${words.fallbackContact}: ${mail}` : words.fallbackContact;
    const sentence = words.personText(name);
    const at = mail ? sentence.indexOf(mail) : -1;
    this.person.hidden = false;
    if (at < 0) this.person.replaceChildren(sentence);
    else this.person.replaceChildren(sentence.slice(0, at), el("a", { href: `mailto:${mail}`, text: mail }), sentence.slice(at + mail.length));
    this.#tell("person", {});
  }

  async #send(text) {
    const asked = text.trim();
    if (!asked || this.#running) return;
    this.input.value = "";
    this.#grow();
    this.suggestions.replaceChildren();
    this.#turns.push({ who: "shopper", text: asked });
    this.log.append(question(asked, this.words));
    this.#tell("question", { text: asked });
    await this.#answer(asked);
  }

  async #answer(asked) {
    const record = { who: "brand", state: "waiting", message: null, sentences: [], sources: [], products: [], vote: null };
    this.#turns.push(record);
    const answer = this.#show(record, asked);
    const stop = (this.#running = new AbortController());
    this.#busy(true);
    let reason = "stopped";
    const waiting = watch(() => answer.slow(), () => { reason = "failed"; stop.abort(); });
    try {
      for await (const event of this.transport.ask(asked, this.#conversation, stop.signal)) {
        waiting.restart();
        if (this.#take(event, record, answer)) break;
      }
      if (record.state === "waiting") answer.finish("failed"); // the stream ended before its last event
    } catch (error) {
      if (error instanceof Refused) answer.finish(error.kind === "expired" ? "failed" : error.kind, error.retryAfter);
      else answer.finish(error.name === "AbortError" ? reason : "failed");
    } finally {
      waiting.end();
      if (this.#running === stop) this.#running = null;
      this.#busy(false);
      if (this.#turns.includes(record)) this.#remember(true);
      this.#tell("answer", { text: answer.text, state: record.state });
    }
  }

  /** One event of the stream; true after the last. */
  #take({ event, data }, record, answer) {
    if (event === "start") {
      this.#conversation = data.conversation;
      record.message = data.message;
    } else if (event === "sentence") answer.add(data);
    else if (event === "sources") record.sources = data.items;
    else if (event === "products") record.products = data.items;
    else if (event === "done") answer.finish("done");
    else if (event === "error") answer.finish(data.type === "overloaded" ? "busy" : "failed");
    this.log.scrollTop = this.log.scrollHeight;
    return event === "done" || event === "error";
  }

  #show(record, asked) {
    const answer = new Answer(record, this.words, {
      vote: (value, reason) => this.transport.vote(record.message, value, reason).catch(() => {}),
      changed: () => this.#remember(true),
      hasImages: this.settings.hasImages,
      retry: () => {
        if (this.#running) return;
        this.#turns = this.#turns.filter((turn) => turn !== record);
        answer.node.remove();
        this.#answer(asked);
      },
    });
    this.log.append(answer.node);
    this.log.scrollTop = this.log.scrollHeight;
    return answer;
  }

  #busy(isBusy) {
    const { words } = this;
    this.log.setAttribute("aria-busy", String(isBusy));
    this.sendButton.setAttribute("aria-label", isBusy ? words.stop : words.send);
    this.sendButton.title = isBusy ? words.stop : words.send;
    this.sendButton.replaceChildren(icon(isBusy ? "stop" : "send"));
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send(this.input.value);
  }

  #panelKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.host.close();
    }
    if (event.key !== "Tab" || !matchMedia("(max-width: 480px)").matches) return;
    const stops = [...this.node.querySelectorAll("button, a[href], textarea, input, summary, [tabindex='0']")]
      .filter((node) => !node.disabled && node.getClientRects().length);
    const leaves = this.host.shadowRoot.activeElement === stops.at(event.shiftKey ? 0 : -1);
    if (!leaves) return; // on a small screen the chat covers the page: keep the focus inside
    event.preventDefault();
    stops.at(event.shiftKey ? -1 : 0).focus();
  }

  #grow() {
    this.input.style.blockSize = "auto";
    this.input.style.blockSize = `${Math.min(this.input.scrollHeight, 120)}px`;
  }

  #fit() {
    const view = window.visualViewport;
    if (view) this.node.style.setProperty("--tb-view", `${view.height}px`); // less the on-screen keyboard
  }

  #remember(isOpen) {
    if (!this.#turns.length) return; // nothing is stored before the first question
    const turns = this.#turns.slice(-KEPT_TURNS);
    const kept = { open: isOpen, conversation: this.#conversation, turns, at: Date.now() };
    try {
      localStorage.setItem(`truebrand:${this.settings.site}`, JSON.stringify(kept));
    } catch {
      // storage is full or blocked: the conversation lives as long as the page
    }
  }

  #restore() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(`truebrand:${this.settings.site}`));
    } catch {
      kept = null;
    }
    if (!kept || Date.now() - kept.at > KEPT_MS || !kept.turns.length) return;
    this.#turns = kept.turns;
    this.#conversation = kept.conversation;
    this.suggestions.replaceChildren();
    let asked = "";
    for (const turn of kept.turns) {
      if (turn.who === "shopper") this.log.append(question((asked = turn.text), this.words));
      else {
        if (turn.state === "waiting") turn.state = "stopped"; // the page was left while it was being answered
        turn.retryAfter = 0;
        this.#show(turn, asked);
      }
    }
  }

  #tell(name, detail) {
    this.host.dispatchEvent(new CustomEvent(`truebrand:${name}`, { bubbles: true, detail }));
  }
}

/** Calls `slow`, then `dead`, when nothing happens for long. */
function watch(slow, dead) {
  let timers = [];
  const end = () => timers.forEach(clearTimeout);
  const restart = () => {
    end();
    timers = [setTimeout(slow, SLOW_MS), setTimeout(dead, DEAD_MS)];
  };
  restart();
  return { restart, end };
}

function forget(site) {
  try {
    localStorage.removeItem(`truebrand:${site}`);
  } catch {
    // storage is blocked: there is nothing to forget
  }
}
