import { jwt } from "../../support/keys/index";
import type { Random } from "../../support/random";
import { number, version } from "../words";
import { at, valueNamed, type DecoyClass } from "./decoy";

/** Values with no key near them in spirit, some under a provider's name. */
const HEX = "0123456789abcdef";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const ALNUM = DIGITS + LOWER + UPPER;
const URL_SAFE = ALNUM + "-_";

type Row = readonly [words: string, make: (random: Random) => string];

const hex =
  (length: number) =>
  (random: Random): string =>
    random.chars(HEX, length);
const uuid = (random: Random): string => random.uuid();
const token =
  (head: string, alphabet: string, length: number) =>
  (random: Random): string =>
    head + random.chars(alphabet, length);

function rows(name: string, list: readonly Row[]): DecoyClass {
  return {
    name,
    draw: (random, turn) => {
      const [words, make] = at(list, turn);
      return valueNamed(random, words, make(random));
    },
  };
}

/** The length and the characters of that provider's own keys, under a name that says what the value is instead. */
const ID_OF_PROVIDER = rows("id or hash under a provider's name", [
  ["pinecone project id", uuid],
  ["pinecone request id", uuid],
  ["exa request id", uuid],
  ["deepai job id", uuid],
  ["sambanova trace id", uuid],
  ["azure openai prompt md5", hex(32)],
  ["azure openai tenant id", uuid],
  ["elevenlabs request md5", hex(32)],
  ["elevenlabs voice id", token("", ALNUM, 20)],
  ["assemblyai transcript id", hex(32)],
  ["clarifai model version id", hex(32)],
  ["cloudflare account id", hex(32)],
  ["deepgram model sha1", hex(40)],
  ["wandb artifact sha1", hex(40)],
  ["serper response etag", hex(40)],
  ["together model sha256", hex(64)],
  ["serpapi page sha256", hex(64)],
  ["vast image sha256", hex(64)],
  ["cohere dataset sha1", hex(40)],
  ["mistral weights md5", hex(32)],
  ["mistral file id", uuid],
  ["openai org id", token("org-", ALNUM, 24)],
  ["openai project id", token("proj_", ALNUM, 24)],
  ["openai thread id", token("thread_", ALNUM, 24)],
  ["openai batch id", token("batch_", HEX, 32)],
  ["anthropic message id", token("msg_01", ALNUM, 22)],
  ["anthropic tool use id", token("toolu_01", ALNUM, 22)],
  ["anthropic organization id", uuid],
  ["replicate prediction id", token("", LOWER + DIGITS, 26)],
  ["langsmith run id", uuid],
  ["vercel deployment id", token("dpl_", ALNUM, 24)],
  ["vercel team id", token("team_", ALNUM, 24)],
  ["github installation id", token("5", DIGITS, 7)],
  ["huggingface dataset revision", hex(40)],
  [
    "databricks cluster id",
    (random) => `0${random.chars(DIGITS, 3)}-${random.chars(DIGITS, 6)}-${random.chars(LOWER, 8)}`,
  ],
  ["databricks warehouse id", hex(16)],
  ["watsonx project id", uuid],
  ["bedrock knowledge base id", token("", UPPER + DIGITS, 10)],
  ["livekit room sid", token("RM_", ALNUM, 12)],
  ["posthog project token", token("phc_", ALNUM, 12)],
]);

