// What the services that issue keys do about leaked ones, and the one request each that tells whether a key works. This
// is the whole list of where a key may ever be sent: to its own issuer, after a person's yes.
import { betterleaks, kingfisher, LITELLM_PROVIDERS, modelsDev, titus, trufflehog } from "./citations";

/** How a request carries the key. A key never stands in an address. */
export type KeyPlace =
  /** `header: before + key`. */
  | { readonly header: string; readonly before?: string }
  /** HTTP Basic (RFC 7617) over a text in which `{key}` stands for the key. */
  | { readonly basic: string }
  /** A form (application/x-www-form-urlencoded) whose text has `{key}`, encoded. */
  | { readonly form: string };

/** A read-only request that bills nothing. An answer that is neither live nor dead means "could not tell". */
export interface Liveness {
  /** The kinds of keys (rule ids) it is for. Default: all of its issuer that no request before it names. */
  readonly rules?: readonly string[];
  /** Only for keys that start with one of these. */
  readonly heads?: readonly string[];
  /** Default: GET. */
  readonly method?: "POST";
  /** https; `{host}` stands for the customer's own host, or that of a region. */
  readonly url: string;
  /** What that host is or, from a dot on, ends with: it is taken from the text around the key. */
  readonly hosts?: readonly string[];
  readonly key: KeyPlace;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON that is sent along. */
  readonly body?: string;
  /** Statuses that say it works. */
  readonly live: readonly number[];
  /** Statuses that say it does not. */
  readonly dead: readonly number[];
  /** Texts in the answer that say more than its status; the first that is there counts. Blanks do not matter. */
  readonly says?: readonly { readonly status: number; readonly text: string; readonly means: LivenessState }[];
}

/** `leaked`: its issuer has blocked it because it was found in public. */
export type LivenessState = "live" | "dead" | "leaked" | "unknown";

/** Revocation without a login, by whoever has the key: its JSON is `{"credentials": [key]}`. It is final. */
export interface Revocation {
  readonly url: string;
  readonly rules: readonly string[];
  /** Only for keys that start with one of these. */
  readonly heads: readonly string[];
}

export interface Issuer {
  readonly liveness?: readonly Liveness[];
  /** Kinds of keys (rule ids) that are not asked about, and why. */
  readonly notLive?: Readonly<Record<string, string>>;
  /** GitHub tells it of keys in public repositories and npm packages, or only of these kinds. Being told is not revoking. */
  readonly toldByGitHub?: true | readonly string[];
  /** What it is known to do with leaked keys: one or two sentences, with nothing promised. */
  readonly onLeak?: string;
  /**
   * How to rotate where "revoke it and make a new one" is not enough: completes "Rotate the key first: …". `{page}`
   * stands for the address of the page.
   */
  readonly rotate?: string;
  /** An identity can replace its keys. */
  readonly keyless?: true;
  readonly revocation?: Revocation;
  readonly sources: readonly string[];
}

type More = Partial<Omit<Liveness, "url" | "key">>;

function ask(key: KeyPlace, url: string, more: More = {}): Liveness {
  return { url, key, live: [200], dead: [401], ...more };
}

/** The key in a header of its own. */
function header(name: string, url: string, more?: More): Liveness {
  return ask({ header: name }, url, more);
}

function bearer(url: string, more?: More): Liveness {
  return authorized("Bearer ", url, more);
}

function authorized(before: string, url: string, more?: More): Liveness {
  return ask({ header: "Authorization", before }, url, more);
}

function basic(credentials: string, url: string, more?: More): Liveness {
  return ask({ basic: credentials }, url, more);
}

const JSON_BODY = { "Content-Type": "application/json" };
const REFUSED = { dead: [401, 403] } as const;
/** Where a key of another region, of another account or with fewer rights is refused like one that does not work. */
const LIVE_ONLY = { dead: [] } as const;
/** Where a key that works may be refused for what it may not do, or for too many requests. */
const SCOPED = { live: [200, 403] } as const;
const LIMITED = { live: [200, 429] } as const;

const vercelAi = (name: string): string => `https://github.com/vercel/ai/tree/main/packages/${name}`;
const audit = (path: string): string =>
  `https://github.com/redact-secret/redact-secret/blob/main/docs/audits/evidence/${path}.md`;
