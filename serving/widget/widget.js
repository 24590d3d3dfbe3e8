/* The tag on a shop's page: a button, and on first use the chat itself (panel.js).
 *
 *   <script async src="https://assistant.example/widget.js" data-site="pk_..."></script>
 *
 * Everything is drawn in a shadow root with constructed style sheets, so that a strict
 * Content-Security-Policy and the page's own styles leave it alone, and it leaves them alone.
 * For the page: `window.truebrand.open()`, `.close()`, `.ask("...")`, `.newChat()`, and the
 * events truebrand:open, truebrand:close, truebrand:question, truebrand:answer.
 */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || !script.dataset.site || customElements.get("truebrand-chat")) return;

  const LABELS = { en: "Ask a question", de: "Frage stellen", fr: "Poser une question" };
  const settings = {
    site: script.dataset.site,
    base: new URL(".", script.src).href,
    lang: script.dataset.lang || document.documentElement.lang || navigator.language || "en",
    suggestions: (script.dataset.suggestions || "").split("|").map((text) => text.trim()).filter(Boolean),
    contact: script.dataset.contact || "",
    theme: script.dataset.theme || "light",
    hasImages: script.dataset.images !== "none",
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { --tb-accent: #2f5d50; --tb-on-accent: #fff; --tb-gap: 20px;
      position: fixed; z-index: 2147483000; inset-block-end: calc(var(--tb-gap) + env(safe-area-inset-bottom, 0px));
      inset-inline-end: var(--tb-gap); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
    :host([hidden]) { display: none; }
    .launcher { display: inline-flex; align-items: center; gap: 10px; min-block-size: 52px; padding: 0 22px 0 18px;
      border: 0; border-radius: 26px; background: var(--tb-accent); color: var(--tb-on-accent); font: inherit;
      font-weight: 550; cursor: pointer; box-shadow: 0 1px 2px rgb(20 30 26 / .2), 0 8px 24px rgb(20 30 26 / .2);
      transition: transform .16s ease, box-shadow .16s ease; }
    .launcher:hover { transform: translateY(-1px); box-shadow: 0 2px 4px rgb(20 30 26 / .2), 0 12px 30px rgb(20 30 26 / .24); }
    .launcher:focus-visible { outline: 3px solid var(--tb-accent); outline-offset: 3px; }
    .launcher[hidden] { display: none; }
    .launcher svg { inline-size: 22px; block-size: 22px; flex: none; }
    @media (max-width: 480px) { :host { --tb-gap: 16px; } .launcher { padding: 0 15px; } .launcher span { display: none; } }
    @media (prefers-reduced-motion: reduce) { .launcher { transition: none; } }
    @media (forced-colors: active) { .launcher { border: 1px solid ButtonText; } }
    @media print { :host { display: none; } }
  `);

  class TruebrandChat extends HTMLElement {
    #panel = null;
    #launcher;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const language = settings.lang.slice(0, 2).toLowerCase();
      const label = LABELS[language] || LABELS.en;
      this.#launcher = document.createElement("button");
      this.#launcher.type = "button";
      this.#launcher.className = "launcher";
      this.#launcher.part = "launcher";
      this.#launcher.setAttribute("aria-expanded", "false");
      this.#launcher.setAttribute("aria-label", label);
      const text = document.createElement("span");
      text.textContent = label;
      this.#launcher.append(icon(), text);
      this.#launcher.addEventListener("click", () => this.open());
      root.append(this.#launcher);
    }

    connectedCallback() {
      if (wasOpen()) this.open({ focus: false });
    }

    /** Show the chat; the first time, fetch it. */
    async open({ focus = true } = {}) {
      this.#panel ??= import(new URL("widget/panel.js", settings.base).href).then(
        (module) => new module.Panel(this, settings),
      );
      try {
        (await this.#panel).open({ focus });
      } catch (error) {
        this.#panel = null; // the next click tries again
        throw error;
      }
      this.#launcher.hidden = true;
      this.#launcher.setAttribute("aria-expanded", "true");
      this.dispatchEvent(new CustomEvent("truebrand:open", { bubbles: true }));
    }

    /** Hide the chat; the focus goes back to the button. */
    async close() {
      if (!this.#panel) return;
      (await this.#panel).hide();
      this.#launcher.hidden = false;
      this.#launcher.setAttribute("aria-expanded", "false");
      this.#launcher.focus();
      this.dispatchEvent(new CustomEvent("truebrand:close", { bubbles: true }));
    }

    /** Open with a question in the input, for the shopper to send. */
    async ask(question) {
      await this.open();
      (await this.#panel).suggest(String(question));
    }

    async newChat() {
      if (this.#panel) (await this.#panel).newChat();
    }
  }

  function wasOpen() {
    try {
      return JSON.parse(localStorage.getItem(`truebrand:${settings.site}`) || "{}").open === true;
    } catch {
      return false; // storage is blocked: nothing is restored
    }
  }

  function icon() {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", "aria-hidden": "true" }))
      svg.setAttribute(name, value);
    const path = document.createElementNS(space, "path");
    const drawing = { d: "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5zM8.5 8.6h7M8.5 11.6h4.5",
      stroke: "currentColor", "stroke-width": "1.7", "stroke-linecap": "round", "stroke-linejoin": "round" };
    for (const [name, value] of Object.entries(drawing)) path.setAttribute(name, value);
    svg.append(path);
    return svg;
  }

  customElements.define("truebrand-chat", TruebrandChat);
  const place = () => {
    window.truebrand = document.createElement("truebrand-chat");
    window.truebrand.setAttribute("theme", settings.theme);
    document.body.append(window.truebrand);
  };
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place, { once: true });
})();
