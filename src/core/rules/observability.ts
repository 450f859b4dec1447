// Services that watch what models do.
import { bareHex } from "./bareHex";
import { END, START } from "./boundaries";
import { inVariable, near, spelled } from "./near";
import { OPENAI_MARK } from "./openai";
import { inBothCases, isRandomUuid } from "./randomness";
import { defineRules } from "./rule";
import { alnum, hex, lower, type Part, url, uuid, word } from "./shape";

/** Four groups of seven. */
const GROUPS: readonly Part[] = [lower(7), "-", lower(7), "-", lower(7), "-", lower(7)];

/** The same as a pattern, behind a head that may name the region and a kind of key. */
const helicone = (head: string, kinds: string, tail = ""): string =>
  `${START}${head}-helicone-(?:eu-)?(?:${kinds})?[a-z0-9]{7}(?:-[a-z0-9]{7}){3}${tail}${END}`;
const UUID = "(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?";

export const OBSERVABILITY_RULES = [
  ...defineRules(
    {
      provider: "langsmith",
      vendor: "LangSmith",
      envNames: ["LANGSMITH_API_KEY", "LANGCHAIN_API_KEY"],
      revokeUrl: "https://smith.langchain.com/settings",
      sources: [
        "https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key",
      ],
    },
    {
      id: "langsmith-api-key",
      title: "API key",
      evidence: "B",
      shapes: [
        ["lsv2_pt_", hex(32), "_", hex(10)],
        ["lsv2_sk_", hex(32), "_", hex(10)],
      ],
    },
    { id: "langsmith-legacy-key", title: "API key", evidence: "C", shapes: [["ls__", hex(32)]] },
  ),
  ...defineRules(
    {
      provider: "langfuse",
      vendor: "Langfuse",
      envNames: ["LANGFUSE_SECRET_KEY", "LANGFUSE_PUBLIC_KEY"],
      revokeUrl: "https://cloud.langfuse.com",
      sources: ["https://langfuse.com/docs/api-and-data-platform/features/public-api"],
    },
    {
      id: "langfuse-secret-key",
      title: "secret key",
      evidence: "B",
      shapes: [["sk-lf-", ...uuid]],
      check: (key) => (isRandomUuid(key.slice("sk-lf-".length)) ? "raise" : "pass"),
    },
    {
      id: "langfuse-public-key",
      title: "public key",
      evidence: "B",
      confidence: "low",
      envName: "LANGFUSE_PUBLIC_KEY",
      shapes: [["pk-lf-", ...uuid]],
      notes: () => ["Public by design: it names a project, and opens nothing without the secret key."],
    },
  ),
  ...defineRules(
    {
      provider: "wandb",
      vendor: "Weights & Biases",
      envNames: ["WANDB_API_KEY"],
      revokeUrl: "https://wandb.ai/settings",
      sources: ["https://docs.wandb.ai/support/find_api_key/"],
    },
    { id: "wandb-api-key", title: "API key", evidence: "A", shapes: [["wandb_v1_", word(77)]] },
    {
      id: "wandb-legacy-key",
      title: "API key",
      evidence: "B",
      ...bareHex(40),
      context: near(
        ["wandb", ...spelled("weights_and_biases", "weights_biases")],
        ["api.wandb.ai", "api.inference.wandb.ai"],
      ),
      around: inVariable("WANDB_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "helicone",
      vendor: "Helicone",
      envNames: ["HELICONE_API_KEY"],
      revokeUrl: "https://us.helicone.ai/settings/api-keys",
      sources: ["https://docs.helicone.ai/helicone-headers/helicone-auth"],
    },
    {
      id: "helicone-api-key",
      title: "API key",
      evidence: "A",
      shapes: [
        ["sk-helicone-", ...GROUPS],
        ["sk-helicone-proxy-", ...GROUPS, "-", ...uuid],
      ],
      source: helicone("sk", "rl-|cp-|proxy-", UUID),
      anchors: ["sk-helicone-"],
    },
    {
      id: "helicone-write-key",
      title: "write-only key",
      evidence: "A",
      confidence: "medium",
      shapes: [["pk-helicone-", ...GROUPS]],
      source: helicone("pk", "rl-|cp-"),
      anchors: ["pk-helicone-"],
      notes: () => ["It can only add to the logs."],
    },
    {
      id: "helicone-legacy-key",
      title: "API key",
      evidence: "A",
      shapes: [["sk-", ...GROUPS]],
      context: { names: ["helicone"], hosts: ["helicone"], reach: 80 },
      around: inVariable("HELICONE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "posthog",
      vendor: "PostHog",
      envNames: ["POSTHOG_PERSONAL_API_KEY", "POSTHOG_API_KEY"],
      revokeUrl: "https://us.posthog.com/settings/user-api-keys",
      sources: ["https://posthog.com/docs/api", "https://posthog.com/docs/api/revoke-leaked-key"],
    },
    { id: "posthog-personal-key", title: "personal API key", evidence: "A", shapes: [["phx_", alnum(42, 49)]] },
    {
      id: "posthog-secret-key",
      title: "project secret key",
      evidence: "A",
      shapes: [["phs_", alnum(42, 49)]],
    },
    {
      id: "posthog-project-token",
      title: "project token",
      evidence: "A",
      confidence: "low",
      envName: "POSTHOG_API_KEY",
      shapes: [["phc_", alnum(41, 44)]],
      notes: () => ["Public by design: every page that sends events shows it."],
    },
  ),
  ...defineRules(
    {
      provider: "braintrust",
      vendor: "Braintrust",
      envNames: ["BRAINTRUST_API_KEY"],
      revokeUrl: "https://www.braintrust.dev/app/settings?subroute=api-keys",
      sources: ["https://www.braintrust.dev/docs/reference/api"],
    },
    {
      id: "braintrust-api-key",
      title: "API key",
      evidence: "A",
      shapes: [["sk-", alnum(40, 64)]],
      context: { names: ["braintrust"], hosts: ["api.braintrust.dev"], reach: 80 },
      // With OpenAI's mark in it, a key of the same shape is OpenAI's.
      check: (key) => (key.includes(OPENAI_MARK) ? "reject" : inBothCases(3)(key)),
      around: inVariable("BRAINTRUST_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "langwatch",
      vendor: "LangWatch",
      envNames: ["LANGWATCH_API_KEY"],
      revokeUrl: "https://app.langwatch.ai/settings",
      sources: ["https://docs.langwatch.ai/integration/python/guide"],
    },
    { id: "langwatch-api-key", title: "API key", evidence: "A", shapes: [["sk-lw-", alnum(16), "_", alnum(48)]] },
    {
      id: "langwatch-legacy-key",
      title: "API key or personal access token",
      evidence: "A",
      shapes: [
        ["sk-lw-", url(20, 100)],
        ["pat-lw-", url(20, 100)],
      ],
      check: (key) => inBothCases(key.indexOf("-lw-") + 4)(key),
      nearMisses: () => ["sk-lw-skeleton-loader-wide-and-tall"],
    },
  ),
];
