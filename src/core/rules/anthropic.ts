import { defineRules, type Vendor } from "./rule";
import { digits, url } from "./shape";

const ANTHROPIC: Vendor = {
  provider: "anthropic",
  vendor: "Anthropic",
  envNames: ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN", "ANTHROPIC_ADMIN_KEY"],
  revokeUrl: "https://console.anthropic.com/settings/keys",
  sources: ["https://docs.anthropic.com/en/api/getting-started"],
};

export const ANTHROPIC_RULES = defineRules(
  ANTHROPIC,
  {
    id: "anthropic-api-key",
    title: "API key",
    evidence: "B",
    shapes: [["sk-ant-api", digits(2), "-", url(93), "AA"]],
    nearMisses: (dice) => [`sk-ant-api03-${dice.draw("abcXYZ019_-", 93)}AB`],
  },
  {
    id: "anthropic-admin-key",
    title: "admin key",
    evidence: "B",
    envName: "ANTHROPIC_ADMIN_KEY",
    shapes: [["sk-ant-admin", digits(2), "-", url(93), "AA"]],
  },
  {
    id: "anthropic-oauth-token",
    title: "Claude Code access token",
    evidence: "C",
    envName: "CLAUDE_CODE_OAUTH_TOKEN",
    shapes: [["sk-ant-oat", digits(2), "-", url(40, 130)]],
  },
  {
    id: "anthropic-refresh-token",
    title: "Claude Code refresh token",
    evidence: "C",
    envName: "CLAUDE_CODE_REFRESH_TOKEN",
    shapes: [["sk-ant-ort", digits(2), "-", url(40, 130)]],
  },
  {
    id: "anthropic-session",
    title: "claude.ai session cookie",
    evidence: "C",
    envName: "CLAUDE_SESSION_KEY",
    shapes: [["sk-ant-sid", digits(2), "-", url(60, 130)]],
  },
);
