// Clouds that serve models among much else.
import { crc32 } from "./checksums";
import { asToken, expiry, issuedBy, JWT } from "./jwt";
import { inVariable, near, spelled } from "./near";
import { inBothCasesWithDigit } from "./randomness";
import { defineRules, type Vendor } from "./rule";
import { alnum, digits, hex, url, uuid } from "./shape";

const DATABRICKS: Vendor = {
  provider: "databricks",
  vendor: "Databricks",
  envNames: ["DATABRICKS_TOKEN", "DATABRICKS_CLIENT_SECRET"],
  revokeUrl: "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
  sources: ["https://docs.databricks.com/aws/en/dev-tools/auth/pat"],
};

const CLOUDFLARE: Vendor = {
  provider: "cloudflare-workers-ai",
  vendor: "Cloudflare",
  envNames: ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY", "CF_API_TOKEN", "CF_AIG_TOKEN"],
  revokeUrl: "https://dash.cloudflare.com/profile/api-tokens",
  sources: ["https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/"],
};

const CLOUDFLARE_HOSTS: readonly string[] = ["api.cloudflare.com", "gateway.ai.cloudflare.com"];

const IBM: Vendor = {
  provider: "ibm-watsonx",
  vendor: "IBM Cloud",
  envNames: ["WATSONX_APIKEY", "WATSONX_API_KEY", "WX_API_KEY", "IBM_CLOUD_API_KEY"],
  revokeUrl: "https://cloud.ibm.com/iam/apikeys",
  sources: ["https://cloud.ibm.com/docs/account?topic=account-userapikey"],
};

const SAP: Vendor = {
  provider: "sap-ai-core",
  vendor: "SAP AI Core",
  envNames: ["AICORE_CLIENT_SECRET", "AICORE_SERVICE_KEY"],
  revokeUrl: "https://cockpit.btp.cloud.sap",
  sources: ["https://help.sap.com/docs/sap-ai-core/sap-ai-core-service-guide/create-service-key"],
};

const SNOWFLAKE: Vendor = {
  provider: "snowflake-cortex",
  vendor: "Snowflake",
  envNames: ["SNOWFLAKE_PAT", "SNOWFLAKE_CORTEX_PAT", "SNOWFLAKE_TOKEN", "SNOWFLAKE_JWT"],
  revokeUrl: "https://app.snowflake.com",
  sources: ["https://docs.snowflake.com/en/user-guide/programmatic-access-tokens"],
};

/** The last eight digits, as one published example has them; Cloudflare publishes no recipe, so nothing rests on it. */
const cloudflareSum = (token: string): string => crc32(token.slice(0, -8)).toString(16).padStart(8, "0");

export const CLOUD_RULES = [
  ...defineRules(
    DATABRICKS,
    {
      id: "databricks-token",
      title: "personal access token",
      evidence: "A",
      shapes: [
        ["dapi", hex(32)],
        ["dapi", hex(32), "-", digits(1, 2)],
      ],
      nearMisses: () => ["dapiPublicGetTickerPriceOfEverySymbol"],
    },
    {
      id: "databricks-oauth-secret",
      title: "OAuth secret of a service principal",
      evidence: "C",
      envName: "DATABRICKS_CLIENT_SECRET",
      shapes: [["dose", hex(32)]],
    },
  ),
  ...defineRules(
    CLOUDFLARE,
    {
      id: "cloudflare-token",
      title: "token",
      evidence: "B",
      shapes: ["cfut_", "cfat_", "cfk_"].map((prefix) => [prefix, alnum(40), hex(8)]),
      check: (token) => (token.endsWith(cloudflareSum(token)) ? "raise" : "pass"),
      seal: (token) => token.slice(0, -8) + cloudflareSum(token),
    },
    {
      id: "cloudflare-legacy-token",
      title: "API token",
      evidence: "B",
      shapes: [[url(40)]],
      context: near(["cloudflare", ...spelled("cf_api_token", "cf_aig_token")], CLOUDFLARE_HOSTS),
      check: inBothCasesWithDigit(),
      around: inVariable("CLOUDFLARE_API_TOKEN"),
      nearMisses: (dice) => [dice.draw("0123456789abcdef", 40)],
    },
    {
      id: "cloudflare-legacy-global-key",
      title: "global API key",
      evidence: "B",
      envName: "CLOUDFLARE_API_KEY",
      shapes: [[hex(37)]],
      context: near(["cloudflare", "x-auth-key", ...spelled("cf_api_key")], CLOUDFLARE_HOSTS),
      around: inVariable("CLOUDFLARE_API_KEY"),
    },
  ),
  ...defineRules(IBM, {
    id: "ibm-cloud-api-key",
    title: "API key",
    evidence: "B",
    // Some take 42 and 43 characters too, but 43 are a SHA-256 digest without its padding.
    shapes: [[url(44)]],
    // The signs of base64 beside it make it a part of a blob.
    source: "(?<![A-Za-z0-9_+/-])[A-Za-z0-9_-]{44}(?![A-Za-z0-9_+/=-])",
    context: near(
      ["watsonx", ...spelled("ibm_cloud", "ibm_api", "ibm_key", "iam_api_key", "wx_api_key")],
      [".cloud.ibm.com"],
    ),
    check: inBothCasesWithDigit(),
    around: inVariable("WATSONX_APIKEY"),
    nearMisses: (dice) => [43, 45].map((length) => dice.draw("abcXYZ019", length)),
  }),
  ...defineRules(SAP, {
    id: "sap-ai-core-client-secret",
    title: "client secret",
    evidence: "C",
    shapes: [[...uuid, "$", url(43), "="]],
    // The client id of a service key names the service, and stands right before its secret.
    context: { names: spelled("aicore_client_secret"), pairs: ["|aicore!b"], reach: 200 },
    around: () => ['{"clientid": "sb-atlas!b7|aicore!b3", "clientsecret": "', '"}'],
  }),
  ...defineRules(SNOWFLAKE, {
    id: "snowflake-access-token",
    title: "programmatic access token",
    evidence: "B",
    shapes: [JWT],
    context: { names: ["snowflake"], hosts: [".snowflakecomputing.com"], reach: 80 },
    check: issuedBy(/^SF:|SHA256:|snowflake/i),
    notes: expiry,
    seal: asToken({ iss: "SF:1049" }),
    around: inVariable("SNOWFLAKE_PAT"),
  }),
];
