import type { Random } from "../random";
import { base32 } from "./checksums";
import type { Shape } from "./shape";
import { ALNUM, BASE64, DIGITS, HEX, LOWER_ALNUM, UPPER_ALNUM, URL_SAFE, hasRun, plausible } from "./text";

/** Keys that carry a document: tokens with claims, presigned addresses, whole JSON files. */

type Fields = Readonly<Record<string, unknown>>;

/** A time in seconds, years ahead of every test run. */
export function laterOn(random: Random): number {
  return 1_900_000_000 + random.int(100_000_000);
}

/** `size` random bytes. */
export function bytes(random: Random, size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, () => random.int(256)));
}

export interface JwtFacts {
  readonly payload?: Fields;
  /** HS256 signs with 32 bytes, ES256 with 64, RS256 with 256. */
  readonly algorithm?: "HS256" | "ES256" | "RS256";
}

/** A JSON Web Token; its signature is random. By default its claims hold a subject and an expiry. */
export function jwt(random: Random, { algorithm = "HS256", payload }: JwtFacts = {}): string {
  const size = { HS256: 32, ES256: 64, RS256: 256 }[algorithm];
  const part = (fields: Fields): string => Buffer.from(JSON.stringify(fields)).toString("base64url");
  return [
    part({ alg: algorithm, typ: "JWT" }),
    part(payload ?? { sub: random.uuid(), exp: laterOn(random) }),
    bytes(random, size).toString("base64url"),
  ].join(".");
}

/** A kind whose keys are tokens with claims. */
export function jwtShape(algorithm: JwtFacts["algorithm"] = "HS256", payload?: (random: Random) => Fields): Shape {
  return {
    prefix: "eyJ",
    make: (random) => plausible(() => jwt(random, { algorithm, ...(payload ? { payload: payload(random) } : {}) })),
    nearMisses: (random) => {
      const [head = "", claims = ""] = jwt(random).split(".");
      return [
        { text: head, why: "only the head of a token" },
        { text: `${head}.${claims}`, why: "a token without its signature" },
        { text: `${head}..${random.chars(URL_SAFE, 43)}`, why: "a token without its claims" },
        { text: "eyJ...", why: "placeholder: dots" },
      ];
    },
  };
}

/** An AWS access key id, whose first six bytes hold the account number. */
export function awsKeyId(random: Random, facts: { head?: "AKIA" | "ASIA"; account?: string } = {}): string {
  const head = facts.head ?? random.pick(["AKIA", "ASIA"]);
  return plausible(() => {
    const account = BigInt(facts.account ?? random.chars("123456789", 1) + random.chars(DIGITS, 11));
    const owner = Buffer.alloc(8);
    owner.writeBigUInt64BE((1n << 47n) | (account << 7n) | BigInt(random.int(128)));
    return head + base32(Buffer.concat([owner.subarray(2), bytes(random, 4)]));
  });
}

/** The text inside a long-lived Bedrock key. */
export function bedrockSecret(random: Random): string {
  return `BedrockAPIKey-${random.chars(ALNUM, 12)}:${random.chars(BASE64, 60 + random.int(40))}`;
}

export interface PresignedFacts {
  /** When it was signed; it is valid for `expires` seconds, at most twelve hours. */
  readonly date?: Date;
  readonly expires?: number;
}

/** A short-lived Bedrock key: a presigned address in base64, more than 1,000 characters long. */
export function bedrockShortKey(random: Random, facts: PresignedFacts = {}): string {
  const time = (facts.date ?? new Date(laterOn(random) * 1000)).toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${awsKeyId(random, { head: "ASIA" })}/${time.slice(0, 8)}/us-east-1/bedrock/aws4_request`;
  const query = new URLSearchParams({
    Action: "CallWithBearerToken",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": scope,
    "X-Amz-Date": time,
    "X-Amz-Expires": String(facts.expires ?? 43200),
    "X-Amz-Security-Token": random.chars(BASE64, 600),
    "X-Amz-Signature": random.chars(HEX, 64),
    "X-Amz-SignedHeaders": "host",
  });
  return "bedrock-api-key-" + Buffer.from(`bedrock.amazonaws.com/?${query}`).toString("base64");
}

/** A DER-encoded ECDSA signature: a sequence of two integers. */
export function derSignature(random: Random): Buffer {
  const integer = (): Buffer => {
    const value = bytes(random, 32);
    const sign = (value[0] ?? 0) > 127 ? [0] : [];
    return Buffer.from([2, 32 + sign.length, ...sign, ...value]);
  };
  const content = Buffer.concat([integer(), integer()]);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

/** The armour of a private key, in two halves so that no stored file looks like one. */
const armour = (edge: "BEGIN" | "END", what: string): string => `-----${edge} ${what}-----`;

function pem(random: Random, what = "PRIVATE " + "KEY"): string {
  // What every PKCS#8 RSA key starts with: version, algorithm identifier, and the head of the key itself.
  const head = Buffer.from("308204be020100300d06092a864886f70d0101010500048204a8308204a40201000282010100", "hex");
  const draw = (): string => Buffer.concat([head, bytes(random, 1184)]).toString("base64");
  const lines = plausible(draw).match(/.{1,64}/g) ?? [];
  return [armour("BEGIN", what), ...lines, armour("END", what), ""].join("\n");
}

/** A Google service account file. */
export function serviceAccount(random: Random, changes: Fields = {}): string {
  const project = `${random.pick(["atlas", "harbor", "meadow"])}-${random.chars(LOWER_ALNUM, 6)}`;
  const email = `indexer@${project}.iam.gserviceaccount.com`;
  const certificates = "https://www.googleapis.com/oauth2/v1/certs";
  return json({
    type: "service_account",
    project_id: project,
    private_key_id: plausible(() => random.chars(HEX, 40)),
    private_key: pem(random),
    client_email: email,
    client_id: plausible(() => random.chars("123456789", 1) + random.chars(DIGITS, 20)),
    auth_uri: "https://accounts.google.com/o/oauth2/auth",
    token_uri: "https://oauth2.googleapis.com/token",
    auth_provider_x509_cert_url: certificates,
    client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(email)}`,
    universe_domain: "googleapis.com",
    ...changes,
  });
}

