// The only way out of this machine: one request, as it was allowed, within limits, and on record. Every request of the
// publication check goes through here, so that what is true of this file is true of all of them.
import { request as requestHttp, type Agent, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";

export interface OutsideRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** What the answer's first bytes say is enough: after as many, the rest is not waited for. */
  readonly enough?: number;
  /** It carries the key, or a person's sign-in: it goes to this host alone, and is sent once. */
  readonly confidential?: true;
  /** It carries the key, as a request to the key's own issuer has to. */
  readonly carriesKey?: true;
}

export type Reply =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: IncomingMessage["headers"];
      readonly body: Buffer;
      /** When it came, as an ISO 8601 time. */
      readonly at: string;
    }
  | { readonly kind: "failed"; readonly reason: string };

/** One request as it is logged. No key, no sign-in and no body is in it. */
export interface RequestRecord {
  readonly at: string;
  readonly method: string;
  readonly url: string;
  /** Where it was sent instead, when the person has set another address for its host. */
  readonly instead?: string;
  /** "200", or why there was no answer. */
  readonly outcome: string;
  readonly milliseconds: number;
}

/** "asked GET https://…: 200 (120 ms)". */
export function requestLine({ method, url, instead, outcome, milliseconds }: RequestRecord): string {
  return `asked ${method} ${url}${instead === undefined ? "" : ` at ${instead}`}: ${outcome} (${milliseconds} ms)`;
}

export interface OutsideOptions {
  readonly signal: AbortSignal;
  /** Other addresses to ask, by the host that they stand for: `{"api.github.com": "https://proxy.example/github"}`. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** Milliseconds for one request. */
  readonly timeout?: number;
  /** What takes a request to a proxy; without it Node's own, which VS Code has replaced with its own. */
  readonly agentFor?: (url: URL) => Agent | undefined;
  readonly onRequest?: (record: RequestRecord) => void;
  /** Whether a text holds one of the keys: such a request is not sent unless it goes to the key's issuer. */
  readonly holdsKey?: (text: string) => boolean;
  /** Milliseconds before a request is sent again that the server could not take. */
  readonly pause?: number;
}

const TIMEOUT = 10_000;
/** Bytes of an answer. */
const MAX_BODY = 4 * 1024 * 1024;
const MAX_REDIRECTS = 5;
/** Seconds that a server may ask to wait before the same request; for longer ones the person decides. */
const MAX_WAIT = 5;
const MAX_RETRIES = 2;
const PAUSE = 500;

export class Outside {
  readonly #options: OutsideOptions;

  constructor(options: OutsideOptions) {
    this.#options = options;
  }

  get signal(): AbortSignal {
    return this.#options.signal;
  }

  /** Sends a request and waits for its answer. Never rejects; cancelled, it fails at once. */
  async ask(request: OutsideRequest): Promise<Reply> {
    const { holdsKey, pause = PAUSE } = this.#options;
    if (!request.carriesKey && holdsKey?.(wordsOf(request)))
      return { kind: "failed", reason: "Not asked, since the request would have named the key." };
    for (let tries = 0; ; tries += 1) {
      const reply = await this.#follow(request);
      const wait = tries < MAX_RETRIES && !request.confidential ? waitBefore(reply, pause) : undefined;
      if (wait === undefined || this.signal.aborted)
        return request.carriesKey ? reply : limited(reply, hostOf(request.url));
      await sleep(wait, this.signal);
    }
  }

