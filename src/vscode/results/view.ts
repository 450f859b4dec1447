// The view "Findings": the last scan's result as a tree. What is shown is data in `nodes.ts`; this keeps it up to date.
import * as vscode from "vscode";
import { isOpen } from "../../core/index";
import { FILTERED, FINDINGS_VIEW, HAS_FINDINGS, SCANNED } from "../../manifest/findings";
import { isPlace } from "../commands/target";
import { toRange } from "../convert";
import { Trouble } from "../log";
import type { Place } from "../places";
import type { ScanResult } from "../scanResult";
import { askFilter, type Filter, filterWords, fits, isFiltering, NO_FILTER } from "./filter";
import { type Grouping, GROUPINGS, isGrouping } from "./groups";
import type { ResultItem, ResultItems } from "./items";
import { childrenOf, type FindingNode, itemsBelow, type Node, treeOf } from "./nodes";
import { tooltipOf, treeItemOf } from "./treeItems";

const GROUPING_KEY = "keystow.findings.groupBy";

/** Findings up to which all groups start open. */
const EXPANDED = 200;

export interface ViewDependencies {
  readonly result: ScanResult;
  readonly items: ResultItems;
  /** Of the workspace. */
  readonly storage: vscode.Memento;
}

export class ResultsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<Node>;
  readonly #disposables: readonly { dispose(): unknown }[];
  readonly #told = new Map<string, unknown>();
  readonly onDidChangeTreeData = this.#changed.event;
  #grouping: Grouping;
  #filter = NO_FILTER;
  #roots: readonly Node[] = [];
  #endProgress: (() => void) | undefined;

  constructor(private readonly dependencies: ViewDependencies) {
    const { result, items, storage } = dependencies;
    const kept = storage.get(GROUPING_KEY);
    this.#grouping = isGrouping(kept) ? kept : "file";
    this.#view = vscode.window.createTreeView(FINDINGS_VIEW, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#disposables = [
      this.#view,
      this.#changed,
      items.onDidChange(() => this.#refresh()),
      result.onDidChange(() => this.#showProgress()),
    ];
    this.#refresh();
  }

  dispose(): void {
    this.#endProgress?.();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  getChildren(node?: Node): Node[] {
    return [...(node ? childrenOf(node) : this.#roots)];
  }

  /** Asked of findings alone, to select one. */
  getParent(node: Node): Node | undefined {
    return node.kind === "finding" ? node.parent : undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return treeItemOf(node, this.#isSmall);
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.kind === "finding") item.tooltip = tooltipOf(node);
    return item;
  }

  /** The findings that are shown, in the order of the tree. */
  get shown(): readonly FindingNode[] {
    return this.#roots.flatMap((root) => (root.kind === "group" ? root.below.children : []));
  }

  /** Selects a finding where the view can be seen; does not open it. */
  async select(node: FindingNode): Promise<void> {
    if (this.#view.visible) await this.#view.reveal(node, { select: true, focus: false });
  }

  /**
   * What a command from a menu of the tree is about: all that is selected when the node it was called on is among it, else
   * that node; without one, the selection. Places count as the findings there. Fails with words when there is none.
   */
  chosen(argument: unknown, selected: unknown): readonly ResultItem[] {
    const given = Array.isArray(selected) && selected.length > 0 ? (selected as readonly unknown[]) : [argument];
    const called = argument === undefined ? this.#view.selection : given;
    const ids = new Set(called.flatMap(idsOf));
    const places = called.filter((one) => isPlace(one) && !isNode(one)).filter(isPlace);
    const items = this.dependencies.items.all.filter(
      (item) => ids.has(item.id) || places.some((place) => isAt(item, place)),
    );
    if (items.length > 0) return items;
    const none = called.length === 0 ? "Select findings in the view first." : "These keys are no longer in the text.";
    throw new Trouble(none);
  }

  /** Asks by what to group, unless the argument says it. */
  async group(argument: unknown): Promise<void> {
    const grouping = isGrouping(argument) ? argument : await this.#askGrouping();
    if (!grouping) return;
    this.#grouping = grouping;
    this.#refresh();
    await this.dependencies.storage.update(GROUPING_KEY, grouping);
  }

  async #askGrouping(): Promise<Grouping | undefined> {
    const items = Object.entries(GROUPINGS).map(([id, label]) => ({
      label,
      id: id as Grouping,
      ...(id === this.#grouping && { description: "now" }),
    }));
    const options = { title: "Group Findings", placeHolder: "By what?" };
    return (await vscode.window.showQuickPick(items, options))?.id;
  }

  /** Asks for a filter, unless the argument is a text to filter by. */
  async filter(argument: unknown): Promise<void> {
    if (typeof argument === "string") this.#filterBy({ ...NO_FILTER, text: argument });
    else await askFilter(this.#filter, (filter) => this.#filterBy(filter));
  }

  clearFilter(): void {
    this.#filterBy(NO_FILTER);
  }

  #filterBy(filter: Filter): void {
    this.#filter = filter;
    this.#refresh();
  }

  #refresh(): void {
    const { result, items } = this.dependencies;
    const { all } = items;
    const fitting = all.filter(fits(this.#filter));
    this.#roots = treeOf({
      by: this.#grouping,
      findings: fitting.filter(({ suppressed }) => !suppressed),
      suppressed: fitting.filter(({ suppressed }) => suppressed),
      skipped: isFiltering(this.#filter) ? [] : result.skipped,
    });
    this.#tell(
      all.filter(({ suppressed }) => !suppressed),
      fitting.filter(({ suppressed }) => !suppressed).length,
    );
    this.#changed.fire();
  }

  get #isSmall(): boolean {
    return this.dependencies.items.all.length <= EXPANDED;
  }

  /** What stands around the tree. */
  #tell(findings: readonly ResultItem[], shown: number): void {
    const { result } = this.dependencies;
    const open = findings.filter(({ triage }) => isOpen(triage)).length;
    const words = `${open.toLocaleString("en")} open ${open === 1 ? "key" : "keys"}`;
    this.#view.badge = open > 0 ? { value: open, tooltip: `Keystow: ${words}` } : undefined;
    const by = `by ${GROUPINGS[this.#grouping].toLowerCase()}`;
    this.#view.description = result.state === "none" ? "" : `${result.title}, ${by}`;
    this.#view.message = this.#message(findings.length, shown);
    this.#context(SCANNED, result.state !== "none");
    this.#context(FILTERED, isFiltering(this.#filter));
    this.#context(HAS_FINDINGS, shown > 0);
  }

  #message(findings: number, shown: number): string {
    const { state, looked } = this.dependencies.result;
    const where = looked.files > 0 ? ` in ${looked.files.toLocaleString("en")} files` : "";
    return [
      ...(state === "stopped" ? ["The scan was stopped: this is what it had found until then."] : []),
      ...(state === "complete" && findings === 0 ? [`No key found${where}.`] : []),
      ...(isFiltering(this.#filter) ? [`${filterWords(this.#filter)}. ${shown} of ${findings} shown.`] : []),
    ].join(" ");
  }

  #context(key: string, value: boolean): void {
    if (this.#told.get(key) === value) return;
    this.#told.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  }

  /** A line that moves at the view's top for as long as a scan runs. */
  #showProgress(): void {
    const running = this.dependencies.result.state === "running";
    if (!running) {
      this.#endProgress?.();
      this.#endProgress = undefined;
    } else if (!this.#endProgress) {
      const ended = new Promise<void>((resolve) => (this.#endProgress = resolve));
      void vscode.window.withProgress({ location: { viewId: FINDINGS_VIEW } }, () => ended);
    }
  }
}

function isNode(argument: unknown): argument is Node {
  const node = argument as Partial<Node> | null | undefined;
  return typeof node?.kind === "string" && typeof node.id === "string";
}

function idsOf(argument: unknown): readonly string[] {
  return isNode(argument) ? itemsBelow(argument).map(({ id }) => id) : [];
}

/** Whether a place lies in a finding. */
export function isAt({ file, finding }: ResultItem, { uri, line, character }: Place): boolean {
  return file.toString() === uri && toRange(finding.span).contains(new vscode.Position(line, character));
}
