// What the facts warn of at each inference host and gateway.
import { jwt } from "../../support/keys/forms";
import { LOWER } from "../../support/keys/text";
import { alnum, hex, keyOf, nameOf, testTraps, upper, url } from "./trap";

describe("traps of inference hosts", () => {
  testTraps([
    [
      "together: digests of files, in requirements and lock files",
      (random) =>
        [
          `together==1.5.0 \\\n    --hash=sha256:${hex(random, 64)}`,
          `{file = "together-1.5.0.whl", hash = "sha256:${hex(random, 64)}"}`,
          `image: together-ai@sha256:${hex(random, 64)}`,
          `# the parts together: ${hex(random, 64)}`,
        ].join("\n"),
    ],
    [
      "vast-ai: digests, and the word in its plain sense",
      (random) => `vast_ai_sha256 = "${hex(random, 64)}"\na vast number: ${hex(random, 64)}`,
    ],
    [
      "fireworks: symbols of firmware",
      () => `fw_${nameOf(22, "flat")} fw_${nameOf(22, "snake")} fw_${nameOf(22, "camel")} fw_${nameOf(21, "camel")}1`,
    ],
    ["replicate: names of registers", () => `r8_${nameOf(37, "snake")} r8_${nameOf(37, "camel")}`],
    ["cerebras: a key of Pinecone", () => `CEREBRAS_API_KEY = "${keyOf("pinecone-api-key")}"`, "pinecone-api-key"],
    [
      "nvidia: a dash after the prefix belongs to the key",
      (random) => `NVIDIA_API_KEY=nvapi--${url(random, 62)}x`,
      "nvidia-api-key",
    ],
    [
      "nvidia: a key of Azure, which has as many characters",
      () => `NGC_API_KEY = "${keyOf("azure-ai-key")}"`,
      "azure-ai-key",
    ],
    [
      "sambanova: UUIDs that are no keys",
      (random) => `key = "${random.uuid()}"\nsambanova_request_id = "${random.uuid()}"`,
    ],
    [
      "siliconflow: slugs that read as English",
      () => `SILICONFLOW_API_KEY = "sk-${nameOf(48, "flat")}"\nname = "sk-${nameOf(48, "flat")}"`,
    ],
    [
      "baseten: the public id of a key, and the sample of the documentation",
      (random) => `"b10_${alnum(random, 8)}" "b10_abcdefgh.${"abcdefghijklmnopqrstuvwxyz" + "012345"}"`,
    ],
    ["modal: slugs", () => `modal_token = load("as-${nameOf(22, "camel")}", "as-${nameOf(22, "flat")}") # as-is`],
    [
      "modal: half of a pair that stands alone",
      (random) => `value = "as-${alnum(random, 22)}"\nweak-${random.chars(LOWER, 22)}`,
    ],
    ["runpod: a key of Redirect.pizza", (random) => `RUNPOD_API_KEY = "rpa_${upper(random, 30)}"`],
    [
      "anyscale: another vendor's variable does not make it that vendor's",
      (random) => `DEEPSEEK_API_KEY = "esecret_${alnum(random, 32)}"`,
      "anyscale-endpoint-key",
    ],
    ["novita: keys of ElevenLabs", () => `NOVITA_API_KEY = "${keyOf("elevenlabs-api-key")}"`, "elevenlabs-api-key"],
    ["novita: its shape without its name", (random) => `token = "sk_${url(random, 42)}a"`],
    [
      "nebius: other tokens, and the one of jwt.io",
      (random) => {
        const known = jwt(random, { payload: { sub: "1234567890", name: "John Doe", iat: 1516239022 } });
        return `session = "${jwt(random)}"\nNEBIUS_API_KEY = "${known}"`;
      },
    ],
    ["minimax: a token that claims nothing of theirs", (random) => `MINIMAX_API_KEY = "${jwt(random)}"`],
    ["edenai: other tokens", (random) => `session = "${jwt(random)}"`],
    ["lambda: an older key of Notion", (random) => `LAMBDA_API_KEY = "secret_${alnum(random, 43)}"`],
    ["ollama-cloud: a key of Zhipu", () => `OLLAMA_API_KEY = "${keyOf("zhipu-api-key")}"`, "zhipu-api-key"],
    [
      "chutes: variables of processes",
      () => `cpk_process_capability cpk_${nameOf(24, "camel")}.${nameOf(20, "camel")}`,
    ],
    ["saladcloud: identifiers", () => `salad_cloud_api_${nameOf(24, "camel")} salad_cloud_api_instance`],
  ]);
});

describe("traps of gateways", () => {
  testTraps([
    ["openrouter: stand-ins", () => `"sk-or-v1-..." "sk-or-v1-${"x".repeat(64)}"`],
    ["portkey: its shape without its name", (random) => `digest = "${alnum(random, 27)}="`],
    [
      "vercel: a value written by hand, whose checksum does not fit",
      (random) => `VERCEL_TOKEN = "vcp_${alnum(random, 50)}000000"`,
    ],
    [
      "vercel: ids of teams, projects and deployments",
      (random) =>
        `VERCEL_ORG_ID="team_${alnum(random, 24)}"\nVERCEL_PROJECT_ID="prj_${alnum(random, 24)}"\n` +
        `vercel_project_id = "${alnum(random, 24)}"`,
    ],
    [
      "litellm: the sample of the documentation",
      () => `LITELLM_MASTER_KEY=sk-1234\ngeneral_settings:\n  master_key: sk-1234`,
    ],
    [
      "litellm: words that an operator has not drawn",
      () =>
        'litellm_key = "sk-no-key-required-here"\nmaster_key: sk-the-static-loading-animation\nmaster_key: sk-my-master-key',
    ],
    ["litellm: its short shape without its name", (random) => `api_key = "sk-${alnum(random, 22)}"`],
    [
      "litellm: a longer key in its configuration, whose owner the line names",
      (random) => `master_key: sk-${alnum(random, 48)}`,
      "litellm-master-key",
    ],
    [
      "gateways-misc: a relay's name does not make the shape its own",
      (random) => `POE_API_KEY = "sk-${alnum(random, 48)}"`,
      "ai-service-sk-key",
    ],
  ]);
});
