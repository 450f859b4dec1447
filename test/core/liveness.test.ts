// Which issuer is asked about which key. The expected values come from the facts about providers, not from the table.
import assert from "node:assert/strict";
import {
  DEFAULT_POLICY,
  type Finding,
  ISSUERS,
  issuerOf,
  type Liveness,
  livenessOf,
  livenessRequest,
  type LivenessState,
  NO_LIVENESS,
  parsePolicyFile,
  readLiveness,
  RULES,
  ruleOf,
  scanText,
} from "../../src/core/index";
import { KEY_KINDS, type KeyKind } from "../support/keys/index";
import { type Random, randomFrom } from "../support/random";

const PROBES = Object.entries(ISSUERS).flatMap(([provider, { liveness = [] }]) =>
  liveness.map((probe) => ({ provider, probe })),
);

/** The host of each provider's interface, by the facts; with a dot before it, what a customer's host ends with. */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  openai: ["api.openai.com"],
  anthropic: ["api.anthropic.com"],
  "azure-openai": [".openai.azure.com", ".cognitiveservices.azure.com"],
  "azure-ai-search": [".search.windows.net"],
  "google-gemini": ["generativelanguage.googleapis.com"],
  "aws-bedrock": ["bedrock.us-east-1.amazonaws.com"],
  databricks: [".cloud.databricks.com", ".azuredatabricks.net", ".gcp.databricks.com"],
  "cloudflare-workers-ai": ["api.cloudflare.com"],
  "snowflake-cortex": [".snowflakecomputing.com"],
  github: ["api.github.com"],
  "hugging-face": ["huggingface.co"],
  groq: ["api.groq.com"],
  xai: ["api.x.ai"],
  perplexity: ["api.perplexity.ai"],
  mistral: ["api.mistral.ai", "codestral.mistral.ai"],
  cohere: ["api.cohere.com"],
  "stability-ai": ["api.stability.ai"],
  ai21: ["api.ai21.com"],
  deepseek: ["api.deepseek.com"],
  moonshot: ["api.moonshot.ai", "api.moonshot.cn"],
  zhipu: ["open.bigmodel.cn"],
  dashscope: ["dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com"],
  minimax: ["api.minimax.io"],
  siliconflow: ["api.siliconflow.com", "api.siliconflow.cn"],
  "volcengine-ark": ["ark.cn-beijing.volces.com", "ark.ap-southeast.bytepluses.com"],
  "baidu-qianfan": ["qianfan.baidubce.com"],
  "tencent-hunyuan": ["api.hunyuan.cloud.tencent.com"],
  upstage: ["api.upstage.ai"],
  scale: ["api.scale.com"],
  clarifai: ["api.clarifai.com"],
  "wit-ai": ["api.wit.ai"],
  lighton: ["paradigm.lighton.ai"],
  replicate: ["api.replicate.com"],
  together: ["api.together.xyz"],
  fireworks: ["api.fireworks.ai"],
  cerebras: ["api.cerebras.ai"],
  nebius: ["api.tokenfactory.nebius.com"],
  friendli: ["api.friendli.ai"],
  nvidia: ["api.ngc.nvidia.com"],
  baseten: ["api.baseten.co"],
  runpod: ["rest.runpod.io"],
  "vast-ai": ["console.vast.ai"],
  saladcloud: ["api.salad.com"],
  openrouter: ["openrouter.ai"],
  vercel: ["ai-gateway.vercel.sh", "api.vercel.com"],
  elevenlabs: ["api.elevenlabs.io"],
  assemblyai: ["api.assemblyai.com", "api.eu.assemblyai.com"],
  deepgram: ["api.deepgram.com"],
  cartesia: ["api.cartesia.ai"],
  retell: ["api.retellai.com"],
  runway: ["api.dev.runwayml.com"],
  "black-forest-labs": ["api.bfl.ai"],
  photoroom: ["image-api.photoroom.com"],
  pinecone: ["api.pinecone.io"],
  weaviate: [".weaviate.cloud", ".weaviate.network"],
  qdrant: [".cloud.qdrant.io"],
  voyage: ["api.voyageai.com"],
  jina: ["api.jina.ai"],
  llamacloud: ["api.cloud.llamaindex.ai", "api.cloud.eu.llamaindex.ai"],
  mem0: ["api.mem0.ai"],
  "astra-db": ["api.astra.datastax.com"],
  langsmith: ["api.smith.langchain.com"],
  wandb: ["api.wandb.ai"],
  posthog: ["us.posthog.com"],
  braintrust: ["api.braintrust.dev"],
  cursor: ["api.cursor.com"],
  sourcegraph: ["cody-gateway.sourcegraph.com"],
  devin: ["api.devin.ai"],
  coderabbit: ["api.coderabbit.ai"],
  e2b: ["api.e2b.dev"],
  composio: ["backend.composio.dev"],
  browserbase: ["api.browserbase.com"],
  coze: ["api.coze.com", "api.coze.cn"],
  tavily: ["api.tavily.com"],
  firecrawl: ["api.firecrawl.dev"],
  apify: ["api.apify.com"],
};

