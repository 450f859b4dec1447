// Runs git: found as an absolute path, with argument lists and no shell, and with everything off by which a
// repository could run a program, open a connection, ask a question or take a lock.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import type { Environment } from "./git/findGit";

/** How a run of git ended. `reason` is git's own first complaint, for the person. */
export type GitEnd =
  | { readonly kind: "ok" }
  | { readonly kind: "failed"; readonly code: number | undefined; readonly reason: string }
  | { readonly kind: "timeout"; readonly seconds: number }
  | { readonly kind: "missing" }
  | { readonly kind: "cancelled" };

export type GitResult = { readonly kind: "ok"; readonly stdout: string } | Exclude<GitEnd, { kind: "ok" }>;

export interface GitOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** What git reads from its standard input. */
  readonly input?: string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Milliseconds after which git is killed. */
  readonly timeout?: number;
}

/** Milliseconds for a question that git answers from a few files. */
const QUICK = 60_000;
const LINE_FEED = 10;
/** Bytes of standard output that `run` collects. */
const MAX_OUTPUT = 64 * 1024 * 1024;
/** Characters of standard error that are kept. */
const MAX_COMPLAINT = 4000;

/** Settings of a repository that would run a program, connect, or change what is shown. */
const SAFE_CONFIG: readonly string[] = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
  "core.alternateRefsCommand=",
  "credential.helper=",
  "protocol.allow=never",
  "i18n.logOutputEncoding=UTF-8",
  "log.diffMerges=separate",
  "log.showRoot=true",
  "log.showSignature=false",
  "submodule.recurse=false",
];

/** Variables of git's own that say where its settings and limits are; all others would steer it. */
const KEPT = /^GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES|EXEC_PATH)$/i;

const SAFE_ENV: Readonly<Record<string, string>> = {
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  // Fetches of a partial clone: switched off by the first from git 2.45 on, made impossible by the second before.
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_TERMINAL_PROMPT: "0",
  GIT_PAGER: "cat",
  LC_ALL: "C",
  LANGUAGE: "C",
};

/** git, as this process may use it. A path of undefined stands for a machine without git: every run is `missing`. */
export class Git {
  readonly #path: string | undefined;
  readonly #env: NodeJS.ProcessEnv;

