import { azureKey, crcHex } from "./checksums";
import {
  authorizedUserFile,
  awsKeyId,
  bedrockSecret,
  bedrockShortKey,
  jwtShape,
  sapServiceKey,
  serviceAccountFile,
} from "./forms";
import { alone, context, pair, provider } from "./kind";
import { alsoNot, coded, free, oneOf, run, shape, type Shape } from "./shape";
import { ALNUM, BASE64, HEX, URL_SAFE, plausible } from "./text";

/** The code of AI Services makes a run of As, which is no sign of a placeholder. */
const azure: Shape = {
  ...alsoNot(shape(coded((random) => azureKey(random, { service: "B" }), "x".repeat(84), "fixed")), (random) => {
    const key = azureKey(random);
    const at = (start: number, text: string): string => key.slice(0, start) + text + key.slice(start + text.length);
    return [
      { text: at(52, "JQQJ98"), why: "another signature" },
      { text: at(59, "M"), why: "a thirteenth month" },
      { text: at(76, "ACOH"), why: "another provider" },
    ];
  }),
  make: (random) => azureKey(random),
};

/** The checksum of Cloudflare is told to cover the prefix; nobody publishes the recipe. */
const cloudflare = ([first, ...others]: readonly [string, ...string[]]): Shape => {
  const of = (prefix: string): Shape =>
    shape(
      prefix,
      coded(
        (random) => {
          const body = random.chars(ALNUM, 40);
          return body + crcHex(prefix + body);
        },
        "x".repeat(48),
        "fixed",
      ),
    );
  return oneOf(of(first), ...others.map(of));
};

const bedrockLong = alsoNot(
  shape(
    "ABSK",
    coded((random) => Buffer.from(bedrockSecret(random)).toString("base64"), "x".repeat(120)),
  ),
  (random) => [
    { text: "ABSK" + random.chars(BASE64, 120), why: "the text inside is something else" },
    { text: "ABSK" + Buffer.from("BedrockAPIKey-" + random.chars(ALNUM, 12)).toString("base64"), why: "no secret" },
  ],
);

/** The address inside names the service at once, so that much of the key is the same for all. */
const bedrockShort: Shape = {
  prefix: "bedrock-api-key-" + Buffer.from("bedrock.amazonaws.com").toString("base64"),
  make: (random) => plausible(() => bedrockShortKey(random)),
  nearMisses: (random) => [
    { text: "bedrock-api-key-" + random.chars(ALNUM, 30), why: "the text inside is no address" },
    { text: "bedrock-api-key-" + Buffer.from("sts.amazonaws.com/?Action=").toString("base64"), why: "another service" },
    { text: "bedrock-api-key-your-key-here", why: "placeholder: words" },
    { text: "bedrock-api-key-...", why: "placeholder: dots" },
  ],
};

const awsId: Shape = {
  prefix: "A",
  make: (random) => awsKeyId(random),
  nearMisses: (random) => {
    const id = awsKeyId(random);
    return [
      { text: id.slice(0, -1), why: "too short" },
      { text: id + random.chars("ABCDEFGH", 1), why: "too long" },
      { text: id.slice(0, 12) + "1" + id.slice(13), why: "a character that the body cannot have" },
      { text: "ABIA" + id.slice(4), why: "another kind of identifier" },
      { text: "AKIA" + "X".repeat(16), why: "placeholder: one character repeated" },
      { text: "AKIA...", why: "placeholder: dots" },
    ];
  },
};

const awsSecret = alsoNot(shape(run(BASE64, 40)), (random) => [
  { text: random.chars(HEX, 40), why: "a SHA-1 digest" },
  { text: "your-secret-access-key", why: "placeholder: words" },
]);

export const CLOUD = [
  provider(
    "azure-openai",
    "AZURE_OPENAI_API_KEY",
    alone("A", "identifiable key (new)", azure),
    context("B", "legacy key", shape(run(HEX, 32))),
  ),
  provider(
    "google-vertex",
    "GOOGLE_CREDENTIALS",
    alone("A", "service account JSON", serviceAccountFile, { json: true }),
    alone("A", "ADC authorized_user JSON", authorizedUserFile, { json: true }),
    alone(
      "B",
      "OAuth access token",
      alsoNot(shape("ya29.", free(URL_SAFE, 180)), (random) => [
        { text: "ya29." + random.chars(ALNUM, 6), why: "too short" },
      ]),
      { env: "GOOGLE_VERTEX_API_KEY" },
    ),
  ),
  provider(
    "aws-bedrock",
    "AWS_BEARER_TOKEN_BEDROCK",
    alone("A", "long-lived Bedrock API key", bedrockLong),
    alone("A", "short-lived Bedrock API key", bedrockShort),
    alone("B", "access key id", awsId, { env: "AWS_ACCESS_KEY_ID", noSecret: true }),
    pair("A", "secret access key", awsSecret, (random) => awsKeyId(random), { env: "AWS_SECRET_ACCESS_KEY" }),
  ),
  provider(
    "databricks",
    "DATABRICKS_TOKEN",
    alone(
      "A",
      "personal access token",
      oneOf(shape("dapi", run(HEX, 32)), shape("dapi", run(HEX, 32), "-", free("123456789", 1))),
    ),
    alone("C", "OAuth service-principal secret", shape("dose", run(HEX, 32)), { env: "DATABRICKS_CLIENT_SECRET" }),
  ),
  provider(
    "cloudflare-workers-ai",
    "CLOUDFLARE_API_TOKEN",
    alone("B", "user / account token, global key (2026 format)", cloudflare(["cfut_", "cfat_", "cfk_"])),
    context("B", "older API token", shape(run(URL_SAFE, 40))),
    context("B", "older global key", shape(run(HEX, 37)), { env: "CLOUDFLARE_API_KEY" }),
  ),
  provider(
    "ibm-watsonx",
    "WATSONX_APIKEY",
    context("B", "IAM API key", shape(run(URL_SAFE, 44, { from: 42, to: 44 }))),
  ),
  provider("sap-ai-core", "AICORE_SERVICE_KEY", alone("C", "service key JSON", sapServiceKey, { json: true })),
  provider("snowflake-cortex", "SNOWFLAKE_PAT", context("B", "programmatic access token", jwtShape("ES256"))),
].flat();