describe("the table of issuers", () => {
  const providers = [...new Set(RULES.map(({ provider }) => provider))];

  it("asks about each provider's keys, or says why not", () => {
    const asked = Object.keys(ISSUERS).filter((provider) => ISSUERS[provider]?.liveness);
    assert.deepEqual([...asked, ...Object.keys(NO_LIVENESS)].sort(), [...providers].sort());
    for (const provider of Object.keys(ISSUERS)) assert.ok(providers.includes(provider), provider);
  });

  it("asks each provider at its own hosts, by https, and the address holds no key", () => {
    const used: Record<string, string[]> = {};
    for (const { provider, probe } of PROBES) {
      const url = new URL(probe.url.replace("{host}", "customer.example"));
      assert.equal(url.protocol, "https:");
      assert.equal(url.username + url.password + url.hash, "");
      assert.equal(probe.url.includes("{host}"), probe.hosts !== undefined, probe.url);
      assert.doesNotMatch(probe.url.replace("{host}", ""), /[{}]|key=|token=/);
      used[provider] = [...(used[provider] ?? []), ...(probe.hosts ?? [url.hostname])];
    }
    const sorted = (hosts: Readonly<Record<string, readonly string[]>>): unknown =>
      Object.fromEntries(Object.entries(hosts).map(([provider, of]) => [provider, [...new Set(of)].sort()]));
    assert.deepEqual(sorted(used), sorted(HOSTS));
  });

  it("names only kinds of its own, each as asked or as not asked", () => {
    for (const [provider, issuer] of Object.entries(ISSUERS)) {
      const told = issuer.toldByGitHub === true ? [] : (issuer.toldByGitHub ?? []);
      const named = [
        ...(issuer.liveness ?? []).flatMap(({ rules = [] }) => rules),
        ...Object.keys(issuer.notLive ?? {}),
      ];
      for (const id of [...named, ...told, ...(issuer.revocation?.rules ?? [])])
        assert.equal(ruleOf(id)?.provider, provider, id);
      assert.equal(new Set(named).size, named.length, provider);
      const open = RULES.filter((rule) => rule.provider === provider && !named.includes(rule.id));
      if (issuer.liveness) assert.equal(open.length > 0, issuer.liveness.at(-1)?.rules === undefined, provider);
    }
  });

  it("has sources for everything, and only reads", () => {
    for (const [provider, { sources }] of Object.entries(ISSUERS)) {
      assert.ok(sources.length > 0, provider);
      for (const source of sources) assert.equal(new URL(source).protocol, "https:");
    }
    const posts = PROBES.filter(({ probe }) => probe.method === "POST");
    assert.deepEqual(posts.map(({ provider }) => provider).sort(), ["nvidia", "wandb"]);
    assert.equal(posts.find(({ provider }) => provider === "wandb")?.probe.body, '{"query":"{viewer{username}}"}');
  });

  it("takes no status for both, and none of the server's own trouble for an answer", () => {
    for (const { provider, probe } of PROBES) {
      assert.deepEqual(
        probe.live.filter((status) => probe.dead.includes(status)),
        [],
        provider,
      );
      for (const status of [301, 302, 307, 404, 408, 418, 500, 502, 503, 504])
        if (!(provider === "anthropic" && status === 404)) assert.equal(readLiveness(probe, status, ""), "unknown");
    }
    const limited = PROBES.filter(({ probe }) => readLiveness(probe, 429, "") === "live");
    assert.deepEqual(limited.map(({ provider }) => provider).sort(), ["anthropic", "cursor", "hugging-face", "openai"]);
  });

  it("lets whoever has a key revoke it at Hugging Face and GitHub alone", () => {
    const urls = Object.entries(ISSUERS).flatMap(([id, { revocation }]) => (revocation ? [[id, revocation.url]] : []));
    assert.deepEqual(urls, [
      ["github", "https://api.github.com/credentials/revoke"],
      ["hugging-face", "https://huggingface.co/api/credentials/revoke"],
    ]);
  });

  it("promises nothing in an issuer's name", () => {
    for (const { onLeak = "" } of Object.values(ISSUERS)) assert.doesNotMatch(onLeak, /\bwill\b|\balways\b/);
  });
});

