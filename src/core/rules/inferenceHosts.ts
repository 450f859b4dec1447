// Hosts that run other people's models, and the gateways before them.
import { decodeBase64, latin1 } from "./checksums";
import { defineRules } from "./rule";
import { alnum, hex, url } from "./shape";

/** An older NGC key is base64 of `<26 letters or digits>:<uuid>`. */
const decodesToNgc = (value: string): boolean =>
  /^[a-z0-9]{26}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(latin1(decodeBase64(value)) ?? "");

/** Letters and digits made over into the base64 of the form that an NGC key decodes to. */
const sealNgc = (value: string): string => {
  const text = value.toLowerCase();
  const digits = Array.from(text, (char) => (char.charCodeAt(0) % 16).toString(16)).join("");
  const id = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ];
  return btoa(`${text.slice(32, 58)}:${id.join("-")}`);
};

export const INFERENCE_HOST_RULES = [
  ...defineRules(
    {
      provider: "openrouter",
      vendor: "OpenRouter",
      envNames: ["OPENROUTER_API_KEY"],
      revokeUrl: "https://openrouter.ai/settings/keys",
      sources: ["https://openrouter.ai/docs/api-reference/authentication"],
    },
    { id: "openrouter-api-key", title: "API key", evidence: "A", shapes: [["sk-or-v1-", hex(64)]] },
    {
      id: "openrouter-management-key",
      title: "management key",
      evidence: "D",
      shapes: [["sk-or-mgmt-", url(20, 200)]],
    },
  ),
  ...defineRules(
    {
      provider: "replicate",
      vendor: "Replicate",
      envNames: ["REPLICATE_API_TOKEN", "REPLICATE_API_KEY"],
      revokeUrl: "https://replicate.com/account/api-tokens",
      sources: ["https://replicate.com/docs/reference/http"],
    },
    { id: "replicate-api-token", title: "API token", evidence: "B", shapes: [["r8_", url(37)]] },
  ),
  ...defineRules(
    {
      provider: "nvidia",
      vendor: "NVIDIA",
      envNames: ["NVIDIA_API_KEY", "NVIDIA_NIM_API_KEY", "NGC_API_KEY"],
      revokeUrl: "https://org.ngc.nvidia.com/setup/api-keys",
      sources: ["https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html"],
    },
    { id: "nvidia-api-key", title: "API key", evidence: "A", shapes: [["nvapi-", url(60, 128)]] },
    {
      id: "nvidia-ngc-key",
      title: "NGC key",
      evidence: "B",
      envName: "NGC_API_KEY",
      shapes: [[alnum(84)]],
      context: { names: ["ngc", "nvidia", "oauthtoken"], reach: 80 },
      check: (value) => (decodesToNgc(value) ? "pass" : "reject"),
      seal: sealNgc,
      around: () => ['NGC_API_KEY = "', '"'],
    },
  ),
];
