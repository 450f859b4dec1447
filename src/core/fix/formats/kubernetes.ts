// Kubernetes manifests: a container's variables come from a Secret, which is made outside of the repository.
// https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/
import type { Finding } from "../../model";
import type { Accessor, StartRequest } from "../accessor";
import { Lexed } from "../code/lexer";
import { quotedPath } from "../quotedPath";
import { type Answer, type Change, type Located, locateEach, type SourceFile } from "../source";
import { whyAnchored } from "./anchors";
import { around, entryOf, scalarOf, type Tree, type TreeNode } from "./tree";
import { escaped, hintOf, YAML, type YamlPlace, yamlPlaces } from "./yaml";
import { yamlTree } from "./yamlTree";

/** Where a container of any workload has a variable, and where it refers to its variables as `$(NAME)`. */
const ENV_VALUE = /(?:^|\/)(?:(?:containers|initContainers|ephemeralContainers)\/\*|container)\/env\/\*\/value$/;
const COMMAND = /(?:^|\/)(?:(?:containers|initContainers|ephemeralContainers)\/\*|container)\/(?:args|command)\/\*$/;

export const isManifest = (text: string): boolean => /^apiVersion:\s/m.test(text) && /^kind:\s/m.test(text);

function locateKubernetes(file: SourceFile, findings: readonly Finding[]): Located {
  const places = yamlPlaces(file, findings);
  const known = findings.map(places).filter((place) => typeof place !== "string");
  const additions = new Map<TreeNode, Map<string, string>>();
  const secret = known[0] ? secretName(file.text, known[0].tree) : "";
  const answer = (finding: Finding): Answer => {
    const place = places(finding);
    return typeof place === "string" ? place : answerAt(file, place, { known, additions, secret });
  };
  return {
    ...locateEach(findings, answer),
    together: () => [...additions].map(([container, lines]) => addition(file, container, [...lines.values()])),
  };
}

interface Context {
  readonly known: readonly YamlPlace[];
  readonly secret: string;
  /** Entries of env that each container needs besides, by name. */
  readonly additions: Map<TreeNode, Map<string, string>>;
}

function answerAt(file: SourceFile, place: YamlPlace, context: Context): Answer {
  const { path, node, whole } = place;
  const document = around(node).at(-1);
  const isValue = ENV_VALUE.test(path);
  if (!isValue && !COMMAND.test(path)) return whyNot(scalarOf(file.text, entryOf(document, "kind")));
  if (isValue && whole) return fromSecret(file, place, context.secret);
  return referring(file, place, context);
}

const WHY: Readonly<Record<string, string>> = {
  Secret:
    "A Secret in the repository shows its keys to everybody who reads it. Make it with `kubectl create secret generic NAME --from-env-file=.env`, or commit a SealedSecret or an ExternalSecret in its place.",
  ConfigMap:
    "A ConfigMap is not for keys, and takes no reference. Make a Secret outside the repository, and let the container read it with secretKeyRef or envFrom.",
  Kustomization: "Take the key out of literals, and let secretGenerator read the env file: envs: [.env].",
};

function whyNot(kind: string): string {
  return (
    WHY[kind] ??
    "Kubernetes takes a reference only in env, args and command of a container. Let the container read the key from a Secret."
  );
}

/** `value: KEY` becomes `valueFrom: { secretKeyRef: … }`. */
function fromSecret(file: SourceFile, { node, token, start }: YamlPlace, secret: string): Answer {
  if (token?.form === "block" && !/[|>]\d?-/.test(file.text.slice(node.start, start)))
    return "The value ends with a line break here, which no Secret from an env file does. Write it with |- first.";
  const name = node.parent && scalarOf(file.text, entryOf(node.parent, "name"));
  const alias = whyAnchored(file.text, [node]);
  if (alias !== undefined) return alias;
  return {
    hint: name === undefined || name === "" ? undefined : { name, kind: "assigned" },
    write: ([key = ""]) => {
      const text = node.flow
        ? `valueFrom: { secretKeyRef: { name: ${secret}, key: ${key} } }`
        : secretLines(secret, key, node.column, file.eol);
      // A block's value ends with its last line.
      const end = node.start + file.text.slice(node.start, node.valueEnd).trimEnd().length;
      return [{ start: node.start, end, text }];
    },
  };
}

function secretLines(secret: string, key: string, column: number, eol: string): string {
  const indent = " ".repeat(column);
  return ["valueFrom:", `${indent}  secretKeyRef:`, `${indent}    name: ${secret}`, `${indent}    key: ${key}`].join(
    eol,
  );
}