/** A finding of a rule at a place that does not matter here. */
function findingOf(ruleId: string, more: Partial<Finding> = {}): Finding {
  const point = { offset: 0, line: 0, column: 0 };
  return {
    ruleId,
    vendor: "",
    span: { start: point, end: point },
    confidence: "high",
    severity: "error",
    mask: "…40",
    fingerprint: "k1:0",
    fingerprintOf: "key",
    notes: [],
    ...more,
  };
}

/** The host that would be asked, or the reason why none is. */
function asked(finding: Finding, text = ""): string {
  const question = livenessOf(finding, text);
  return question.kind === "ask" ? question.host : question.reason;
}

function probeFor(ruleId: string, more: Partial<Finding> = {}, text = ""): Liveness {
  const question = livenessOf(findingOf(ruleId, more), text);
  assert(question.kind === "ask", question.kind === "none" ? question.reason : "");
  return question.liveness;
}

describe("livenessOf", () => {
  const isKind = ({ provider, kind }: KeyKind, of: string, name: string): boolean => provider === of && kind === name;
  const keyOf = (provider: string, kind: string, seed = "live"): string => {
    const found = KEY_KINDS.find((one) => isKind(one, provider, kind));
    assert(found, `${provider} ${kind}`);
    return found.make(randomFrom(seed));
  };
  const findingIn = (text: string): Finding => {
    const [finding] = scanText(text, { path: "a.py" }, DEFAULT_POLICY).findings;
    assert(finding, text);
    return finding;
  };

  // Provider and kind in the facts, and the issuer's host there.
  const ALONE: readonly (readonly [string, string, string])[] = [
    ["openai", "project key", "api.openai.com"],
    ["openai", "admin key", "api.openai.com"],
    ["openai", "legacy user key", "api.openai.com"],
    ["anthropic", "API key", "api.anthropic.com"],
    ["anthropic", "admin key", "api.anthropic.com"],
    ["google-gemini", "standard API key", "generativelanguage.googleapis.com"],
    ["hugging-face", "user access token", "huggingface.co"],
    ["groq", "API key", "api.groq.com"],
    ["xai", "API key", "api.x.ai"],
    ["replicate", "API token", "api.replicate.com"],
    ["pinecone", "API key", "api.pinecone.io"],
    ["langsmith", "personal or service key", "api.smith.langchain.com"],
    ["github", "fine-grained PAT", "api.github.com"],
  ];
  for (const [provider, kind, host] of ALONE)
    it(`asks ${host} about a ${provider} ${kind}`, () => {
      const text = `key = "${keyOf(provider, kind)}"`;
      assert.equal(asked(findingIn(text), text), host);
    });

  it("never asks about a shape that several services share, whatever the text says", () => {
    const shared = RULES.filter(({ owners }) => owners);
    assert.ok(shared.length > 0);
    const text = RULES.flatMap(({ context }) => context?.hosts ?? []).join(" ");
    for (const { id } of shared) {
      assert.match(asked(findingOf(id), text), /^Several services/);
      assert.equal(ISSUERS[ruleOf(id)?.provider ?? ""], undefined);
    }
  });

  it("asks about the keys of a rule only where that rule's own provider is asked", () => {
    const text = RULES.flatMap(({ context }) => context?.hosts ?? []).join(" ");
    for (const { id, provider } of RULES) {
      const question = livenessOf(findingOf(id), `${text} a.openai.azure.com`);
      if (question.kind === "none") assert.match(question.reason, /^[A-Z].+\.$/);
      else assert.ok(ISSUERS[provider]?.liveness?.includes(question.liveness), id);
    }
  });

  it("asks about no own pattern, and no key of no known kind", () => {
    const own = parsePolicyFile(
      JSON.stringify({ version: 1, patterns: [{ id: "acme-key", pattern: "acme_[a-z0-9]{20}" }] }),
    );
    assert.ok(own);
    for (const id of ["acme-key", "", "constructor", "__proto__"])
      assert.match(asked(findingOf(id), "api.openai.com"), /^Nothing says which service/);
  });

  it("takes the host of the service for a proof where the key is none", () => {
    const unsure = findingOf("cohere-api-key", { confidence: "medium" });
    assert.equal(asked(unsure, "fetch('https://api.cohere.com/v1/chat')"), "api.cohere.com");
    assert.equal(asked(unsure, "base: api.cohere.ai"), "api.cohere.com");
    for (const text of ["", "cohere", "https://api.cohere.com.evil.example/", "https://xapi.cohere.com/"])
      assert.equal(asked(unsure, text), "Nothing in the text proves that Cohere has issued it.", text);
    assert.equal(asked(findingOf("google-api-key", { confidence: "low" })).startsWith("Nothing in the text"), true);
  });

  // The words of a rule's context that are no hosts prove nothing.
  it("takes no name of a library for a host", () => {
    assert.match(
      asked(findingOf("voyage-api-key", { confidence: "medium" }), "import voyageai"),
      /^Nothing in the text/,
    );
  });

  const AZURE: readonly (readonly [string, string])[] = [
    ['endpoint = "https://my-res1.openai.azure.com/"', "my-res1.openai.azure.com"],
    ["ENDPOINT=https://MyRes.Openai.Azure.com\nhttps://myres.openai.azure.com/openai", "myres.openai.azure.com"],
    ["<e>https://a.cognitiveservices.azure.com</e>", "a.cognitiveservices.azure.com"],
    ["a.openai.azure.com and b.openai.azure.com", "The text names several hosts that it could be for."],
    ["a.openai.azure.com, a.cognitiveservices.azure.com", "The text names several hosts that it could be for."],
    ["", "The text does not name the host that it is for."],
    ["https://a.openai.azure.com.evil.example/", "The text does not name the host that it is for."],
    ["https://openai.azure.com/", "The text does not name the host that it is for."],
    ["https://a.openai.azure.community/", "The text does not name the host that it is for."],
    ...[
      "https://${NAME}.openai.azure.com/",
      '"https://" + name + ".openai.azure.com"',
      "https://{name}-eu.openai.azure.com",
      "https://%7Bname%7D.openai.azure.com",
      "https://<resource>.openai.azure.com",
      "https://my_res.openai.azure.com",
      "https://-res.openai.azure.com",
      "https://a..openai.azure.com",
      `https://${"a".repeat(64)}.openai.azure.com`,
      `https://${"a.".repeat(130)}openai.azure.com`,
      "https://ré.openai.azure.com",
    ].map((text) => [text, "The text does not name the host that it is for in full."] as const),
    ["a.openai.azure.com https://${NAME}.openai.azure.com/", "The text names several hosts that it could be for."],
  ];
  for (const [text, expected] of AZURE)
    it(`Azure: ${text.slice(0, 60)}: ${expected.slice(0, 60)}`, () =>
      assert.equal(asked(findingOf("azure-ai-key"), text), expected));

  const OWN_HOSTS: readonly (readonly [string, string])[] = [
    ["databricks-token", "adb-1234567890123456.7.azuredatabricks.net"],
    ["databricks-token", "dbc-a1b2c3d4-e5f6.cloud.databricks.com"],
    ["snowflake-access-token", "xy12345.us-east-2.aws.snowflakecomputing.com"],
    ["qdrant-database-key", "0123-ab.us-east4-0.gcp.cloud.qdrant.io"],
    ["weaviate-api-key", "abc.c0.europe-west3.gcp.weaviate.cloud"],
    ["azure-search-key", "my-search.search.windows.net"],
    ["mistral-api-key", "codestral.mistral.ai"],
    ["moonshot-api-key", "api.moonshot.cn"],
  ];
  for (const [ruleId, host] of OWN_HOSTS)
    it(`takes ${host} from the text`, () =>
      assert.equal(asked(findingOf(ruleId, { confidence: "medium" }), `url: "https://${host}/x"`), host));

  it("asks elsewhere about admin keys, and not at all about what a test would replace", () => {
    assert.match(probeFor("openai-admin-key").url, /\/v1\/organization\/admin_api_keys\?limit=1$/);
    assert.match(probeFor("openai-project-key").url, /\/v1\/models$/);
    assert.match(probeFor("anthropic-admin-key").url, /\/v1\/organizations\/me$/);
    for (const id of ["anthropic-refresh-token", "github-refresh-token"])
      assert.match(asked(findingOf(id)), /replaces/);
    for (const id of ["anthropic-session", "posthog-project-token", "aws-access-key-id", "langfuse-secret-key"])
      assert.equal(livenessOf(findingOf(id), "").kind, "none");
  });

  it("tells kinds of one rule apart by their start", () => {
    assert.equal(asked(findingOf("vercel-token", { mask: "vcp_…60" })), "api.vercel.com");
    assert.match(asked(findingOf("vercel-token", { mask: "vcr_…60" })), /^No request/);
    assert.equal(asked(findingOf("cloudflare-token", { mask: "cfut_…53" })), "api.cloudflare.com");
    assert.match(asked(findingOf("cloudflare-token", { mask: "cfat_…53" })), /^No request/);
  });

  it("takes no longer for a hostile text than for any other", () => {
    const time = (size: number): number => {
      const hostile = [
        "a.openai.azure.com.".repeat(size / 19),
        `${"a".repeat(size)}.openai.azure.com`,
        `${"a.".repeat(size / 2)}openai.azure.com`,
        "}.openai.azure.comx".repeat(size / 19),
        `${"a".repeat(250)}.openai.azure.comx `.repeat(size / 268),
      ];
      const runs = Array.from({ length: 3 }, () => {
        const start = process.cpuUsage();
        for (const text of hostile) livenessOf(findingOf("azure-ai-key"), text);
        return process.cpuUsage(start).user;
      });
      return Math.min(...runs);
    };
    const [small, large] = [time(500_000), time(1_000_000)];
    assert.ok(large < 4 * small + 50_000, `${small} to ${large} µs`);
  });
});

