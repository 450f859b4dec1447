// Coding agents and assistants, and how each is told not to read a file. All take the patterns of .gitignore, except
// where it says otherwise.
import ignore from "ignore";
import { findNodeAtLocation } from "jsonc-parser";
import type { Refusal } from "./fix/model";
import type { ResolvedEdit } from "./fix/resolveFix";
import { appended, wholeJson } from "./jsonEdit";
import { pointAt } from "./points";
import { ignorePatternOf } from "./fix/env/ignoreFile";
import { lineAtEnd } from "./lineEnd";
import { type JsonProblem, readJson } from "./readJson";

export interface Agent {
  readonly id: string;
  readonly title: string;
  /** The file that tells it, in the top folder of the workspace. */
  readonly file: string;
  readonly kind: "ignore" | "claude";
  /** What the file keeps it from, and what not. */
  readonly covers: string;
  readonly source: string;
  /** Files and folders of the top folder that show that it is used there. */
  readonly signs: readonly string[];
}

export const AGENTS: readonly Agent[] = [
  {
    id: "claude-code",
    title: "Claude Code",
    file: ".claude/settings.json",
    kind: "claude",
    covers: "Its file tools and the shell commands it recognizes. A program that it starts can still read the file.",
    source: "https://code.claude.com/docs/en/permissions",
    signs: [".claude", "CLAUDE.md"],
  },
  {
    id: "cursor",
    title: "Cursor",
    file: ".cursorignore",
    kind: "ignore",
    covers: "Its index and its agent. Terminal commands and MCP tools can still read the file.",
    source: "https://cursor.com/docs/reference/ignore-file",
    signs: [".cursor", ".cursorignore", ".cursorrules"],
  },
  {
    id: "windsurf",
    title: "Windsurf",
    file: ".codeiumignore",
    kind: "ignore",
    covers: "Its index.",
    source: "https://docs.windsurf.com/context-awareness/windsurf-ignore",
    signs: [".windsurf", ".codeiumignore", ".windsurfrules"],
  },
  {
    id: "gemini-code-assist",
    title: "Gemini Code Assist",
    file: ".aiexclude",
    kind: "ignore",
    covers: "Completion, generation, transformation and chat in the editor.",
    source: "https://developers.google.com/gemini-code-assist/docs/create-aiexclude-file",
    signs: [".aiexclude", ".gemini"],
  },
  {
    id: "gemini-cli",
    title: "Gemini CLI",
    file: ".geminiignore",
    kind: "ignore",
    covers: "The tools that honour it. Restart the session afterwards.",
    source: "https://geminicli.com/docs/cli/gemini-ignore",
    signs: [".geminiignore", ".gemini", "GEMINI.md"],
  },
  {
    id: "cline",
    title: "Cline",
    file: ".clineignore",
    kind: "ignore",
    covers: "The files that it reads and lists.",
    source: "https://docs.cline.bot/customization/clineignore",
    signs: [".clineignore", ".clinerules"],
  },
  {
    id: "aider",
    title: "Aider",
    file: ".aiderignore",
    kind: "ignore",
    covers: "The files that it adds to a chat and its map of the repository.",
    source: "https://aider.chat/docs/config/options.html",
    signs: [".aiderignore", ".aider.conf.yml", ".aider.chat.history.md"],
  },
];

/**
 * The edits that keep an agent from a file: `text` is that of the agent's own file, undefined when there is none, `path`
 * is relative to the same folder. None when it is kept from it already.
 */
export function hidingFrom(
  agent: Agent,
  text: string | undefined,
  { path, eol }: { readonly path: string; readonly eol: "\n" | "\r\n" },
): readonly ResolvedEdit[] | Refusal {
  return agent.kind === "claude" ? denying(agent, text ?? "", { path, eol }) : ignoring(text ?? "", { path, eol });
}

interface Hidden {
  readonly path: string;
  readonly eol: "\n" | "\r\n";
}

function ignoring(text: string, { path, eol }: Hidden): readonly ResolvedEdit[] {
  const hides = (patterns: string): boolean =>
    ignore({ allowRelativePaths: true, ignorecase: false }).add(patterns).ignores(path);
  if (hides(text)) return [];
  const end = pointAt(text, text.length);
  return [{ span: { start: end, end }, text: lineAtEnd(text, `/${ignorePatternOf(path)}`, eol) }];
}

function denying({ file }: Agent, text: string, { path, eol }: Hidden): readonly ResolvedEdit[] | Refusal {
  const rule = `Read(./${path})`;
  if (/[()*?[\]\\]/.test(path)) return { refused: `${file} has no way to name ${path}. Deny it there by hand.` };
  if (text.trim() === "") return [wholeJson(text, { permissions: { deny: [rule] } }, eol)];
  const errors: JsonProblem[] = [];
  const root = readJson(text, errors, false);
  const broken = { refused: `${file} is broken. Repair it first.` };
  if (errors.length > 0 || root?.type !== "object") return broken;
  const permissions = findNodeAtLocation(root, ["permissions"]);
  const deny = findNodeAtLocation(root, ["permissions", "deny"]);
  if ((permissions && permissions.type !== "object") || (deny && deny.type !== "array")) return broken;
  const rules = deny?.children ?? [];
  if (rules.some(({ value }) => value === rule)) return [];
  if (deny) return appended(text, deny, { value: rule }, eol);
  if (permissions) return appended(text, permissions, { name: "deny", value: [rule] }, eol);
  return appended(text, root, { name: "permissions", value: { deny: [rule] } }, eol);
}
