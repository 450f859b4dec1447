import { crcBase62, fineGrainedTail } from "./checksums";
import { derSignature, jwt, jwtShape, laterOn } from "./forms";
import type { Random } from "../random";
import { alone, context, pair, provider } from "./kind";
import { about, alsoNot, coded, free, heads, mixed, oneOf, run, shape, uuid, type Shape } from "./shape";
import { ALNUM, DIGITS, HEX, LETTERS, LOWER_ALNUM, UPPER, UPPER_ALNUM, URL_SAFE, plausible } from "./text";

/** The marker inside every OpenAI key: base64 of "OpenAI". */
const OPENAI = "T3BlbkFJ";

/** The unmarked shape that Stability AI and many others share. */
const sk48 = shape("sk-", run(ALNUM, 48));
const sk32 = shape("sk-", run(HEX, 32));

/** The same widths on both sides of the marker; the widest form ends in A. */
function openAi(prefix: string): Shape {
  return alsoNot(
    oneOf(
      shape(prefix, free(URL_SAFE, 74), OPENAI, about(URL_SAFE, 73), "A"),
      shape(prefix, free(URL_SAFE, 58), OPENAI, free(URL_SAFE, 58)),
      shape(prefix, free(ALNUM, 20), OPENAI, free(ALNUM, 20)),
    ),
    withoutMarker(prefix, 156),
  );
}

const withoutMarker = (prefix: string, length: number) => (random: Random) => [
  { text: prefix + plausible(() => random.chars(URL_SAFE, length)), why: "no marker" },
  { text: prefix + random.chars(ALNUM, 20) + "T3BlbkFK" + random.chars(ALNUM, 20), why: "a misspelt marker" },
];

/** Anthropic's bodies end in AA, the rest of base64 padding. */
function anthropic(...prefixes: readonly [string, ...string[]]): Shape {
  return alsoNot(shape(heads(...prefixes), run(URL_SAFE, 93), "AA"), (random) => [
    { text: prefixes[0] + plausible(() => random.chars(URL_SAFE, 93)) + "bQ", why: "does not end in AA" },
  ]);
}

/** A GitHub token with its checksum, and the same with one character of its body changed. */
function github(prefixes: readonly [string, ...string[]], length: number): Shape {
  const body = (random: Random): string => plausible(() => random.chars(ALNUM, length));
  const whole = coded((random) => sealed(body(random)), "x".repeat(length + 6), "fixed");
  return alsoNot(shape(heads(...prefixes), whole), (random) => {
    const key = sealed(body(random));
    const other = key.startsWith("b") ? "c" : "b";
    return [{ text: prefixes[0] + other + key.slice(1), why: "the checksum does not fit" }];
  });
}

function sealed(body: string): string {
  return body + crcBase62(body);
}

/** The checksum covers the prefix too, so the whole token is drawn at once. */
const fineGrained = shape(
  "github_pat_",
  coded(
    (random) => {
      const body = `${random.chars(ALNUM, 22)}_${random.chars(ALNUM, 43)}`;
      return body + fineGrainedTail("github_pat_" + body) + random.chars(ALNUM, 8);
    },
    "x".repeat(22) + "_" + "x".repeat(59),
    "fixed",
  ),
);