describe("livenessRequest", () => {
  const KEY = randomFrom("key of a request").chars("ABCDEFabcdef0123456789+/=&%-_~", 40);
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const rfc3986 = (text: string): string => new URLSearchParams({ k: text }).toString().slice(2);

  // By the facts: how each vendor wants its key.
  const CARRIED: readonly (readonly [string, string, string])[] = [
    ["openai-project-key", "Authorization", `Bearer ${KEY}`],
    ["anthropic-api-key", "x-api-key", KEY],
    ["google-api-key", "x-goog-api-key", KEY],
    ["elevenlabs-api-key", "xi-api-key", KEY],
    ["deepgram-api-key", "Authorization", `Token ${KEY}`],
    ["baseten-api-key", "Authorization", `Api-Key ${KEY}`],
    ["clarifai-access-token", "Authorization", `Key ${KEY}`],
    ["pinecone-api-key", "Api-Key", KEY],
    ["langsmith-api-key", "X-API-Key", KEY],
    ["saladcloud-api-key", "Salad-Api-Key", KEY],
    ["wandb-api-key", "Authorization", `Basic ${base64(`api:${KEY}`)}`],
    ["cursor-api-key", "Authorization", `Basic ${base64(`${KEY}:`)}`],
    ["scale-api-key", "Authorization", `Basic ${base64(`${KEY}:`)}`],
  ];
  for (const [ruleId, name, value] of CARRIED)
    it(`${ruleId}: ${name}`, () => {
      const request = livenessRequest(probeFor(ruleId), KEY);
      assert.equal(request?.headers[name], value);
      assert.equal(request.method, ruleId === "wandb-api-key" ? "POST" : "GET");
    });

  it("adds the version that Anthropic asks for", () => {
    for (const id of ["anthropic-api-key", "anthropic-admin-key"])
      assert.equal(livenessRequest(probeFor(id), KEY)?.headers["anthropic-version"], "2023-06-01");
  });

  it("encodes a form", () => {
    const request = livenessRequest(probeFor("nvidia-api-key"), KEY);
    assert.equal(request?.method, "POST");
    assert.equal(request.headers["Content-Type"], "application/x-www-form-urlencoded");
    assert.equal(request.body, `credentials=${rfc3986(KEY).replaceAll("%7E", "~")}`);
    assert.equal(new URLSearchParams(request.body).get("credentials"), KEY);
  });

  it("puts the customer's host in, and no other", () => {
    const probe = probeFor("azure-ai-key", {}, "my.openai.azure.com");
    assert.equal(
      livenessRequest(probe, KEY, "my.openai.azure.com")?.url,
      "https://my.openai.azure.com/openai/models?api-version=2024-10-21",
    );
    for (const host of [
      undefined,
      "",
      "evil.example",
      "a/b.openai.azure.com",
      "x@y.openai.azure.com",
      "openai.azure.com",
    ])
      assert.equal(livenessRequest(probe, KEY, host), undefined);
  });

  it("sends no key that would break a header", () => {
    for (const { probe } of PROBES)
      for (const key of ["", "a\r\nHost: b", "a\nb", "a\0b", "kéy", "\ud800"])
        assert.equal(livenessRequest(probe, key, "a.openai.azure.com"), undefined);
  });

  it("never has the key in the address", () => {
    const random = randomFrom("addresses");
    for (const { probe } of PROBES)
      for (let round = 0; round < 20; round++) {
        const key = anyKey(random);
        const host = probe.hosts && hostFor(random.pick(probe.hosts));
        const request = livenessRequest(probe, key, host);
        assert(request);
        assert.equal(request.url, probe.url.replace("{host}", host ?? ""));
        assert.ok(JSON.stringify([request.headers, request.body]).length > key.length);
      }
  });

  function anyKey(random: Random): string {
    const printable = Array.from({ length: 95 }, (_, code) => String.fromCharCode(32 + code)).join("");
    return random.pick(["$&", "$1", "{key}", "{host}", ""]) + random.chars(printable, 20 + random.int(100));
  }
});

