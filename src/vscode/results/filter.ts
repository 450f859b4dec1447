// Which findings of a result a person wants to see.
import * as vscode from "vscode";
import { isOpen, ruleOf, TRIAGE, VERDICTS } from "../../core/index";
import { keyName } from "../convert";
import type { ResultItem } from "./items";

export interface Filter {
  /** Words that all must occur in what is known of a finding. */
  readonly text: string;
  /** Only those that nobody has judged to be no key, or rotated. */
  readonly onlyOpen: boolean;
  /** Only those whose key has provably left this machine. */
  readonly onlyOut: boolean;
}

export const NO_FILTER: Filter = { text: "", onlyOpen: false, onlyOut: false };

export function isFiltering({ text, onlyOpen, onlyOut }: Filter): boolean {
  return text.trim() !== "" || onlyOpen || onlyOut;
}

/** Makes the test for one filter. */
export function fits(filter: Filter): (item: ResultItem) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (item) => {
    if (filter.onlyOpen && !isOpen(item.triage)) return false;
    if (filter.onlyOut && !hasLeft(item)) return false;
    if (words.length === 0) return true;
    const text = textOf(item).toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

function hasLeft({ verdict }: ResultItem): boolean {
  return verdict === "pushed" || verdict === "public-remote" || verdict === "published";
}

function textOf({ path, where = "", finding, triage, verdict, suppressed }: ResultItem): string {
  const { ruleId, severity, confidence, mask } = finding;
  return [
    path,
    where,
    keyName(finding),
    ruleOf(ruleId)?.title ?? "",
    ...[ruleId, severity, confidence, mask],
    triage ? `${TRIAGE[triage.state].name} ${triage.note ?? ""}` : "not triaged",
    verdict ? VERDICTS[verdict].name : "not checked",
    suppressed ? `suppressed ${suppressed.reason}` : "",
  ].join("\n");
}

/** 'Filter: "groq", only open.' */
export function filterWords({ text, onlyOpen, onlyOut }: Filter): string {
  const parts = [
    ...(text.trim() === "" ? [] : [`“${text.trim()}”`]),
    ...(onlyOpen ? ["only open"] : []),
    ...(onlyOut ? ["only keys that left this machine"] : []),
  ];
  return `Filter: ${parts.join(", ")}`;
}

interface Toggle extends vscode.QuickPickItem {
  readonly name: "onlyOpen" | "onlyOut";
}

const TOGGLES: readonly Toggle[] = [
  {
    name: "onlyOpen",
    label: "Only open",
    detail: "Hides what was judged to be no key, or rotated.",
    alwaysShow: true,
  },
  {
    name: "onlyOut",
    label: "Only keys that left this machine",
    detail: "Pushed, on a public remote or provably public, where the publication check was asked.",
    alwaysShow: true,
  },
];

/** Lets the person choose a filter and shows each on the way; after Escape the one from before counts again. */
export function askFilter(before: Filter, show: (filter: Filter) => void): Promise<void> {
  const box = vscode.window.createQuickPick<Toggle>();
  box.title = "Filter Findings";
  box.placeholder = "Service, file, rule, severity, state; every word must fit. Space or a click ticks what is below.";
  box.canSelectMany = true;
  box.items = TOGGLES;
  box.value = before.text;
  box.selectedItems = TOGGLES.filter(({ name }) => before[name]);
  let accepted = false;
  const update = (selected: readonly Toggle[] = box.selectedItems): void => {
    const on = (wanted: Toggle["name"]): boolean => selected.some(({ name }) => name === wanted);
    show({ text: box.value, onlyOpen: on("onlyOpen"), onlyOut: on("onlyOut") });
  };
  box.onDidChangeValue(() => update());
  box.onDidChangeSelection(update);
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      accepted = true;
      update();
      box.hide();
    });
    box.onDidHide(() => {
      if (!accepted) show(before);
      box.dispose();
      resolve();
    });
    box.show();
  });
}
