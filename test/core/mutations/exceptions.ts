// Mutations that nothing can tell apart, because what they allow is no mistake.

export interface Exception {
  readonly why: string;
  readonly mutations: RegExp;
  readonly rules: readonly string[];
}

const LENGTH = /^last run /;

export const EXCEPTIONS: readonly Exception[] = [
  {
    why: "The facts know no exact length, so the bounds of its run are only a sensible range.",
    mutations: LENGTH,
    rules: [
      "openai-named-key",
      "anthropic-oauth-token",
      "anthropic-refresh-token",
      "anthropic-session",
      "google-service-account-key",
      "google-oauth-access-token",
      "aws-bedrock-session-key",
      "mistral-realtime-token",
      "moonshot-kimi-key",
      "dashscope-workspace-key",
      "minimax-plan-key",
      "xiaomi-mimo-plan-key",
      "lighton-api-key",
      "meta-llama-api-key",
      "anyscale-endpoint-key",
      "runpod-s3-secret",
      "saladcloud-api-key",
      "openrouter-management-key",
      "vercel-v0-key",
      "litellm-master-key",
      "requesty-api-key",
      "cartesia-api-key",
      "qdrant-management-key",
      "mem0-api-key",
      "turbopuffer-api-key",
      "braintrust-api-key",
      "langwatch-legacy-key",
      "sourcegraph-amp-key",
      "devin-personal-key",
      "devin-service-key",
      "github-copilot-session-token",
      "browserbase-api-key",
      "letta-api-key",
      "arcade-api-key",
    ],
  },
  {
    why: "The signature of a token is as long as its algorithm makes it.",
    mutations: LENGTH,
    rules: [
      "snowflake-access-token",
      "github-installation-token",
      "minimax-legacy-key",
      "aleph-alpha-token",
      "nebius-api-key",
      "qdrant-database-key",
      "zep-api-key",
      "tabnine-token",
    ],
  },
  {
    why: "Its check decodes the head and the claims of the token, so how they begin is asked twice.",
    mutations: /^“\.?eyJ” (?:without|.* either)/,
    rules: [
      "snowflake-access-token",
      "minimax-legacy-key",
      "aleph-alpha-token",
      "nebius-api-key",
      "qdrant-database-key",
      "tabnine-token",
    ],
  },
  {
    why: "Its check decodes the claims; only the length of the head tells more of how it begins.",
    mutations: /^“eyJ” .*either|^“\.eyJ” (?:without|.* either)/,
    rules: ["edenai-api-token"],
  },
  {
    why: "Its checksum covers every character, so a key of another length fails all the same.",
    mutations: /^last run .*allowed$/,
    rules: ["github-token", "github-refresh-token", "vercel-ai-gateway-key", "vercel-token"],
  },
  {
    why: "Its check decodes the whole key, so another length or another case fails all the same.",
    mutations: /^last run .*allowed$|either case$/,
    rules: ["weaviate-api-key"],
  },
  {
    why: "Its check asks for a whole UUID at the end of what it decodes.",
    mutations: /^last run with one less allowed$/,
    rules: ["nvidia-ngc-key"],
  },
  {
    why: "Its check decodes the key and asks for the text that this is the base64 of.",
    mutations: /^“ABSK\w+” without its last character$/,
    rules: ["aws-bedrock-key"],
  },
  {
    why: "What its check decodes must be of a known form; how long the secret in it is, the facts leave open.",
    mutations: LENGTH,
    rules: ["aws-bedrock-key"],
  },
  {
    why: "Its check only rejects the UUID of zeros, which is a placeholder anyway.",
    mutations: /^no check$/,
    rules: [
      "volcengine-ark-legacy-key",
      "deepai-api-key",
      "sambanova-api-key",
      "fal-key",
      "vapi-private-key",
      "pinecone-legacy-key",
      "qdrant-management-key",
      "exa-api-key",
    ],
  },
  {
    why: "Its check only makes a key surer that is sure enough by its shape.",
    mutations: /^no check$/,
    rules: ["cloudflare-token", "github-fine-grained-token", "langfuse-secret-key", "firecrawl-api-key"],
  },
  {
    why: "Its check knows documented samples by their hashes; no such text may be stored or drawn.",
    mutations: /^no check$/,
    rules: ["google-api-key"],
  },
  {
    why: "The host that every such file holds proves it, however far away.",
    mutations: /^no reach$/,
    rules: ["google-service-account-key"],
  },
  {
    why: "The facts know only the least length of each part, and say up to four parts.",
    mutations: /^last run of shape (?:[12]|3 .*(?:one less allowed|one more asked for|one less taken)$)/,
    rules: ["chutes-api-key"],
  },
  {
    why: "The facts know the length of one form only; the other is open.",
    mutations: /^last run of shape 2 /,
    rules: ["upstage-api-key", "luma-api-key", "black-forest-labs-api-key"],
  },
  {
    why: "The shape of 32 hex digits is that of DeepSeek and others, found here where nothing names them.",
    mutations: /^last run of shape 2 /,
    rules: ["ai-service-sk-key"],
  },
  {
    why: "Newer keys run longer than 32, as far as nobody knows.",
    mutations: /(?:one more allowed|one less taken)$/,
    rules: ["tavily-api-key"],
  },
  {
    why: "At least 60 characters, as far as nobody knows.",
    mutations: /(?:one more allowed|one more asked for|one less taken)$/,
    rules: ["nvidia-api-key"],
  },
  {
    why: "One digit follows, or two as one scanner says; the name of a region or of a key may be of any length.",
    mutations: /^last run of shape 2 .*(?:one more allowed|one less taken)$/,
    rules: ["databricks-token", "elevenlabs-api-key", "lambda-api-key"],
  },
  {
    why: "The last part may be missing, so a wrong one leaves a whole key before it.",
    mutations: /^last run .*allowed$/,
    rules: ["you-com-api-key"],
  },
];