export const MODEL_API = [
  provider(
    "openai",
    "OPENAI_API_KEY",
    alone("B", "project key", openAi("sk-proj-")),
    alone("B", "service-account key", openAi("sk-svcacct-")),
    alone(
      "B",
      "admin key",
      alsoNot(
        shape("sk-admin-", free(URL_SAFE, 58), OPENAI, about(URL_SAFE, 57), "A"),
        withoutMarker("sk-admin-", 124),
      ),
      { env: "OPENAI_ADMIN_KEY" },
    ),
    alone(
      "B",
      "other prefixed user keys",
      alsoNot(
        shape(heads("sk-None-", "sk-service-", "sk-atlas-"), free(URL_SAFE, 58), OPENAI, about(URL_SAFE, 58)),
        withoutMarker("sk-None-", 124),
      ),
    ),
    alone(
      "B",
      "legacy user key",
      alsoNot(shape("sk-", free(ALNUM, 20), OPENAI, about(ALNUM, 20)), () => [
        { text: "sk-" + OPENAI, why: "only the marker" },
        { text: "sk-folding-cube", why: "a class name" },
        { text: "sk-no-key-required", why: "placeholder: words" },
      ]),
    ),
  ),
  provider(
    "anthropic",
    "ANTHROPIC_API_KEY",
    alone("B", "API key", anthropic("sk-ant-api03-", "sk-ant-api01-", "sk-ant-api04-")),
    alone("B", "admin key", anthropic("sk-ant-admin01-"), { env: "ANTHROPIC_ADMIN_KEY" }),
    alone("C", "Claude Code OAuth access token", shape("sk-ant-oat01-", about(URL_SAFE, 93), "AA"), {
      env: "CLAUDE_CODE_OAUTH_TOKEN",
    }),
    alone("C", "Claude Code OAuth refresh token", shape("sk-ant-ort01-", about(URL_SAFE, 93), "AA")),
    alone("C", "claude.ai session cookie", shape(heads("sk-ant-sid01-", "sk-ant-sid02-"), about(URL_SAFE, 93), "AA")),
  ),
  provider(
    "google-gemini",
    "GEMINI_API_KEY",
    alone("A", "standard API key", shape("AIzaSy", free("ABCD", 1), run(URL_SAFE, 32))),
    alone("A", "auth key (2026) / Vertex express mode", shape("AQ.Ab8RN6", run(URL_SAFE, 44))),
  ),
  provider(
    "hugging-face",
    "HF_TOKEN",
    alone(
      "A",
      "user access token",
      alsoNot(shape("hf_", run(LETTERS, 34)), () => [{ text: "hf_generatedByHomeAppBuilder", why: "an identifier" }]),
    ),
    alone("B", "organization token (retired 2023)", shape("api_org_", run(LETTERS, 34))),
  ),
  provider(
    "cohere",
    "COHERE_API_KEY",
    context("B", "API key", shape(run(ALNUM, 40)), {
      line: (key) => `const cohere = new CohereClient({ token: "${key}" });`,
    }),
  ),
  provider(
    "mistral",
    "MISTRAL_API_KEY",
    context("A", "API key", shape({ ...run(ALNUM, 32), make: mixed(32).make }), {
      line: (key) => `client = Mistral(api_key="${key}")`,
    }),
    context("D", "realtime client token", shape("rt_", about(ALNUM, 43))),
  ),
  provider("groq", "GROQ_API_KEY", alone("B", "API key", shape("gsk_", run(ALNUM, 20), "WGdyb3FY", run(ALNUM, 24)))),
  provider(
    "xai",
    "XAI_API_KEY",
    alone("B", "API key", shape("xai-", run(ALNUM, 80))),
    alone("B", "management key", shape("xai-token-", run(ALNUM, 80))),
  ),
  provider(
    "perplexity",
    "PERPLEXITY_API_KEY",
    alone(
      "B",
      "API key",
      alsoNot(oneOf(shape("pplx-", run(ALNUM, 48)), shape("pplx-", run(HEX, 48))), () => [
        { text: "pplx-70b-chat", why: "the name of a model" },
      ]),
    ),
  ),
  provider("deepseek", "DEEPSEEK_API_KEY", context("B", "API key", sk32)),
  provider("stability-ai", "STABILITY_API_KEY", context("B", "API key", sk48)),
  provider(
    "github",
    "GITHUB_TOKEN",
    alone("A", "classic PAT / OAuth / app user / app server tokens", github(["ghp_", "gho_", "ghu_", "ghs_"], 30)),
    alone("A", "refresh token", github(["ghr_"], 70)),
    alone("A", "fine-grained PAT", fineGrained),
    alone(
      "A",
      "app installation token, new stateless form (2026)",
      alsoNot(
        shape(
          "ghs_",
          free("123456789", 7),
          "_",
          coded((random) => jwt(random, { algorithm: "RS256" }), "eyJ"),
        ),
        (random) => [
          { text: `ghs_${random.chars(DIGITS, 7)}_`, why: "only the number of the app" },
          { text: `ghs_${random.chars(DIGITS, 7)}_${random.chars(ALNUM, 20)}`, why: "no token after the number" },
        ],
      ),
    ),
  ),
  provider(
    "moonshot",
    "MOONSHOT_API_KEY",
    context("B", "platform key", sk48),
    alone("C", "Kimi Code subscription key", shape("sk-kimi-", about(ALNUM, 64)), { env: "KIMI_API_KEY" }),
  ),
  provider(
    "zhipu",
    "ZHIPUAI_API_KEY",
    alone(
      "B",
      "API key",
      alsoNot(shape(run(HEX, 32), ".", run(ALNUM, 16)), (random) => [
        { text: random.chars(HEX, 31) + "." + random.chars(ALNUM, 16), why: "too short an id" },
      ]),
    ),
  ),
  provider(
    "dashscope",
    "DASHSCOPE_API_KEY",
    context("C", "API key", sk32),
    alone("C", "Coding Plan key", shape("sk-sp-", run(HEX, 32))),
    alone(
      "C",
      "workspace / token-plan key",
      alsoNot(
        shape(
          heads("sk-ws-", "sk-sp-"),
          free(UPPER, 1),
          ".",
          free(UPPER, 6),
          ".",
          free(ALNUM, 4),
          ".",
          coded((random) => derSignature(random).toString("base64url"), "x".repeat(96)),
        ),
        (random) => [{ text: `sk-ws-${random.chars(UPPER, 1)}.${random.chars(UPPER, 6)}.v1`, why: "no signature" }],
      ),
    ),
  ),
  provider(
    "minimax",
    "MINIMAX_API_KEY",
    alone("B", "API key", shape("sk-api-", run(URL_SAFE, 119))),
    alone("C", "Coding/Token plan key", shape("sk-cp-", about(URL_SAFE, 110))),
    context(
      "C",
      "older key",
      jwtShape("RS256", (random) => ({
        GroupName: random.chars(UPPER, 8),
        SubjectID: random.chars("123456789", 19),
        exp: laterOn(random),
      })),
    ),
  ),
  provider(
    "ai21",
    "AI21_API_KEY",
    context("B", "API key", shape(run(ALNUM, 32)), { line: (key) => `client = AI21Client(api_key="${key}")` }),
  ),
  provider("aleph-alpha", "ALEPH_ALPHA_API_KEY", context("D", "API token", jwtShape())),
  provider("upstage", "UPSTAGE_API_KEY", context("C", "API key", shape("up_", run(ALNUM, 29)))),
  provider(
    "scale",
    "SCALE_API_KEY",
    context("B", "live / test key", shape(heads("live_", "test_", "live_auth_"), run(HEX, 32))),
  ),
  provider("clarifai", "CLARIFAI_PAT", context("B", "PAT / app key", shape(run(HEX, 32)))),
  provider(
    "volcengine-ark",
    "ARK_API_KEY",
    alone(
      "C",
      "API key (new)",
      alsoNot(shape("ark-", uuid(), "-", run(ALNUM, 5)), (random) => [
        { text: `spark-${random.uuid()}-${random.chars(ALNUM, 5)}`, why: "a word that ends like the prefix" },
      ]),
    ),
    context("C", "API key (old)", shape(uuid())),
  ),
  provider(
    "baidu-qianfan",
    "QIANFAN_API_KEY",
    alone("B", "v2 API key", shape("bce-v3/ALTAK-", run(ALNUM, 21), "/", run(LOWER_ALNUM, 40))),
  ),
  provider(
    "tencent-hunyuan",
    "HUNYUAN_API_KEY",
    context("C", "API key", sk48),
    pair("C", "cloud SecretId", shape("AKID", run(ALNUM, 32)), (random) => plausible(() => random.chars(ALNUM, 32)), {
      env: "TENCENTCLOUD_SECRET_ID",
    }),
  ),
  provider(
    "xiaomi-mimo",
    "XIAOMI_API_KEY",
    context("C", "token-plan key", shape("tp-", about(ALNUM, 48))),
    context("D", "pay-as-you-go key", sk48),
  ),
  provider("deepai", "DEEPAI_API_KEY", context("B", "API key", shape(uuid()))),
  provider("wit-ai", "WIT_AI_TOKEN", context("B", "server access token", shape(run(UPPER_ALNUM, 32)))),
  provider("lighton", "PARADIGM_API_KEY", context("C", "API key", shape(about(URL_SAFE, 56)))),
  provider(
    "meta-llama-api",
    "LLAMA_API_KEY",
    alone("D", "API key", shape("LLM|", free("123456789", 16), "|", about(URL_SAFE, 27))),
  ),
].flat();
