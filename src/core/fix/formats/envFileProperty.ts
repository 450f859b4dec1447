// An entry of env in VS Code's files that moves to the env file, which `envFile` beside env names.
import { folderOf, isInside, within } from "../folders";
import type { Answer, Change, SourceFile } from "../source";
import type { JsonPlace } from "./json";
import { removeNodes } from "./removal";
import { entryOf, type TreeNode } from "./tree";

/** `${workspaceFolder}/.env`, told from the folder that has `.vscode`. */
function envFileFrom(path: string, envPath: string): string {
  const folder = folderOf(folderOf(path));
  if (/^(?:\/|[A-Za-z]:)/.test(envPath)) return envPath;
  const up = isInside(folder, envPath) ? "" : "../".repeat(folder.split("/").length);
  return `\${workspaceFolder}/${up}${up === "" ? within(folder, envPath) : envPath}`;
}

/** What becomes of one file besides the places of the keys. */
export interface Moves {
  /** Entries of env that the env file gives under the same name. */
  readonly gone: Set<TreeNode>;
  /** Servers and configurations that read the env file. */
  readonly readers: Set<TreeNode>;
}

export const newMoves = (): Moves => ({ gone: new Set(), readers: new Set() });

/** The server or configuration that a node is an entry of env of, when it can read an env file instead. */
export function ownerOf(node: TreeNode, reads: (owner: TreeNode) => boolean): TreeNode | undefined {
  const { parent } = node;
  const owner = parent?.parent;
  if (!owner || parent.key !== "env" || !/^[A-Za-z_]\w*$/.test(node.key ?? "")) return undefined;
  return entryOf(owner, "envFile") === undefined && reads(owner) ? owner : undefined;
}

/** The entry leaves env, and the env file takes its place. */
export function byEnvFile(place: JsonPlace, owner: TreeNode, { gone, readers }: Moves): Answer {
  return {
    hint: { name: place.node.key ?? "", kind: "must" },
    write: () => {
      gone.add(place.node);
      readers.add(owner);
      return [];
    },
  };
}

/** The changes of all slots together. */
export function changesOf(
  { path, text, eol }: SourceFile,
  { gone, readers }: Moves,
  envPath: string,
): readonly Change[] {
  const envFile = `"envFile": ${JSON.stringify(envFileFrom(path, envPath))}`;
  const whole = [...readers]
    .map((owner) => entryOf(owner, "env"))
    .filter((env) => env?.children.every((one) => gone.has(one)));
  const replaced = new Set(whole);
  const rest = [...gone].filter(({ parent }) => !replaced.has(parent));
  return [
    ...removeNodes(text, rest),
    ...[...readers].map((owner): Change => {
      const env = entryOf(owner, "env");
      if (!env) return { start: 0, end: 0, text: "" };
      if (replaced.has(env)) return { start: env.start, end: env.valueEnd, text: envFile };
      return { start: env.start, end: env.start, text: `${envFile},${gapBefore(text, env, eol)}` };
    }),
  ];
}

/** The line break and indentation before a node, or a blank when it shares its line. */
export function gapBefore(text: string, node: TreeNode, eol: string): string {
  const lead = /(?:^|\n)([ \t]*)$/.exec(text.slice(Math.max(0, node.start - 200), node.start));
  return lead ? eol + (lead[1] ?? "") : " ";
}
