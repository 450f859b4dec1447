// A result by file, service, severity or publication state: how a reviewer goes through it.
import * as vscode from "vscode";
import { SEVERITIES, type Severity, type Verdict, VERDICTS } from "../../core/index";
import type { ResultItem } from "./items";

export const GROUPINGS = {
  file: "File",
  service: "Service",
  severity: "Severity",
  publication: "Publication State",
} as const;

export type Grouping = keyof typeof GROUPINGS;

export function isGrouping(value: unknown): value is Grouping {
  return typeof value === "string" && Object.hasOwn(GROUPINGS, value);
}

export interface Group {
  readonly id: string;
  readonly label: string;
  /** The folder of a file, and where its text is when it is no working file. */
  readonly description?: string;
  /** Of a group by file. */
  readonly file?: vscode.Uri;
  readonly icon: vscode.ThemeIcon;
  readonly items: readonly ResultItem[];
}

type Facts = Omit<Group, "items"> & { readonly rank: number };

/** Groups in the order in which they are shown: the worst first, else by name. */
export function groupsOf(items: readonly ResultItem[], by: Grouping): readonly Group[] {
  const groups = new Map<string, { readonly facts: Facts; readonly items: ResultItem[] }>();
  for (const item of items) {
    const facts = FACTS[by](item);
    const group = groups.get(facts.id) ?? { facts, items: [] };
    group.items.push(item);
    groups.set(facts.id, group);
  }
  return [...groups.values()]
    .sort(({ facts: a }, { facts: b }) => a.rank - b.rank || (a.rank === 0 ? a.label.localeCompare(b.label) : 0))
    .map(({ facts: { rank: _, ...facts }, items }) => ({ ...facts, items }));
}

const FACTS: Readonly<Record<Grouping, (item: ResultItem) => Facts>> = {
  file: ({ file, path, where }) => {
    const slash = path.lastIndexOf("/");
    const description = [...(slash > 0 ? [path.slice(0, slash)] : []), ...(where ? [where] : [])].join(" \u00b7 ");
    return {
      id: file.toString(),
      label: path.slice(slash + 1),
      ...(description !== "" && { description }),
      file,
      icon: vscode.ThemeIcon.File,
      // Files stay in the order of their paths.
      rank: 1,
    };
  },
  service: ({ finding: { vendor } }) => ({
    id: vendor,
    label: vendor,
    icon: new vscode.ThemeIcon("key"),
    rank: 0,
  }),
  severity: ({ finding: { severity } }) => ({
    id: severity,
    label: SEVERITY_NAMES[severity],
    icon: SEVERITY_ICONS[severity],
    rank: SEVERITIES.indexOf(severity) + 1,
  }),
  publication: ({ verdict }) => ({
    id: verdict ?? "none",
    label: verdict ? capital(VERDICTS[verdict].name) : "Not checked",
    icon: verdict ? new vscode.ThemeIcon(...PUBLICATION_ICONS[verdict]) : new vscode.ThemeIcon("circle-large-outline"),
    rank: verdict ? PUBLICATION_ORDER.indexOf(verdict) + 1 : PUBLICATION_ORDER.length + 1,
  }),
};

const SEVERITY_NAMES: Readonly<Record<Severity, string>> = {
  error: "Error",
  warning: "Warning",
  information: "Information",
};

/** As the Problems panel shows them. */
export const SEVERITY_ICONS: Readonly<Record<Severity, vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon("error", new vscode.ThemeColor("problemsErrorIcon.foreground")),
  warning: new vscode.ThemeIcon("warning", new vscode.ThemeColor("problemsWarningIcon.foreground")),
  information: new vscode.ThemeIcon("info", new vscode.ThemeColor("problemsInfoIcon.foreground")),
};

/** The worst first. */
const PUBLICATION_ORDER: readonly Verdict[] = [
  "published",
  "public-remote",
  "pushed",
  "committed",
  "unknown",
  "local-only",
];

const BAD = new vscode.ThemeColor("problemsErrorIcon.foreground");
const DOUBTFUL = new vscode.ThemeColor("problemsWarningIcon.foreground");

const PUBLICATION_ICONS: Readonly<Record<Verdict, ConstructorParameters<typeof vscode.ThemeIcon>>> = {
  published: ["globe", BAD],
  "public-remote": ["globe", BAD],
  pushed: ["cloud-upload", BAD],
  committed: ["git-commit", DOUBTFUL],
  unknown: ["question", DOUBTFUL],
  "local-only": ["device-desktop"],
};

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
