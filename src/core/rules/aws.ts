import { decodeBase64, latin1 } from "./checksums";
import { inVariable, spelled } from "./near";
import { inBothCasesWithDigit } from "./randomness";
import { defineRules, type Vendor } from "./rule";
import { base32, base64, oneOf } from "./shape";

const BEDROCK: Vendor = {
  provider: "aws-bedrock",
  vendor: "Amazon Bedrock",
  envNames: ["AWS_BEARER_TOKEN_BEDROCK"],
  revokeUrl: "https://console.aws.amazon.com/bedrock/home#/api-keys",
  sources: ["https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html"],
};

const IAM: Vendor = {
  provider: "aws-bedrock",
  vendor: "AWS",
  envNames: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
  revokeUrl: "https://console.aws.amazon.com/iam/home#/security_credentials",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"],
};

/** base64 of "BedrockAPIKey-" up to the last whole character. */
const LONG_HEAD = "QmVkcm9ja0FQSUtleS";
/** base64 of "bedrock.amazonaws.com". */
const SHORT_HEAD = "YmVkcm9jay5hbWF6b25hd3MuY29t";

export const AWS_RULES = [
  ...defineRules(
    BEDROCK,
    {
      id: "aws-bedrock-key",
      title: "API key",
      evidence: "A",
      // The next character ends the "-" and begins a letter or digit, so it is one of two.
      shapes: [[`ABSK${LONG_HEAD}`, oneOf("01"), base64(80, 254)]],
      source: `(?<![A-Za-z0-9_+/-])ABSK${LONG_HEAD}[A-Za-z0-9+/]{80,255}={0,2}(?![A-Za-z0-9+/=])`,
      check: (key) => (latin1(decodeBase64(key.slice(4)))?.startsWith("BedrockAPIKey-") ? "pass" : "reject"),
    },
    {
      id: "aws-bedrock-session-key",
      title: "short-lived API key",
      evidence: "A",
      shapes: [[`bedrock-api-key-${SHORT_HEAD}`, base64(900, 2400)]],
      source: `(?<![A-Za-z0-9_-])bedrock-api-key-${SHORT_HEAD}[A-Za-z0-9+/]{20,3600}={0,2}(?![A-Za-z0-9+/=])`,
      notes: (key) => {
        const query = latin1(decodeBase64(key.slice("bedrock-api-key-".length))) ?? "";
        const date = /X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(query);
        const made = date ? ` Made at ${date[1]}-${date[2]}-${date[3]} ${date[4]}:${date[5]} UTC.` : "";
        return [`Valid for twelve hours at most.${made}`];
      },
    },
  ),
  ...defineRules(
    IAM,
    {
      id: "aws-access-key-id",
      title: "access key id",
      evidence: "B",
      confidence: "low",
      shapes: [
        ["AKIA", base32(16)],
        ["ASIA", base32(16)],
      ],
      notes: () => ["This is the name of a key, not its secret half."],
    },
    {
      id: "aws-secret-access-key",
      title: "secret access key",
      evidence: "A",
      envName: "AWS_SECRET_ACCESS_KEY",
      shapes: [[base64(40)]],
      context: {
        names: [...spelled("aws_secret", "secret_access_key"), "aws_sk"],
        pairs: ["AKIA", "ASIA"],
        keyNames: ["secretkey", "secret_key"],
        hosts: [".amazonaws.com"],
        reach: 400,
      },
      // Neither a path nor a SHA-1.
      check: inBothCasesWithDigit(),
      around: inVariable("AWS_SECRET_ACCESS_KEY"),
    },
  ),
];