function hostFor(end: string): string {
  return end.startsWith(".") ? `customer${end}` : end;
}

describe("readLiveness", () => {
  const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
  const google = (code: number, message: string, reason?: string): string =>
    json({ error: { code, message, status: "PERMISSION_DENIED", details: [{ reason }] } });
  const ANSWERS: readonly (readonly [string, number, string, LivenessState])[] = [
    ["openai-project-key", 200, "{}", "live"],
    ["openai-project-key", 403, "{}", "live"],
    ["openai-project-key", 429, "{}", "live"],
    ["openai-project-key", 401, "{}", "dead"],
    ["openai-admin-key", 403, "{}", "unknown"],
    ["anthropic-api-key", 401, "{}", "dead"],
    ["anthropic-api-key", 404, "{}", "unknown"],
    ["anthropic-admin-key", 404, "{}", "dead"],
    ["google-api-key", 200, "{}", "live"],
    ["google-api-key", 403, google(403, "Your API key was reported as leaked. Please use another API key."), "leaked"],
    ["google-api-key", 403, google(403, "Generative Language API has not been used"), "live"],
    ["google-api-key", 400, google(400, "API key not valid.", "API_KEY_INVALID"), "dead"],
    ["google-api-key", 400, google(400, "Something else"), "unknown"],
    ["google-api-key", 401, "{}", "unknown"],
    ["google-api-key", 429, "{}", "unknown"],
    ["xai-api-key", 200, json({ api_key_blocked: false, api_key_disabled: false }), "live"],
    ["xai-api-key", 200, json({ api_key_blocked: true, api_key_disabled: false }), "dead"],
    ["xai-api-key", 200, json({ api_key_blocked: false, api_key_disabled: true }), "dead"],
    ["xai-api-key", 200, "{}", "unknown"],
    ["xai-api-key", 400, "{}", "dead"],
    ["elevenlabs-api-key", 401, json({ detail: { status: "missing_permissions" } }), "live"],
    ["elevenlabs-api-key", 401, json({ detail: { status: "invalid_api_key" } }), "dead"],
    ["elevenlabs-api-key", 401, "{}", "unknown"],
    ["wandb-api-key", 200, json({ data: { viewer: null } }), "dead"],
    ["wandb-api-key", 200, json({ data: { viewer: { username: "ann" } } }), "live"],
    ["wandb-api-key", 200, json({ errors: [] }), "unknown"],
    ["wandb-api-key", 401, "{}", "dead"],
    ["baidu-qianfan-key", 403, "{}", "dead"],
    ["baidu-qianfan-key", 401, "{}", "unknown"],
    ["photoroom-api-key", 403, "{}", "dead"],
    ["saladcloud-api-key", 204, "", "live"],
    ["saladcloud-api-key", 200, "", "unknown"],
    ["langsmith-api-key", 401, "{}", "unknown"],
    ["huggingface-token", 401, json({ error: "expired" }), "dead"],
    ["huggingface-token", 429, "", "live"],
    ["groq-api-key", 429, "", "unknown"],
    ["aws-bedrock-key", 403, "{}", "unknown"],
    // A page of a proxy, a login or a portal.
    ["groq-api-key", 200, "\n <!doctype html><title>Sign in</title>", "unknown"],
    ["groq-api-key", 401, "<html></html>", "unknown"],
  ];
  for (const [ruleId, status, body, state] of ANSWERS)
    it(`${ruleId}: ${status} ${body.replace(/\s+/g, "").slice(0, 70)}: ${state}`, () =>
      assert.equal(readLiveness(probeFor(ruleId), status, body), state));

  it("reads a word only in the answer that it is known from", () => {
    assert.equal(readLiveness(probeFor("google-api-key"), 503, "API_KEY_INVALID"), "unknown");
    assert.equal(readLiveness(probeFor("elevenlabs-api-key"), 500, "missing_permissions"), "unknown");
  });

  it("says one of four things about any answer", () => {
    const random = randomFrom("answers");
    const words = PROBES.flatMap(({ probe }) => probe.says?.map(({ text }) => text) ?? []);
    const states: readonly LivenessState[] = ["live", "dead", "leaked", "unknown"];
    for (const { probe } of PROBES)
      for (let round = 0; round < 50; round++) {
        const status = random.pick([-1, 0, NaN, 200, 204, 301, 400, 401, 403, 404, 429, 500, 503, 999]);
        const body = random.pick(["", "{", "\ud800", "null"]) + random.pick(words) + random.chars('{}[]":<\n ', 20);
        const state = readLiveness(probe, status, body);
        assert.ok(states.includes(state));
        if (status < 200 || status >= 500 || Number.isNaN(status)) assert.equal(state, "unknown");
      }
  });
});

