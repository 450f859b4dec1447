import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { randomFrom } from "../random";
import { base32, marvin32 } from "./checksums";
import {
  KEY_KINDS,
  NO_SHAPE,
  PLACEHOLDERS,
  REFERENCES,
  awsKeyId,
  azureChecksums,
  azureKey,
  bedrockShortKey,
} from "./index";
import kinds from "./kinds.json";
import { hasRun } from "./text";

// Characters, as ranges and single ones.
const WORD = "a-z A-Z 0-9";
const LOWER = "a-z 0-9";
const HEX = "a-f 0-9";
const UUID = HEX + " -";
const URL_SAFE = WORD + " _-";
const DOTTED = URL_SAFE + " .";
const BASE64 = WORD + " +/";

/** Each kind but the JSON files: its heads, its whole length, and the characters after the head. */
const SHAPES: readonly (readonly [kind: string, heads: string, lengths: string, characters: string])[] = [
  ["openai/project key", "sk-proj-", "164 132 56", URL_SAFE],
  ["openai/service-account key", "sk-svcacct-", "167 135 59", URL_SAFE],
  ["openai/admin key", "sk-admin-", "133", URL_SAFE],
  ["openai/other prefixed user keys", "sk-", "130-140", URL_SAFE],
  ["openai/legacy user key", "sk-", "51", WORD],
  ["anthropic/API key", "sk-ant-api", "108", URL_SAFE],
  ["anthropic/admin key", "sk-ant-admin01-", "110", URL_SAFE],
  ["anthropic/Claude Code OAuth access token", "sk-ant-oat01-", "108", URL_SAFE],
  ["anthropic/Claude Code OAuth refresh token", "sk-ant-ort01-", "108", URL_SAFE],
  ["anthropic/claude.ai session cookie", "sk-ant-sid0", "108", URL_SAFE],
  ["google-gemini/standard API key", "AIzaSy", "39", URL_SAFE],
  ["google-gemini/auth key (2026) / Vertex express mode", "AQ.Ab8RN6", "53", URL_SAFE],
  ["hugging-face/user access token", "hf_", "37", "a-z A-Z"],
  ["hugging-face/organization token (retired 2023)", "api_org_", "42", "a-z A-Z"],
  ["cohere/API key", "", "40", WORD],
  ["mistral/API key", "", "32", WORD],
  ["mistral/realtime client token", "rt_", "23-99", URL_SAFE],
  ["groq/API key", "gsk_", "56", WORD],
  ["xai/API key", "xai-", "84", WORD],
  ["xai/management key", "xai-token-", "90", WORD],
  ["perplexity/API key", "pplx-", "53", WORD],
  ["deepseek/API key", "sk-", "35", HEX],
  ["stability-ai/API key", "sk-", "51", WORD],
  ["github/classic PAT / OAuth / app user / app server tokens", "ghp_ gho_ ghu_ ghs_", "40", WORD],
  ["github/refresh token", "ghr_", "80", WORD],
  ["github/fine-grained PAT", "github_pat_", "93", WORD + " _"],
  ["github/app installation token, new stateless form (2026)", "ghs_", "400-600", DOTTED],
  ["moonshot/platform key", "sk-", "51", WORD],
  ["moonshot/Kimi Code subscription key", "sk-kimi-", "72", WORD],
  ["zhipu/API key", "", "49", WORD + " ."],
  ["dashscope/API key", "sk-", "35", HEX],
  ["dashscope/Coding Plan key", "sk-sp-", "38", HEX],
  ["dashscope/workspace / token-plan key", "sk-ws- sk-sp-", "100-125", DOTTED],
  ["minimax/API key", "sk-api-", "126", URL_SAFE],
  ["minimax/Coding/Token plan key", "sk-cp-", "26-126", URL_SAFE],
  ["minimax/older key", "eyJ", "400-600", DOTTED],
  ["ai21/API key", "", "32", WORD],
  ["aleph-alpha/API token", "eyJ", "100-500", DOTTED],
  ["upstage/API key", "up_", "32", WORD],
  ["scale/live / test key", "live_ test_", "37 42", HEX + " _ auth"],
  ["clarifai/PAT / app key", "", "32", HEX],
  ["volcengine-ark/API key (new)", "ark-", "46", WORD + " -"],
  ["volcengine-ark/API key (old)", "", "36", UUID],
  ["baidu-qianfan/v2 API key", "bce-v3/ALTAK-", "75", WORD + " /"],
  ["tencent-hunyuan/API key", "sk-", "51", WORD],
  ["tencent-hunyuan/cloud SecretId", "AKID", "36", WORD],
  ["xiaomi-mimo/token-plan key", "tp-", "23-67", WORD],
  ["xiaomi-mimo/pay-as-you-go key", "sk-", "51", WORD],
  ["deepai/API key", "", "36", UUID],
  ["wit-ai/server access token", "", "32", "0-9 A-Z"],
  ["lighton/API key", "", "40-80", URL_SAFE],
  ["meta-llama-api/API key", "LLM|", "40-60", URL_SAFE + " |"],
  ["together/API key", "tgp_v1_", "50", URL_SAFE],
  ["together/legacy key", "", "64", HEX],
  ["fireworks/API key", "fw_", "25 27", WORD],
  ["replicate/API token", "r8_", "40", WORD],
  ["cerebras/API key", "csk- csk_", "52", LOWER],
  ["nvidia/scoped key", "nvapi-", "70", URL_SAFE],
  ["nvidia/legacy NGC key", "", "84", WORD],
  ["sambanova/API key", "", "36", UUID],
  ["siliconflow/API key", "sk-", "51", "a-z"],
  ["baseten/API key (issued from 2026-10-01)", "b10_", "45", WORD + " ."],
  ["baseten/older key", "", "41", WORD + " ."],
  ["modal/token id + secret", "as-", "25", WORD],
  ["runpod/API key", "rpa_", "50", WORD],
  ["runpod/S3 secret", "rps_", "34-64", WORD],
  ["anyscale/legacy endpoint key", "esecret_", "34-48", WORD],
  ["lepton/workspace token", "", "32", WORD],
  ["deepinfra/API token", "", "32", WORD],
  ["novita/API key", "sk_", "46", URL_SAFE],
  ["nebius/API key", "eyJ", "100-500", DOTTED],
  ["lambda/API key", "secret_", "45-90", WORD + " . _"],
  ["fal/key id:secret", "", "69", UUID + " :"],
  ["ollama-cloud/API key", "", "57", DOTTED],
  ["friendli/token", "flp_", "50", WORD],
  ["chutes/API key", "cpk_", "90-110", WORD + " ."],
  ["modelscope/SDK token", "ms-", "39", UUID],
  ["vast-ai/API key", "", "64", HEX],
  ["saladcloud/API key", "salad_cloud_", "21-255", WORD + " _"],
  ["openrouter/API key (and, per three first-hand reports, provisioning keys)", "sk-or-v1-", "73", HEX],
  ["openrouter/management key", "sk-or-mgmt-", "31-99", URL_SAFE],
  ["portkey/API key", "", "28", BASE64 + " ="],
  ["vercel/AI Gateway key", "vck_", "60", WORD],
  ["vercel/personal / integration / app / refresh tokens", "vcp_ vci_ vca_ vcr_", "60", WORD],
  ["vercel/legacy token", "", "24", WORD],
  ["vercel/v0 key", "v1:", "40-99", WORD + " :"],
  ["litellm/virtual key", "sk-", "25", URL_SAFE],
  ["litellm/master key", "sk-", "7-67", WORD],
  ["requesty/API key", "rqsty-sk-", "49-129", BASE64],
  ["edenai/API token", "eyJ", "173", DOTTED],
  ["gateways-misc/relay key", "sk-", "51", WORD],
  ["azure-openai/identifiable key (new)", "", "84", WORD],
  ["azure-openai/legacy key", "", "32", HEX],
  ["google-vertex/OAuth access token", "ya29.", "100-1024", URL_SAFE],
  ["aws-bedrock/long-lived Bedrock API key", "ABSKQmVkcm9ja0FQSUtleS", "113-273", BASE64 + " ="],
  [
    "aws-bedrock/short-lived Bedrock API key",
    "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t",
    "1001-2000",
    BASE64 + " =",
  ],
  ["aws-bedrock/access key id", "AKIA ASIA", "20", "A-Z 2-7"],
  ["aws-bedrock/secret access key", "", "40", BASE64],
  ["databricks/personal access token", "dapi", "36 38", HEX + " -"],
  ["databricks/OAuth service-principal secret", "dose", "36", HEX],
  ["cloudflare-workers-ai/user / account token, global key (2026 format)", "cfut_ cfat_ cfk_", "52 53", WORD],
  ["cloudflare-workers-ai/older API token", "", "40", URL_SAFE],
  ["cloudflare-workers-ai/older global key", "", "37", HEX],
  ["ibm-watsonx/IAM API key", "", "44", URL_SAFE],
  ["snowflake-cortex/programmatic access token", "eyJ", "100-500", DOTTED],
  ["elevenlabs/API key", "sk_", "51 64", WORD + " _"],
  ["elevenlabs/legacy key", "", "32", HEX],
  ["assemblyai/API key", "", "32", HEX],
  ["deepgram/API key", "", "40", HEX],
  ["runway/API key", "key_", "132", HEX],
  ["luma/API key", "luma-", "78 49", WORD + " -"],
  ["suno/reseller key / cookie", "", "32", HEX],
  ["kling/access + secret key", "", "32", WORD],
  ["cartesia/API key", "sk_car_", "28 34", WORD + " _"],
  ["livekit/key + secret", "", "43 44", WORD],
  ["retell/API key", "key_", "32", HEX],
  ["vapi/private/public key", "", "36", UUID],
  ["hume/API key / secret", "", "48 64", WORD],
  ["black-forest-labs/API key", "", "36", WORD + " _-"],
  ["photoroom/API key", "sk_pr_ sandbox_sk_pr_", "55 63", LOWER + " _"],
  ["azure-ai-search/admin or query key", "", "52", WORD],
  ["pinecone/API key", "pcsk_", "74 75", WORD + " _"],
  ["pinecone/legacy key", "", "36", UUID],
  ["weaviate/cluster key (generator v200)", "", "88", BASE64],
  ["weaviate/older key", "", "36", WORD],
  ["qdrant/granular database key", "eyJhb", "100-300", DOTTED],
  ["qdrant/admin / management key", "", "57-99", URL_SAFE + " |"],
  ["voyage/dashboard key", "pa-", "46", URL_SAFE],
  ["voyage/Atlas model key", "al-", "46 49", URL_SAFE],
  ["jina/API key", "jina_", "65", WORD],
  ["llamacloud/API key", "llx-", "52", WORD],
  ["mem0/API key", "m0-", "43", WORD],
  ["unstructured/API key", "", "30", WORD],
  ["zep/API key", "z_", "100-300", DOTTED],
  ["turbopuffer/API key", "tpuf_", "37", WORD],
  ["astra-db/application token", "AstraCS:", "97", WORD + " :"],
  ["langsmith/personal or service key", "lsv2_pt_ lsv2_sk_", "51", HEX + " _"],
  ["langsmith/legacy key", "ls__", "36", HEX],
  ["langfuse/secret key", "sk-lf-", "42", UUID],
  ["langfuse/public key", "pk-lf-", "42", UUID],
  ["wandb/key v1", "wandb_v1_", "86", WORD + " _"],
  ["wandb/legacy key", "", "40", HEX],
  ["helicone/read/write key", "sk-helicone-", "43-86", LOWER + " -"],
  ["helicone/write-only key", "pk-helicone-", "43 46", LOWER + " -"],
  ["helicone/legacy", "sk-", "34", LOWER + " -"],
  ["posthog/personal key", "phx_", "46-53", WORD],
  ["posthog/project secret key", "phs_", "46-53", WORD],
  ["posthog/project token (public)", "phc_", "45-48", WORD],
  ["braintrust/API key", "sk-", "51", WORD],
  ["langwatch/scoped key", "sk-lw-", "71", WORD + " _"],
  ["langwatch/legacy / PAT", "sk-lw- pat-lw-", "26-107", URL_SAFE],
  ["tavily/API key", "tvly-", "37-42", WORD + " -"],
  ["exa/API key", "", "36", UUID],
  ["firecrawl/API key", "fc-", "35", HEX],
  ["e2b/team API key", "e2b_", "44", HEX],
  ["e2b/access token (retired 2026-08)", "sk_e2b_", "47", HEX],
  ["cursor/user / admin API key", "key_", "68", LOWER],
  ["cursor/newer key", "crsr_", "69", HEX],
  ["sourcegraph/access token", "sgp_", "44 61 50", HEX + " _ local"],
  ["sourcegraph/Cody gateway token", "slk_", "68", HEX],
  ["sourcegraph/Amp key", "sgamp_", "26-99", WORD],
  ["tabnine/token", "eyJ", "100-500", DOTTED],
  ["composio/project key", "ak_", "23", URL_SAFE],
  ["composio/org / user key", "oak_ uak_", "24 47", URL_SAFE],
  ["composio/consumer key", "ck_", "23", URL_SAFE],
  ["serpapi/private API key", "", "64", HEX],
  ["brave-search/subscription token", "BSA", "27-43", URL_SAFE],
  ["browserbase/API key", "bb_live_ bb_test_", "35", WORD],
  ["coze/personal access token", "pat_", "68", WORD],
  ["devin/personal key", "apk_user_", "129-189", BASE64 + " ="],
  ["devin/service key", "apk_", "84-106", BASE64 + " ="],
  ["devin/service user token", "cog_", "56", "a-z 2-7"],
  ["greptile/API key", "", "48", BASE64],
  ["coderabbit/API key", "cr-", "61", HEX],
  ["letta/API key", "sk-let-", "28-208", BASE64 + " ="],
  ["you-com/API key", "ydc-sk-", "65 93", WORD + " _<>-"],
  ["serper/API key", "", "40", HEX],
  ["kagi/API key", "", "55", DOTTED],
  ["scrapegraph/API key", "sgai-", "41", UUID],
  ["apify/API token", "apify_api_", "44-48", WORD],
  ["daytona/API key", "dtn_", "68", HEX],
  ["context7/API key", "ctx7sk-", "43", UUID],
  ["arcade/project key", "arc_", "30-70", WORD + " _"],
  ["voiceflow/API key", "VF.", "44 47", DOTTED],
  ["copilot-editors/short-lived token", "tid=", "100-160", WORD + " =;:"],
];