  /** Redirects stay on the host that was allowed; a request with the key follows none. */
  async #follow(request: OutsideRequest): Promise<Reply> {
    let { url } = request;
    for (let hops = 0; ; hops += 1) {
      const reply = await this.#send({ ...request, url });
      const target = reply.kind === "answer" ? redirectOf(reply, url) : undefined;
      if (!target || request.carriesKey || request.method === "POST") return reply;
      if (target.host !== new URL(url).host || target.protocol !== new URL(url).protocol) return reply;
      if (hops >= MAX_REDIRECTS)
        return { kind: "failed", reason: `${hostOf(url)} sends from one address to the next.` };
      url = target.href;
    }
  }

  async #send(request: OutsideRequest): Promise<Reply> {
    const started = Date.now();
    const reply = await this.#once(request);
    const at = new Date().toISOString();
    const address = this.#addressOf(request.url);
    this.#options.onRequest?.({
      at,
      method: request.method,
      url: request.url,
      ...(address && address.host !== hostOf(request.url) && { instead: address.origin }),
      outcome: reply.kind === "answer" ? String(reply.status) : reply.reason,
      milliseconds: Date.now() - started,
    });
    return reply;
  }

  #once(request: OutsideRequest): Promise<Reply> {
    const { signal, agentFor, timeout = TIMEOUT } = this.#options;
    const host = hostOf(request.url);
    const url = this.#addressOf(request.url);
    if (!url) return Promise.resolve({ kind: "failed", reason: `The setting has no web address for ${host}.` });
    if (signal.aborted) return Promise.resolve({ kind: "failed", reason: "Cancelled." });
    return new Promise<Reply>((resolve) => {
      const fail = (reason: string): void => resolve({ kind: "failed", reason });
      const onError = (error: Error): void => fail(`${host} ${troubleOf(error)}`);
      const agent = agentFor?.(url);
      const send = url.protocol === "https:" ? requestHttps : requestHttp;
      const sent = send(
        url,
        {
          method: request.method,
          headers: { "User-Agent": "Keystow", Accept: "*/*", "Accept-Encoding": "identity", ...request.headers },
          ...(agent && { agent }),
        },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          const finish = (): void =>
            resolve({
              kind: "answer",
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks),
              at: new Date().toISOString(),
            });
          response.on("data", (chunk: Buffer) => {
            chunks.push(chunk);
            size += chunk.length;
            if (request.enough !== undefined && size >= request.enough) finish();
            else if (size <= MAX_BODY) return;
            else fail(`${host} sent more than ${MAX_BODY / 1024 / 1024} MB.`);
            sent.destroy();
          });
          response.on("end", () => (response.complete ? finish() : fail(`${host} broke its answer off.`)));
          response.on("error", onError);
        },
      );
      // A timer of our own: Node may collect those of signals that are joined and wait for ever.
      const giveUp = (reason: string): void => {
        fail(reason);
        sent.destroy();
      };
      const cancel = (): void => giveUp("Cancelled.");
      const timer = setTimeout(
        () => giveUp(`${host} did not answer within ${Math.ceil(timeout / 1000)} seconds.`),
        timeout,
      );
      signal.addEventListener("abort", cancel, { once: true });
      sent.on("error", onError);
      // What a proxy says instead of connecting is no answer of the host's.
      sent.on("proxyConnect", ({ statusCode = 0 }: { readonly statusCode?: number }) => {
        if (statusCode === 200) return;
        fail(`The proxy did not connect to ${host} (${statusCode}).`);
        sent.destroy();
      });
      sent.on("upgrade", (_, socket) => {
        fail(`${host} did not answer in HTTP.`);
        socket.destroy();
      });
      sent.on("close", () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", cancel);
        fail(`${host} closed the connection.`);
      });
      sent.end(request.body);
    }).catch((error: unknown) => ({
      kind: "failed",
      // Headers and proxy addresses can be malformed, and the message would quote them.
      reason: `${host} could not be asked (${error instanceof Error ? error.name : "unknown error"}).`,
    }));
  }

  /** Where a request goes: the address itself, or the one that the person has set for its host. */
  #addressOf(address: string): URL | undefined {
    const url = new URL(address);
    const base = this.#options.endpoints?.[url.host];
    if (base === undefined) return url;
    if (!URL.canParse(base)) return undefined;
    const { origin, pathname, protocol } = new URL(base);
    return /^https?:$/.test(protocol)
      ? new URL(pathname.replace(/\/$/, "") + url.pathname + url.search, origin)
      : undefined;
  }
}

export function hostOf(url: string): string {
  return new URL(url).host;
}

/** What a request says, for the last look whether a key is in it. */
function wordsOf({ url, headers, body }: OutsideRequest): string {
  const text = typeof body === "string" ? body : Buffer.from(body ?? []).toString("latin1");
  let plain = url;
  try {
    plain = decodeURIComponent(url);
  } catch {
    // A path that is no UTF-8 stays as it is.
  }
  return [url, plain, ...Object.values(headers ?? {}), text].join("\n");
}

function redirectOf({ status, headers }: Extract<Reply, { kind: "answer" }>, from: string): URL | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined || !URL.canParse(location, from))
    return undefined;
  return new URL(location, from);
}

/** Milliseconds after which the same request may do better: as the server says, or once for what passes by itself. */
function waitBefore(reply: Reply, pause: number): number | undefined {
  if (reply.kind === "failed") return /broke|closed the connection/.test(reply.reason) ? pause : undefined;
  const { status } = reply;
  if (status !== 429 && status !== 503 && status !== 502 && status !== 504) return undefined;
  const hint = secondsToWait(reply);
  if (hint === undefined) return status === 429 ? undefined : pause;
  return hint <= MAX_WAIT ? hint * 1000 : undefined;
}

/** Too many requests, as the hosts say it: 429, or GitHub's 403 with nothing left (docs.github.com/rest, rate limits). */
function limited(reply: Reply, host: string): Reply {
  if (reply.kind === "failed") return reply;
  const { status, headers } = reply;
  const spent =
    status === 429 ||
    (status === 403 && (headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined));
  if (!spent) return reply;
  const seconds = secondsToWait(reply);
  const wait =
    seconds === undefined
      ? "later"
      : `in ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}`;
  return { kind: "failed", reason: `${host} takes no more requests for now: ask again ${wait}.` };
}

/** Retry-After (RFC 9110, 10.2.3), RateLimit-Reset in seconds (HasMySecretLeaked), X-RateLimit-Reset in Unix time. */
function secondsToWait({ headers }: Extract<Reply, { kind: "answer" }>): number | undefined {
  const first = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const after = first("retry-after");
  if (after !== undefined) {
    const seconds = /^\d+$/.test(after.trim()) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
    return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
  }
  const reset = first("ratelimit-reset");
  if (reset !== undefined && /^\d+$/.test(reset)) return Number(reset);
  const until = first("x-ratelimit-reset");
  if (until !== undefined && /^\d+$/.test(until)) return Math.max(0, Math.ceil(Number(until) - Date.now() / 1000));
  return undefined;
}

function troubleOf(error: NodeJS.ErrnoException): string {
  const code = error.code ?? "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return "is not known here: the network is off, or the name is wrong.";
  if (code === "ECONNREFUSED" || code === "EHOSTUNREACH" || code === "ENETUNREACH") return "could not be reached.";
  if (code === "ECONNRESET" || code === "EPIPE") return "closed the connection.";
  if (/CERT|SSL|TLS|SELF_SIGNED|ISSUER|ERR_TLS/i.test(code))
    return `has a certificate that this machine does not trust (${code}).`;
  if (code.startsWith("HPE_")) return "did not answer in HTTP.";
  return `could not be asked${code && ` (${code})`}.`;
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
  });
}