/**
 * `Bearer KEY` becomes `Bearer $(NAME)`. Kubernetes expands that in args and command, and in a value of env when NAME
 * stands above it: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
function referring(file: SourceFile, place: YamlPlace, { known, additions, secret }: Context): Answer {
  const { node, path, start, end, token } = place;
  const container = around(node)[ENV_VALUE.test(path) ? 3 : 2];
  const env = entryOf(container, "env");
  if (file.text.charAt(start - 1) === "$") return "Kubernetes reads $$( as a plain $(. Replace the key by hand.";
  if (
    !container ||
    container.flow ||
    container.bracket !== undefined ||
    env?.bracket !== undefined ||
    (env && env.children.length === 0)
  )
    return "The container's env stands between brackets. Write it as a list with dashes first.";
  if (node.flow && !token)
    return "A value without quotes between brackets holds no reference. Put it into quotes first.";
  const sibling = known.find(
    (one) =>
      one.whole &&
      ENV_VALUE.test(one.path) &&
      one.finding.fingerprint === place.finding.fingerprint &&
      one.node.parent?.parent === env &&
      (one.start < start || !ENV_VALUE.test(path)),
  );
  const own = sibling && scalarOf(file.text, entryOf(sibling.node.parent, "name"));
  return {
    hint: hintOf(place),
    write: ([key = ""]) => {
      const name = own ?? freeEntry(file.text, env, key);
      if (own === undefined) {
        const lines = additions.get(container) ?? new Map<string, string>();
        const column = envColumn(container) + 2;
        const from = secretLines(secret, key, column, file.eol);
        lines.set(key, `- name: ${name}${file.eol}${" ".repeat(column)}${from}`);
        additions.set(container, lines);
      }
      return [{ start, end, text: escaped(token, `$(${name})`) }];
    },
  };
}

/** A name that the container's env does not have yet. */
function freeEntry(text: string, env: TreeNode | undefined, name: string): string {
  const taken = new Set(env?.children.map((one) => scalarOf(text, entryOf(one, "name"))));
  let free = name;
  while (taken.has(free)) free += "_SECRET";
  return free;
}

/** Where the entries of a container's env start on their lines, or should, as the list of containers does. */
function envColumn(container: TreeNode): number {
  const known = entryOf(container, "env")?.children[0]?.column;
  const key = container.children[0]?.column ?? container.column;
  return known ?? key + (container.column > (container.parent?.column ?? 0) ? 2 : 0);
}

/** The new entries, before those that env has, or as an env of their own before its command. */
function addition(file: SourceFile, container: TreeNode, entries: readonly string[]): Change {
  const env = entryOf(container, "env");
  const first = env?.children[0];
  const above = container.children.find(({ key }) => key === "args" || key === "command");
  const at = first?.start ?? above?.start ?? container.start;
  const indent = file.eol + " ".repeat(envColumn(container));
  const list = entries.join(indent);
  const after = file.eol + " ".repeat(above?.column ?? 0);
  return { start: at, end: at, text: first ? list + indent : `env:${indent}${list}${after}` };
}

const WORKLOAD =
  /^(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Rollout|Workflow)$/;

/** The documents that have containers. */
function workloads(text: string, tree: Tree): readonly TreeNode[] {
  const found = tree.documents.filter((one) => WORKLOAD.test(scalarOf(text, entryOf(one, "kind"))));
  return found.filter((one) => entryOf(one, "spec") !== undefined);
}

/** One Secret for a file, named after the first workload in it. */
function secretName(text: string, tree: Tree): string {
  const [first] = workloads(text, tree);
  const name = scalarOf(text, entryOf(entryOf(first, "metadata"), "name"));
  return /^[a-z0-9](?:[a-z0-9-]{0,200}[a-z0-9])?$/.test(name) ? `${name}-env` : "app-env";
}

/** https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_secret_generic/ */
function kubectl({ source, env }: StartRequest): string {
  const tree = yamlTree(new Lexed(source.text, YAML));
  const spaces = workloads(source.text, tree).map((one) =>
    scalarOf(source.text, entryOf(entryOf(one, "metadata"), "namespace")),
  );
  const named = [...new Set(spaces)].map((space) => (/^[a-z0-9-]+$/.test(space) ? ` -n ${space}` : ""));
  const create = `kubectl create secret generic ${secretName(source.text, tree)} --from-env-file=${quotedPath(env)}`;
  return (named.length === 0 ? [""] : named).map((space) => create + space).join("; ");
}

export const KUBERNETES: Accessor = {
  title: "Kubernetes",
  languageIds: ["yaml", "kubernetes"],
  takes: ({ text }) => isManifest(text),
  reference: "valueFrom: { secretKeyRef: { name: app-env, key: NAME } }",
  inside: "Bearer $(NAME)",
  needs: "value becomes valueFrom; a key inside a larger text gets an entry of env of its own",
  loader: "`kubectl create secret generic app-env --from-env-file=.env`, once",
  refuses: "comments, Secret, ConfigMap, Kustomization, every place but env, args and command",
  proof: { how: "parsed", by: "yaml" },
  locate: locateKubernetes,
  start: kubectl,
  leadIn: "Make the Secret from the env file once, which takes all of its entries",
};
