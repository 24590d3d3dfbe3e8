/* A small Markdown, as nodes: paragraphs, headings, lists, tables, bold, italic, code, links.
 *
 * What the model wrote becomes text nodes and nothing else; a link keeps its address only when
 * it is http, https or mailto. `marks` are [start, end) ranges of the text that could not be checked.
 */

const LIST = /^\s*(?:[-*•]|(\d+)[.)])\s+/;
const ROW = /^\s*\|(.+)\|\s*$/;
const RULE = /^[\s|:-]*-[\s|:-]*$/;
const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*?)\*|\[([^\]]+)\]\(([^()\s]+)\)/g;

export function render(text, marks = []) {
  const fragment = document.createDocumentFragment();
  const lines = split(text);
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (!line.text.trim()) i += 1;
    else if (ROW.test(line.text) && i + 1 < lines.length && RULE.test(lines[i + 1].text)) i = table(lines, i, fragment, marks);
    else if (LIST.test(line.text)) i = list(lines, i, fragment, marks);
    else i = paragraph(lines, i, fragment, marks);
  }
  return fragment;
}

function split(text) {
  let start = 0;
  return text.split("\n").map((line) => {
    const placed = { text: line, start };
    start += line.length + 1;
    return placed;
  });
}

function paragraph(lines, i, parent, marks) {
  const block = add(parent, "p");
  for (let first = true; i < lines.length; first = false, i += 1) {
    const { text, start } = lines[i];
    if (!text.trim() || (!first && (LIST.test(text) || ROW.test(text)))) break;
    if (!first) add(block, "br");
    const heading = /^#{1,6}\s+/.exec(text);
    const skip = heading ? heading[0].length : 0;
    inline(text.slice(skip), start + skip, heading ? add(block, "strong") : block, marks);
  }
  return i;
}

function list(lines, i, parent, marks) {
  const isOrdered = LIST.exec(lines[i].text)[1] !== undefined;
  const block = add(parent, isOrdered ? "ol" : "ul");
  for (; i < lines.length; i += 1) {
    const bullet = LIST.exec(lines[i].text);
    if (!bullet || (bullet[1] !== undefined) !== isOrdered) break;
    inline(lines[i].text.slice(bullet[0].length), lines[i].start + bullet[0].length, add(block, "li"), marks);
  }
  return i;
}

function table(lines, i, parent, marks) {
  const scroller = add(parent, "div");
  scroller.className = "table";
  scroller.tabIndex = 0;
  const block = add(scroller, "table");
  cells(lines[i], add(add(block, "thead"), "tr"), "th", marks);
  const body = add(block, "tbody");
  for (i += 2; i < lines.length && ROW.test(lines[i].text); i += 1) cells(lines[i], add(body, "tr"), "td", marks);
  return i;
}

function cells(line, row, tag, marks) {
  let at = line.start + line.text.indexOf("|") + 1;
  for (const cell of ROW.exec(line.text)[1].split("|")) {
    const lead = cell.length - cell.trimStart().length;
    inline(cell.trim(), at + lead, add(row, tag), marks);
    at += cell.length + 1;
  }
}

function inline(text, start, parent, marks) {
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    plain(text.slice(at, found.index), start + at, parent, marks);
    const [all, code, bold, italic, label, address] = found;
    if (code !== undefined) plain(code, start + found.index + 1, add(parent, "code"), marks);
    else if (bold !== undefined) inline(bold, start + found.index + 2, add(parent, "strong"), marks);
    else if (italic !== undefined) inline(italic, start + found.index + 1, add(parent, "em"), marks);
    else inline(label, start + found.index + 1, link(address, parent), marks);
    at = found.index + all.length;
  }
  plain(text.slice(at), start + at, parent, marks);
}

function link(address, parent) {
  const url = safeUrl(address);
  if (!url) return parent;
  const anchor = add(parent, "a");
  anchor.href = url;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

/** The address when it is one a shopper may follow; null for javascript:, data: and what is no address. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return ["https:", "http:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function plain(text, start, parent, marks) {
  let at = 0;
  for (const [from, to] of marks) {
    const first = Math.max(from - start, at);
    const last = Math.min(to - start, text.length);
    if (first >= last) continue;
    parent.append(text.slice(at, first));
    const mark = add(parent, "span");
    mark.className = "unsure";
    mark.append(text.slice(first, last));
    at = last;
  }
  if (at < text.length) parent.append(text.slice(at));
}

function add(parent, tag) {
  const node = document.createElement(tag);
  parent.append(node);
  return node;
}
