/* The look of the panel. A page sets --tb-accent, --tb-surface and so on, or styles ::part(panel), ::part(launcher). */

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { --tb-surface: #fff; --tb-raised: #f4f5f2; --tb-ink: #1d2521; --tb-quiet: #5b665f; --tb-line: #e2e5df;
  --tb-tint: #e4ede8; --tb-alert: #8a4b12; --tb-radius: 18px; color-scheme: light; }
:host([theme="dark"]) { --tb-surface: #171c19; --tb-raised: #202723; --tb-ink: #e8ece9; --tb-quiet: #a3aea8; --tb-line: #303833;
  --tb-tint: #26392f; --tb-alert: #f0b67a; --tb-accent: #7fb8a2; --tb-on-accent: #10201a; color-scheme: dark; }
@media (prefers-color-scheme: dark) {
  :host([theme="auto"]) { --tb-surface: #171c19; --tb-raised: #202723; --tb-ink: #e8ece9; --tb-quiet: #a3aea8; --tb-line: #303833;
    --tb-tint: #26392f; --tb-alert: #f0b67a; --tb-accent: #7fb8a2; --tb-on-accent: #10201a; color-scheme: dark; }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, p, ol, ul { margin: 0; padding: 0; }
button { font: inherit; color: inherit; cursor: pointer; }
button:disabled { cursor: default; opacity: .55; }
:focus-visible { outline: 2px solid var(--tb-accent); outline-offset: 2px; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
svg { inline-size: 18px; block-size: 18px; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; flex: none; }

.panel { display: flex; flex-direction: column; inline-size: 400px; max-inline-size: calc(100vw - 2 * var(--tb-gap));
  block-size: 640px; max-block-size: calc(100vh - 2 * var(--tb-gap)); background: var(--tb-surface); color: var(--tb-ink);
  border: 1px solid var(--tb-line); border-radius: var(--tb-radius); overflow: hidden; font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif;
  text-align: start; box-shadow: 0 2px 6px rgb(20 30 26 / .08), 0 20px 56px rgb(20 30 26 / .18); animation: rise .2s ease; }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }

header { display: flex; align-items: center; gap: 4px; padding: 14px 12px 13px 20px; border-block-end: 1px solid var(--tb-line); }
:host(:dir(rtl)) header { padding: 14px 20px 13px 12px; }
.names { flex: 1; min-inline-size: 0; }
h2 { font-size: 16px; line-height: 1.3; font-weight: 620; letter-spacing: -.005em; overflow-wrap: anywhere; }
.names p { font-size: 13px; line-height: 1.3; color: var(--tb-quiet); }
.tool { display: grid; place-items: center; inline-size: 34px; block-size: 34px; border: 0; border-radius: 10px; background: none; color: var(--tb-quiet); }
.tool:hover { background: var(--tb-raised); color: var(--tb-ink); }
.tool[aria-pressed="true"] { background: var(--tb-tint); color: var(--tb-accent); }

.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 20px; display: flex; flex-direction: column; gap: 16px; }
.log:focus-visible { outline-offset: -3px; }
.welcome { display: flex; flex-direction: column; gap: 16px; }
.suggestions:empty { display: none; }
.turn { display: flex; flex-direction: column; gap: 6px; overflow-wrap: anywhere; }
.shopper { align-items: flex-end; }
.bubble { max-inline-size: 85%; padding: 9px 15px; border-radius: 16px; border-end-end-radius: 5px; background: var(--tb-accent); color: var(--tb-on-accent); white-space: pre-wrap; }
.brand { align-items: stretch; }
.text { display: flex; flex-direction: column; gap: 8px; }
.text ul, .text ol { padding-inline-start: 20px; display: grid; gap: 3px; }
.text a { color: var(--tb-accent); }
.text code { font-family: ui-monospace, "SFMono-Regular", Consolas, monospace; font-size: .9em; background: var(--tb-raised); padding: 1px 5px; border-radius: 5px; }
.table { overflow-x: auto; border: 1px solid var(--tb-line); border-radius: 10px; }
table { border-collapse: collapse; inline-size: 100%; font-size: 14px; }
th, td { padding: 6px 11px; text-align: start; border-block-end: 1px solid var(--tb-line); }
tbody tr:last-child td { border-block-end: 0; }
th { background: var(--tb-raised); font-weight: 600; }
.unsure { text-decoration: underline dotted var(--tb-quiet) 1.5px; text-underline-offset: 4px; }
.note { font-size: 13px; color: var(--tb-quiet); }

.state { font-size: 14px; color: var(--tb-quiet); display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; }
.state:empty { display: none; }
.excuse, .state > svg { color: var(--tb-alert); }
.excuse { flex: 1 1 60%; }
.dots { display: inline-flex; gap: 5px; padding: 7px 2px; }
.dots i { inline-size: 7px; block-size: 7px; border-radius: 50%; background: var(--tb-quiet); animation: breathe 1.2s ease-in-out infinite; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes breathe { 0%, 70%, 100% { opacity: .25; } 35% { opacity: .9; } }

.extras { display: flex; flex-direction: column; gap: 8px; }
.extras:empty { display: none; }
.sources { border: 1px solid var(--tb-line); border-radius: 12px; font-size: 13px; }
.sources summary { padding: 7px 13px; min-block-size: 24px; cursor: pointer; color: var(--tb-quiet); }
.sources summary:hover { color: var(--tb-ink); }
.sources ol { padding: 0 13px 11px 32px; display: grid; gap: 9px; }
:host(:dir(rtl)) .sources ol { padding: 0 32px 11px 13px; }
.sources li::marker { color: var(--tb-quiet); font-variant-numeric: tabular-nums; }
.sources b, .sources span, .sources code { display: block; }
.sources b { font-weight: 600; }
.sources code { font: 12px/1.5 ui-monospace, "SFMono-Regular", Consolas, monospace; color: var(--tb-quiet); }
.feedback { display: flex; gap: 2px; margin-inline-start: -8px; }
.feedback svg { inline-size: 16px; block-size: 16px; }
.cards { display: grid; gap: 8px; }
.card { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; align-items: center; padding: 10px 14px; border: 1px solid var(--tb-line); border-radius: 12px; text-decoration: none; color: inherit; }
a.card:hover { border-color: var(--tb-accent); }
.card img { grid-column: 1 / -1; inline-size: 100%; border-radius: 8px; }
.card b { font-weight: 600; }
.card span { color: var(--tb-quiet); white-space: nowrap; }
.reasons { display: grid; gap: 9px; padding: 12px 14px; border-radius: 12px; background: var(--tb-raised); font-size: 14px; }
.chips { display: flex; flex-wrap: wrap; gap: 7px; }
.chip { padding: 6px 13px; min-block-size: 34px; border: 1px solid var(--tb-line); border-radius: 17px; background: var(--tb-surface); font-size: 14px; text-align: start; }
.chip:hover { border-color: var(--tb-accent); }
.chip[aria-pressed="true"] { background: var(--tb-tint); border-color: var(--tb-accent); }
.more { display: flex; gap: 7px; }
.more input { flex: 1; min-inline-size: 0; padding: 7px 11px; border: 1px solid var(--tb-line); border-radius: 10px; background: var(--tb-surface); color: inherit; font: inherit; font-size: 16px; }
.solid { padding: 7px 15px; border: 0; border-radius: 10px; background: var(--tb-accent); color: var(--tb-on-accent); font-weight: 550; }

footer { position: relative; background: var(--tb-surface); box-shadow: 0 -10px 10px -2px var(--tb-surface); padding: 2px 16px calc(10px + env(safe-area-inset-bottom, 0px)); display: grid; gap: 8px; }
.person { padding: 9px 14px; border-radius: 12px; background: var(--tb-tint); font-size: 14px; overflow-wrap: anywhere; }
.person a { color: inherit; }
.ask { display: flex; align-items: flex-end; gap: 8px; padding: 5px; border: 1px solid var(--tb-line); border-radius: 16px; background: var(--tb-surface); }
.ask:focus-within { border-color: var(--tb-accent); box-shadow: 0 0 0 3px var(--tb-tint); }
textarea { flex: 1; min-inline-size: 0; resize: none; border: 0; background: none; color: inherit; font: inherit; font-size: 16px; line-height: 1.45; padding: 6px 4px 6px 10px; max-block-size: 120px; }
textarea:focus-visible { outline: 0; } /* the ring is drawn around the whole form */
textarea::placeholder, input::placeholder { color: var(--tb-quiet); opacity: 1; }
.send { display: grid; place-items: center; inline-size: 36px; block-size: 36px; border: 0; border-radius: 12px; background: var(--tb-accent); color: var(--tb-on-accent); flex: none; }
.disclosure { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 2px 12px; font-size: 12.5px; color: var(--tb-quiet); }
.link { display: inline-flex; align-items: center; gap: 4px; min-block-size: 24px; padding: 0; border: 0; background: none; color: var(--tb-accent); text-decoration: underline; text-underline-offset: 3px; }
.link svg { inline-size: 14px; block-size: 14px; }

@media (max-width: 480px) {
  .panel { position: fixed; inset: 0 0 auto 0; inline-size: 100%; max-inline-size: none; block-size: var(--tb-view, 100dvh); max-block-size: none; border: 0; border-radius: 0; padding-block-start: env(safe-area-inset-top, 0px); }
  .tool { inline-size: 40px; block-size: 40px; }
}
@media (prefers-reduced-motion: reduce) { .panel, .dots i { animation: none; } .dots i { opacity: .6; } }
@media (forced-colors: active) {
  .ask:focus-within { outline: 2px solid Highlight; }
  .bubble, .chip, .sources, .card, .ask, .send, .solid, .reasons { border: 1px solid ButtonText; }
  .chip[aria-pressed="true"], .tool[aria-pressed="true"] { outline: 2px solid Highlight; }
  svg { stroke: currentColor; }
}
`);
