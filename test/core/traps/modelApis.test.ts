// What the facts warn of at each model API.
import assert from "node:assert/strict";
import { FIREBASE_SAMPLES, isFirebaseSample } from "../../../src/core/rules/firebaseSamples";
import { ALNUM, HEX, LOWER_ALNUM, UPPER } from "../../support/keys/text";
import { confidencesIn, keyOf, rulesIn, testTraps, words } from "./traps";

const SHARED = ["ai-service-sk-key"];

describe("traps of model APIs", () => {
  testTraps([
    {
      provider: "openai",
      what: "48 characters without the mark are not OpenAI's",
      text: (random) => `OPENAI_API_KEY = "sk-${random.chars(ALNUM, 48)}"`,
      found: SHARED,
    },
    {
      provider: "openai",
      what: "short stand-ins",
      text: () => 'key = "sk-..."; a = "sk-proj-..."; b = "sk-svcacct-..."',
    },
    { provider: "openai", what: "runs of X", text: () => `OPENAI_API_KEY=sk-${"X".repeat(48)} sk-test YOUR_API_KEY` },
    {
      provider: "openai",
      what: "classes of SpinKit",
      text: () => '<div class="sk-circle sk-folding-cube sk-cube-grid">',
    },
    {
      provider: "openai",
      what: "what local servers accept",
      text: () => 'api_key="sk-no-key-required" api_key="EMPTY" api_key="lm-studio" api_key="not-needed"',
    },
    {
      provider: "anthropic",
      what: "stand-ins",
      text: () =>
        `ANTHROPIC_API_KEY="sk-ant-..." "sk-ant-api03-xxxx" "sk-ant-your-key" "sk-ant-api03-${"x".repeat(93)}AA"`,
    },
    {
      provider: "anthropic",
      what: "a key of MiniMax",
      text: () => `ANTHROPIC_API_KEY = "${keyOf("minimax-api-key")}"`,
      found: ["minimax-api-key"],
    },
    {
      provider: "hugging-face",
      what: "identifiers of C",
      text: () =>
        `HF_TOKEN hf_generatedByHomeAppBuilder hf_${words(34, "camel")} hf_${words(34, "flat")} hf_${words(34, "snake")}`,
    },
    { provider: "hugging-face", what: "runs of x", text: () => `HF_TOKEN=hf_xxxxxxxx HF_TOKEN=hf_${"x".repeat(34)}` },
    {
      provider: "cohere",
      what: "a commit beside the name",
      text: (random) => `cohere==5.1 # from ${random.chars(HEX, 40)}\ncohere_version = "${random.chars(HEX, 40)}"`,
    },
    {
      provider: "cohere",
      what: "a prefix that nobody confirms",
      text: (random) => `COHERE_API_KEY = "co_${random.chars(ALNUM, 48)}"`,
    },
    {
      provider: "mistral",
      what: "hashes and UUIDs without dashes",
      text: (random) =>
        `mistral_weights = "${random.chars(HEX, 32)}"\nmistral_run = "${random.uuid().replaceAll("-", "")}"`,
    },
    {
      provider: "groq",
      what: "short ids",
      text: (random) => `id = "gsk_${random.chars(ALNUM, 12)}"; GROQ_API_KEY=gsk_xxx`,
    },
    {
      provider: "xai",
      what: "names of packages",
      text: () => 'import "xai-sdk-python-client-with-tools-and-streaming"',
    },
    {
      provider: "perplexity",
      what: "names of models, and the sample of the documentation",
      text: () => `"pplx-7b-online", "pplx-70b-chat", PERPLEXITY_API_KEY = "pplx-1234567890abcdef"`,
    },
    {
      provider: "deepseek",
      what: "the shape of several services, where nothing names one",
      text: (random) => `api_key = "sk-${random.chars(HEX, 32)}"`,
      found: SHARED,
    },
    {
      provider: "dashscope",
      what: "the same shape in its own name",
      text: (random) => `qwen = Client(api_key="sk-${random.chars(HEX, 32)}")`,
      found: ["dashscope-api-key"],
    },
    {
      provider: "deepseek",
      what: "of two names the nearer one counts",
      text: (random) => `{"deepseek": "https://proxy", "dashscope": "sk-${random.chars(HEX, 32)}"}`,
      found: ["dashscope-api-key"],
    },
    {
      provider: "clarifai",
      what: "of two names before one shape the nearer one counts",
      text: (random) =>
        `{"elevenlabs": "voice", "clarifai": "${random.chars(HEX, 32)}"}\n` +
        `{"clarifai": "sight", "elevenlabs": "${random.chars(HEX, 32)}"}`,
      found: ["clarifai-access-token", "elevenlabs-legacy-key"],
    },
    {
      provider: "deepai",
      what: "of two names before one UUID the nearer one counts",
      text: (random) => `# unlike deepai\nSAMBANOVA_API_KEY = "${random.uuid()}"`,
      found: ["sambanova-api-key"],
    },
    {
      provider: "deepseek",
      what: "a host in the file names it",
      text: (random) => `client = OpenAI(api_key="sk-${random.chars(HEX, 32)}")\nurl = "https://api.deepseek.com/v1"`,
      found: ["deepseek-api-key"],
    },
    {
      provider: "deepseek",
      what: "the hosts of two services name none",
      text: (random) =>
        `key = "sk-${random.chars(HEX, 32)}"\n"https://api.deepseek.com" "https://dashscope.aliyuncs.com"`,
      found: SHARED,
    },
    {
      provider: "stability-ai",
      what: "the shape of relays in its own name",
      text: (random) => `STABILITY_KEY: sk-${random.chars(ALNUM, 48)}`,
      found: ["stability-api-key"],
    },
    {
      provider: "moonshot",
      what: "the shape of relays in its own name",
      text: (random) => `kimi = OpenAI(api_key="sk-${random.chars(ALNUM, 48)}")`,
      found: ["moonshot-api-key"],
    },
    {
      provider: "zhipu",
      what: "names of built files",
      text: (random) => {
        const hash = random.chars(HEX, 32);
        return [
          `"/assets/${hash}.${random.chars(ALNUM, 16)}"`,
          `"${hash}.${random.chars(HEX, 16)}"`,
          `"${hash}.${random.chars(ALNUM, 16)}.js"`,
          `"${hash}.${words(16, "camel")}"`,
        ].join("\n");
      },
    },
    {
      provider: "zhipu",
      what: "a key of Ollama",
      text: () => `ZHIPUAI_API_KEY = "${keyOf("ollama-cloud-key")}"`,
      found: ["ollama-cloud-key"],
    },
    {
      provider: "ai21",
      what: "a UUID, which an older scanner took for its key",
      text: (random) => `AI21_API_KEY = "${random.uuid()}"`,
    },
    {
      provider: "upstage",
      what: "identifiers",
      text: () => `upstage = [up_${words(29, "camel")}, "up_${words(29, "flat")}"]`,
    },
    {
      provider: "scale",
      what: "fixtures",
      text: (random) => `fixture = "test_${random.chars(HEX, 32)}"\nname = "test_scale_${random.chars(HEX, 8)}"`,
    },
    { provider: "clarifai", what: "a hash", text: (random) => `clarifai_model_md5 = "${random.chars(HEX, 32)}"` },
    {
      provider: "volcengine-ark",
      what: "words that end like the prefix or the name",
      text: (random) =>
        `"dark-${random.uuid()}-a1b2c" "spark-${random.uuid()}-a1b2c" "benchmark-${random.uuid()}-a1b2c"\n` +
        `SPARK_API_KEY = "${random.uuid()}"`,
    },
    { provider: "xiaomi-mimo", what: "a brand", text: () => "xiaomi vs tp-link: tp-link-archer-router-for-home-use" },
    {
      provider: "deepai",
      what: "the sample key",
      text: () => `DEEPAI_API_KEY = "quickstart-QUdJIGlzIGNvbWluZy4uLi4K"`,
    },
    {
      provider: "wit-ai",
      what: "the letters in other words",
      text: (random) => `with_token = "${random.chars(UPPER, 16)}${random.chars("0123456789", 16)}"; switch_api = 1`,
    },
    {
      provider: "lighton",
      what: "the word in its plain sense",
      text: (random) => `paradigm = "${random.chars(ALNUM, 56)}"; a new paradigm: ${random.chars(ALNUM, 48)}`,
    },
    {
      provider: "tencent-hunyuan",
      what: "an id without its other half",
      text: (random) => `TENCENTCLOUD_SECRET_ID = "AKID${random.chars(ALNUM, 32)}"`,
    },
    {
      provider: "tencent-hunyuan",
      what: "an id before its other half",
      text: (random) =>
        `TENCENTCLOUD_SECRET_ID=AKID${random.chars(ALNUM, 32)}\nTENCENTCLOUD_SECRET_KEY=${random.chars(ALNUM, 32)}`,
      found: ["tencent-secret-id"],
    },
    {
      provider: "github",
      what: "a tail that does not fit",
      text: (random) => `ghp_${random.chars(LOWER_ALNUM, 30)}000000`,
    },
    {
      provider: "aleph-alpha",
      what: "a token of someone else",
      text: () => `Authorization: Bearer ${keyOf("aleph-alpha-token")}`,
    },
  ]);

  it("google-gemini: a key of a Firebase app, which is public by design", () => {
    const key = keyOf("google-api-key");
    assert.deepEqual(confidencesIn(`const config = {\n  apiKey: "${key}",\n  authDomain: "a.firebaseapp.com",\n};`), [
      "low",
    ]);
    assert.deepEqual(confidencesIn(`"api_key": [\n  {\n    "current_key": "${key}"\n  }\n]`), ["low"]);
    assert.deepEqual(confidencesIn(`GEMINI_API_KEY = "${key}" # also used by Firebase`), ["high"]);
    assert.deepEqual(confidencesIn(`apiKey: "${key}"`), ["high"]);
  });

  it("google-gemini: the sixteen keys of Firebase's samples, known by their hashes", () => {
    assert.equal(FIREBASE_SAMPLES.size, 16);
    for (const hash of FIREBASE_SAMPLES) assert.match(hash, /^[0-9a-f]{64}$/);
    const empty = "e3b0c44298fc1c149afbf4c8996fb924" + "27ae41e4649b934ca495991b7852b855";
    assert.ok(isFirebaseSample("", new Set([empty])));
    assert.ok(!isFirebaseSample(keyOf("google-api-key")));
  });

  it("say of a shared shape whose it may be", () => {
    assert.deepEqual(rulesIn(`llm = "${keyOf("ai-service-sk-key")}"`), SHARED);
    assert.deepEqual(confidencesIn(`llm = "${keyOf("ai-service-sk-key")}"`), ["medium"]);
  });
});