export const serviceAccountFile: Shape = document(
  (random) => serviceAccount(random),
  (random) => [
    { text: serviceAccount(random, { private_key: undefined }), why: "a service account without its private key" },
    { text: serviceAccount(random, { private_key: pem(random, "PUBLIC " + "KEY") }), why: "a public key" },
    { text: serviceAccount(random, { private_key: "" }), why: "an empty private key" },
    {
      text: json({ properties: { type: { const: "service_account" }, private_key: { type: "string" } } }),
      why: "a schema that only names the fields",
    },
  ],
);

/** The client secret of an installed Google application. */
function googleClientSecret(random: Random, length = 28): string {
  return "GOCSPX-" + plausible(() => random.chars(URL_SAFE, length));
}

/** The file that `gcloud auth application-default login` writes. */
export const authorizedUserFile: Shape = document(
  (random) =>
    json({
      client_id: `${random.chars(DIGITS, 12)}-${random.chars(LOWER_ALNUM, 32)}.apps.googleusercontent.com`,
      client_secret: googleClientSecret(random),
      refresh_token: "1//0" + plausible(() => random.chars(URL_SAFE, 99)),
      type: "authorized_user",
    }),
  (random) => [
    { text: googleClientSecret(random, 27), why: "too short" },
    { text: googleClientSecret(random, 29), why: "too long" },
    { text: "GOCSPX-your-client-secret", why: "placeholder: words" },
    { text: "GOCSPX-...", why: "placeholder: dots" },
  ],
);

/** The service key of an SAP AI Core instance. */
export const sapServiceKey: Shape = document(
  (random) =>
    sapKey(random, `sb-${random.uuid()}!b${random.chars("123456789", 6)}|aicore!b${random.chars("123456789", 3)}`),
  (random) => [
    {
      text: sapKey(random, `sb-${random.uuid()}!b${random.chars("123456789", 6)}`),
      why: "another service than AI Core",
    },
    { text: sapKey(random, ""), why: "no client id" },
    { text: sapKey(random, "your-client-id"), why: "placeholder: words" },
  ],
);

function sapKey(random: Random, clientid: string): string {
  const zone = random.pick(["meadow", "harbor", "orchard"]);
  return json({
    clientid,
    clientsecret: `${random.uuid()}$${plausible(() => random.chars(URL_SAFE, 43))}=`,
    url: `https://${zone}.authentication.eu10.hana.ondemand.com`,
    serviceurls: { AI_API_URL: "https://api.ai.prod.eu-central-1.aws.ml.hana.ondemand.com" },
    appname: random.uuid(),
    identityzone: zone,
  });
}

/** The clear-text session token of GitHub Copilot. */
export function copilotToken(random: Random, exp = laterOn(random)): string {
  const id = plausible(() => random.chars(HEX, 32));
  return `tid=${id};exp=${exp};sku=${random.chars(UPPER_ALNUM, 5)};chat=1:${plausible(() => random.chars(HEX, 64))}`;
}

function document(make: Shape["make"], nearMisses: Shape["nearMisses"]): Shape {
  return {
    prefix: "",
    make: (random) => {
      for (;;) {
        const text = make(random);
        if (!hasRun(text.replace(/-{5}/g, "").replace(/^ +/gm, ""))) return text;
      }
    },
    nearMisses,
  };
}

function json(fields: Fields): string {
  return JSON.stringify(fields, null, 2);
}