describe("issuerOf", () => {
  it("tells of GitHub's word only for the kinds that it sends", () => {
    // By GitHub's own table of partner patterns.
    const told: readonly (readonly [string, boolean])[] = [
      ["openai-project-key", true],
      ["anthropic-api-key", true],
      ["anthropic-session", true],
      ["anthropic-refresh-token", false],
      ["google-api-key", true],
      ["google-gemini-auth-key", false],
      ["aws-access-key-id", true],
      ["azure-ai-key", true],
      ["cohere-api-key", false],
      ["mistral-api-key", false],
      ["deepseek-api-key", false],
      ["perplexity-api-key", false],
      ["langsmith-api-key", false],
      ["pinecone-api-key", false],
    ];
    for (const [ruleId, expected] of told)
      assert.equal(issuerOf({ ruleId, mask: "" })?.toldByGitHub ?? false, expected, ruleId);
  });

  it("offers revocation only for the kinds that are taken", () => {
    const revocable = (ruleId: string, mask: string): boolean => issuerOf({ ruleId, mask })?.revocation !== undefined;
    assert.equal(revocable("huggingface-token", "hf_…37"), true);
    assert.equal(revocable("huggingface-org-token", "api_org_…42"), false);
    for (const head of ["ghp_", "gho_", "ghu_"]) assert.equal(revocable("github-token", `${head}…40`), true);
    assert.equal(revocable("github-token", "ghs_…40"), false);
    assert.equal(revocable("github-fine-grained-token", "github_pat_…93"), true);
    assert.equal(revocable("github-installation-token", "ghs_…520"), false);
    assert.equal(revocable("openai-project-key", "sk-proj-…164"), false);
  });

  it("knows no issuer of what has no rule", () => {
    for (const ruleId of ["", "constructor", "ai-service-sk-key"])
      assert.equal(issuerOf({ ruleId, mask: "" }), undefined);
  });
});
