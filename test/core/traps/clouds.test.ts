import assert from "node:assert/strict";
import { jwt, serviceAccount } from "../../support/keys/index";
import { randomFrom } from "../../support/random";
import { alnum, base64, findingsIn, hex, lower, testTraps, words } from "./trap";

describe("traps of clouds", () => {
  testTraps([
    [
      "Google: a schema that only names the fields of a service account",
      () => '{"type": {"const": "service_account"}, "private_key": {"type": "string"}, "client_email": "string"}',
    ],
    [
      "AWS: the documentation's secret",
      () => `aws_secret_access_key = "${"wJalr" + "XUtnFEMI/K7MDENG/" + "bPxRfiCY" + "EXAMPLEKEY"}"`,
    ],
    ["AWS: the documentation's id", () => "aws_access_key_id = AKIA" + "IOSFODNN7" + "EXAMPLE"],
    ["AWS: a SHA-1 as the secret half", (random) => `AWS_SECRET_ACCESS_KEY=${hex(random, 40)}`],
    [
      "AWS: a secret in an env file is found",
      (random) => `AWS_SECRET_ACCESS_KEY=aA1${base64(random, 37)}`,
      "aws-secret-access-key",
    ],
    [
      "AWS: identifiers that are no keys",
      (random) => ["ABIA", "ACCA"].map((head) => head + random.chars("ABCDEFGHIJKLMNOP2345", 16)).join("\n"),
    ],
    ["Databricks: a method of an exchange's client", () => "exchange.dapiPublicGetTickerPrice(symbol)"],
    ["Databricks: more digits than a token has", (random) => `dapi${hex(random, 33)}`],
    ["Cloudflare: the id of an account", (random) => `CLOUDFLARE_ACCOUNT_ID=${hex(random, 32)}`],
    ["Cloudflare: an action pinned to a commit", (random) => `uses: cloudflare/wrangler-action@${hex(random, 40)}`],
    ["Cloudflare: a page of the documentation", (random) => `https://cloudflare.com/${words(random, "-", 40)}/`],
    ["IBM: base64 of 32 bytes", (random) => `IBM_API_BLOB = "${base64(random, 43)}="`],
    ["IBM: a long base64 blob", (random) => `ibm_api_blob = "${base64(random, 200)}"`],
    ["IBM: a slug of 44 characters", (random) => `ibm_api_doc = "${words(random, "-", 44).slice(0, 44)}"`],
    [
      "Snowflake: the token of another issuer",
      (random) => {
        const payload = { iss: "https://accounts.google.com", sub: random.uuid() };
        return `snowflake_id_token = "${jwt(random, { payload, algorithm: "RS256" })}"`;
      },
    ],
    [
      "Snowflake: a database's public token in a file that names a Snowflake host",
      (random) => {
        const payload = { iss: "supabase", ref: random.chars("abcdefghijkmnop", 20), role: "anon" };
        return `anon = "${jwt(random, { payload })}"\nurl = "https://atlas.snowflakecomputing.com"`;
      },
    ],
    [
      "Snowflake: the token that jwt.io shows",
      (random) => `SNOWFLAKE_TOKEN=${jwt(random, { payload: { sub: random.uuid(), name: "John Doe" } })}`,
    ],
    ["a token that nothing names", (random) => `token = "${jwt(random)}"`],
    [
      "SAP: a secret beside another service's client id",
      (random) => `{"clientid": "sb-x!b7", "clientsecret": "${random.uuid()}$${alnum(random, 43)}="}`,
    ],
    ["a digest in a variable that ends in one", (random) => `cloudflare_sha1 = "${hex(random, 40)}"`],
    [
      "a word before the head",
      (random) => `xdapi${hex(random, 32)} overdose${hex(random, 32)} x-cfk_${lower(random, 48)}`,
    ],
  ]);

  it("Cloudflare: no checksum decides, since nobody publishes its recipe", () => {
    const random = randomFrom("cloudflare");
    for (let i = 0; i < 20; i++) {
      const [finding] = findingsIn(`token = "cfut_${alnum(random, 40)}${hex(random, 8)}"`);
      assert.deepEqual([finding?.ruleId, finding?.confidence], ["cloudflare-token", "high"]);
    }
  });

  it("Google: a key is found whatever account it is for, as long as the file names one", () => {
    assert.equal(findingsIn(serviceAccount(randomFrom("account"))).length, 1);
    assert.equal(
      findingsIn(serviceAccount(randomFrom("none"), { client_email: "", client_x509_cert_url: "" })).length,
      0,
    );
  });
});
