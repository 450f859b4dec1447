// The tree of a result, as data: groups of findings, then what is suppressed and what was not scanned.
import { grouped } from "../../core/index";
import type { NotScanned } from "../scanResult";
import type { Place } from "../places";
import { type Group, type Grouping, groupsOf } from "./groups";
import type { ResultItem } from "./items";

/** A node with findings below it, which are made when they are looked at: a result may have thousands. */
class Findings {
  #children: readonly FindingNode[] | undefined;

  constructor(
    readonly items: readonly ResultItem[],
    private readonly make: (item: ResultItem) => FindingNode,
  ) {}

  get children(): readonly FindingNode[] {
    return (this.#children ??= this.items.map(this.make));
  }
}

export interface GroupNode {
  readonly kind: "group";
  readonly id: string;
  readonly by: Grouping;
  readonly group: Group;
  readonly below: Findings;
}

/** A finding; as an argument of a command it is its place. */
export interface FindingNode extends Place {
  readonly kind: "finding";
  readonly id: string;
  readonly parent: GroupNode | SuppressedNode;
  readonly item: ResultItem;
  /** Undefined for one that is suppressed. */
  readonly by: Grouping | undefined;
}

export interface SuppressedNode {
  readonly kind: "suppressed";
  readonly id: string;
  readonly below: Findings;
}

export interface SkippedNode {
  readonly kind: "skipped";
  readonly id: string;
  readonly count: number;
  readonly children: readonly ReasonNode[];
}

/** What was not scanned for one reason. */
export interface ReasonNode {
  readonly kind: "reason";
  readonly id: string;
  readonly reason: string;
  readonly count: number;
  readonly children: readonly PathNode[];
}

export interface PathNode {
  readonly kind: "path";
  readonly id: string;
  readonly path: string;
  readonly reason: string;
  readonly children?: undefined;
}

export type Node = GroupNode | FindingNode | SuppressedNode | SkippedNode | ReasonNode | PathNode;

/** What the tree is made of. */
export interface Shown {
  readonly by: Grouping;
  readonly findings: readonly ResultItem[];
  readonly suppressed: readonly ResultItem[];
  readonly skipped: readonly NotScanned[];
}

/** The nodes at the top. */
export function treeOf({ by, findings, suppressed, skipped }: Shown): readonly Node[] {
  return [
    ...groupsOf(findings, by).map((group) => groupNode(group, by)),
    ...(suppressed.length > 0 ? [suppressedNode(suppressed)] : []),
    ...(skipped.length > 0
      ? [{ kind: "skipped", id: "skipped", count: skipped.length, children: reasonsOf(skipped) } as const]
      : []),
  ];
}

function groupNode(group: Group, by: Grouping): GroupNode {
  const below = new Findings(group.items, (item) => findingNode(item, node, by));
  const node: GroupNode = { kind: "group", id: `${by} ${group.id}`, by, group, below };
  return node;
}

function suppressedNode(items: readonly ResultItem[]): SuppressedNode {
  const below = new Findings(items, (item) => findingNode(item, node));
  const node: SuppressedNode = { kind: "suppressed", id: "suppressed", below };
  return node;
}

function findingNode(item: ResultItem, parent: FindingNode["parent"], by?: Grouping): FindingNode {
  const { line, column } = item.finding.span.start;
  return {
    kind: "finding",
    id: `${by ?? "suppressed"} ${item.id}`,
    parent,
    item,
    by,
    uri: item.file.toString(),
    line,
    character: column,
  };
}

/** Paths that the tree lists for one reason; a report has all of them. */
const MAX_PATHS = 500;

/** The rarest reason first: thousands of pictures would hide the one file that could not be read. */
function reasonsOf(skipped: readonly NotScanned[]): readonly ReasonNode[] {
  const byCount = [...grouped(skipped, ({ reason }) => reason)].sort(([, a], [, b]) => a.length - b.length);
  return byCount.map(([reason, all]) => {
    const paths = all.map(({ path }) => path);
    const shown = paths.sort().slice(0, MAX_PATHS);
    const left = all.length - shown.length;
    const lines = [...shown, ...(left > 0 ? [`and ${left.toLocaleString("en")} more; a report lists them all`] : [])];
    return {
      kind: "reason",
      id: `skipped ${reason}`,
      reason,
      count: all.length,
      children: lines.map((path, index) => ({ kind: "path", id: `skipped ${reason} ${index}`, path, reason })),
    };
  });
}

/** The children of a node; a finding and a path have none. */
export function childrenOf(node: Node): readonly Node[] {
  if ("below" in node) return node.below.children;
  return "children" in node ? (node.children ?? []) : [];
}

/** The findings that a node stands for. */
export function itemsBelow(node: Node): readonly ResultItem[] {
  if (node.kind === "finding") return [node.item];
  return "below" in node ? node.below.items : [];
}
