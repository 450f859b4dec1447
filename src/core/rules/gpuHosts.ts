// Hosts of machines with graphics processors, and of code and models that run on them.
import { decodeBase64, latin1 } from "./checksums";
import { betterleaks, kingfisher, titus, trufflehog } from "./citations";
import { inVariable, near, spelled } from "./near";
import { inBothCasesWithDigit, notWords } from "./randomness";
import { defineRules } from "./rule";
import { alnum, hex, upper, url } from "./shape";

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

export const GPU_HOST_RULES = [
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
      context: near(
        ["ngc", "nvidia", "oauthtoken"],
        ["integrate.api.nvidia.com", "api.nvcf.nvidia.com", "api.ngc.nvidia.com"],
      ),
      check: (value) => (decodesToNgc(value) ? "pass" : "reject"),
      seal: sealNgc,
      around: inVariable("NGC_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "baseten",
      vendor: "Baseten",
      envNames: ["BASETEN_API_KEY"],
      revokeUrl: "https://app.baseten.co/settings/api_keys",
      sources: ["https://docs.baseten.co/organization/api-keys", titus("baseten")],
    },
    { id: "baseten-api-key", title: "API key", evidence: "A", shapes: [["b10_", alnum(8), ".", alnum(32)]] },
    {
      id: "baseten-legacy-key",
      title: "older API key",
      evidence: "B",
      shapes: [[alnum(8), ".", alnum(32)]],
      context: near(["baseten"], ["inference.baseten.co", "api.baseten.co"]),
      check: inBothCasesWithDigit(9),
      around: inVariable("BASETEN_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "modal",
      vendor: "Modal",
      envNames: ["MODAL_TOKEN_SECRET", "MODAL_TOKEN_ID"],
      revokeUrl: "https://modal.com/settings/tokens",
      sources: [kingfisher("modal")],
    },
    {
      id: "modal-token-secret",
      title: "token secret",
      evidence: "B",
      shapes: [["as-", alnum(22)]],
      context: { names: ["modal_token", "modal-token", "token_secret", "modal.com"], pairs: ["ak-"], reach: 120 },
      check: notWords,
      around: inVariable("MODAL_TOKEN_SECRET"),
    },
  ),
  ...defineRules(
    {
      provider: "runpod",
      vendor: "RunPod",
      envNames: ["RUNPOD_API_KEY"],
      revokeUrl: "https://console.runpod.io/user/settings",
      sources: [betterleaks("runpod")],
    },
    { id: "runpod-api-key", title: "API key", evidence: "B", shapes: [["rpa_", upper(40), alnum(6)]] },
    {
      id: "runpod-s3-secret",
      title: "S3 secret",
      evidence: "D",
      envName: "RUNPOD_S3_SECRET",
      shapes: [["rps_", alnum(30, 64)]],
      context: near(["runpod"], ["api.runpod.ai", "api.runpod.io", "rest.runpod.io"]),
      around: inVariable("RUNPOD_S3_SECRET"),
    },
  ),
  ...defineRules(
    {
      provider: "lambda",
      vendor: "Lambda Cloud",
      envNames: ["LAMBDA_API_KEY", "LAMBDA_CLOUD_API_KEY"],
      revokeUrl: "https://cloud.lambda.ai/api-keys/cloud-api",
      sources: ["https://docs.lambda.ai/public-cloud/cloud-api/"],
    },
    {
      id: "lambda-api-key",
      title: "API key",
      evidence: "C",
      dotted: true,
      shapes: [
        ["secret_", url(1, 40), "_", hex(32), ".", alnum(32)],
        ["secret_", url(1, 40), "_", hex(32, 64)],
      ],
      context: near(
        spelled("lambda_cloud", "lambda_labs", "lambda_client"),
        ["cloud.lambda.ai", "cloud.lambdalabs.com", "api.lambda.ai"],
        { words: ["lambda"] },
      ),
      around: inVariable("LAMBDA_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "vast-ai",
      vendor: "Vast.ai",
      envNames: ["VAST_API_KEY"],
      revokeUrl: "https://cloud.vast.ai/manage-keys",
      sources: [titus("vastai")],
    },
    {
      id: "vast-ai-key",
      title: "API key",
      evidence: "B",
      shapes: [[hex(64)]],
      context: near([...spelled("vast_ai", "vast_api"), "vast_key", "vast_token", "vast.ai"], ["console.vast.ai"]),
      around: inVariable("VAST_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "saladcloud",
      vendor: "SaladCloud",
      envNames: ["SALAD_API_KEY"],
      revokeUrl: "https://portal.salad.com",
      sources: [trufflehog("saladcloudapikey")],
    },
    {
      id: "saladcloud-api-key",
      title: "API key",
      evidence: "B",
      // Scanners take a body from seven characters on, which identifiers have too.
      shapes: [["salad_cloud_", alnum(1, 7), "_", alnum(16, 235)]],
      check: notWords,
    },
  ),
];
