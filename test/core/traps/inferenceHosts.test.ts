// What the facts warn of at each inference host and gateway.
import { jwt } from "../../support/keys/forms";
import { ALNUM, HEX, LOWER, UPPER_ALNUM, URL_SAFE } from "../../support/keys/text";
import { keyOf, testTraps, words } from "./traps";

describe("traps of inference hosts", () => {
  testTraps([
    {
      provider: "together",
      what: "digests of files, in requirements and lock files",
      text: (random) =>
        [
          `together==1.5.0 \\\n    --hash=sha256:${random.chars(HEX, 64)}`,
          `{file = "together-1.5.0.whl", hash = "sha256:${random.chars(HEX, 64)}"}`,
          `image: together-ai@sha256:${random.chars(HEX, 64)}`,
          `# the parts together: ${random.chars(HEX, 64)}`,
        ].join("\n"),
    },
    {
      provider: "vast-ai",
      what: "digests, and the word in its plain sense",
      text: (random) => `vast_ai_sha256 = "${random.chars(HEX, 64)}"\na vast number: ${random.chars(HEX, 64)}`,
    },
    {
      provider: "fireworks",
      what: "symbols of firmware",
      text: () => `fw_${words(22, "flat")} fw_${words(22, "snake")} fw_${words(22, "camel")} fw_${words(21, "camel")}1`,
    },
    {
      provider: "replicate",
      what: "names of registers",
      text: () => `r8_${words(37, "snake")} r8_${words(37, "camel")}`,
    },
    {
      provider: "cerebras",
      what: "a key of Pinecone",
      text: () => `CEREBRAS_API_KEY = "${keyOf("pinecone-api-key")}"`,
      found: ["pinecone-api-key"],
    },
    {
      provider: "nvidia",
      what: "a dash after the prefix belongs to the key",
      text: (random) => `NVIDIA_API_KEY=nvapi--${random.chars(URL_SAFE, 62)}x`,
      found: ["nvidia-api-key"],
    },
    {
      provider: "nvidia",
      what: "a key of Azure, which has as many characters",
      text: () => `NGC_API_KEY = "${keyOf("azure-ai-key")}"`,
      found: ["azure-ai-key"],
    },
    {
      provider: "sambanova",
      what: "UUIDs that are no keys",
      text: (random) => `key = "${random.uuid()}"\nsambanova_request_id = "${random.uuid()}"`,
    },
    {
      provider: "siliconflow",
      what: "slugs that read as English",
      text: () => `SILICONFLOW_API_KEY = "sk-${words(48, "flat")}"\nname = "sk-${words(48, "flat")}"`,
    },
    {
      provider: "baseten",
      what: "the public id of a key, and the sample of the documentation",
      text: (random) => `"b10_${random.chars(ALNUM, 8)}" "b10_abcdefgh.${"abcdefghijklmnopqrstuvwxyz" + "012345"}"`,
    },
    {
      provider: "modal",
      what: "slugs",
      text: () => `modal_token = load("as-${words(22, "camel")}", "as-${words(22, "flat")}") # as-is`,
    },
    {
      provider: "modal",
      what: "half of a pair that stands alone",
      text: (random) => `value = "as-${random.chars(ALNUM, 22)}"\nweak-${random.chars(LOWER, 22)}`,
    },
    {
      provider: "runpod",
      what: "a key of Redirect.pizza",
      text: (random) => `RUNPOD_API_KEY = "rpa_${random.chars(UPPER_ALNUM, 30)}"`,
    },
    {
      provider: "anyscale",
      what: "another vendor's variable does not make it that vendor's",
      text: (random) => `DEEPSEEK_API_KEY = "esecret_${random.chars(ALNUM, 32)}"`,
      found: ["anyscale-endpoint-key"],
    },
    {
      provider: "novita",
      what: "keys of ElevenLabs",
      text: () => `NOVITA_API_KEY = "${keyOf("elevenlabs-api-key")}"`,
      found: ["elevenlabs-api-key"],
    },
    {
      provider: "novita",
      what: "its shape without its name",
      text: (random) => `token = "sk_${random.chars(URL_SAFE, 42)}a"`,
    },
    {
      provider: "nebius",
      what: "other tokens, and the one of jwt.io",
      text: (random) => {
        const known = jwt(random, { payload: { sub: "1234567890", name: "John Doe", iat: 1516239022 } });
        return `session = "${jwt(random)}"\nNEBIUS_API_KEY = "${known}"`;
      },
    },
    {
      provider: "minimax",
      what: "a token that claims nothing of theirs",
      text: (random) => `MINIMAX_API_KEY = "${jwt(random)}"`,
    },
    { provider: "edenai", what: "other tokens", text: (random) => `session = "${jwt(random)}"` },
    {
      provider: "lambda",
      what: "an older key of Notion",
      text: (random) => `LAMBDA_API_KEY = "secret_${random.chars(ALNUM, 43)}"`,
    },
    {
      provider: "ollama-cloud",
      what: "a key of Zhipu",
      text: () => `OLLAMA_API_KEY = "${keyOf("zhipu-api-key")}"`,
      found: ["zhipu-api-key"],
    },
    {
      provider: "chutes",
      what: "variables of processes",
      text: () => `cpk_process_capability cpk_${words(24, "camel")}.${words(20, "camel")}`,
    },
    {
      provider: "saladcloud",
      what: "identifiers",
      text: () => `salad_cloud_api_${words(24, "camel")} salad_cloud_api_instance`,
    },
  ]);
});

describe("traps of gateways", () => {
  testTraps([
    { provider: "openrouter", what: "stand-ins", text: () => `"sk-or-v1-..." "sk-or-v1-${"x".repeat(64)}"` },
    {
      provider: "portkey",
      what: "its shape without its name",
      text: (random) => `digest = "${random.chars(ALNUM, 27)}="`,
    },
    {
      provider: "vercel",
      what: "a value written by hand, whose checksum does not fit",
      text: (random) => `VERCEL_TOKEN = "vcp_${random.chars(ALNUM, 50)}000000"`,
    },
    {
      provider: "vercel",
      what: "ids of teams, projects and deployments",
      text: (random) =>
        `VERCEL_ORG_ID="team_${random.chars(ALNUM, 24)}"\nVERCEL_PROJECT_ID="prj_${random.chars(ALNUM, 24)}"\n` +
        `vercel_project_id = "${random.chars(ALNUM, 24)}"`,
    },
    {
      provider: "litellm",
      what: "the sample of the documentation",
      text: () => `LITELLM_MASTER_KEY=sk-1234\ngeneral_settings:\n  master_key: sk-1234`,
    },
    {
      provider: "litellm",
      what: "words that an operator has not drawn",
      text: () =>
        'litellm_key = "sk-no-key-required-here"\nmaster_key: sk-the-static-loading-animation\nmaster_key: sk-my-master-key',
    },
    {
      provider: "litellm",
      what: "its short shape without its name",
      text: (random) => `api_key = "sk-${random.chars(ALNUM, 22)}"`,
    },
    {
      provider: "litellm",
      what: "a longer key in its configuration, whose owner the line names",
      text: (random) => `master_key: sk-${random.chars(ALNUM, 48)}`,
      found: ["litellm-master-key"],
    },
    {
      provider: "gateways-misc",
      what: "a relay's name does not make the shape its own",
      text: (random) => `POE_API_KEY = "sk-${random.chars(ALNUM, 48)}"`,
      found: ["ai-service-sk-key"],
    },
  ]);
});
