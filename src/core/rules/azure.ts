import { azureChecksums } from "./checksums";
import { inVariable, spelled } from "./near";
import { defineRules, type Vendor } from "./rule";
import { alnum, base64, hex, oneOf } from "./shape";

const AZURE: Vendor = {
  provider: "azure-openai",
  vendor: "Azure AI",
  envNames: [
    "AZURE_OPENAI_API_KEY",
    "AZURE_API_KEY",
    "AZURE_OPENAI_KEY",
    "AZURE_COGNITIVE_SERVICES_API_KEY",
    "AZURE_AI_API_KEY",
    "SPEECH_KEY",
  ],
  revokeUrl: "https://portal.azure.com",
  sources: [
    "https://github.com/microsoft/security-utilities",
    "https://learn.microsoft.com/azure/ai-services/authentication",
  ],
};

const YEAR_AT = 58;
const SERVICE_AT = 75;

const SERVICES: Readonly<Record<string, string>> = {
  A: "Azure AI Services (Foundry)",
  B: "Azure OpenAI",
  F: "Computer Vision",
  L: "Document Intelligence",
  Y: "Speech",
  a: "Text Analytics",
  b: "Translator",
};

const MONTHS = "January February March April May June July August September October November December".split(" ");

export const KEYLESS = "Microsoft Entra ID can replace this key altogether.";

/** The year, month and service that an 84-character key states in clear. */
function statedFacts(key: string): readonly string[] {
  const year = 2024 + key.charCodeAt(YEAR_AT) - "A".charCodeAt(0);
  const month = MONTHS[key.charCodeAt(YEAR_AT + 1) - "A".charCodeAt(0)];
  const service = SERVICES[key[SERVICE_AT] ?? ""];
  return [
    ...(month && year >= 2024 && year <= 2049 ? [`Made in ${month} ${year}.`] : []),
    ...(service ? [`For ${service}.`] : []),
    KEYLESS,
  ];
}

export const AZURE_RULES = defineRules(
  AZURE,
  {
    id: "azure-ai-key",
    title: "key",
    evidence: "A",
    shapes: [[alnum(52), "JQQJ99", alnum(1), oneOf("ABCDEFGHIJKL"), alnum(12), "AAA", base64(1), "ACOG", alnum(4)]],
    anchors: ["JQQJ99"],
    lead: 52,
    check: (key) => (azureChecksums(key.slice(0, 80)).includes(key.slice(80)) ? "raise" : "lower"),
    notes: statedFacts,
    seal: (key) => key.slice(0, 80) + (azureChecksums(key.slice(0, 80))[0] ?? ""),
  },
  {
    id: "azure-ai-legacy-key",
    title: "key",
    evidence: "B",
    shapes: [[hex(32)]],
    context: {
      names: [
        ...spelled("azure_openai"),
        "AzureOpenAI",
        "Azure OpenAI",
        "azure_api_key",
        "azure_ai",
        "azureai",
        "azure_cognitive",
        "ocp-apim-subscription-key",
        "azure_speech",
        "speech_key",
        "SpeechConfig",
        "azure_translator",
      ],
      keyNames: [
        ...spelled("api_key"),
        "subscription_key",
        "subscriptionkey",
        "openai_key",
        "azure_key",
        "AzureKeyCredential",
        ";key=",
        ";Key=",
      ],
      hosts: [
        ".openai.azure.com",
        ".cognitiveservices.azure.com",
        ".services.ai.azure.com",
        "api.cognitive.microsofttranslator.com",
      ],
      reach: 80,
    },
    notes: () => [KEYLESS],
    around: inVariable("AZURE_OPENAI_API_KEY"),
  },
);