const PARTNERS = "https://github.com/github/docs/blob/main/src/secret-scanning/data/pattern-docs/fpt/public-docs.yml";

const PAIR = "Its requests need two values.";
const UNKNOWN_REQUEST = "No request is known that tells.";
const ROTATES = "The only test is an exchange, which replaces the token.";

/** By the provider's id. */
export const ISSUERS: Readonly<Record<string, Issuer>> = {
  openai: {
    liveness: [
      bearer("https://api.openai.com/v1/organization/admin_api_keys?limit=1", { rules: ["openai-admin-key"] }),
      bearer("https://api.openai.com/v1/models", {
        live: [200, 403, 429],
        says: [
          { status: 401, text: "Missing scopes", means: "live" },
          { status: 403, text: "unsupported_country_region_territory", means: "unknown" },
        ],
      }),
    ],
    toldByGitHub: true,
    onLeak: "OpenAI has disabled such keys in the cases that are known, about a day after they were pushed.",
    sources: [
      trufflehog("openai"),
      trufflehog("openaiadmin"),
      PARTNERS,
      "https://github.com/jackMort/ChatGPT.nvim/issues/67",
      "https://github.com/fredrikburmester/streamystats/issues/223",
    ],
  },
  anthropic: {
    liveness: [
      header("x-api-key", "https://api.anthropic.com/v1/organizations/me", {
        rules: ["anthropic-admin-key"],
        headers: { "anthropic-version": "2023-06-01" },
        dead: [401, 404],
      }),
      header("x-api-key", "https://api.anthropic.com/v1/models?limit=1", {
        headers: { "anthropic-version": "2023-06-01" },
        ...LIMITED,
      }),
    ],
    notLive: {
      "anthropic-oauth-token": "No free request is documented for it.",
      "anthropic-refresh-token": ROTATES,
      "anthropic-session": "It is the cookie of a browser, for no API.",
    },
    toldByGitHub: ["anthropic-api-key", "anthropic-admin-key", "anthropic-session"],
    onLeak: "Anthropic's own advice is to delete a leaked key; that it disables one is told by others alone.",
    sources: [
      trufflehog("anthropic"),
      betterleaks("anthropic"),
      PARTNERS,
      "https://support.anthropic.com/en/articles/8384961",
      "https://safetoship.dev/leaked/anthropic-api-key",
    ],
  },
  "azure-openai": {
    liveness: [
      header("api-key", "https://{host}/openai/models?api-version=2024-10-21", {
        hosts: [".openai.azure.com", ".cognitiveservices.azure.com"],
      }),
    ],
    toldByGitHub: true,
    rotate:
      "let programs use the other key of the resource, regenerate this one under Keys and Endpoint at {page}, then the other one too",
    keyless: true,
    sources: [trufflehog("azure_openai"), PARTNERS, "https://learn.microsoft.com/azure/ai-services/rotate-keys"],
  },
  "azure-ai-search": {
    // A key for queries is refused by 403 even when it works.
    liveness: [
      header("api-key", "https://{host}/servicestats?api-version=2023-11-01", { hosts: [".search.windows.net"] }),
    ],
    rotate: "regenerate both admin keys under Keys at {page}; a query key is deleted there, and a new one made",
    keyless: true,
    sources: [trufflehog("azuresearchadminkey"), "https://learn.microsoft.com/azure/search/search-security-api-keys"],
  },
  "google-gemini": {
    liveness: [
      header("x-goog-api-key", "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1", {
        ...SCOPED,
        dead: [],
        says: [
          { status: 403, text: "reported as leaked", means: "leaked" },
          { status: 400, text: "API_KEY_INVALID", means: "dead" },
        ],
      }),
    ],
    toldByGitHub: ["google-api-key"],
    onLeak:
      "Google blocks keys for Gemini that were reported as leaked, and says so when one is used. The key may still open its other APIs.",
    rotate: "make a new key at {page}, restricted to the APIs and the callers that need it, and delete this one",
    sources: [
      trufflehog("googlegemini"),
      PARTNERS,
      "https://ai.google.dev/gemini-api/docs/troubleshooting",
      "https://github.com/continuedev/continue/issues/10513",
    ],
  },
  "aws-bedrock": {
    // 403 is said of keys that do not work, and of those that may not list models.
    liveness: [bearer("https://bedrock.us-east-1.amazonaws.com/foundation-models", LIVE_ONLY)],
    notLive: { "aws-access-key-id": PAIR, "aws-secret-access-key": PAIR },
    toldByGitHub: ["aws-access-key-id", "aws-secret-access-key"],
    onLeak:
      "AWS attaches the policy AWSCompromisedKeyQuarantineV4 to the IAM user of a leaked access key. It forbids some actions; the key stays alive.",
    rotate:
      "make a new one, deactivate this one and then delete it, under Security credentials of its IAM user at https://console.aws.amazon.com/iam",
    sources: [
      betterleaks("aws"),
      kingfisher("aws"),
      PARTNERS,
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV4.html",
    ],
  },
  databricks: {
    liveness: [
      bearer("https://{host}/api/2.0/preview/scim/v2/Me", {
        hosts: [".cloud.databricks.com", ".azuredatabricks.net", ".gcp.databricks.com"],
        ...REFUSED,
      }),
    ],
    notLive: { "databricks-oauth-secret": "It works only together with its client id." },
    toldByGitHub: true,
    sources: [trufflehog("databrickstoken"), titus("databricks"), PARTNERS],
  },
  "cloudflare-workers-ai": {
    liveness: [
      bearer("https://api.cloudflare.com/client/v4/user/tokens/verify", {
        heads: ["cfut_"],
        live: [],
        dead: [400, 401, 403],
        says: [{ status: 200, text: '"status":"active"', means: "live" }],
      }),
    ],
    notLive: {
      "cloudflare-legacy-token": "Nothing tells a user's token from an account's, which is asked about elsewhere.",
      "cloudflare-legacy-global-key": "It works only together with a mail address.",
    },
    sources: [kingfisher("cloudflare"), betterleaks("cloudflare")],
  },
  "snowflake-cortex": {
    liveness: [
      bearer("https://{host}/api/v2/databases", {
        hosts: [".snowflakecomputing.com"],
        headers: { "X-Snowflake-Authorization-Token-Type": "PROGRAMMATIC_ACCESS_TOKEN" },
        ...REFUSED,
      }),
    ],
    sources: [betterleaks("snowflake"), modelsDev("snowflake-cortex")],
  },
  github: {
    liveness: [bearer("https://api.github.com/user", SCOPED)],
    notLive: { "github-refresh-token": ROTATES },
    revocation: {
      url: "https://api.github.com/credentials/revoke",
      rules: ["github-token", "github-fine-grained-token", "github-refresh-token"],
      heads: ["ghp_", "github_pat_", "gho_", "ghu_", "ghr_"],
    },
    sources: [kingfisher("github"), "https://docs.github.com/rest/credentials/revoke"],
  },
  "hugging-face": {
    liveness: [bearer("https://huggingface.co/api/whoami-v2", LIMITED)],
    toldByGitHub: true,
    onLeak: "Hugging Face looks for secrets in what is pushed to it, and mails those who pushed one.",
    revocation: {
      url: "https://huggingface.co/api/credentials/revoke",
      rules: ["huggingface-token"],
      heads: ["hf_"],
    },
    sources: [
      trufflehog("huggingface"),
      PARTNERS,
      "https://huggingface.co/docs/hub/security-tokens",
      "https://huggingface.co/docs/hub/security-secrets",
    ],
  },
  groq: {
    liveness: [bearer("https://api.groq.com/openai/v1/models")],
    toldByGitHub: true,
    sources: [trufflehog("groq"), PARTNERS],
  },
  xai: {
    // A key that is blocked is still answered by 200.
    liveness: [
      bearer("https://api.x.ai/v1/api-key", {
        live: [],
        dead: [400, 401],
        says: [
          { status: 200, text: '"api_key_blocked":true', means: "dead" },
          { status: 200, text: '"api_key_disabled":true', means: "dead" },
          { status: 200, text: '"api_key_blocked":false', means: "live" },
        ],
      }),
    ],
    notLive: { "xai-management-key": "What its test answers is not documented." },
    toldByGitHub: true,
    sources: [trufflehog("xai"), titus("xAI"), PARTNERS],
  },
  perplexity: {
    liveness: [bearer("https://api.perplexity.ai/async/chat/completions")],
    sources: [betterleaks("perplexity")],
  },
  mistral: {
    // Keys for Codestral work on its host alone.
    liveness: [bearer("https://{host}/v1/models", { hosts: ["api.mistral.ai", "codestral.mistral.ai"] })],
    notLive: { "mistral-realtime-token": UNKNOWN_REQUEST },
    sources: [betterleaks("mistral"), titus("mistral")],
  },
  cohere: {
    liveness: [bearer("https://api.cohere.com/v1/models?page_size=1")],
    sources: [betterleaks("cohere"), titus("cohere")],
  },
  "stability-ai": {
    liveness: [bearer("https://api.stability.ai/v1/user/account")],
    sources: [betterleaks("stabilityai"), titus("stabilityai")],
  },
  ai21: { liveness: [bearer("https://api.ai21.com/studio/v1/library/files")], sources: [titus("ai21")] },
  deepseek: {
    liveness: [bearer("https://api.deepseek.com/user/balance")],
    sources: [trufflehog("deepseek"), betterleaks("deepseek")],
  },
  moonshot: {
    // The accounts of the two hosts are separate.
    liveness: [bearer("https://{host}/v1/users/me/balance", { hosts: ["api.moonshot.ai", "api.moonshot.cn"] })],
    notLive: { "moonshot-kimi-key": UNKNOWN_REQUEST },
    sources: [betterleaks("kimi"), modelsDev("moonshotai")],
  },
  zhipu: {
    // A key of z.ai is refused there.
    liveness: [bearer("https://open.bigmodel.cn/api/paas/v4/files", LIVE_ONLY)],
    sources: [titus("zhipu"), betterleaks("zai")],
  },
  dashscope: {
    // Keys of one region work there alone.
    liveness: [
      bearer("https://{host}/compatible-mode/v1/models", {
        hosts: ["dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com"],
      }),
    ],
    notLive: { "dashscope-coding-plan-key": UNKNOWN_REQUEST, "dashscope-workspace-key": UNKNOWN_REQUEST },
    sources: [vercelAi("alibaba"), modelsDev("alibaba")],
  },
  minimax: {
    // There is another host for China.
    liveness: [bearer("https://api.minimax.io/v1/models", LIVE_ONLY)],
    sources: [betterleaks("minimax"), modelsDev("minimax")],
  },
  siliconflow: {
    liveness: [bearer("https://{host}/v1/user/info", { hosts: ["api.siliconflow.com", "api.siliconflow.cn"] })],
    sources: [modelsDev("siliconflow")],
  },
  "volcengine-ark": {
    liveness: [
      bearer("https://{host}/api/v3/models", {
        hosts: ["ark.cn-beijing.volces.com", "ark.ap-southeast.bytepluses.com"],
      }),
    ],
    sources: [LITELLM_PROVIDERS, vercelAi("bytedance")],
  },
  "baidu-qianfan": {
    liveness: [bearer("https://qianfan.baidubce.com/v2/models", { dead: [403] })],
    sources: [PARTNERS],
  },
  "tencent-hunyuan": {
    liveness: [bearer("https://{host}/v1/models", { hosts: ["api.hunyuan.cloud.tencent.com"] })],
    notLive: { "tencent-secret-id": PAIR },
    sources: [modelsDev("tencent-tokenhub")],
  },
  upstage: { liveness: [bearer("https://api.upstage.ai/v1/models", REFUSED)], sources: [betterleaks("upstage")] },
  scale: { liveness: [basic("{key}:", "https://api.scale.com/v1/teams")], sources: [titus("scale")] },
  clarifai: {
    liveness: [authorized("Key ", "https://api.clarifai.com/v2/users/me")],
    sources: [trufflehog("clarifai"), titus("clarifai")],
  },
  "wit-ai": {
    liveness: [bearer("https://api.wit.ai/apps?offset=0&limit=1", REFUSED)],
    sources: [trufflehog("wit")],
  },
  lighton: {
    liveness: [bearer("https://paradigm.lighton.ai/api/v2/models", REFUSED)],
    sources: [betterleaks("lighton")],
  },
  replicate: {
    liveness: [bearer("https://api.replicate.com/v1/account")],
    toldByGitHub: true,
    sources: [trufflehog("replicate"), PARTNERS],
  },
  together: {
    liveness: [bearer("https://api.together.xyz/v1/models")],
    sources: [betterleaks("togetherai"), titus("togetherai")],
  },
  fireworks: {
    liveness: [bearer("https://api.fireworks.ai/inference/v1/models", REFUSED)],
    sources: [titus("fireworksai")],
  },
  cerebras: {
    liveness: [bearer("https://api.cerebras.ai/v1/models", REFUSED)],
    sources: [betterleaks("cerebras"), titus("cerebras")],
  },
  nebius: { liveness: [bearer("https://api.tokenfactory.nebius.com/v1/models")], sources: [modelsDev("nebius")] },
  friendli: {
    liveness: [bearer("https://api.friendli.ai/dedicated/beta/endpoint", REFUSED)],
    sources: [titus("friendli")],
  },
  nvidia: {
    liveness: [
      ask({ form: "credentials={key}" }, "https://api.ngc.nvidia.com/v3/keys/get-caller-info", { method: "POST" }),
    ],
    notLive: { "nvidia-ngc-key": UNKNOWN_REQUEST },
    sources: [trufflehog("nvapi"), kingfisher("nvidia")],
  },
  baseten: {
    liveness: [authorized("Api-Key ", "https://api.baseten.co/v1/models", REFUSED)],
    sources: [titus("baseten")],
  },
  runpod: {
    liveness: [bearer("https://rest.runpod.io/v1/pods")],
    notLive: { "runpod-s3-secret": PAIR },
    toldByGitHub: ["runpod-api-key"],
    sources: [betterleaks("runpod"), PARTNERS],
  },
  "vast-ai": {
    liveness: [bearer("https://console.vast.ai/api/v0/users/current/")],
    sources: [titus("vastai")],
  },
  saladcloud: {
    liveness: [header("Salad-Api-Key", "https://api.salad.com/api/public", { live: [204] })],
    sources: [trufflehog("saladcloudapikey")],
  },
  openrouter: {
    liveness: [bearer("https://openrouter.ai/api/v1/key")],
    notLive: { "openrouter-management-key": UNKNOWN_REQUEST },
    toldByGitHub: ["openrouter-api-key"],
    sources: [trufflehog("openrouter"), kingfisher("openrouter"), PARTNERS],
  },
  vercel: {
    liveness: [
      bearer("https://ai-gateway.vercel.sh/v1/credits", { rules: ["vercel-ai-gateway-key"] }),
      bearer("https://api.vercel.com/v2/user", { heads: ["vcp_", "vci_"], ...REFUSED }),
    ],
    notLive: { "vercel-legacy-token": UNKNOWN_REQUEST, "vercel-v0-key": UNKNOWN_REQUEST },
    sources: [kingfisher("vercel"), betterleaks("vercel")],
  },
  elevenlabs: {
    liveness: [
      header("xi-api-key", "https://api.elevenlabs.io/v1/user", {
        dead: [400],
        says: [
          { status: 401, text: "missing_permissions", means: "live" },
          { status: 401, text: "invalid_api_key", means: "dead" },
        ],
      }),
    ],
    sources: [trufflehog("elevenlabs/v2"), kingfisher("elevenlabs")],
  },
  assemblyai: {
    liveness: [
      header("Authorization", "https://{host}/v2/transcript?limit=1", {
        hosts: ["api.assemblyai.com", "api.eu.assemblyai.com"],
      }),
    ],
    sources: [trufflehog("assemblyai"), betterleaks("assemblyai")],
  },
  deepgram: {
    liveness: [authorized("Token ", "https://api.deepgram.com/v1/projects", SCOPED)],
    sources: [trufflehog("deepgram"), betterleaks("deepgram")],
  },
  cartesia: {
    liveness: [bearer("https://api.cartesia.ai/voices?limit=1", { headers: { "Cartesia-Version": "2026-03-01" } })],
    sources: [kingfisher("cartesia")],
  },
  retell: { liveness: [bearer("https://api.retellai.com/get-concurrency")], sources: [titus("retellai")] },
  runway: {
    liveness: [
      bearer("https://api.dev.runwayml.com/v1/organization", { headers: { "X-Runway-Version": "2024-11-06" } }),
    ],
    sources: [titus("runway")],
  },
  "black-forest-labs": {
    liveness: [header("x-key", "https://api.bfl.ai/v1/credits", REFUSED)],
    sources: [vercelAi("black-forest-labs")],
  },
  photoroom: {
    liveness: [header("x-api-key", "https://image-api.photoroom.com/v1/account", { dead: [403] })],
    sources: [trufflehog("photoroom")],
  },
  pinecone: {
    liveness: [
      header("Api-Key", "https://api.pinecone.io/indexes", {
        headers: { "X-Pinecone-Api-Version": "2025-10" },
        ...SCOPED,
      }),
    ],
    sources: [trufflehog("pinecone"), betterleaks("pinecone")],
  },
  weaviate: {
    liveness: [bearer("https://{host}/v1/meta", { hosts: [".weaviate.cloud", ".weaviate.network"] })],
    sources: [audit("860/weaviate")],
  },
  qdrant: {
    liveness: [header("api-key", "https://{host}:6333/collections", { hosts: [".cloud.qdrant.io"], ...REFUSED })],
    notLive: { "qdrant-management-key": UNKNOWN_REQUEST },
    sources: ["https://qdrant.tech/documentation/cloud/authentication/"],
  },
  voyage: {
    liveness: [
      bearer("https://api.voyageai.com/v1/files", {
        ...SCOPED,
        dead: [],
        says: [{ status: 401, text: "Provided API key is invalid", means: "dead" }],
      }),
    ],
    notLive: { "voyage-atlas-key": UNKNOWN_REQUEST },
    sources: [kingfisher("voyageai"), betterleaks("voyageai")],
  },
  jina: {
    // A key for search alone may be refused there.
    liveness: [bearer("https://api.jina.ai/v1/flows", LIVE_ONLY)],
    sources: [kingfisher("jina"), titus("jina")],
  },
  llamacloud: {
    liveness: [
      bearer("https://{host}/api/v1/projects", {
        hosts: ["api.cloud.llamaindex.ai", "api.cloud.eu.llamaindex.ai"],
      }),
    ],
    sources: ["https://developers.llamaindex.ai/"],
  },
  mem0: { liveness: [authorized("Token ", "https://api.mem0.ai/v1/ping/")], sources: [kingfisher("mem0")] },
  "astra-db": {
    liveness: [bearer("https://api.astra.datastax.com/v2/databases?limit=1")],
    sources: [betterleaks("datastax")],
  },
  langsmith: {
    // European tenants are known to their own host alone.
    liveness: [header("X-API-Key", "https://api.smith.langchain.com/api/v1/api-key/current", LIVE_ONLY)],
    sources: [trufflehog("langsmith"), betterleaks("langchain")],
  },
  wandb: {
    liveness: [
      basic("api:{key}", "https://api.wandb.ai/graphql", {
        method: "POST",
        headers: JSON_BODY,
        body: '{"query":"{viewer{username}}"}',
        live: [],
        says: [
          { status: 200, text: '"viewer":null', means: "dead" },
          { status: 200, text: '"viewer":{', means: "live" },
        ],
      }),
    ],
    sources: [trufflehog("weightsandbiases"), betterleaks("weightsandbiases")],
  },
  posthog: {
    // Keys of one region are refused in the other.
    liveness: [bearer("https://us.posthog.com/api/users/@me/", { ...SCOPED, dead: [] })],
    notLive: {
      "posthog-secret-key": UNKNOWN_REQUEST,
      "posthog-project-token": "It is public by design.",
    },
    sources: [betterleaks("posthog"), trufflehog("posthog")],
  },
  braintrust: {
    liveness: [bearer("https://api.braintrust.dev/v1/project?limit=1", SCOPED)],
    sources: [trufflehog("braintrust")],
  },
  cursor: {
    liveness: [basic("{key}:", "https://api.cursor.com/v0/me", { ...LIMITED, ...REFUSED })],
    sources: [kingfisher("cursor"), betterleaks("cursor")],
  },
  sourcegraph: {
    liveness: [bearer("https://cody-gateway.sourcegraph.com/v1/limits", REFUSED)],
    notLive: {
      "sourcegraph-access-token": "It may belong to a server of one's own, which the token does not name.",
      "sourcegraph-amp-key": UNKNOWN_REQUEST,
    },
    sources: [trufflehog("sourcegraphcody"), betterleaks("sourcegraph")],
  },
  devin: {
    liveness: [bearer("https://api.devin.ai/v1/sessions?limit=1", REFUSED)],
    notLive: { "devin-service-user-token": UNKNOWN_REQUEST },
    sources: [betterleaks("devin")],
  },
  coderabbit: {
    liveness: [header("x-coderabbitai-api-key", "https://api.coderabbit.ai/v1/seats/")],
    sources: [titus("coderabbit")],
  },
  e2b: {
    liveness: [header("X-API-Key", "https://api.e2b.dev/sandboxes")],
    notLive: { "e2b-access-token": "These were retired in August 2026." },
    sources: [kingfisher("e2b")],
  },
  composio: {
    liveness: [header("x-api-key", "https://backend.composio.dev/api/v3/toolkits?limit=1")],
    notLive: { "composio-org-key": UNKNOWN_REQUEST, "composio-consumer-key": UNKNOWN_REQUEST },
    sources: [kingfisher("composio")],
  },
  browserbase: {
    liveness: [header("X-BB-API-Key", "https://api.browserbase.com/v1/projects")],
    sources: [kingfisher("browserbase")],
  },
  coze: {
    // The accounts of the two hosts are separate.
    liveness: [bearer("https://{host}/v1/workspaces", { hosts: ["api.coze.com", "api.coze.cn"] })],
    sources: [titus("coze")],
  },
  tavily: {
    liveness: [bearer("https://api.tavily.com/usage")],
    sources: [kingfisher("tavily"), titus("tavily")],
  },
  firecrawl: {
    liveness: [bearer("https://api.firecrawl.dev/v1/team/credit-usage")],
    sources: [kingfisher("firecrawl"), titus("firecrawl")],
  },
  apify: {
    liveness: [bearer("https://api.apify.com/v2/users/me")],
    sources: [trufflehog("apify"), betterleaks("apify")],
  },
};