const HASH = rows("hash or uuid", [
  ["request id", uuid],
  ["device uuid", uuid],
  ["git commit", hex(40)],
  ["git sha", hex(40)],
  ["file md5", hex(32)],
  ["archive sha256", hex(64)],
  ["archive sha512", hex(128)],
  ["image digest", (random) => "sha256:" + random.chars(HEX, 64)],
  ["integrity", (random) => `sha384-${random.chars(ALNUM + "+/", 64)}`],
  ["password hash", (random) => `2b.12.${random.chars(ALNUM, 53)}`],
  ["session id", token("", ALNUM, 32)],
  ["cursor", (random) => Buffer.from(`{"id":${number(random)},"page":"${random.uuid()}"}`).toString("base64")],
  ["nonce", token("", URL_SAFE, 43)],
  ["public key", (random) => "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + random.chars(ALNUM + "+/", 43)],
  ["trace parent", (random) => `00-${random.chars(HEX, 32)}-${random.chars(HEX, 16)}-01`],
]);

const MODEL = rows("model name", [
  ["openai model", (random) => `gpt-4o-mini-2024-0${1 + random.int(9)}-18`],
  ["openai finetune", (random) => `ft:gpt-4o-mini-2024-07-18:meadow:tickets:${random.chars(ALNUM, 8)}`],
  ["anthropic model", (random) => `claude-3-${random.pick(["opus", "haiku", "sonnet"])}-202402${10 + random.int(19)}`],
  ["mistral model", (random) => `mistral-large-instruct-${2400 + random.int(200)}-quantized-awq`],
  ["cohere model", () => "command-r-plus-08-2024-multilingual-embed"],
  ["perplexity model", (random) => `pplx-${random.pick(["7b", "70b"])}-${random.pick(["online", "chat"])}`],
  ["jina model", () => "jina-embeddings-v3-base-multilingual"],
  ["jina module", () => "jina_embeddings_v3_base_en_multilingual_long_context"],
  ["fireworks model", () => "accounts/fireworks/models/llama-v3p1-405b-instruct"],
  ["together model", () => "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo"],
  ["nvidia model", () => "nvidia/llama-3.1-nemotron-ultra-253b-v1"],
  ["groq model", () => "moonshotai/kimi-k2-instruct-0905"],
  ["replicate model", (random) => `stability-ai/sdxl:${random.chars(HEX, 64)}`],
  [
    "bedrock model arn",
    (random) => `arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-2024${number(random)}-v1:0`,
  ],
  ["hf model", (random) => `sentence-transformers/all-MiniLM-L${random.int(12)}-v2`],
  ["voyage model", () => "voyage-multilingual-2"],
]);

/** Real keys, but of services that are none of the table's. */
const ELSEWHERE = rows("key of another service", [
  ["stripe secret key", token("sk_" + "live_", ALNUM, 24)],
  ["stripe secret key", token("sk_" + "live_51", ALNUM, 97)],
  ["stripe test key", token("sk_" + "test_", ALNUM, 24)],
  ["stripe restricted key", token("rk_" + "live_", ALNUM, 99)],
  ["stripe publishable key", token("pk_" + "live_", ALNUM, 24)],
  ["stripe webhook secret", token("whsec_", ALNUM, 32)],
  [
    "slack bot token",
    (random) => `xoxb-${random.chars("123456789", 11)}-${random.chars("123456789", 12)}-${random.chars(ALNUM, 24)}`,
  ],
  ["twilio api key", token("SK", HEX, 32)],
  ["twilio account sid", token("AC", HEX, 32)],
  ["sendgrid api key", (random) => `SG.${random.chars(URL_SAFE, 22)}.${random.chars(URL_SAFE, 43)}`],
  ["gitlab token", token("glpat-", URL_SAFE, 20)],
  ["npm token", token("npm_", ALNUM, 36)],
  ["shopify token", token("shpat_", HEX, 32)],
  ["digitalocean token", token("dop_v1_", HEX, 64)],
  ["woocommerce consumer key", token("ck_", HEX, 40)],
  [
    "mapbox token",
    (random) =>
      `pk.${Buffer.from(JSON.stringify({ u: "meadow", a: random.chars(LOWER, 25) })).toString("base64url")}.${random.chars(URL_SAFE, 22)}`,
  ],
  ["linear api key", token("lin_api_", ALNUM, 40)],
  ["datadog api key", hex(32)],
  ["sentry auth token", hex(64)],
  ["mailgun key", token("key-", HEX, 32)],
]);

const TOKENS = rows("token of no provider", [
  [
    "supabase anon key",
    (random) =>
      jwt(random, { payload: { iss: "supabase", ref: random.chars(LOWER, 20), role: "anon", exp: 2_050_000_000 } }),
  ],
  [
    "id token",
    (random) =>
      jwt(random, {
        algorithm: "RS256",
        payload: { iss: "https://login.meadow.dev/", sub: random.uuid(), aud: "kiosk" },
      }),
  ],
  ["csrf token", token("", URL_SAFE, 43)],
  ["recaptcha site key", token("6L", URL_SAFE, 38)],
  ["share link", (random) => `https://meadow.dev/s/${random.chars(ALNUM, 22)}`],
  ["push subscription", (random) => `https://fcm.googleapis.com/fcm/send/${random.chars(URL_SAFE, 22)}`],
]);

const VOCABULARY =
  "shared production search team service staging vault entry client tenant billing region index adapter factory provider default legacy release worker".split(
    " ",
  );

/** Words up to a length, so that it is that of a key. */
function wordy(
  random: Random,
  length: number,
  joint: string,
  spell: (word: string) => string = (word) => word,
): string {
  let text = "";
  while (text.length < length) text += (text === "" ? "" : joint) + spell(random.pick(VOCABULARY));
  return text.slice(0, length).replace(/[-_]$/, "s");
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const WORDY = rows("word-like value", [
  ["cohere client class", (random) => wordy(random, 40, "", capital)],
  ["mistral client class", (random) => wordy(random, 32, "", capital)],
  ["ai21 adapter", (random) => wordy(random, 32, "", capital)],
  ["cohere api key secret name", (random) => wordy(random, 40, "-")],
  ["mistral api key secret", (random) => wordy(random, 32, "-")],
  ["openai api key name", (random) => wordy(random, 24, "-")],
  ["openai api key header", () => "x-openai-api-key-for-the-gateway"],
  ["watsonx apikey path", (random) => wordy(random, 44, "_")],
  ["cloudflare api token name", (random) => wordy(random, 40, "_")],
  ["paradigm api key alias", (random) => wordy(random, 56, "-")],
  ["azure openai key vault", (random) => `${wordy(random, 18, "-")}-kv`],
  ["anthropic api key env", () => "ANTHROPIC_API_KEY_FOR_THE_STAGING_TENANT"],
  ["sk policy", (random) => "sk-" + wordy(random, 40, "-")],
  ["task name", (random) => "task-" + wordy(random, 44, "-")],
  ["hf module", (random) => "hf_" + wordy(random, 34, "", capital)],
  ["pa route", (random) => "pa-" + wordy(random, 43, "-")],
  ["jina loader", (random) => "jina_" + wordy(random, 60, "_")],
  ["r8 rule", (random) => "r8_" + wordy(random, 37, "_")],
  ["fw flag", (random) => "fw_" + wordy(random, 22, "_")],
  ["m0 class", (random) => "m0-" + wordy(random, 30, "-")],
  ["up projection", (random) => "up_proj_" + wordy(random, 24, "_")],
  ["package", (random) => `@meadow/${wordy(random, 20, "-")}@${version(random)}`],
]);

export const VALUES: readonly DecoyClass[] = [ID_OF_PROVIDER, HASH, MODEL, ELSEWHERE, TOKENS, WORDY];
