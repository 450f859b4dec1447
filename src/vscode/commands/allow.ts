import * as vscode from "vscode";
import {
  allowing,
  dayAfter,
  DEFAULT_POLICY,
  globOf,
  markingEdit,
  type Refusal,
  scanText,
  whyNoLastDay,
} from "../../core/index";
import { eolOf, keyName } from "../convert";
import type { Diagnostics } from "../diagnostics";
import { applyTogether, type FileEdits, saveAll } from "../fileEdits";
import { readText } from "../gatherFix";
import { Trouble } from "../log";
import type { MaskedTexts } from "../maskedTexts";
import { fileAt, fileOf, folderOf, pathBelow, whereabouts } from "../places";
import { policyFileFor } from "../policyFiles";
import type { ScanResult } from "../scanResult";
import { stillThere, type Target, targetFor } from "./target";

/** What the person has said of a key that may stay. */
interface Decision {
  readonly reason: string;
  readonly expires?: string;
}

export interface AllowDependencies {
  readonly diagnostics: Diagnostics;
  readonly maskedTexts: MaskedTexts;
  readonly result: ScanResult;
}

/** Lets a key stay, with a reason: in the policy file, or by a mark beside it. */
export class Allow {
  constructor(private readonly dependencies: AllowDependencies) {}

  async run(argument: unknown): Promise<void> {
    const { diagnostics, maskedTexts } = this.dependencies;
    const target = await targetFor(argument, diagnostics, { kept: maskedTexts });
    const title = `Allow ${keyName(target.finding)}`;
    const decision = await ask(title, whereabouts(fileOf(target.document)).today ?? "");
    if (!decision) return;
    const allowed = await inPolicy(target);
    const mark = this.#mark(target, decision);
    const place = await vscode.window.showQuickPick(placesFor({ allowed, mark, decision }), {
      title,
      ignoreFocusOut: true,
    });
    if (place?.id === "policy" && allowed) await this.#inPolicy(target, decision, allowed);
    else if (place?.id === "mark") await this.#beside(target, decision);
  }

  #mark({ document, finding, kept }: Target, { reason }: Decision): ReturnType<typeof markingEdit> {
    if (kept) return { refused: "It is in no working file that could be written to." };
    const file = { languageId: document.languageId, text: document.getText(), eol: eolOf(document) };
    return markingEdit(file, finding, { others: this.dependencies.diagnostics.findingsOf(document), reason });
  }

  async #beside(target: Target, decision: Decision): Promise<void> {
    const finding = await stillThere(target, this.dependencies.diagnostics);
    const mark = this.#mark({ ...target, finding }, decision);
    if ("refused" in mark) throw new Trouble(mark.refused);
    await write({ uri: target.document.uri, create: false, edits: [mark] });
    tell(`Marked ${keyName(finding)} as allowed beside it. A mark has no expiry.`);
  }

  async #inPolicy(target: Target, decision: Decision, { file, policyFile: uri, path }: InPolicy): Promise<void> {
    const name = vscode.workspace.asRelativePath(uri);
    const found = await readText(uri);
    if (found?.blocked !== undefined) throw new Trouble(`${name} ${found.blocked}, so nothing was allowed.`);
    const document = found ? await vscode.workspace.openTextDocument(uri) : undefined;
    const { fingerprint } = await stillThere(target, this.dependencies.diagnostics);
    const glob = globOf(path);
    const entry = { fingerprint, ...(glob !== undefined && glob !== "" && { path: glob }), ...decision };
    const edits: FileEdits["edits"] | Refusal = allowing(
      document?.getText(),
      entry,
      eolOf(document ?? target.document),
    );
    if ("refused" in edits) throw new Trouble(edits.refused);
    await write({ uri, create: !document, edits });
    if (await saveAll([uri])) throw new Trouble(`${name} could not be saved. Save it yourself.`);
    this.#suppress(file, fingerprint, decision.reason);
    const until = decision.expires === undefined ? "" : ` until ${decision.expires}`;
    tell(`Allowed ${keyName(target.finding)} in ${name}${until}. Commit that file, and it holds for the team.`);
  }

  /** Open documents are judged anew by the policy file; what a scan has found elsewhere of the same file is not. */
  #suppress(file: vscode.Uri, fingerprint: string, reason: string): void {
    const { diagnostics, maskedTexts, result } = this.dependencies;
    const isOfFile = (one: vscode.Uri): boolean =>
      (maskedTexts.get(one)?.file ?? fileAt(one)).toString() === file.toString();
    for (const one of diagnostics.scannedFiles.filter(isOfFile)) {
      const left = diagnostics.scannedIn(one).filter((finding) => finding.fingerprint !== fingerprint);
      diagnostics.setScanned(one, left);
    }
    for (const one of result.files.filter((known) => isOfFile(known.file)))
      result.suppress(one.file, fingerprint, { by: "allow", reason });
  }
}