const PUBLIC = "Its request may answer without a key too.";
const UNSURE = "What its request answers has not been confirmed.";
const BILLED = "Every request is billed or counted.";
const RETIRED = "The service was shut down.";

/** Providers whose keys are not asked about, and why. */
export const NO_LIVENESS: Readonly<Record<string, string>> = {
  "google-vertex":
    "Service accounts sign their requests; the other kinds are one half of a pair, or expire within an hour.",
  "ibm-watsonx": "Its only test issues a token.",
  "sap-ai-core": PAIR,
  modelscope: PUBLIC,
  "xiaomi-mimo": UNSURE,
  "aleph-alpha": UNSURE,
  deepai: BILLED,
  "meta-llama-api": UNSURE,
  sambanova: PUBLIC,
  anyscale: RETIRED,
  lepton: RETIRED,
  deepinfra: UNSURE,
  novita: PUBLIC,
  fal: PUBLIC,
  "ollama-cloud": UNSURE,
  chutes: UNSURE,
  modal: "It is asked over gRPC alone.",
  lambda: UNSURE,
  portkey: UNSURE,
  litellm: "The proxy is the customer's own.",
  requesty: PUBLIC,
  edenai: UNSURE,
  "gateways-misc": "Nothing says which service issued it, and asking a wrong one would give it the key.",
  livekit: PAIR,
  vapi: UNSURE,
  hume: UNSURE,
  suno: "There is no official API.",
  luma: UNSURE,
  kling: PAIR,
  unstructured: UNSURE,
  zep: UNKNOWN_REQUEST,
  turbopuffer: "Each region has a host of its own, and nothing tells these from other hosts of the same name.",
  langfuse: "Its requests need the public key too, and the right region.",
  helicone: UNKNOWN_REQUEST,
  langwatch: UNKNOWN_REQUEST,
  tabnine: UNKNOWN_REQUEST,
  greptile: UNKNOWN_REQUEST,
  "copilot-editors": "It expires by itself within half an hour.",
  letta: UNSURE,
  daytona: UNSURE,
  context7: UNKNOWN_REQUEST,
  arcade: UNKNOWN_REQUEST,
  voiceflow: BILLED,
  exa: UNSURE,
  serpapi: "It takes the key in the address alone.",
  "brave-search": BILLED,
  "you-com": BILLED,
  serper: UNSURE,
  kagi: BILLED,
  scrapegraph: UNSURE,
};
