import type { Random } from "../support/random";
import type { Named } from "./scene";
import { day, number, version } from "./words";

/** Values that stand beside keys in real files and are none. */
type Row = readonly [words: string, make: (random: Random) => string];

const HEX = "0123456789abcdef";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const ALNUM = "0123456789" + LOWER + LOWER.toUpperCase();

const hex =
  (length: number) =>
  (random: Random): string =>
    random.chars(HEX, length);
const uuid = (random: Random): string => random.uuid();

/** They name a provider, but hold an id, a hash or a setting that no key of that provider looks like. */
const OF_PROVIDERS: readonly Row[] = [
  ["openai request id", uuid],
  ["openai org id", (random) => "org-" + random.chars(ALNUM, 24)],
  ["openai model", (random) => random.pick(["gpt-4o-2024-08-06", "gpt-5-mini", "o3", "text-embedding-3-large"])],
  ["openai cassette md5", hex(32)],
  ["anthropic trace id", hex(32)],
  ["anthropic version", day],
  ["anthropic model", (random) => random.pick(["claude-opus-4-1", "claude-3-5-sonnet-20241022", "claude-haiku-4-5"])],
  ["gemini cache id", hex(40)],
  ["groq request id", (random) => "req_" + random.chars(LOWER + "0123456789", 26)],
  ["cohere job id", uuid],
  ["replicate version", hex(64)],
  ["huggingface revision", hex(40)],
  ["langsmith run id", uuid],
  ["wandb run id", (random) => random.chars(LOWER + "0123456789", 8)],
  ["bedrock model id", (random) => `anthropic.claude-3-${random.pick(["haiku", "sonnet"])}-2024${number(random)}-v1:0`],
  ["perplexity model", (random) => random.pick(["sonar-pro", "pplx-70b-online"])],
];

const OF_NOBODY: readonly Row[] = [
  ["request id", uuid],
  ["git commit", hex(40)],
  ["bundle sha256", hex(64)],
  ["session etag", hex(32)],
  ["release", version],
  ["started", day],
  ["queue name", (random) => `jobs-${random.pick(["fast", "slow", "night"])}-${number(random)}`],
  ["trace parent", (random) => `00-${random.chars(HEX, 32)}-${random.chars(HEX, 16)}-01`],
];

const named = (random: Random, [words, make]: Row): Named => ({ words: words.split(" "), value: make(random) });

/** Up to three of them, each of another name. */
export function distractors(
  random: Random,
  { namesProviders }: { readonly namesProviders: boolean },
): readonly Named[] {
  const rows = namesProviders ? [...OF_PROVIDERS, ...OF_NOBODY] : OF_NOBODY;
  return random
    .shuffle(rows)
    .slice(0, random.int(4))
    .map((row) => named(random, row));
}
