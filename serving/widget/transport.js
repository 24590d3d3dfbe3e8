/* What the widget says to the server: a session, a question with its streamed answer, a vote. */

/** The server said no, or could not be reached. `kind` names the state to show. */
export class Refused extends Error {
  constructor(kind, { retryAfter = 0 } = {}) {
    super(kind);
    this.kind = kind; // "offline", "busy", "refused" or "failed"
    this.retryAfter = retryAfter; // seconds, 0 when the server named none
  }
}

export class Transport {
  #base;
  #site;
  #session = null;
  #renewAt = 0;

  constructor(base, site) {
    this.#base = base;
    this.#site = site;
  }

  /** {token, expires_in, brand, contact}, renewed half a minute before it runs out. */
  async session() {
    if (!this.#session || Date.now() > this.#renewAt) {
      const response = await this.#post("v1/widget/session", { site: this.#site });
      this.#session = await response.json();
      this.#renewAt = Date.now() + (this.#session.expires_in - 30) * 1000;
    }
    return this.#session;
  }

  /** The events of one answer, as {event, data}. Leaving the loop, or the signal, stops the answer. */
  async *ask(message, conversation, signal) {
    const body = conversation ? { conversation, message } : { message };
    const response = await this.#authorized("v1/widget/chat", body, signal);
    yield* events(response.body);
  }

  /** Thumbs up or down on a message. */
  async vote(message, value, reason) {
    await this.#authorized("v1/widget/feedback", reason ? { message, value, reason } : { message, value });
  }

  async #authorized(path, body, signal) {
    const first = await this.session();
    try {
      return await this.#post(path, body, { token: first.token, signal });
    } catch (error) {
      if (error.kind !== "expired") throw error;
      this.#session = null;
      const { token } = await this.session();
      return this.#post(path, body, { token, signal });
    }
  }

  async #post(path, body, { token, signal } = {}) {
    const headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    let response;
    try {
      response = await fetch(new URL(path, this.#base), {
        method: "POST", headers, body: JSON.stringify(body), signal, credentials: "omit", cache: "no-store",
      });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Refused("offline");
    }
    if (response.ok) return response;
    if (response.status === 401) throw new Refused("expired");
    const retryAfter = Number(response.headers.get("Retry-After")) || 0;
    if (response.status === 429 || response.status === 503) throw new Refused("busy", { retryAfter });
    throw new Refused(response.status < 500 ? "refused" : "failed");
  }
}

/** Server-sent events from a byte stream. Comment lines are passed over; an unreadable event is an error. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  try {
    for (;;) {
      const { done, value } = await read(reader);
      pending += done ? "\n\n" : value;
      const blocks = pending.replace(/\r\n/g, "\n").split("\n\n");
      pending = done ? "" : blocks.pop();
      for (const block of blocks) {
        const event = parse(block);
        if (event) yield event;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function read(reader) {
  try {
    return await reader.read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused("offline");
  }
}

function parse(block) {
  let event = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  return data.length ? { event, data: JSON.parse(data.join("\n")) } : null;
}
