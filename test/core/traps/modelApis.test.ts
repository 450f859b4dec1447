// What the facts warn of at each model API.
import assert from "node:assert/strict";
import { FIREBASE_SAMPLES, isFirebaseSample } from "../../../src/core/rules/firebaseSamples";
import { DIGITS, UPPER } from "../../support/keys/text";
import { alnum, confidencesIn, hex, keyOf, lower, nameOf, rulesIn, testTraps } from "./trap";

describe("traps of model APIs", () => {
  testTraps([
    [
      "openai: 48 characters without the mark are not OpenAI's",
      (random) => `OPENAI_API_KEY = "sk-${alnum(random, 48)}"`,
      "ai-service-sk-key",
    ],
    ["openai: short stand-ins", () => 'key = "sk-..."; a = "sk-proj-..."; b = "sk-svcacct-..."'],
    ["openai: runs of X", () => `OPENAI_API_KEY=sk-${"X".repeat(48)} sk-test YOUR_API_KEY`],
    ["openai: classes of SpinKit", () => '<div class="sk-circle sk-folding-cube sk-cube-grid">'],
    [
      "openai: what local servers accept",
      () => 'api_key="sk-no-key-required" api_key="EMPTY" api_key="lm-studio" api_key="not-needed"',
    ],
    [
      "anthropic: stand-ins",
      () => `ANTHROPIC_API_KEY="sk-ant-..." "sk-ant-api03-xxxx" "sk-ant-your-key" "sk-ant-api03-${"x".repeat(93)}AA"`,
    ],
    ["anthropic: a key of MiniMax", () => `ANTHROPIC_API_KEY = "${keyOf("minimax-api-key")}"`, "minimax-api-key"],
    [
      "hugging-face: identifiers of C",
      () =>
        `HF_TOKEN hf_generatedByHomeAppBuilder hf_${nameOf(34, "camel")} hf_${nameOf(34, "flat")} hf_${nameOf(34, "snake")}`,
    ],
    ["hugging-face: runs of x", () => `HF_TOKEN=hf_xxxxxxxx HF_TOKEN=hf_${"x".repeat(34)}`],
    [
      "cohere: a commit beside the name",
      (random) => `cohere==5.1 # from ${hex(random, 40)}\ncohere_version = "${hex(random, 40)}"`,
    ],
    ["cohere: a prefix that nobody confirms", (random) => `COHERE_API_KEY = "co_${alnum(random, 48)}"`],
    [
      "mistral: hashes and UUIDs without dashes",
      (random) => `mistral_weights = "${hex(random, 32)}"\nmistral_run = "${random.uuid().replaceAll("-", "")}"`,
    ],
    ["groq: short ids", (random) => `id = "gsk_${alnum(random, 12)}"; GROQ_API_KEY=gsk_xxx`],
    ["xai: names of packages", () => 'import "xai-sdk-python-client-with-tools-and-streaming"'],
    [
      "perplexity: names of models, and the sample of the documentation",
      () => `"pplx-7b-online", "pplx-70b-chat", PERPLEXITY_API_KEY = "pplx-1234567890abcdef"`,
    ],
    [
      "deepseek: the shape of several services, where nothing names one",
      (random) => `api_key = "sk-${hex(random, 32)}"`,
      "ai-service-sk-key",
    ],
    [
      "dashscope: the same shape in its own name",
      (random) => `qwen = Client(api_key="sk-${hex(random, 32)}")`,
      "dashscope-api-key",
    ],
    [
      "deepseek: of two names the nearer one counts",
      (random) => `{"deepseek": "https://proxy", "dashscope": "sk-${hex(random, 32)}"}`,
      "dashscope-api-key",
    ],
    [
      "clarifai: of two names before one shape the nearer one counts",
      (random) =>
        `{"elevenlabs": "voice", "clarifai": "${hex(random, 32)}"}\n` +
        `{"clarifai": "sight", "elevenlabs": "${hex(random, 32)}"}`,
      "clarifai-access-token",
      "elevenlabs-legacy-key",
    ],
    [
      "deepai: of two names before one UUID the nearer one counts",
      (random) => `# unlike deepai\nSAMBANOVA_API_KEY = "${random.uuid()}"`,
      "sambanova-api-key",
    ],
    [
      "deepseek: a host in the file names it",
      (random) => `client = OpenAI(api_key="sk-${hex(random, 32)}")\nurl = "https://api.deepseek.com/v1"`,
      "deepseek-api-key",
    ],
    [
      "deepseek: the hosts of two services name none",
      (random) => `key = "sk-${hex(random, 32)}"\n"https://api.deepseek.com" "https://dashscope.aliyuncs.com"`,
      "ai-service-sk-key",
    ],
    [
      "stability-ai: the shape of relays in its own name",
      (random) => `STABILITY_KEY: sk-${alnum(random, 48)}`,
      "stability-api-key",
    ],
    [
      "moonshot: the shape of relays in its own name",
      (random) => `kimi = OpenAI(api_key="sk-${alnum(random, 48)}")`,
      "moonshot-api-key",
    ],
    [
      "zhipu: names of built files",
      (random) => {
        const hash = hex(random, 32);
        return [
          `"/assets/${hash}.${alnum(random, 16)}"`,
          `"${hash}.${hex(random, 16)}"`,
          `"${hash}.${alnum(random, 16)}.js"`,
          `"${hash}.${nameOf(16, "camel")}"`,
        ].join("\n");
      },
    ],
    ["zhipu: a key of Ollama", () => `ZHIPUAI_API_KEY = "${keyOf("ollama-cloud-key")}"`, "ollama-cloud-key"],
    ["ai21: a UUID, which an older scanner took for its key", (random) => `AI21_API_KEY = "${random.uuid()}"`],
    ["upstage: identifiers", () => `upstage = [up_${nameOf(29, "camel")}, "up_${nameOf(29, "flat")}"]`],
    ["scale: fixtures", (random) => `fixture = "test_${hex(random, 32)}"\nname = "test_scale_${hex(random, 8)}"`],
    ["clarifai: a hash", (random) => `clarifai_model_md5 = "${hex(random, 32)}"`],
    [
      "volcengine-ark: words that end like the prefix or the name",
      (random) =>
        `"dark-${random.uuid()}-a1b2c" "spark-${random.uuid()}-a1b2c" "benchmark-${random.uuid()}-a1b2c"\n` +
        `SPARK_API_KEY = "${random.uuid()}"`,
    ],
    ["xiaomi-mimo: a brand", () => "xiaomi vs tp-link: tp-link-archer-router-for-home-use"],
    ["deepai: the sample key", () => `DEEPAI_API_KEY = "quickstart-QUdJIGlzIGNvbWluZy4uLi4K"`],
    [
      "wit-ai: the letters in other words",
      (random) => `with_token = "${random.chars(UPPER, 16)}${random.chars(DIGITS, 16)}"; switch_api = 1`,
    ],
    [
      "lighton: the word in its plain sense",
      (random) => `paradigm = "${alnum(random, 56)}"; a new paradigm: ${alnum(random, 48)}`,
    ],
    [
      "tencent-hunyuan: an id without its other half",
      (random) => `TENCENTCLOUD_SECRET_ID = "AKID${alnum(random, 32)}"`,
    ],
    [
      "tencent-hunyuan: an id before its other half",
      (random) => `TENCENTCLOUD_SECRET_ID=AKID${alnum(random, 32)}\nTENCENTCLOUD_SECRET_KEY=${alnum(random, 32)}`,
      "tencent-secret-id",
    ],
    ["github: a tail that does not fit", (random) => `ghp_${lower(random, 30)}000000`],
    ["aleph-alpha: a token of someone else", () => `Authorization: Bearer ${keyOf("aleph-alpha-token")}`],
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
    assert.deepEqual(rulesIn(`llm = "${keyOf("ai-service-sk-key")}"`), ["ai-service-sk-key"]);
    assert.deepEqual(confidencesIn(`llm = "${keyOf("ai-service-sk-key")}"`), ["medium"]);
  });
});
