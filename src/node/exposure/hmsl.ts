// Whether GitGuardian has seen a key in public, without telling it the key: HasMySecretLeaked answers for the first 20
// bits of a slow hash with all secrets that share them, each locked with the rest of its own hash. Protocol: GitGuardian's
// ggshield (github.com/GitGuardian/ggshield, ggshield/verticals/hmsl).
import { createDecipheriv, createHash, scrypt } from "node:crypto";
import type { ExposureEvidence } from "../../core/index";
import type { Outside } from "./outside";
import {
  type Answers,
  type AskedKey,
  evidence,
  fields,
  jsonOf,
  type Question,
  unexpected,
  withoutKeys,
} from "./question";

const HOST = "api.hasmysecretleaked.com";
const ASKED = { step: "hmsl", receiver: HOST } as const;
/** Prefixes in one request, and in the first one, before it is known how many a person may still ask today. */
const MAX_PREFIXES = 10;
const FIRST_PREFIXES = 5;
/** What a prefix costs of a day's credits. */
const CREDITS = 10;
/** Hex digits of a prefix. */
const PREFIX = 5;
/** Characters of a value below which the service is not to be asked. */
const SHORTEST = 6;
const NONCE = 12;
const TAG = 16;
/** Places above which the value is likely to be an example that many people copy. */
const TEMPLATE = 100;

/** Answers of earlier checks, by fingerprint; a person has few checks a day without an account. */
export interface AnswerCache {
  get(fingerprint: string): ExposureEvidence | undefined;
  set(fingerprint: string, answer: ExposureEvidence): void;
}

export function hmslQuestions(keys: readonly AskedKey[], cache?: AnswerCache): readonly Question[] {
  const asked = keys.filter(({ secret }) => secret && secret.expose().length >= SHORTEST);
  if (asked.length === 0) return [];
  const count = new Set(asked.map(({ secret }) => secret?.expose())).size;
  const sends = `${PREFIX} of 64 digits of a slow hash of ${count === 1 ? "the key" : `each of ${count} keys`}`;
  return [{ ...ASKED, sends, keys: asked, ask: (open, outside) => ask(open, outside, cache) }];
}

async function ask(open: readonly AskedKey[], outside: Outside, cache: AnswerCache | undefined): Promise<Answers> {
  const answers = new Map<AskedKey, ExposureEvidence>();
  const values = new Map<string, AskedKey[]>();
  for (const key of open) {
    const { fingerprint, fingerprintOf } = key.finding;
    const known = fingerprintOf === "key" ? cache?.get(fingerprint) : undefined;
    const value = key.secret?.expose() ?? "";
    if (known) answers.set(key, known);
    else values.set(value, [...(values.get(value) ?? []), key]);
  }
  const waiting = [...values];
  let size = FIRST_PREFIXES;
  while (waiting.length > 0) {
    const batch = waiting.splice(0, size);
    const hashes = await Promise.all(batch.map(([value]) => hashOf(value)));
    const matches = await matchesOf(hashes, outside);
    for (const [index, [, keys]] of batch.entries()) {
      const hash = hashes[index];
      const told = hash && "all" in matches ? readMatches(hash, matches.all) : failed(matches);
      for (const key of keys) {
        const answer = withoutKeys(told, [key]);
        answers.set(key, answer);
        if (answer.outcome !== "failed" && key.finding.fingerprintOf === "key")
          cache?.set(key.finding.fingerprint, answer);
      }
    }
    const left = "all" in matches ? Math.floor(matches.credits / CREDITS) : 0;
    size = Math.min(MAX_PREFIXES, left);
    if (size > 0) continue;
    const spent = "all" in matches ? { failure: `${HOST} takes no more checks from here today.` } : matches;
    for (const [, keys] of waiting.splice(0)) for (const key of keys) answers.set(key, failed(spent));
  }
  return answers;
}

function failed(matches: Matches): ExposureEvidence {
  return evidence(ASKED, "failed", "failure" in matches ? matches.failure : "The key could not be hashed.");
}

/** The hash of a key: its start is sent, all of it unlocks an answer. */
export async function hashOf(value: string): Promise<Buffer> {
  const pepper = createHash("sha256").update("GitGuardian").digest();
  return new Promise((resolve, reject) =>
    scrypt(value, pepper, 32, { N: 2048, r: 8, p: 1 }, (error, hash) => (error ? reject(error) : resolve(hash))),
  );
}

/** What names a hash in an answer. */
export function hintOf(hash: Buffer): string {
  return createHash("sha256").update(hash).digest("hex");
}

interface Match {
  readonly hint: string;
  readonly payload: string;
}

type Matches = { readonly all: readonly Match[]; readonly credits: number } | { readonly failure: string };

/** The matches of the hashes' prefixes and what is left of the day's credits, or why there are none. */
async function matchesOf(hashes: readonly Buffer[], outside: Outside): Promise<Matches> {
  const prefixes = [...new Set(hashes.map((hash) => hash.toString("hex").slice(0, PREFIX)))];
  const reply = await outside.ask({
    method: "POST",
    url: `https://${HOST}/v1/prefixes`,
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ prefixes }),
  });
  const matches = reply.kind === "answer" && reply.status === 200 ? fields(jsonOf(reply))?.["matches"] : undefined;
  if (reply.kind === "failed" || !Array.isArray(matches)) return { failure: unexpected(HOST, reply) };
  const all = matches
    .map(fields)
    .flatMap((one) =>
      typeof one?.["hint"] === "string" && typeof one["payload"] === "string"
        ? { hint: one["hint"], payload: one["payload"] }
        : [],
    );
  if (all.length < matches.length) return { failure: `${HOST} answered in a way that Keystow does not know.` };
  const credits = Number(reply.headers["ratelimit-remaining"] ?? Infinity);
  return { all, credits: Number.isNaN(credits) ? Infinity : credits };
}

function readMatches(hash: Buffer, matches: readonly Match[]): ExposureEvidence {
  const hint = hintOf(hash);
  const match = matches.find((one) => one.hint.toLowerCase() === hint);
  if (!match) return evidence(ASKED, "no", "GitGuardian has not seen it in public. It does not see everything.");
  const seen = unlock(hash, match.payload);
  if (!seen) return evidence(ASKED, "failed", `${HOST} sent an answer for the key that cannot be read.`);
  const where = seen.count === 1 ? "in 1 place" : `in ${seen.count} places`;
  const doubt = seen.count >= TEMPLATE ? " With so many it may be an example that is copied around." : "";
  return evidence(
    ASKED,
    "yes",
    `GitGuardian has seen it ${where} on public GitHub.${doubt}`,
    seen.url ? { link: seen.url } : {},
  );
}

/** AES-256-GCM: nonce, text, tag. Undefined when it was not locked with this hash, or holds something else. */
export function unlock(hash: Buffer, payload: string): { readonly count: number; readonly url?: string } | undefined {
  const raw = Buffer.from(payload, "base64");
  if (raw.length < NONCE + TAG) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", hash, raw.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAuthTag(raw.subarray(raw.length - TAG));
    const text = Buffer.concat([decipher.update(raw.subarray(NONCE, raw.length - TAG)), decipher.final()]);
    const told = fields(JSON.parse(text.toString("utf8")));
    const count = told?.["c"];
    if (typeof count !== "number" || !Number.isInteger(count) || count < 1) return undefined;
    const url = fields(told?.["l"])?.["u"];
    return { count, ...(typeof url === "string" && isWebAddress(url) && { url }) };
  } catch {
    return undefined;
  }
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