  constructor(path: string | undefined, env: Environment) {
    this.#path = path;
    this.#env = {
      ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:GIT|SSH)_/i.test(name) || KEPT.test(name))),
      ...SAFE_ENV,
    };
  }

  /** The whole output of a short command, as UTF-8. */
  async run(args: readonly string[], options: GitOptions): Promise<GitResult> {
    const chunks: Buffer[] = [];
    let size = 0;
    const limit = new AbortController();
    const signal = AbortSignal.any([options.signal, limit.signal]);
    const end = await this.stream(args, { ...options, signal }, (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_OUTPUT) limit.abort();
    });
    if (limit.signal.aborted)
      return { kind: "failed", code: undefined, reason: "git said more than Keystow can take in" };
    return end.kind === "ok" ? { kind: "ok", stdout: Buffer.concat(chunks).toString("utf8") } : end;
  }

  /** Hands over the output record by record, as UTF-8; `separator` is a line feed unless it says otherwise. */
  async records(
    args: readonly string[],
    options: GitOptions & { readonly separator?: "\0" },
    take: (record: string) => void,
  ): Promise<GitEnd> {
    const separator = options.separator === undefined ? LINE_FEED : 0;
    return this.#whole(args, options, separator, (data) => {
      let from = 0;
      for (let at = data.indexOf(separator); at >= 0; at = data.indexOf(separator, from)) {
        take(data.toString("utf8", from, at));
        from = at + 1;
      }
      if (from < data.length) take(data.toString("utf8", from));
    });
  }

  /** Hands over the output as bytes, many whole lines at a time. */
  async lines(args: readonly string[], options: GitOptions, take: (lines: Buffer) => void): Promise<GitEnd> {
    return this.#whole(args, options, LINE_FEED, take);
  }

  /** Hands over what stands before each zero byte, as bytes, since file names need not be text. */
  async fields(args: readonly string[], options: GitOptions, take: (field: Buffer) => void): Promise<GitEnd> {
    return this.#whole(args, options, 0, (data) => {
      let from = 0;
      for (let at = data.indexOf(0); at >= 0; at = data.indexOf(0, from)) {
        take(data.subarray(from, at));
        from = at + 1;
      }
      if (from < data.length) take(data.subarray(from));
    });
  }

  /** Chunks that end where a record ends; the last may lack its separator. */
  async #whole(
    args: readonly string[],
    options: GitOptions,
    separator: number,
    take: (records: Buffer) => void,
  ): Promise<GitEnd> {
    let rest: Buffer = Buffer.alloc(0);
    const end = await this.stream(args, options, (chunk) => {
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const last = data.lastIndexOf(separator) + 1;
      if (last > 0) take(data.subarray(0, last));
      rest = data.subarray(last);
    });
    if (rest.length > 0) take(rest);
    return end;
  }

  /** Hands over the output as it comes. Never rejects; an aborted signal kills git at once. */
  async stream(args: readonly string[], options: GitOptions, take: (chunk: Buffer) => void): Promise<GitEnd> {
    const { cwd, signal, input, timeout = QUICK } = options;
    if (signal.aborted) return { kind: "cancelled" };
    const path = this.#path;
    if (path === undefined) return { kind: "missing" };
    const config = SAFE_CONFIG.flatMap((setting) => ["-c", setting]);
    const child = spawn(path, ["--no-pager", ...config, ...args], { cwd, env: this.#env, windowsHide: true });
    return new Promise((resolve) => {
      let complaint = "";
      const finish = (end: GitEnd): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", cancel);
        child.stdout.removeAllListeners("data").destroy();
        child.stderr.destroy();
        child.stdin.destroy();
        child.kill("SIGKILL");
        resolve(end);
      };
      const cancel = (): void => finish({ kind: "cancelled" });
      const timer = setTimeout(() => finish({ kind: "timeout", seconds: Math.round(timeout / 1000) }), timeout);
      signal.addEventListener("abort", cancel, { once: true });
      child.on("error", (error: NodeJS.ErrnoException) =>
        finish(
          error.code === "ENOENT" && !existsSync(path)
            ? { kind: "missing" }
            : { kind: "failed", code: undefined, reason: error.message },
        ),
      );
      child.stdout.on("data", take);
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        if (complaint.length < MAX_COMPLAINT) complaint += text;
      });
      child.on("close", (code) =>
        finish(
          code === 0 ? { kind: "ok" } : { kind: "failed", code: code ?? undefined, reason: firstComplaint(complaint) },
        ),
      );
      feed(child, input ?? "");
    });
  }
}

/** A failed run in one sentence that says what to do, where something can be done. */
export function explain(end: Exclude<GitEnd, { kind: "ok" }>): string {
  switch (end.kind) {
    case "missing":
      return "Git was not found on PATH, where one inside the checked folders does not count: install it, and try again.";
    case "timeout":
      return `Git took longer than ${end.seconds} seconds.`;
    case "cancelled":
      return "The check was cancelled.";
    case "failed": {
      const [, folder] = NOT_OURS.exec(end.reason) ?? [];
      if (folder === undefined) return `Git failed: ${end.reason}`;
      return `Git does not trust this repository, because another user owns it. If you do, run \`git config --global --add safe.directory "${folder}"\`, and try again.`;
    }
  }
}

const NOT_OURS = /(?:dubious ownership|unsafe repository).*?'(.*)'/;

/** git's error lines come before its last word; the fatal one says why it stopped. */
function firstComplaint(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.find((line) => line.startsWith("fatal:")) ?? lines[0] ?? "it ended without a word";
}

/** A git that has ended no longer reads; that is told by its end, not by the broken pipe. */
function feed(child: ChildProcessWithoutNullStreams, input: NonNullable<GitOptions["input"]>): void {
  child.stdin.on("error", () => undefined);
  if (typeof input === "string") child.stdin.end(input);
  else
    Readable.from(input)
      .on("error", () => child.kill("SIGKILL"))
      .pipe(child.stdin);
}
