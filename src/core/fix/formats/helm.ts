// Helm: the values of a chart, which others may be laid over, and its templates.
// https://helm.sh/docs/chart_template_guide/values_files/
import type { Accessor, StartRequest } from "../accessor";
import { Lexed } from "../code/lexer";
import { baseName, folderOf, join, within } from "../folders";
import { quotedPath } from "../quotedPath";
import { locateEach, type SourceFile } from "../source";
import { isManifest } from "./kubernetes";
import { keysOf } from "./tree";
import { hintOf, locateYaml, YAML, type YamlDialect } from "./yaml";
import { yamlTree } from "./yamlTree";

/** The chart that a values file belongs to: its folder, when `Chart.yaml` stands beside the file. */
function isValues({ path, files }: SourceFile): boolean {
  return /^values(?:[.-].+)?\.ya?ml$/.test(baseName(path)) && files.has(join(folderOf(path), "Chart.yaml"));
}

const VALUES: YamlDialect = {
  reference: () => "",
  refuse: ({ whole, path }) => {
    if (!whole) return "The key is only a part of this value, and Helm lays values over whole ones. Split it first.";
    if (/(?:^|\/)\*/.test(path))
      return "Helm replaces lists as a whole. Let the container read the key from a Secret: valueFrom with secretKeyRef.";
    return undefined;
  },
  answer: (place) => {
    const { node, token } = place;
    if (token?.kind === "body") return "Write the value on one line first.";
    return { hint: hintOf(place), write: () => [{ start: node.valueStart, end: node.valueEnd, text: '""' }] };
  },
};

/** Values on standard input are laid over the chart's own, and no key is in an argument of a process. */
function upgrade({ source, keys, folder, shell, withEnv }: StartRequest): string {
  const names: string[] = [];
  const json = JSON.stringify(overlay(source.text, keys), (_, value: unknown) => {
    if (typeof value !== "string") return value;
    names.push(value);
    return HERE;
  });
  const chart = quotedPath(within(folder, folderOf(source.path)) || ".");
  const helm = `helm upgrade --install RELEASE ${chart} -f -`;
  const parts = json.split(JSON.stringify(HERE).slice(1, -1));
  if (shell === "powershell") {
    const text = parts.map(
      (part, i) => part.replaceAll('"', '`"') + (names[i] === undefined ? "" : `$env:${names[i]}`),
    );
    return withEnv(`"${text.join("")}" | ${helm}`);
  }
  const format = parts.map((part) => part.replaceAll("%", "%%").replaceAll("'", String.raw`'\''`)).join("%s");
  return withEnv(`printf '${format}' ${names.map((name) => `"$${name}"`).join(" ")} | ${helm}`);
}

/** Stands where a key does. */
const HERE = "\u0000";

type Overlay = Map<string, Overlay | string>;

/** The name of a variable at each place that its key stood at. */
function overlay(text: string, keys: StartRequest["keys"]): object {
  const tree = yamlTree(new Lexed(text, YAML));
  const root: Overlay = new Map();
  for (const { name, offset } of keys) {
    const node = tree.at(offset);
    const path = node ? keysOf(node) : [];
    let inner = root;
    for (const key of path.slice(0, -1)) {
      const known = inner.get(key);
      const next: Overlay = known instanceof Map ? known : new Map<string, Overlay | string>();
      inner.set(key, next);
      inner = next;
    }
    inner.set(path.at(-1) ?? "", name);
  }
  return plain(root);
}

function plain(map: Overlay): object {
  return Object.fromEntries([...map].map(([key, value]) => [key, value instanceof Map ? plain(value) : value]));
}

export const HELM_VALUES: Accessor = {
  title: "Helm values",
  languageIds: ["yaml", "helm"],
  takes: isValues,
  reference: '""',
  inside: "",
  needs: "the value is given when the chart is installed",
  loader: "`helm upgrade --install RELEASE . -f -`, with the values on standard input",
  refuses: "comments, parts of values, lists",
  proof: { how: "parsed", by: "yaml" },
  locate: (file, findings) => locateYaml(VALUES, file, findings),
  start: upgrade,
  leadIn: "Give the value when the chart is installed",
};

/** Whether Helm fills a text before anybody else reads it. */
export function isTemplate(path: string, text: string): boolean {
  const fills = /\{\{-?\s{0,9}(?:\.[A-Z]|\$|(?:include|if|range|with|template|define|end|toYaml|tpl|quote)\b)/.test(
    text,
  );
  return fills && (/(?:^|\/)templates\//.test(path) || isManifest(text));
}

const TEMPLATE_REASON =
  "Helm fills templates before Kubernetes reads them. Let the container read the key from a Secret made outside the chart: valueFrom with secretKeyRef.";

export const HELM_TEMPLATES: Accessor = {
  title: "Helm templates",
  languageIds: ["yaml", "helm"],
  takes: ({ path, languageId, text }) => languageId === "helm" || isTemplate(path, text),
  reference: "",
  inside: "",
  needs: "",
  loader: "",
  refuses: TEMPLATE_REASON,
  proof: { how: "refused", by: "" },
  locate: (_, findings) => locateEach(findings, () => TEMPLATE_REASON),
};
