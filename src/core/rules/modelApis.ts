// Vendors of models with one or two kinds of key each.
import { defineRules } from "./rule";
import { alnum, hex, letters, url } from "./shape";

/** An identifier such as `hf_generatedByHomeApp…` changes case now and then; a random token does at every second letter. */
const randomCase = (value: string): boolean => {
  const upper = value.slice(3).replace(/[^A-Z]/g, "").length;
  return upper >= 7 && upper <= value.length - 10;
};

const notHex = (value: string): "pass" | "reject" => (/^[0-9a-fA-F]+$/.test(value) ? "reject" : "pass");
const mixedCase = (value: string): "pass" | "reject" =>
  /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) ? "pass" : "reject";

export const MODEL_API_RULES = [
  ...defineRules(
    {
      provider: "hugging-face",
      vendor: "Hugging Face",
      envNames: ["HF_TOKEN", "HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN", "HUGGINGFACEHUB_API_TOKEN"],
      revokeUrl: "https://huggingface.co/settings/tokens",
      sources: ["https://huggingface.co/docs/hub/security-tokens"],
    },
    {
      id: "huggingface-token",
      title: "access token",
      evidence: "A",
      shapes: [["hf_", letters(34)]],
      check: (value) => (randomCase(value) ? "pass" : "reject"),
      nearMisses: () => ["hf_generatedByHomeAppWhenTheUserStarts"],
    },
    {
      id: "huggingface-org-token",
      title: "organization token",
      evidence: "B",
      shapes: [["api_org_", letters(34)]],
      check: (value) => (randomCase(value.slice(5)) ? "pass" : "reject"),
    },
  ),
  ...defineRules(
    {
      provider: "groq",
      vendor: "Groq",
      envNames: ["GROQ_API_KEY"],
      revokeUrl: "https://console.groq.com/keys",
      sources: ["https://console.groq.com/docs/quickstart"],
    },
    {
      id: "groq-api-key",
      title: "API key",
      evidence: "B",
      // The mark is base64 of "XgroqX".
      shapes: [["gsk_", alnum(20), "WGdyb3FY", alnum(24)]],
    },
  ),
  ...defineRules(
    {
      provider: "xai",
      vendor: "xAI",
      envNames: ["XAI_API_KEY", "GROK_API_KEY"],
      revokeUrl: "https://console.x.ai/team/default/api-keys",
      sources: ["https://docs.x.ai/docs/overview"],
    },
    { id: "xai-api-key", title: "API key", evidence: "B", shapes: [["xai-", alnum(80)]] },
    {
      id: "xai-management-key",
      title: "management key",
      evidence: "B",
      envName: "XAI_MANAGEMENT_KEY",
      shapes: [["xai-token-", alnum(80)]],
    },
  ),
  ...defineRules(
    {
      provider: "perplexity",
      vendor: "Perplexity",
      envNames: ["PERPLEXITY_API_KEY", "PPLX_API_KEY"],
      revokeUrl: "https://www.perplexity.ai/account/api/keys",
      sources: ["https://docs.perplexity.ai/guides/api-key-management"],
    },
    { id: "perplexity-api-key", title: "API key", evidence: "B", shapes: [["pplx-", alnum(48)]] },
  ),
  ...defineRules(
    {
      provider: "mistral",
      vendor: "Mistral AI",
      envNames: ["MISTRAL_API_KEY", "CODESTRAL_API_KEY"],
      revokeUrl: "https://console.mistral.ai/api-keys",
      sources: ["https://docs.mistral.ai/api/"],
    },
    {
      id: "mistral-api-key",
      title: "API key",
      evidence: "A",
      shapes: [[alnum(32)]],
      context: { names: ["mistral", "codestral"], reach: 60 },
      check: mixedCase,
      around: () => ['MISTRAL_API_KEY = "', '"'],
    },
    {
      id: "mistral-realtime-token",
      title: "realtime token",
      evidence: "D",
      shapes: [["rt_", url(20, 200)]],
      context: { names: ["mistral"], reach: 60 },
      around: () => ['mistral_realtime_token = "', '"'],
    },
  ),
  ...defineRules(
    {
      provider: "cohere",
      vendor: "Cohere",
      envNames: ["COHERE_API_KEY", "CO_API_KEY"],
      revokeUrl: "https://dashboard.cohere.com/api-keys",
      sources: ["https://docs.cohere.com/docs/rate-limits"],
    },
    {
      id: "cohere-api-key",
      title: "API key",
      evidence: "B",
      shapes: [[alnum(40)]],
      context: { names: ["cohere", "co_api_key"], reach: 60 },
      check: notHex,
      around: () => ['COHERE_API_KEY = "', '"'],
      nearMisses: (dice) => [dice.draw("0123456789abcdef", 40)],
    },
  ),
  ...defineRules(
    {
      provider: "deepseek",
      vendor: "DeepSeek",
      envNames: ["DEEPSEEK_API_KEY"],
      revokeUrl: "https://platform.deepseek.com/api_keys",
      sources: ["https://api-docs.deepseek.com/"],
    },
    {
      id: "deepseek-api-key",
      title: "API key",
      evidence: "B",
      shapes: [["sk-", hex(32)]],
      context: { names: ["deepseek"], hosts: ["api.deepseek.com"], reach: 80 },
      around: () => ['DEEPSEEK_API_KEY = "', '"'],
    },
  ),
];
