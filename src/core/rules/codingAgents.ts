// Agents that write, review and search code.
import { START } from "./boundaries";
import { decodeBase64, latin1 } from "./checksums";
import { asToken, expiry, expiryAt, issuedBy, JWT } from "./jwt";
import { inVariable, near } from "./near";
import { inBothCasesWithDigit, withDigit } from "./randomness";
import { defineRules } from "./rule";
import { anyHex, base32Lower, base64, digits, hex, lower, type Run, url, word } from "./shape";

/** What an older Devin key holds in base64: whom it belongs to, and a secret. */
const opensDevin = (key: string, prefix: string, owner: string): boolean =>
  latin1(decodeBase64(key.slice(prefix.length)))?.startsWith(owner) ?? false;

/** What a Copilot session may do, in clear, and the signature over it. */
const FIELDS: Run = {
  class: "A-Za-z0-9=;:.,/+_-",
  alphabet: "abcdefghijklmnopqrstuvwxyz0123456789=;:.",
  min: 20,
  max: 1500,
  name: "characters of fields and a signature",
};

export const CODING_AGENT_RULES = [
  ...defineRules(
    {
      provider: "cursor",
      vendor: "Cursor",
      envNames: ["CURSOR_API_KEY"],
      revokeUrl: "https://cursor.com/dashboard?tab=integrations",
      sources: ["https://cursor.com/docs/account/teams/admin-api"],
    },
    {
      id: "cursor-api-key",
      title: "API key",
      evidence: "B",
      shapes: [["key_", lower(64)]],
      check: withDigit,
    },
    {
      id: "cursor-new-key",
      title: "API key",
      evidence: "C",
      shapes: [["crsr_", url(64)]],
      check: withDigit,
    },
  ),
  ...defineRules(
    {
      provider: "sourcegraph",
      vendor: "Sourcegraph",
      envNames: ["SRC_ACCESS_TOKEN", "SOURCEGRAPH_TOKEN"],
      revokeUrl: "https://sourcegraph.com/user/settings/tokens",
      sources: ["https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token"],
    },
    {
      id: "sourcegraph-access-token",
      title: "access token",
      evidence: "B",
      shapes: [
        ["sgp_", anyHex(40)],
        ["sgp_", anyHex(16), "_", anyHex(40)],
        ["sgp_local_", anyHex(40)],
      ],
    },
    {
      id: "sourcegraph-cody-token",
      title: "Cody gateway token",
      evidence: "B",
      shapes: [["slk_", hex(64)]],
    },
    {
      id: "sourcegraph-amp-key",
      title: "Amp key",
      evidence: "D",
      envName: "AMP_API_KEY",
      shapes: [["sgamp_", word(20, 200)]],
      check: withDigit,
    },
  ),
  ...defineRules(
    {
      provider: "tabnine",
      vendor: "Tabnine",
      envNames: ["TABNINE_TOKEN"],
      revokeUrl: "https://app.tabnine.com/profile/access-tokens",
      sources: ["https://docs.tabnine.com/"],
    },
    {
      id: "tabnine-token",
      title: "access token",
      evidence: "D",
      shapes: [JWT],
      context: { names: ["tabnine"], reach: 60 },
      // Its claims are not published; an address of others is no issuer of its tokens.
      check: issuedBy(/tabnine|^(?!https?:)/i),
      notes: expiry,
      seal: asToken({ aud: "cli" }),
      around: inVariable("TABNINE_TOKEN"),
    },
  ),
  ...defineRules(
    {
      provider: "devin",
      vendor: "Devin",
      envNames: ["DEVIN_API_KEY"],
      revokeUrl: "https://app.devin.ai/settings/api-keys",
      sources: ["https://docs.devin.ai/api-reference/overview"],
    },
    {
      id: "devin-personal-key",
      title: "personal API key",
      evidence: "B",
      shapes: [["apk_user_", base64(120, 180)]],
      source: `${START}apk_user_[A-Za-z0-9+/]{120,180}={0,2}(?![A-Za-z0-9+/=_-])`,
      check: (key) => (opensDevin(key, "apk_user_", "user-") ? "raise" : "lower"),
      seal: (key) => `apk_user_${btoa(`user-${key.slice(9, 33)}_org-${key.slice(33, 57)}:${key.slice(57, 89)}`)}`,
      nearMisses: (dice) => [`apk_user_${dice.draw("abcXYZ019", 119)}`, `apk_user_${dice.draw("abcXYZ019", 181)}`],
    },
    {
      id: "devin-service-key",
      title: "service API key",
      evidence: "B",
      shapes: [["apk_", base64(80, 100)]],
      source: `${START}apk_[A-Za-z0-9+/]{80,100}={0,2}(?![A-Za-z0-9+/=_-])`,
      check: (key) => (opensDevin(key, "apk_", "org-") ? "raise" : "lower"),
      seal: (key) => `apk_${btoa(`org-${key.slice(4, 28)}:${key.slice(28, 60)}`)}`,
      nearMisses: (dice) => [`apk_${dice.draw("abcXYZ019", 79)}`, `apk_${dice.draw("abcXYZ019", 101)}`],
    },
    {
      id: "devin-service-user-token",
      title: "service user token",
      evidence: "B",
      shapes: [["cog_", base32Lower(52)]],
      check: withDigit,
    },
  ),
  ...defineRules(
    {
      provider: "greptile",
      vendor: "Greptile",
      envNames: ["GREPTILE_API_KEY"],
      revokeUrl: "https://app.greptile.com/settings/api",
      sources: ["https://www.greptile.com/docs/introduction"],
    },
    {
      id: "greptile-api-key",
      title: "API key",
      evidence: "C",
      shapes: [[base64(48)]],
      context: near(["greptile"], ["api.greptile.com"]),
      check: inBothCasesWithDigit(),
      around: inVariable("GREPTILE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "coderabbit",
      vendor: "CodeRabbit",
      envNames: ["CODERABBIT_API_KEY"],
      revokeUrl: "https://app.coderabbit.ai/settings",
      sources: ["https://docs.coderabbit.ai/integrations/code-rabbit-api"],
    },
    { id: "coderabbit-api-key", title: "API key", evidence: "C", shapes: [["cr-", hex(58)]] },
  ),
  ...defineRules(
    {
      provider: "copilot-editors",
      vendor: "GitHub Copilot",
      envNames: ["GITHUB_COPILOT_TOKEN"],
      revokeUrl: "https://github.com/settings/applications",
      sources: ["https://github.com/copilot"],
    },
    {
      id: "github-copilot-session-token",
      title: "session token",
      evidence: "D",
      shapes: [["tid=", hex(32), ";exp=", digits(10), ";", FIELDS]],
      source: `${START}tid=[0-9a-f]{32};exp=\\d{10};[A-Za-z0-9=;:.,/+_-]{20,1500}(?![A-Za-z0-9=;:.,/+_-])`,
      anchors: ["tid="],
      notes: (token) => ["Valid for about half an hour.", ...expiryAt(Number(/;exp=(\d+)/.exec(token)?.[1]))],
      nearMisses: (dice) => [`tid=${dice.draw("0123456789abcdef", 32)};exp=soon;sku=free;chat=1;st=dotcom;rt=1`],
    },
  ),
];
