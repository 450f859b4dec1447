// What agents run in, remember with and act through.
import { START } from "./boundaries";
import { inVariable, spelled } from "./near";
import { inBothCases, withDigit } from "./randomness";
import { defineRules } from "./rule";
import { alnum, anyHex, base64, hex, url, uuid } from "./shape";

export const AGENT_TOOL_RULES = [
  ...defineRules(
    {
      provider: "e2b",
      vendor: "E2B",
      envNames: ["E2B_API_KEY", "E2B_ACCESS_TOKEN"],
      revokeUrl: "https://e2b.dev/dashboard?tab=keys",
      sources: ["https://e2b.dev/docs/api-key"],
    },
    { id: "e2b-api-key", title: "API key", evidence: "A", shapes: [["e2b_", hex(40)]] },
    {
      id: "e2b-access-token",
      title: "access token",
      evidence: "A",
      envName: "E2B_ACCESS_TOKEN",
      shapes: [["sk_e2b_", hex(40)]],
      notes: () => ["E2B has retired tokens of this kind in August 2026."],
    },
  ),
  ...defineRules(
    {
      provider: "composio",
      vendor: "Composio",
      envNames: ["COMPOSIO_API_KEY", "COMPOSIO_ORG_API_KEY", "COMPOSIO_USER_API_KEY"],
      revokeUrl: "https://platform.composio.dev",
      sources: ["https://docs.composio.dev/api-reference/authenticating"],
    },
    {
      id: "composio-project-key",
      title: "project API key",
      evidence: "A",
      shapes: [["ak_", url(20)]],
      context: { names: ["composio"], hosts: ["backend.composio.dev"], reach: 80 },
      check: inBothCases(3),
      around: inVariable("COMPOSIO_API_KEY"),
    },
    {
      id: "composio-org-key",
      title: "organization or user API key",
      evidence: "A",
      envName: "COMPOSIO_ORG_API_KEY",
      shapes: [
        ["oak_", url(20)],
        ["uak_", url(43)],
      ],
      check: inBothCases(4),
    },
    {
      id: "composio-consumer-key",
      title: "consumer key",
      evidence: "C",
      shapes: [["ck_", url(20)]],
      context: { names: ["composio", "x-consumer-api-key"], hosts: ["backend.composio.dev"], reach: 80 },
      check: inBothCases(3),
      around: inVariable("COMPOSIO_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "browserbase",
      vendor: "Browserbase",
      envNames: ["BROWSERBASE_API_KEY"],
      revokeUrl: "https://www.browserbase.com/settings",
      sources: ["https://docs.browserbase.com/reference/api/overview"],
    },
    {
      id: "browserbase-api-key",
      title: "API key",
      evidence: "B",
      shapes: [
        ["bb_live_", url(20, 64)],
        ["bb_test_", url(20, 64)],
      ],
      check: inBothCases(8),
      nearMisses: () => ["bb_test_data_loader_for_the_warehouse"],
    },
  ),
  ...defineRules(
    {
      provider: "coze",
      vendor: "Coze",
      envNames: ["COZE_API_TOKEN", "COZE_API_KEY"],
      revokeUrl: "https://www.coze.com/open/oauth/pats",
      sources: ["https://www.coze.com/open/docs/developer_guides/pat"],
    },
    {
      id: "coze-access-token",
      title: "personal access token",
      evidence: "B",
      shapes: [["pat_", alnum(64)]],
      context: { names: ["coze"], hosts: ["api.coze.com", "api.coze.cn"], reach: 60 },
      check: withDigit,
      around: inVariable("COZE_API_TOKEN"),
    },
  ),
  ...defineRules(
    {
      provider: "letta",
      vendor: "Letta",
      envNames: ["LETTA_API_KEY"],
      revokeUrl: "https://app.letta.com/api-keys",
      sources: ["https://docs.letta.com/api-reference/overview"],
    },
    {
      id: "letta-api-key",
      title: "API key",
      evidence: "C",
      shapes: [["sk-let-", base64(60, 120), "=="]],
      source: `${START}sk-let-[A-Za-z0-9+/_-]{20,200}={0,2}(?![A-Za-z0-9+/=_-])`,
      check: inBothCases("sk-let-".length),
      nearMisses: (dice) => [`sk-let-${dice.draw("abcXYZ019", 19)}`, "sk-let-the-skeleton-loader-be-wide"],
    },
  ),
  ...defineRules(
    {
      provider: "daytona",
      vendor: "Daytona",
      envNames: ["DAYTONA_API_KEY"],
      revokeUrl: "https://app.daytona.io/dashboard/keys",
      sources: ["https://www.daytona.io/docs/en/api-keys/"],
    },
    { id: "daytona-api-key", title: "API key", evidence: "A", shapes: [["dtn_", hex(64)]] },
  ),
  ...defineRules(
    {
      provider: "context7",
      vendor: "Context7",
      envNames: ["CONTEXT7_API_KEY"],
      revokeUrl: "https://context7.com/dashboard",
      sources: ["https://context7.com/docs/howto/api-keys"],
    },
    { id: "context7-api-key", title: "API key", evidence: "C", shapes: [["ctx7sk-", ...uuid]] },
  ),
  ...defineRules(
    {
      provider: "arcade",
      vendor: "Arcade",
      envNames: ["ARCADE_API_KEY"],
      revokeUrl: "https://api.arcade.dev/dashboard/api-keys",
      sources: ["https://docs.arcade.dev/en/get-started/setup/api-keys"],
    },
    {
      id: "arcade-api-key",
      title: "project API key",
      evidence: "D",
      shapes: [
        ["arc_", alnum(30, 60)],
        ["arc_proj_", alnum(30, 60)],
      ],
      context: { names: spelled("arcade_api", "arcade_key", "arcade_ai"), hosts: ["api.arcade.dev"], reach: 60 },
      check: withDigit,
      around: inVariable("ARCADE_API_KEY"),
    },
  ),
  ...defineRules(
    {
      provider: "voiceflow",
      vendor: "Voiceflow",
      envNames: ["VOICEFLOW_API_KEY", "VF_API_KEY"],
      revokeUrl: "https://creator.voiceflow.com",
      sources: ["https://docs.voiceflow.com/reference/authentication"],
    },
    {
      id: "voiceflow-api-key",
      title: "API key",
      evidence: "B",
      shapes: ["VF.", "VF.DM.", "VF.WS."].map((prefix) => [prefix, anyHex(24), ".", alnum(16)]),
    },
  ),
];
