// What Keystow knows of one kind of key, as a page. It comes with the extension, so it fits its version and needs no network.
import type * as vscode from "vscode";
import { type Confidence, ruleOf } from "../core/index";
import { commandLink } from "./links";

export const RULE_SCHEME = "keystow-rule";

/** Where a diagnostic's code leads. */
export function rulePage(ruleId: string): vscode.Uri {
  return commandLink("keystow.explainRule", ruleId);
}

/** Why a finding may be believed, by its confidence. */
export const BELIEF: Readonly<Record<Confidence, string>> = {
  high: "known by its shape",
  medium: "likely, by its shape and what stands near it",
  low: "a guess by its shape",
};

/** The page in Markdown. */
export function ruleMarkdown(ruleId: string): string {
  const rule = ruleOf(ruleId);
  if (!rule) {
    return `# ${ruleId}\n\nA pattern of your own, from \`keystow.rules.custom\` or \`.keystow.json\`.\n`;
  }
  const where = rule.revokeUrl ? `at <${rule.revokeUrl}>` : "where it was made";
  const sources = rule.sources.map((source) => `- <${source}>`).join("\n");
  return `# ${rule.vendor} ${rule.title}

| | |
| --- | --- |
| Rule | \`${rule.id}\` |
| Shape | ${rule.shape.replaceAll("|", "\\|")} |
| Found with | ${rule.confidence} confidence: ${BELIEF[rule.confidence]} |
| Usual variable | \`${rule.envName}\` |

## What to do

1. If the key was ever shared, pushed or shown, revoke it ${where} and make a new one. Moving or deleting a key does not un-publish it.
2. Move it out of the code: *Quick Fix* on the key, or **Keystow: Move Key to Env File**.
3. Ask whether it has left this machine: **Keystow: Check Whether Key Is Published**.

Not a key? Switch the rule off for yourself with \`keystow.rules.disabled\`, or for the team in \`.keystow.json\`; one line is allowed by the comment \`keystow:allow\` with a reason.

## Where this comes from

${sources}
`;
}
