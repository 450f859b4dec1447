// How the nodes of a result look and are read aloud. Only masks, as everywhere.
import * as vscode from "vscode";
import { ruleOf, SUPPRESSORS, TRIAGE, triageWords, VERDICTS } from "../../core/index";
import type { CommandId } from "../../manifest";
import { keyName } from "../convert";
import { commandLink, plainText } from "../links";
import { BELIEF } from "../rulePage";
import { GROUPINGS, SEVERITY_ICONS } from "./groups";
import type { ResultItem } from "./items";
import type { FindingNode, GroupNode, Node } from "./nodes";

/** A node in the tree. `expanded` says whether groups of findings start open. */
export function treeItemOf(node: Node, expanded: boolean): vscode.TreeItem {
  const item = bare(node, expanded);
  item.id = node.id;
  return item;
}

function bare(node: Node, expanded: boolean): vscode.TreeItem {
  switch (node.kind) {
    case "group":
      return groupItem(node, expanded);
    case "finding":
      return findingItem(node);
    case "suppressed":
      return folded("Suppressed", {
        count: node.below.items.length,
        icon: "eye-closed",
        spoken: `Suppressed: ${count(node.below.items.length, "key")} that somebody says are no trouble`,
      });
    case "skipped":
      return folded("Not scanned", {
        count: node.count,
        icon: "circle-slash",
        spoken: `Not scanned: ${count(node.count, "file or folder", "files and folders")}`,
      });
    case "reason":
      return folded(node.reason, {
        count: node.count,
        icon: undefined,
        spoken: `Not scanned, ${node.reason}: ${count(node.count, "file or folder", "files and folders")}`,
      });
    case "path": {
      const item = new vscode.TreeItem(node.path);
      item.tooltip = `${node.path}: ${node.reason}`;
      item.accessibilityInformation = { label: `${node.path}, not scanned: ${node.reason}` };
      return item;
    }
  }
}

function folded(
  label: string,
  facts: { readonly count: number; readonly icon: string | undefined; readonly spoken: string },
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.description = facts.count.toLocaleString("en");
  if (facts.icon !== undefined) item.iconPath = new vscode.ThemeIcon(facts.icon);
  item.tooltip = facts.spoken;
  item.accessibilityInformation = { label: facts.spoken };
  return item;
}

function groupItem({ by, group }: GroupNode, expanded: boolean): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(group.label, expanded ? Expanded : Collapsed);
  const keys = count(group.items.length, "key");
  item.iconPath = group.icon;
  if (group.file) item.resourceUri = group.file;
  item.description = group.file ? (group.description ?? "") : group.items.length.toLocaleString("en");
  item.contextValue = by === "file" ? "file" : "group";
  const [first] = group.items;
  item.tooltip = [group.file && first ? pathOf(first) : group.label, keys].join(": ");
  const where = group.description === undefined ? group.label : `${group.label} in ${group.description}`;
  item.accessibilityInformation = { label: `${GROUPINGS[by]} ${where}, ${keys}` };
  return item;
}

function findingItem({ item, by, ...place }: FindingNode): vscode.TreeItem {
  const { finding, suppressed } = item;
  const shown = new vscode.TreeItem(keyName(finding));
  shown.iconPath = iconOf(item);
  const where = by === "file" ? `line ${finding.span.start.line + 1}` : placeOf(item);
  // The view is narrow: what differs from finding to finding comes first.
  const words = [where, ...stateWords(item, by), ...(suppressed ? [] : [finding.mask])];
  shown.description = words.join(" \u00b7 ");
  shown.contextValue = suppressed ? "suppressed" : "finding";
  shown.command = {
    command: "keystow.showFinding" satisfies CommandId,
    title: "Show",
    arguments: [{ uri: place.uri, line: place.line, character: place.character }],
  };
  shown.accessibilityInformation = { label: spoken(item) };
  return shown;
}

const DONE = new vscode.ThemeColor("descriptionForeground");

function iconOf({ finding, triage, suppressed }: ResultItem): vscode.ThemeIcon {
  if (triage?.state === "false") return new vscode.ThemeIcon("circle-slash", DONE);
  if (triage?.state === "rotated") return new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed"));
  return suppressed ? new vscode.ThemeIcon("eye-closed", DONE) : SEVERITY_ICONS[finding.severity];
}

/** What was judged, found out and allowed, as short as it goes. */
function stateWords({ triage, verdict, suppressed }: ResultItem, by: FindingNode["by"]): readonly string[] {
  return [
    ...(triage ? [triageWords(triage)] : []),
    ...(verdict && by !== "publication" ? [VERDICTS[verdict].name] : []),
    ...(suppressed ? [`by ${SUPPRESSORS[suppressed.by]}: ${suppressed.reason}`] : []),
  ];
}

/** "src/app.js", "src/app.js (staged)". */
function pathOf({ path, where }: ResultItem): string {
  return where === undefined ? path : `${path} (${where})`;
}

/** "src/app.js:3", "src/app.js:3 (staged)". */
function placeOf({ path, where, finding }: ResultItem): string {
  return `${path}:${finding.span.start.line + 1}${where === undefined ? "" : ` (${where})`}`;
}

/** All that a person who does not see the icon has to know. */
function spoken(item: ResultItem): string {
  const { finding, triage, verdict, suppressed } = item;
  return [
    keyName(finding),
    suppressed ? `suppressed by ${SUPPRESSORS[suppressed.by]}: ${suppressed.reason}` : finding.severity,
    `${pathOf(item)}, line ${finding.span.start.line + 1}`,
    triage ? `judged ${triageWords(triage)}` : "not triaged",
    verdict ? `publication: ${VERDICTS[verdict].name}` : "publication not checked",
  ].join(", ");
}

const LINKS: readonly CommandId[] = ["keystow.explainRule"];

/** What a node says when the mouse rests on it, made when it is asked for. */
export function tooltipOf({ item }: FindingNode): vscode.MarkdownString {
  const { finding, triage, verdict, suppressed } = item;
  const { ruleId, vendor, confidence, mask, notes } = finding;
  const revokeUrl = ruleOf(ruleId)?.revokeUrl;
  const links = [
    `[Rule ${plainText(ruleId)}](${commandLink("keystow.explainRule", ruleId).toString()})`,
    ...(revokeUrl ? [`[Revoke at ${plainText(vendor)}](${revokeUrl})`] : []),
  ];
  const text = new vscode.MarkdownString(
    [
      `**${plainText(keyName(finding))}** \u2014 ${BELIEF[confidence]}`,
      `${plainText(mask)} in ${plainText(placeOf(item))}`,
      ...(suppressed ? [`Suppressed by ${SUPPRESSORS[suppressed.by]}: ${plainText(suppressed.reason)}`] : []),
      ...(triage ? [`Judged ${plainText(triageWords(triage))}. ${TRIAGE[triage.state].meaning}`] : []),
      ...(verdict ? [`Publication check: ${VERDICTS[verdict].name}. ${VERDICTS[verdict].meaning}`] : []),
      ...notes.map((note) => `- ${plainText(note)}`),
      links.join(" \u00b7 "),
    ].join("\n\n"),
  );
  text.isTrusted = { enabledCommands: LINKS };
  return text;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
