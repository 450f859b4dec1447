// Azure Pipelines: a secret variable of the pipeline. One in the file goes before it, so that has to leave; and a secret
// is not in the environment of a step unless the step asks for it.
// https://learn.microsoft.com/en-us/azure/devops/pipelines/process/set-secret-variables
import type { Finding } from "../../model";
import type { Accessor } from "../accessor";
import { baseName } from "../folders";
import { type Answer, type Change, type Located, locateEach, type SourceFile } from "../source";
import { whyAnchored } from "./anchors";
import { beginsLine, removeNodes } from "./removal";
import { endOf, entryOf, scalarOf, type TreeNode } from "./tree";
import { escaped, hintOf, type YamlPlace, yamlPlaces } from "./yaml";

function isPipeline({ path, text }: SourceFile): boolean {
  if (/^azure-?pipelines?(?:[.-].+)?\.ya?ml$/.test(baseName(path))) return true;
  if (/(?:^|\/)\.(?:azure-?pipelines|azuredevops)\//.test(path)) return true;
  return (
    /^(?:steps|jobs|stages|extends):/m.test(text) && /^[ \t]*(?:- )?(?:vmImage:|task:[ \t]*['"]?\w+@\d)/m.test(text)
  );
}

const SCOPE = String.raw`^(?:stages\/\*\/)?(?:jobs\/\*\/)?`;
const MAPPED = new RegExp(`${SCOPE}variables/[^/*]+$`);
const LISTED = new RegExp(`${SCOPE}variables/\\*/value$`);
const STEP = /(?:^|\/)steps\/\*\/(?:script|bash|pwsh|powershell|(?:env|inputs)\/[^/]+)$/;

/** What changes in one file besides the places of the keys. */
interface Moves {
  readonly gone: Set<TreeNode>;
  /** Entries of env that each step needs, by name. */
  readonly env: Map<TreeNode, Map<string, string>>;
}

function locateAzure(file: SourceFile, findings: readonly Finding[]): Located {
  const places = yamlPlaces(file, findings);
  const moves: Moves = { gone: new Set(), env: new Map() };
  const scopes = new Map<TreeNode, readonly TreeNode[] | string>();
  const stepsOf = (scope: TreeNode): readonly TreeNode[] | string => {
    const known = scopes.get(scope) ?? stepsIn(scope);
    scopes.set(scope, known);
    return known;
  };
  const answer = (finding: Finding): Answer => {
    const place = places(finding);
    if (typeof place === "string") return place;
    if (MAPPED.test(place.path))
      return variable(file, place, { entry: place.node, name: place.node.key ?? "" }, moves, stepsOf);
    const item = place.node.parent;
    if (LISTED.test(place.path) && item)
      return variable(file, place, { entry: item, name: scalarOf(file.text, entryOf(item, "name")) }, moves, stepsOf);
    return STEP.test(place.path) ? macro(place) : WHY_NOT;
  };
  return {
    ...locateEach(findings, answer),
    together: () => [
      ...removeNodes(file.text, moves.gone, 1),
      ...[...moves.env].flatMap(([step, entries]) => envOf(file, step, entries)),
    ],
  };
}

const WHY_NOT =
  "Azure Pipelines puts a secret variable only into steps: script, env and inputs. Set the key as a secret variable, and pass it there as $(NAME).";

function variable(
  file: SourceFile,
  place: YamlPlace,
  { entry, name }: { readonly entry: TreeNode; readonly name: string },
  moves: Moves,
  stepsOf: (scope: TreeNode) => readonly TreeNode[] | string,
): Answer {
  const scope = entry.parent?.parent;
  if (!place.whole)
    return "The key is only a part of this variable. Make it a secret variable of its own, and compose the two in the steps.";
  if (!/^[A-Za-z_]\w*$/.test(name)) return `An env file holds no variable named ${name}. Rename it first.`;
  if (!scope || !beginsLine(file.text, entry))
    return "This list of variables is written in an unusual way. Remove the key by hand.";
  const alias = whyAnchored(file.text, [place.node, entry, entry.parent]);
  if (alias !== undefined) return alias;
  const steps = stepsOf(scope);
  if (typeof steps === "string") return steps;
  return {
    // Macros and the environment of steps have this name.
    hint: { name, kind: "must" },
    write: () => {
      moves.gone.add(entry);
      for (const step of steps) {
        const entries = moves.env.get(step) ?? new Map<string, string>();
        // As the agent names what it puts into the environment itself.
        const known = entryOf(step, "env")?.children.some(({ key }) => key?.toUpperCase() === name.toUpperCase());
        if (known !== true) entries.set(name.toUpperCase(), `$(${name})`);
        moves.env.set(step, entries);
      }
      return [];
    },
  };
}

/** The steps that are given the variables of a scope, or why that cannot be told. */
function stepsIn(scope: TreeNode): readonly TreeNode[] | string {
  const steps: TreeNode[] = [];
  const open = [scope];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const child of node.children) {
      if (/^(?:template|extends)$/.test(child.key ?? ""))
        return "Templates are given this variable too, and a secret one has to be passed to each of their steps. Move it by hand.";
      open.push(child);
    }
    const runs = node.children.some(({ key }) => /^(?:script|bash|pwsh|powershell|task)$/.test(key ?? ""));
    if (node.parent?.key !== "steps" || !runs) continue;
    const env = entryOf(node, "env");
    if (node.flow || (env && (env.bracket !== undefined || env.children.length === 0)))
      return "A step or its env stands between brackets. Write it on lines of its own first.";
    steps.push(node);
  }
  return steps;
}

/** The entries in a step's own env, or in one at its end. */
function envOf({ text, eol }: SourceFile, step: TreeNode, entries: ReadonlyMap<string, string>): readonly Change[] {
  if (entries.size === 0) return [];
  const lines = [...entries].map(([name, value]) => `${name}: ${value}`);
  const first = entryOf(step, "env")?.children[0];
  if (first) {
    const indent = eol + " ".repeat(first.column);
    return [{ start: first.start, end: first.start, text: lines.map((line) => line + indent).join("") }];
  }
  let last = endOf(step);
  while (/\s/.test(text.charAt(last - 1))) last -= 1;
  const newline = text.indexOf("\n", last);
  const end = newline < 0 ? text.length : text.charAt(newline - 1) === "\r" ? newline - 1 : newline;
  const indent = eol + " ".repeat(step.children[0]?.column ?? step.column + 2);
  return [{ start: end, end, text: [`${indent}env:`, ...lines.map((line) => `${indent}  ${line}`)].join("") }];
}

function macro(place: YamlPlace): Answer {
  const { node, token, start, end, whole } = place;
  if (node.flow && !token && !whole)
    return "A value without quotes between brackets holds no reference. Put it into quotes first.";
  const write = ([name = ""]: readonly string[]): readonly Change[] => [
    { start, end, text: escaped(token, `$(${name})`) },
  ];
  return { hint: hintOf(place), write };
}

export const AZURE_PIPELINES: Accessor = {
  title: "Azure Pipelines",
  languageIds: ["yaml", "azure-pipelines"],
  takes: isPipeline,
  reference: "$(NAME)",
  inside: "Bearer $(NAME)",
  needs: "an entry of variables goes, and each step that it was given to gets env: NAME: $(NAME)",
  loader: "`az pipelines variable create --name NAME --secret true`, once",
  refuses: "comments, parts of variables, variables that templates are given, every place but variables and steps",
  proof: { how: "parsed", by: "yaml" },
  locate: locateAzure,
  // It asks for the value: https://learn.microsoft.com/en-us/cli/azure/pipelines/variable#az-pipelines-variable-create
  start: ({ names }) =>
    names
      .map((name) => `az pipelines variable create --pipeline-name PIPELINE --name ${name} --secret true`)
      .join("; "),
  leadIn: "Give the pipeline the secret variable once",
};