/** Where a key is allowed that may stay. */
interface InPolicy {
  /** The file that has it, now or in what Git keeps of it. */
  readonly file: vscode.Uri;
  /** Which need not be there. */
  readonly policyFile: vscode.Uri;
  /** Of the file, relative to the policy file; empty when it has none. */
  readonly path: string;
}

/** Undefined for a file that belongs to no folder. */
async function inPolicy({ document, kept }: Target): Promise<InPolicy | undefined> {
  const file = kept?.file ?? fileOf(document);
  const folder = folderOf(file)?.uri ?? kept?.policyFolder;
  if (!folder) return undefined;
  const policyFile = await policyFileFor(folder);
  const path = file.scheme === "untitled" ? "" : pathBelow(vscode.Uri.joinPath(policyFile, ".."), file);
  return { file, policyFile, path };
}

async function write(file: FileEdits): Promise<void> {
  if (await applyTogether([file])) return;
  throw new Trouble("VS Code did not take the edit, so nothing was allowed. Try again.");
}

/** Not awaited: the command is over, whatever becomes of the message. */
function tell(words: string): void {
  void vscode.window.showInformationMessage(words);
}

async function ask(title: string, today: string): Promise<Decision | undefined> {
  const reason = await vscode.window.showInputBox({
    title,
    prompt: "Why may this key stay where it is? Whoever reads the file reads the reason.",
    placeHolder: "A revoked key that a test needs",
    ignoreFocusOut: true,
    validateInput: whyNoReason,
  });
  if (reason === undefined || whyNoReason(reason) !== undefined) return undefined;
  const expiry = await vscode.window.showQuickPick(expiriesFrom(today), {
    title,
    placeHolder: "For how long?",
    ignoreFocusOut: true,
  });
  if (!expiry) return undefined;
  const expires = expiry.ask ? await askDay(title, today) : expiry.expires;
  if (expiry.ask && expires === undefined) return undefined;
  return { reason: reason.trim(), ...(expires !== undefined && { expires }) };
}

function whyNoReason(text: string): string | undefined {
  if (text.trim() === "") return "Write a reason.";
  const { findings } = scanText(text, { path: "reason" }, DEFAULT_POLICY);
  return findings.length > 0 ? "The reason must not hold a key." : undefined;
}

interface Expiry extends vscode.QuickPickItem {
  readonly expires?: string;
  readonly ask?: true;
}

function expiriesFrom(today: string): readonly Expiry[] {
  const after = [7, 30, 90].map((days): Expiry => {
    const expires = dayAfter(today, days);
    return { label: `${days} days`, description: `until ${expires}`, expires };
  });
  return [{ label: "No expiry" }, ...after, { label: "Until a day\u2026", ask: true }];
}

async function askDay(title: string, today: string): Promise<string | undefined> {
  const day = await vscode.window.showInputBox({
    title,
    prompt: "The last day on which it is allowed, as yyyy-mm-dd.",
    value: dayAfter(today, 14),
    ignoreFocusOut: true,
    validateInput: (text) => whyNoLastDay(text.trim(), today),
  });
  return day !== undefined && whyNoLastDay(day.trim(), today) === undefined ? day.trim() : undefined;
}

interface PlacePick extends vscode.QuickPickItem {
  readonly id: "policy" | "mark" | "none";
}

function placesFor(given: {
  readonly allowed: InPolicy | undefined;
  readonly mark: ReturnType<typeof markingEdit>;
  readonly decision: Decision;
}): readonly PlacePick[] {
  const { allowed, mark, decision } = given;
  const until = decision.expires === undefined ? "no expiry" : `until ${decision.expires}`;
  const lost = decision.expires === undefined ? "" : ` Your day, ${decision.expires}, would not count.`;
  return [
    allowed
      ? {
          id: "policy",
          label: "In the policy file",
          description: until,
          detail: `An entry in ${vscode.workspace.asRelativePath(allowed.policyFile)}: its hash, the path and the reason.`,
        }
      : { id: "none", label: "Not in a policy file", detail: "The file belongs to no folder of the workspace." },
    "refused" in mark
      ? { id: "none", label: "Not beside the key", detail: mark.refused }
      : {
          id: "mark",
          label: "Beside the key",
          description: "no expiry",
          detail: `A comment with keystow:allow, for all keys of its line. A mark has no expiry.${lost}`,
        },
  ];
}
