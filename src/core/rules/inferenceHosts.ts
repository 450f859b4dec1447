// Hosts that run other people's models behind one API.
import { betterleaks, LITELLM_PROVIDERS, modelsDev, titus } from "./citations";
import { asToken, expiry, JWT, readable } from "./jwt";
import { inVariable, near, spelled } from "./near";
import { each, inBothCases, inBothCasesWithDigit, notHex, notWords, notZero, randomTail } from "./randomness";
import { defineRules } from "./rule";
import { alnum, hex, url, uuid } from "./shape";

export const INFERENCE_HOST_RULES = [
  ...defineRules(
    {
      provider: "replicate",
      vendor: "Replicate",
      envNames: ["REPLICATE_API_TOKEN", "REPLICATE_API_KEY"],
      revokeUrl: "https://replicate.com/account/api-tokens",
      sources: ["https://replicate.com/docs/reference/http"],
    },
    // `r8_` also starts the names of registers and rules.
    {
      id: "replicate-api-token",
      title: "API token",
      evidence: "B",
      shapes: [["r8_", url(37)]],
      check: each(inBothCases(3), notWords),
    },
  ),
  ...defineRules(
    {
      provider: "together",
      vendor: "Together AI",
      envNames: ["TOGETHER_API_KEY", "TOGETHER_AI_API_KEY", "TOGETHERAI_API_KEY", "TOGETHER_AI_TOKEN"],
      revokeUrl: "https://api.together.ai/settings/api-keys",
      sources: [betterleaks("togetherai"), titus("togetherai")],
    },
    { id: "together-api-key", title: "API key", evidence: "B", shapes: [["tgp_v1_", url(43)]] },
    {
      id: "together-legacy-key",
      title: "older API key",
      evidence: "C",
      shapes: [[hex(64)]],
      context: near(spelled("together_ai"), ["api.together.xyz", "api.together.ai"], {
        words: ["together"],
      }),
      around: inVariable("TOGETHER_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "fireworks",
      vendor: "Fireworks AI",
      envNames: ["FIREWORKS_API_KEY", "FIREWORKS_AI_API_KEY"],
      revokeUrl: "https://app.fireworks.ai/settings/users/api-keys",
      sources: [titus("fireworksai")],
    },
    {
      id: "fireworks-api-key",
      title: "API key",
      evidence: "C",
      shapes: [["fw_", alnum(22, 24)]],
      // `fw_` also starts the names of firmware and framework symbols.
      check: each(inBothCasesWithDigit(3), notWords),
      seal: (value) => `fw_3Zk${value.slice(6)}`,
    },
  ),
  ...defineRules(
    {
      provider: "cerebras",
      vendor: "Cerebras",
      envNames: ["CEREBRAS_API_KEY"],
      revokeUrl: "https://cloud.cerebras.ai/platform",
      sources: [betterleaks("cerebras"), titus("cerebras")],
    },
    {
      id: "cerebras-api-key",
      title: "API key",
      evidence: "A",
      shapes: [
        ["csk-", alnum(48)],
        ["csk_", alnum(48)],
      ],
    },
  ),
  ...defineRules(
    {
      provider: "sambanova",
      vendor: "SambaNova",
      envNames: ["SAMBANOVA_API_KEY"],
      revokeUrl: "https://cloud.sambanova.ai/apis",
      sources: [LITELLM_PROVIDERS],
    },
    {
      id: "sambanova-api-key",
      title: "API key",
      evidence: "C",
      shapes: [uuid],
      context: near(["sambanova"], ["api.sambanova.ai"]),
      check: notZero,
      around: inVariable("SAMBANOVA_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "anyscale",
      vendor: "Anyscale Endpoints",
      envNames: ["ANYSCALE_API_KEY"],
      revokeUrl: "https://console.anyscale.com",
      sources: [LITELLM_PROVIDERS],
    },
    {
      id: "anyscale-endpoint-key",
      title: "endpoint key (retired)",
      evidence: "D",
      shapes: [["esecret_", alnum(24, 48)]],
    },
  ),
  ...defineRules(
    {
      provider: "lepton",
      vendor: "Lepton AI",
      envNames: ["LEPTON_API_TOKEN", "LEPTON_API_KEY"],
      revokeUrl: "https://dashboard.dgxc-lepton.nvidia.com",
      sources: ["https://docs.nvidia.com/dgx-cloud/lepton/"],
    },
    {
      id: "lepton-api-token",
      title: "workspace token",
      evidence: "D",
      shapes: [[alnum(32)]],
      context: near(["lepton"], [".lepton.run", "api.lepton.ai"]),
      check: notHex,
      around: inVariable("LEPTON_API_TOKEN"),
    },
  ),
  ...defineRules(
    {
      provider: "deepinfra",
      vendor: "DeepInfra",
      envNames: ["DEEPINFRA_API_KEY", "DEEPINFRA_TOKEN"],
      revokeUrl: "https://deepinfra.com/dash/api_keys",
      sources: ["https://github.com/vercel/ai/tree/main/packages/deepinfra"],
    },
    {
      id: "deepinfra-api-token",
      title: "API token",
      evidence: "D",
      shapes: [[alnum(32)]],
      context: near(["deepinfra"], ["api.deepinfra.com"]),
      check: notHex,
      around: inVariable("DEEPINFRA_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "novita",
      vendor: "Novita AI",
      envNames: ["NOVITA_API_KEY"],
      revokeUrl: "https://novita.ai/settings/key-management",
      sources: [modelsDev("novita-ai")],
    },
    {
      id: "novita-api-key",
      title: "API key",
      evidence: "D",
      shapes: [["sk_", url(43)]],
      context: near(["novita"], ["api.novita.ai"]),
      around: inVariable("NOVITA_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "nebius",
      vendor: "Nebius Token Factory",
      envNames: ["NEBIUS_API_KEY"],
      revokeUrl: "https://tokenfactory.nebius.com",
      sources: [modelsDev("nebius")],
    },
    {
      id: "nebius-api-key",
      title: "API key",
      evidence: "C",
      shapes: [JWT],
      context: near(["nebius"], [".nebius.com"]),
      check: readable,
      notes: expiry,
      seal: asToken(),
      around: inVariable("NEBIUS_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "fal",
      vendor: "fal.ai",
      envNames: ["FAL_KEY", "FAL_API_KEY", "FAL_KEY_SECRET"],
      revokeUrl: "https://fal.ai/dashboard/keys",
      sources: ["https://docs.fal.ai/platform-apis/authentication"],
    },
    {
      id: "fal-key",
      title: "key",
      evidence: "C",
      shapes: [[...uuid, ":", hex(32)]],
      check: (value) => notZero(value.slice(0, 36)),
    },
  ),
  ...defineRules(
    {
      provider: "ollama-cloud",
      vendor: "Ollama Cloud",
      envNames: ["OLLAMA_API_KEY"],
      revokeUrl: "https://ollama.com/settings/keys",
      sources: [titus("ollama"), betterleaks("ollama")],
    },
    {
      id: "ollama-cloud-key",
      title: "API key",
      evidence: "B",
      shapes: [[hex(32), ".", url(24)]],
      check: randomTail,
    },
  ),
  ...defineRules(
    {
      provider: "friendli",
      vendor: "FriendliAI",
      envNames: ["FRIENDLI_TOKEN", "FRIENDLIAI_API_KEY"],
      revokeUrl: "https://friendli.ai/suite/setting/tokens",
      sources: [titus("friendli"), modelsDev("friendli")],
    },
    { id: "friendli-token", title: "access token", evidence: "B", shapes: [["flp_", alnum(46)]] },
  ),
  ...defineRules(
    {
      provider: "chutes",
      vendor: "Chutes",
      envNames: ["CHUTES_API_KEY", "CHUTES_API_TOKEN"],
      revokeUrl: "https://chutes.ai/app/api",
      sources: [modelsDev("chutes")],
    },
    {
      id: "chutes-api-key",
      title: "API key",
      evidence: "C",
      dotted: true,
      shapes: [3, 2, 1].map((parts) => [
        "cpk_",
        alnum(20, 64),
        ...Array.from({ length: parts }, () => [".", alnum(16, 64)]).flat(),
      ]),
      check: notWords,
    },
  ),
];
