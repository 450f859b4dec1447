// Every host that the publication check may ask, played by one server on loopback: the command line is told to ask
// `http://127.0.0.1:PORT/HOST` for each. It keeps everything that it was sent.
import { spawn } from "node:child_process";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Nothing may reach the real ones. */
export const HOSTS = [
  "github.com",
  "api.github.com",
  "raw.githubusercontent.com",
  "archive.softwareheritage.org",
  "api.hasmysecretleaked.com",
  "api.anthropic.com",
  "huggingface.co",
];

export interface Seen {
  readonly host: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request; what it does not answer is a 404. */
export type Play = (seen: Seen, response: ServerResponse) => void | Promise<void>;

export class Loopback {
  /** In the order in which they came. */
  readonly seen: Seen[] = [];
  readonly #plays = new Map<string, Play>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(): Promise<Loopback> {
    const loopback = new Loopback();
    await new Promise<void>((resolve) => loopback.#server.listen(0, "127.0.0.1", resolve));
    return loopback;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Plays a host from now on. */
  play(host: string, play: Play): void {
    this.#plays.set(host, play);
  }

  /** The arguments that send the command line here for every host that is played, and for those named. */
  arguments(...hosts: readonly string[]): readonly string[] {
    return [...new Set([...this.#plays.keys(), ...hosts])].flatMap((host) => [
      "--endpoint",
      `${host}=http://127.0.0.1:${this.port}/${host}`,
    ]);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, host = "", path = ""] = /^\/([^/]+)(\/.*)$/.exec(request.url ?? "") ?? [];
    const { method = "", headers } = request;
    const seen = { host, method, path, headers, body: Buffer.concat(chunks).toString("latin1") };
    this.seen.push(seen);
    const play = this.#plays.get(host);
    if (play) await play(seen, response);
    else response.writeHead(404).end();
  }
}

export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Play =>
  (_, response) =>
    void response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(value));

export const status =
  (code: number, headers: Record<string, string> = {}): Play =>
  (_, response) =>
    void response.writeHead(code, headers).end();

/** Takes the request and says nothing. */
export const hang: Play = async () => {
  await wait(60_000, undefined, { ref: false });
};

/** Starts an answer and closes the connection. */
export const cut: Play = (_, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100000" });
  response.write('{"matches":[', () => response.destroy());
};

/** An answer without an end, up to a number of bytes. */
export const flood =
  (bytes: number): Play =>
  async (_, response) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    const piece = Buffer.alloc(1 << 16, " ");
    for (let sent = 0; sent < bytes && !response.destroyed; sent += piece.length)
      if (!response.write(piece))
        await Promise.race([new Promise((resolve) => response.once("drain", resolve)), wait(1000)]);
    response.end();
  };

/** Git's own server for the repositories of a folder: `git http-backend`, as a web server would start it. */
export function gitServer(folder: string, env: NodeJS.ProcessEnv): Play {
  return ({ method, path, headers, body }, response) =>
    new Promise((resolve) => {
      const [pathInfo = "", query = ""] = path.split("?");
      const child = spawn("git", ["http-backend"], {
        env: {
          ...env,
          GIT_PROJECT_ROOT: folder,
          GIT_HTTP_EXPORT_ALL: "1",
          PATH_INFO: pathInfo,
          QUERY_STRING: query,
          REQUEST_METHOD: method,
          CONTENT_TYPE: headers["content-type"] ?? "",
          CONTENT_LENGTH: String(body.length),
          HTTP_GIT_PROTOCOL: String(headers["git-protocol"] ?? ""),
          GIT_PROTOCOL: String(headers["git-protocol"] ?? ""),
          REMOTE_ADDR: "127.0.0.1",
        },
      });
      const chunks: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
      child.on("close", () => {
        const answer = Buffer.concat(chunks);
        const end = answer.indexOf("\r\n\r\n");
        const head = answer.toString("latin1", 0, Math.max(0, end)).split("\r\n");
        const fields = head.map((line) => /^([^:]+): (.*)$/.exec(line)).filter((field) => field !== null);
        const code = Number(fields.find(([, name]) => name === "Status")?.[2]?.slice(0, 3) ?? 200);
        for (const [, name = "", value = ""] of fields) if (name !== "Status") response.setHeader(name, value);
        response.writeHead(end < 0 ? 500 : code).end(answer.subarray(end + 4));
        resolve();
      });
      child.stdin.on("error", () => undefined).end(body, "latin1");
    });
}
