// Every rule against keys that were made by a second hand, from the facts alone (test/support/keys).
import assert from "node:assert/strict";
import { DEFAULT_POLICY, type Finding, NOT_RULES, type Policy, RULES, scanText } from "../../src/core/index";
import { KEY_KINDS, type KeyKind } from "../support/keys/index";
import kinds from "../support/keys/kinds.json";
import { randomFrom } from "../support/random";

const EVERYTHING: Policy = {
  ...DEFAULT_POLICY,
  severity: { high: "error", medium: "warning", low: "information" },
};

const find = (text: string): readonly Finding[] => scanText(text, { path: "a.py" }, EVERYTHING).findings;

/** Which of our rules answer for which kinds of the table of facts. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  "openai/project key": ["openai-project-key"],
  "openai/service-account key": ["openai-service-account-key"],
  "openai/admin key": ["openai-admin-key"],
  "openai/other prefixed user keys": ["openai-named-key"],
  "openai/legacy user key": ["openai-legacy-key"],
  "anthropic/API key": ["anthropic-api-key"],
  "anthropic/admin key": ["anthropic-admin-key"],
  "anthropic/Claude Code OAuth access token": ["anthropic-oauth-token"],
  "anthropic/Claude Code OAuth refresh token": ["anthropic-refresh-token"],
  "anthropic/claude.ai session cookie": ["anthropic-session"],
  "azure-openai/identifiable key (new)": ["azure-ai-key"],
  "azure-openai/legacy key": ["azure-ai-legacy-key"],
  "google-gemini/standard API key": ["google-api-key"],
  "google-gemini/auth key (2026) / Vertex express mode": ["google-gemini-auth-key"],
  "google-vertex/service account JSON": ["google-service-account-key"],
  "google-vertex/ADC authorized_user JSON": ["google-oauth-client-secret"],
  "google-vertex/OAuth access token": ["google-oauth-access-token"],
  "aws-bedrock/long-lived Bedrock API key": ["aws-bedrock-key"],
  "aws-bedrock/short-lived Bedrock API key": ["aws-bedrock-session-key"],
  "aws-bedrock/access key id": ["aws-access-key-id"],
  "aws-bedrock/secret access key": ["aws-secret-access-key"],
  "hugging-face/user access token": ["huggingface-token"],
  "hugging-face/organization token (retired 2023)": ["huggingface-org-token"],
  "groq/API key": ["groq-api-key"],
  "xai/API key": ["xai-api-key"],
  "xai/management key": ["xai-management-key"],
  "perplexity/API key": ["perplexity-api-key"],
  "openrouter/API key (and, per three first-hand reports, provisioning keys)": ["openrouter-api-key"],
  "openrouter/management key": ["openrouter-management-key"],
  "replicate/API token": ["replicate-api-token"],
  "mistral/API key": ["mistral-api-key"],
  "mistral/realtime client token": ["mistral-realtime-token"],
  "cohere/API key": ["cohere-api-key"],
  "deepseek/API key": ["deepseek-api-key"],
  "github/classic PAT / OAuth / app user / app server tokens": ["github-token"],
  "github/refresh token": ["github-refresh-token"],
  "github/fine-grained PAT": ["github-fine-grained-token"],
  "github/app installation token, new stateless form (2026)": ["github-installation-token"],
  "nvidia/scoped key": ["nvidia-api-key"],
  "nvidia/legacy NGC key": ["nvidia-ngc-key"],
  "elevenlabs/API key": ["elevenlabs-api-key"],
  "elevenlabs/legacy key": ["elevenlabs-legacy-key"],
  "langsmith/personal or service key": ["langsmith-api-key"],
  "langsmith/legacy key": ["langsmith-legacy-key"],
  "pinecone/API key": ["pinecone-api-key"],
  "pinecone/legacy key": ["pinecone-legacy-key"],
  "stability-ai/API key": ["stability-api-key"],
  "moonshot/platform key": ["moonshot-api-key"],
  "moonshot/Kimi Code subscription key": ["moonshot-kimi-key"],
  "zhipu/API key": ["zhipu-api-key"],
  "dashscope/API key": ["dashscope-api-key"],
  "dashscope/Coding Plan key": ["dashscope-coding-plan-key"],
  "dashscope/workspace / token-plan key": ["dashscope-workspace-key"],
  "minimax/API key": ["minimax-api-key"],
  "minimax/Coding/Token plan key": ["minimax-plan-key"],
  "minimax/older key": ["minimax-legacy-key"],
  "ai21/API key": ["ai21-api-key"],
  "aleph-alpha/API token": ["aleph-alpha-token"],
  "upstage/API key": ["upstage-api-key"],
  "scale/live / test key": ["scale-api-key"],
  "clarifai/PAT / app key": ["clarifai-access-token"],
  "volcengine-ark/API key (new)": ["volcengine-ark-key"],
  "volcengine-ark/API key (old)": ["volcengine-ark-legacy-key"],
  "baidu-qianfan/v2 API key": ["baidu-qianfan-key"],
  "tencent-hunyuan/API key": ["tencent-hunyuan-key"],
  "tencent-hunyuan/cloud SecretId": ["tencent-secret-id"],
  "xiaomi-mimo/token-plan key": ["xiaomi-mimo-plan-key"],
  "xiaomi-mimo/pay-as-you-go key": ["xiaomi-mimo-key"],
  "deepai/API key": ["deepai-api-key"],
  "wit-ai/server access token": ["wit-ai-token"],
  "lighton/API key": ["lighton-api-key"],
  "meta-llama-api/API key": ["meta-llama-api-key"],
  "together/API key": ["together-api-key"],
  "together/legacy key": ["together-legacy-key"],
  "fireworks/API key": ["fireworks-api-key"],
  "cerebras/API key": ["cerebras-api-key"],
  "sambanova/API key": ["sambanova-api-key"],
  "siliconflow/API key": ["siliconflow-api-key"],
  "baseten/API key (issued from 2026-10-01)": ["baseten-api-key"],
  "baseten/older key": ["baseten-legacy-key"],
  "modal/token id + secret": ["modal-token-secret"],
  "runpod/API key": ["runpod-api-key"],
  "runpod/S3 secret": ["runpod-s3-secret"],
  "anyscale/legacy endpoint key": ["anyscale-endpoint-key"],
  "lepton/workspace token": ["lepton-api-token"],
  "deepinfra/API token": ["deepinfra-api-token"],
  "novita/API key": ["novita-api-key"],
  "nebius/API key": ["nebius-api-key"],
  "lambda/API key": ["lambda-api-key"],
  "fal/key id:secret": ["fal-key"],
  "ollama-cloud/API key": ["ollama-cloud-key"],
  "friendli/token": ["friendli-token"],
  "chutes/API key": ["chutes-api-key"],
  "modelscope/SDK token": ["modelscope-token"],
  "vast-ai/API key": ["vast-ai-key"],
  "saladcloud/API key": ["saladcloud-api-key"],
  "portkey/API key": ["portkey-api-key"],
  "vercel/AI Gateway key": ["vercel-ai-gateway-key"],
  "vercel/personal / integration / app / refresh tokens": ["vercel-token"],
  "vercel/legacy token": ["vercel-legacy-token"],
  "vercel/v0 key": ["vercel-v0-key"],
  "litellm/virtual key": ["litellm-virtual-key"],
  "litellm/master key": ["litellm-master-key"],
  "requesty/API key": ["requesty-api-key"],
  "edenai/API token": ["edenai-api-token"],
  // "Report as generic LLM key": a relay's name does not make the shape its own.
  "gateways-misc/relay key": ["ai-service-sk-key"],
  "azure-ai-search/admin or query key": ["azure-search-key"],
  "databricks/personal access token": ["databricks-token"],
  "databricks/OAuth service-principal secret": ["databricks-oauth-secret"],
  "cloudflare-workers-ai/user / account token, global key (2026 format)": ["cloudflare-token"],
  "cloudflare-workers-ai/older API token": ["cloudflare-legacy-token"],
  "cloudflare-workers-ai/older global key": ["cloudflare-legacy-global-key"],
  "ibm-watsonx/IAM API key": ["ibm-cloud-api-key"],
  "sap-ai-core/service key JSON": ["sap-ai-core-client-secret"],
  "snowflake-cortex/programmatic access token": ["snowflake-access-token"],
  "assemblyai/API key": ["assemblyai-api-key"],
  "deepgram/API key": ["deepgram-api-key"],
  "cartesia/API key": ["cartesia-api-key"],
  "livekit/key + secret": ["livekit-api-secret"],
  "retell/API key": ["retell-api-key"],
  "vapi/private/public key": ["vapi-private-key"],
  "hume/API key / secret": ["hume-api-key"],
  "suno/reseller key / cookie": ["suno-reseller-key"],
  "runway/API key": ["runway-api-key"],
  "luma/API key": ["luma-api-key"],
  "kling/access + secret key": ["kling-key"],
  "black-forest-labs/API key": ["black-forest-labs-api-key"],
  "photoroom/API key": ["photoroom-api-key"],
  "weaviate/cluster key (generator v200)": ["weaviate-api-key"],
  "weaviate/older key": ["weaviate-legacy-key"],
  "qdrant/granular database key": ["qdrant-database-key"],
  "qdrant/admin / management key": ["qdrant-management-key"],
  "voyage/dashboard key": ["voyage-api-key"],
  "voyage/Atlas model key": ["voyage-atlas-key"],
  "jina/API key": ["jina-api-key"],
  "llamacloud/API key": ["llamacloud-api-key"],
  "mem0/API key": ["mem0-api-key"],
  "unstructured/API key": ["unstructured-api-key"],
  "zep/API key": ["zep-api-key"],
  "turbopuffer/API key": ["turbopuffer-api-key"],
  "astra-db/application token": ["astra-db-token"],
  "langfuse/secret key": ["langfuse-secret-key"],
  "langfuse/public key": ["langfuse-public-key"],
  "wandb/key v1": ["wandb-api-key"],
  "wandb/legacy key": ["wandb-legacy-key"],
  "helicone/read/write key": ["helicone-api-key"],
  "helicone/write-only key": ["helicone-write-key"],
  "helicone/legacy": ["helicone-legacy-key"],
  "posthog/personal key": ["posthog-personal-key"],
  "posthog/project secret key": ["posthog-secret-key"],
  "posthog/project token (public)": ["posthog-project-token"],
  "braintrust/API key": ["braintrust-api-key"],
  "langwatch/scoped key": ["langwatch-api-key"],
  "langwatch/legacy / PAT": ["langwatch-legacy-key"],
  "cursor/user / admin API key": ["cursor-api-key"],
  "cursor/newer key": ["cursor-new-key"],
  "sourcegraph/access token": ["sourcegraph-access-token"],
  "sourcegraph/Cody gateway token": ["sourcegraph-cody-token"],
  "sourcegraph/Amp key": ["sourcegraph-amp-key"],
  "tabnine/token": ["tabnine-token"],
  "devin/personal key": ["devin-personal-key"],
  "devin/service key": ["devin-service-key"],
  "devin/service user token": ["devin-service-user-token"],
  "greptile/API key": ["greptile-api-key"],
  "coderabbit/API key": ["coderabbit-api-key"],
  "copilot-editors/short-lived token": ["github-copilot-session-token"],
  "e2b/team API key": ["e2b-api-key"],
  "e2b/access token (retired 2026-08)": ["e2b-access-token"],
  "composio/project key": ["composio-project-key"],
  "composio/org / user key": ["composio-org-key"],
  "composio/consumer key": ["composio-consumer-key"],
  "browserbase/API key": ["browserbase-api-key"],
  "coze/personal access token": ["coze-access-token"],
  "letta/API key": ["letta-api-key"],
  "daytona/API key": ["daytona-api-key"],
  "context7/API key": ["context7-api-key"],
  "arcade/project key": ["arcade-api-key"],
  "voiceflow/API key": ["voiceflow-api-key"],
  "tavily/API key": ["tavily-api-key"],
  "exa/API key": ["exa-api-key"],
  "firecrawl/API key": ["firecrawl-api-key"],
  "serpapi/private API key": ["serpapi-api-key"],
  "brave-search/subscription token": ["brave-search-token"],
  "you-com/API key": ["you-com-api-key"],
  "serper/API key": ["serper-api-key"],
  "kagi/API key": ["kagi-api-key"],
  "scrapegraph/API key": ["scrapegraph-api-key"],
  "apify/API token": ["apify-api-token"],
};

const covered = KEY_KINDS.filter((kind) => `${kind.provider}/${kind.kind}` in KINDS);
const idsOf = (kind: KeyKind): readonly string[] => KINDS[`${kind.provider}/${kind.kind}`] ?? [];

/** Pairs whose halves are bare runs of letters and digits; as the facts say, the variable's name tells whose they are. */
const NAMED_PAIRS = ["kling", "livekit"];

