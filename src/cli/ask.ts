// What `keystow check --ask` allows: whom the command line asks outside, where, and how that is told.
import type { Command } from "commander";
import { ASKABLE, type Askable, type ExposureEvidence } from "../core/index";
import { type Asked, askOthers, outsideEvidence, questionsFor } from "../node/exposure/askOthers";
import { Outside, requestLine } from "../node/exposure/outside";
import { proxyFor } from "../node/exposure/proxies";
import { type GatheredKey, holdsOneOf } from "../node/gatherExposure";
import type { Progress } from "../node/git/search";
import { type Io, UsageError } from "./io";

/** The options as they were typed. */
export interface AskOptions {
  readonly ask?: string;
  readonly endpoint?: readonly string[];
  readonly timeout: string;
}

/** What was allowed, checked. */
export interface Allowed {
  readonly steps: ReadonlySet<Askable>;
  readonly endpoints: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout: number;
}

/** The options that say where others are asked, and for how long. */
export function addOutsideOptions(command: Command): Command {
  return command
    .option("--endpoint <host=url...>", "ask at another address what would be asked of a host")
    .option("--timeout <seconds>", "for each answer from outside", "10");
}

export function allowedBy({ ask, endpoint = [], timeout }: AskOptions): Allowed {
  const seconds = Number(timeout);
  if (!(seconds > 0 && seconds <= 600)) throw new UsageError("--timeout: give seconds, from 1 to 600.");
  return { steps: stepsOf(ask), endpoints: Object.fromEntries(endpoint.map(endpointOf)), timeout: seconds * 1000 };
}

function stepsOf(ask: string | undefined): ReadonlySet<Askable> {
  const names = (ask ?? "").split(",").filter((name) => name !== "");
  const unknown = names.find((name) => name !== "all" && !ASKABLE.some((step) => step === name));
  if (unknown !== undefined)
    throw new UsageError(`--ask: there is no step "${unknown}"; there are ${ASKABLE.join(", ")} and all.`);
  return new Set(names.includes("all") ? ASKABLE : ASKABLE.filter((step) => names.includes(step)));
}

function endpointOf(text: string): readonly [string, string] {
  const [, host, url] = /^([^=\s]+)=(https?:\/\/\S+)$/.exec(text) ?? [];
  if (host === undefined || url === undefined || !URL.canParse(url))
    throw new UsageError(`--endpoint: write HOST=URL, such as api.github.com=https://proxy.example/github.`);
  return [host, url];
}

/** The way out, as it was allowed. Every request is told on standard error. */
export function openOutside(
  { endpoints, timeout }: Allowed,
  io: Io,
  holdsKey: (text: string) => boolean = () => false,
): Outside {
  return new Outside({
    signal: io.signal,
    endpoints,
    timeout,
    agentFor: proxyFor,
    holdsKey,
    onRequest: (record) => io.err(`${io.progress ? "\r\u001b[K" : ""}${requestLine(record)}\n`),
  });
}

/** What others say of each key; undefined when it was interrupted. */
export async function askAround(
  keys: readonly GatheredKey[],
  allowed: Allowed,
  io: Io,
  onProgress: ((progress: Progress) => void) | undefined,
): Promise<((key: GatheredKey) => readonly ExposureEvidence[]) | undefined> {
  const { steps } = allowed;
  const outside = openOutside(allowed, io, holdsOneOf(keys));
  // Standard names, which GitHub's own command line and Actions use.
  const signIn = (): Promise<string | undefined> =>
    Promise.resolve(process.env["GITHUB_TOKEN"] || process.env["GH_TOKEN"] || undefined);
  const questions = steps.size > 0 ? questionsFor(keys, { signIn }) : [];
  const asked: Asked = new Map();
  const wanted = questions.filter(({ step }) => steps.has(step));
  const ended = await askOthers(wanted, asked, { outside, ...(onProgress && { onProgress }) });
  return ended ? (key) => outsideEvidence(key, questions, asked, steps) : undefined;
}