/** Whole files: the fields that they must have. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  "google-vertex/service account JSON": [
    ...["type", "project_id", "private_key_id", "private_key", "client_email", "auth_provider_x509_cert_url"],
  ],
  "google-vertex/ADC authorized_user JSON": ["client_id", "client_secret", "refresh_token"],
  "sap-ai-core/service key JSON": ["clientid", "clientsecret", "url", "serviceurls"],
};

const name = (of: { provider: string; kind: string }): string => `${of.provider}/${of.kind}`;

/** The characters of `a-z 0-9 _-`. */
function expand(characters: string): string {
  const expanded = characters.split(" ").map((range) => {
    if (!/^\w-\w$/.test(range)) return range;
    const [from, to] = [range.charCodeAt(0), range.charCodeAt(2)];
    return String.fromCharCode(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
  });
  return expanded.join("");
}

function fits(length: number, lengths: string): boolean {
  return lengths.split(" ").some((one) => {
    const [least = NaN, most = least] = one.split("-").map(Number);
    return least <= length && length <= most;
  });
}

const samples = (kind: (typeof KEY_KINDS)[number], count = 50): string[] =>
  Array.from({ length: count }, (_, i) => kind.make(randomFrom(`${name(kind)} ${i}`)));

describe("the key generator", () => {
  it("has every kind of the facts in exactly one list", () => {
    assert.deepEqual([...KEY_KINDS, ...NO_SHAPE].map(name).sort(), [...kinds].sort());
    assert.equal(new Set(kinds).size, 191);
  });

  it("checks the shape of every kind", () => {
    assert.deepEqual([...SHAPES.map(([kind]) => kind), ...Object.keys(FILES)].sort(), KEY_KINDS.map(name).sort());
  });

  for (const kind of KEY_KINDS) {
    const found = SHAPES.find(([of]) => of === name(kind));
    const fields = FILES[name(kind)];

    it(`makes keys of ${name(kind)}`, () => {
      for (const key of samples(kind)) {
        assert.ok(key.startsWith(kind.prefix), "starts with the prefix");
        if (fields) {
          const file: unknown = JSON.parse(key);
          assert.ok(typeof file === "object" && file !== null);
          for (const field of fields) assert.ok(field in file, field);
          continue;
        }
        assert.ok(found);
        const [, heads, lengths, characters] = found;
        const head = heads.split(" ").find((one) => key.startsWith(one));
        assert.ok(head !== undefined, "one of the heads");
        assert.ok(fits(key.length, lengths), `length ${key.length}, expected ${lengths}`);
        const foreign = [...key.slice(head.length)].filter((one) => !expand(characters).includes(one));
        assert.deepEqual(foreign, [], "only characters of the alphabet");
        assert.ok(!hasRun(key.replace("AAAAACOG", "")), "no run of characters");
        assert.ok(!/example|your|xxx/i.test(key), "no word of a placeholder");
      }
    });
  }

  it("draws by the seed alone", () => {
    for (const kind of KEY_KINDS) {
      assert.deepEqual(samples(kind, 5), samples(kind, 5), name(kind));
      assert.equal(new Set(samples(kind)).size, 50, name(kind));
      assert.deepEqual(kind.nearMisses(randomFrom("a")), kind.nearMisses(randomFrom("a")), name(kind));
    }
  });

  it("makes at least three different near misses of every kind", () => {
    for (const kind of KEY_KINDS) {
      const misses = kind.nearMisses(randomFrom(name(kind)));
      assert.ok(misses.length >= 3, name(kind));
      assert.equal(new Set(misses.map(({ text }) => text)).size, misses.length, name(kind));
    }
  });

  it("says how every kind is known", () => {
    for (const kind of KEY_KINDS) {
      assert.equal(kind.companion !== undefined, kind.use === "pair", name(kind));
      assert.equal(kind.contextLine !== undefined, kind.use === "context", name(kind));
      const [key = ""] = samples(kind, 1);
      assert.ok(!kind.contextLine || kind.contextLine(key).includes(key), name(kind));
    }
  });

  it("has many placeholders and references, each once", () => {
    const found = [...PLACEHOLDERS, ...REFERENCES];
    assert.equal(new Set(found).size, found.length);
    assert.ok(PLACEHOLDERS.length > 80 && REFERENCES.length > 40);
  });
});

describe("the checksums of the key generator", () => {
  const kindNamed = (wanted: string): (typeof KEY_KINDS)[number] => {
    const kind = KEY_KINDS.find((one) => name(one) === wanted);
    assert.ok(kind);
    return kind;
  };

  it("computes CRC-32 to its published check value", () => {
    assert.equal(crc32("123456789"), 0xcbf43926);
  });

  it("computes base32 to the vectors of RFC 4648", () => {
    assert.equal(base32(Buffer.from("foobar")), "MZXW6YTBOI");
    assert.equal(base32(Buffer.from("foob")), "MZXW6YQ");
  });

  it("computes Marvin32 to the vectors of SymCrypt and .NET", () => {
    const vectors: readonly (readonly [seed: bigint, data: string, sum: bigint])[] = [
      [0xd53cd9cecd0893b7n, "616263", 0x22c74339492769bfn],
      [0x004fb61a001bdbccn, "", 0x30ed35c100cd3c7dn],
      [0x004fb61a001bdbccn, "af", 0x48e73fc77d75ddc1n],
      [0x004fb61a001bdbccn, "e70f", 0xb5f6e1fc485dbff8n],
      [0x004fb61a001bdbccn, "37f495", 0xf0b07c789b8cf7e8n],
      [0x004fb61a001bdbccn, "8642dc59", 0x7008f2e87e9cf556n],
      [0x804fb61a001bdbccn, "153fb79826", 0x0a06114b13464dbdn],
      [0x004fb61a001bdbccn, "0932e6246c47", 0x6f04bf1a5ea24060n],
      [0x004fb61a001bdbccn, "ab427ea8d10fc7", 0xe11847e4f0678c41n],
    ];
    for (const [seed, data, sum] of vectors) {
      const { low, high } = marvin32(seed, Buffer.from(data, "hex"));
      assert.equal((BigInt(high) << 32n) | BigInt(low), sum, data);
    }
  });

  it("states what an Azure key was asked to state", () => {
    for (const checksum of ["base62", "base64", "wrong"] as const) {
      for (let i = 0; i < 50; i++) {
        const key = azureKey(randomFrom(`azure ${i}`), { service: "B", year: 2025, month: 3, checksum });
        assert.equal(key.slice(52, 60), "JQQJ99BC");
        assert.equal(key.slice(72, 80), "AAABACOG");
        const sums = azureChecksums(key.slice(0, 80));
        assert.equal(key.slice(80) === sums.base62, checksum === "base62");
        assert.equal(key.slice(80) === sums.base64, checksum === "base64");
      }
    }
  });

  it("places the signature of Azure AI Search", () => {
    for (const key of samples(kindNamed("azure-ai-search/admin or query key"))) {
      assert.equal(key.slice(42, 46), "AzSe");
      assert.ok("ABCD".includes(key.charAt(46)));
    }
  });

  it("seals GitHub and Vercel tokens", () => {
    const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const value = (tail: string): number => [...tail].reduce((sum, one) => sum * 62 + digits.indexOf(one), 0);
    const sealed = [
      "github/classic PAT / OAuth / app user / app server tokens",
      "github/refresh token",
      "vercel/AI Gateway key",
    ];
    for (const key of sealed.flatMap((kind) => samples(kindNamed(kind)))) {
      assert.equal(value(key.slice(-6)), crc32(key.slice(4, -6)));
    }
    for (const key of samples(kindNamed("github/fine-grained PAT"))) {
      const hash = createHash("sha256").update(key.slice(0, -16)).digest();
      assert.ok(base32(hash).startsWith(key.slice(-16, -8)));
    }
  });

  it("keeps the markers in place", () => {
    for (const key of samples(kindNamed("groq/API key"))) assert.equal(key.slice(24, 32), "WGdyb3FY");
    for (const key of samples(kindNamed("openai/legacy user key"))) assert.equal(key.slice(23, 31), "T3BlbkFJ");
    for (const key of samples(kindNamed("anthropic/API key"))) assert.ok(key.endsWith("AA"));
    for (const key of samples(kindNamed("weaviate/cluster key (generator v200)"))) {
      assert.match(Buffer.from(key, "base64").toString(), /^.{16}_.{44}_v200$/);
    }
    for (const key of samples(kindNamed("nvidia/legacy NGC key"))) {
      assert.match(Buffer.from(key, "base64").toString(), /^\w{26}:[0-9a-f-]{36}$/);
    }
    for (const key of samples(kindNamed("firecrawl/API key"))) {
      assert.equal(key.charAt(15), "4");
      assert.ok("89ab".includes(key.charAt(19)));
    }
  });

  it("puts the account into an AWS key id", () => {
    const id = awsKeyId(randomFrom("aws"), { head: "AKIA", account: "123498760543" });
    const bits = [...id.slice(4)].map((one) =>
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(one).toString(2).padStart(5, "0"),
    );
    assert.equal((BigInt("0b" + bits.join("").slice(0, 48)) & 0x7fffffffff80n) >> 7n, 123498760543n);
  });

  it("puts the time of signing into a short-lived Bedrock key", () => {
    const key = bedrockShortKey(randomFrom("bedrock"), { date: new Date("2031-05-06T07:08:09Z"), expires: 3600 });
    const address = new URL("https://" + Buffer.from(key.slice("bedrock-api-key-".length), "base64").toString());
    assert.equal(address.searchParams.get("X-Amz-Date"), "20310506T070809Z");
    assert.equal(address.searchParams.get("X-Amz-Expires"), "3600");
  });
});