/** The line that a key of a kind stands in: its own context where it needs one, plain code otherwise. */
const lineOf = (kind: KeyKind, key: string): string => {
  const name = NAMED_PAIRS.includes(kind.provider) ? kind.envName : "value";
  return kind.contextLine?.(key) ?? (kind.json ? key : `${name} = "${key}"`);
};

describe("rules", () => {
  it("cover the kinds of the facts, and each rule answers for one", () => {
    assert.equal(covered.length, Object.keys(KINDS).length);
    const answering = covered.flatMap(idsOf);
    assert.deepEqual(
      RULES.map((rule) => rule.id).filter((id) => !answering.includes(id)),
      [],
    );
  });

  it("leave out no kind of the facts without a reason", () => {
    const known = [...Object.keys(KINDS), ...NOT_RULES.map(({ provider, kind }) => `${provider}/${kind}`)];
    assert.deepEqual([...known].sort(), [...kinds].sort());
    for (const { why } of NOT_RULES) assert.match(why, /\.$/);
  });

  for (const kind of covered) {
    it(`find 50 keys of ${kind.provider}: ${kind.kind}`, () => {
      const random = randomFrom(`rules ${kind.provider} ${kind.kind}`);
      for (let i = 0; i < 50; i++) {
        const key = kind.make(random);
        const line = lineOf(kind, key);
        const other = kind.companion ? `name = "${kind.companion(random)}"\n` : "";
        const text = `# a comment\n${other}${line}\nprint(value)\n`;
        const findings = find(text).filter(({ confidence }) => !other || confidence !== "low");
        assert.deepEqual(
          findings.map(({ ruleId }) => ruleId),
          idsOf(kind),
          `sample ${i}`,
        );
        // Of a whole file of credentials only the secret part is the key.
        if (kind.json) continue;
        const at = text.indexOf(key);
        assert.deepEqual([findings[0]?.span.start.offset, findings[0]?.span.end.offset], [at, at + key.length]);
      }
    });

    it(`stay silent at near misses of ${kind.provider}: ${kind.kind}`, () => {
      const random = randomFrom(`misses ${kind.provider} ${kind.kind}`);
      for (let i = 0; i < 10; i++)
        for (const { text, why } of kind.nearMisses(random)) {
          const rules = find(lineOf(kind, text)).map(({ ruleId }) => ruleId);
          assert.deepEqual(rules, [], why);
        }
    });
  }

  for (const rule of RULES) {
    it(`${rule.id} finds its own samples and none of its near misses`, () => {
      for (let i = 0; i < 50; i++) {
        const { text, start, end } = rule.sample(String(i));
        const spans = find(text).map(({ ruleId, span }) => [ruleId, span.start.offset, span.end.offset]);
        assert.deepEqual(spans, [[rule.id, start, end]]);
        for (const miss of rule.nearMisses(String(i)))
          assert.ok(!find(miss).some(({ ruleId }) => ruleId === rule.id), `near miss of ${rule.id}`);
      }
    });
  }

  it("have well-formed, unique ids, links by https, names that a shell accepts", () => {
    assert.equal(new Set(RULES.map((rule) => rule.id)).size, RULES.length);
    for (const rule of RULES) {
      assert.match(rule.id, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      // Where several services issue one shape, there is no one page.
      if (rule.owners) assert.equal(rule.revokeUrl, "");
      else assert.match(rule.revokeUrl, /^https:\/\//);
      for (const source of rule.sources) assert.match(source, /^https:\/\//);
      for (const name of [rule.envName, ...rule.envNames]) assert.match(name, /^[A-Z][A-Z0-9_]*$/);
      assert.ok(rule.anchors.every((anchor) => anchor.length >= 3));
    }
  });
});
